"""The whole story: over HTTP alone, and on the page in a real browser."""
