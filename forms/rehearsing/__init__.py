"""Filling a form with nobody there: seeded walks, and the conversations that a form can become."""
