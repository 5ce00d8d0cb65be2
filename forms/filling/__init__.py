"""Filling a form: the live session, from its opening to the submission."""
