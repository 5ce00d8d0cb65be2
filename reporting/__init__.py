"""What the service does: use cases, one transaction per public method, and the pure rules beside them."""
