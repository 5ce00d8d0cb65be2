"""The history of the schema, one file a change in `versions/`; `python -m models.migrations TEXT` starts the next."""
