"""Every way we say no. Raised in `reporting/`, caught once in `handlers/errors.py`, worded in
`templates/<lang>/refusals/<code>.html.j2`."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """`code` names the template, `data` is what it reads. A refusal is an answer, not an error: nothing is retried."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data
