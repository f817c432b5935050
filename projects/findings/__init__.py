"""智能审核 with the database: what the rules see, what people answer, what is kept, and what it means for 送审."""
