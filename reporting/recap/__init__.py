"""The monthly recap: what an area has reported, how it stands, and what it is all for."""
