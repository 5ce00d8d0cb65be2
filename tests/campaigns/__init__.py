"""Campaigns: long runs in which something goes wrong on purpose, again and again."""
