"""Official files: what bears a code, is kept for ever, and can be told from every imitation."""
