"""What to say: from a prompt or a list to the name of a text and rows of buttons."""
