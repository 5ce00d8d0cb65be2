"""Whole conversations, through a real dispatcher and the sandbox."""
