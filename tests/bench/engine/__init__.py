"""The form engine by itself: beside ODK's own engines, along growing forms, and in memory."""
