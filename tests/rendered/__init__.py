"""Every text of `templates/`, rendered with what really stands in it, and linted as a reader sees it."""
