"""Word: docx, and the binary format of Word 97 to 2003."""
