"""A whole year of the five districts: played day by day below Telegram, and judged by a reckoning of its own."""
