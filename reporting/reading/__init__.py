"""What was meant: from a prompt and what was typed to a value."""
