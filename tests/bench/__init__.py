"""How fast Kabar takes answers, beside two bots that keep nothing: `python -m tests.bench`, see docs/performance.md."""
