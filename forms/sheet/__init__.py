"""The form as its author wrote it: reading the sheets, finding cells, and saying what is wrong with them."""
