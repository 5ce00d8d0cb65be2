"""Telegram in: one router file per thing a person does. A handler reads, calls one use case, shows."""
