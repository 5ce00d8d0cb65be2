"""What is stored: one file per table with its columns and every query on it.

Functions here take the open `Transaction` first and never commit; `models.database` opens and commits.
"""
