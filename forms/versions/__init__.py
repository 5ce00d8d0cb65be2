"""An open draft moves to another version of its form."""
