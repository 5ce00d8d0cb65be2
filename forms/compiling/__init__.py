"""From XForm XML to a `Form`: everything that can be known before anybody answers."""
