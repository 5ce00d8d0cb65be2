"""The same answers through Kabar and through ODK's own engines must end in the same submission."""
