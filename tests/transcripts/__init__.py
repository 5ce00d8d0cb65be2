"""Transcripts: one story a file, as the chat shows it; read in review, and compared with what Kabar says now."""
