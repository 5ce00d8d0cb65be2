"""A stand-in for Telegram: a strict local Bot API server with a chat page. Knows nothing of Kabar."""
