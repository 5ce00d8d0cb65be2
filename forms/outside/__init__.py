"""What a form reads from outside: lists in files, and the last submission."""
