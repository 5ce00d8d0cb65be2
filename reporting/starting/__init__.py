"""Starting: from /lapor to the first question, and back to what was begun.

`choosing` are the lists (what is owed, forms, kampung, periods), `introducing` what stands before the first question,
`drafting` what is begun, found again, thrown away and taken back; `ground` is what they all stand on.
"""

from reporting.starting.starting import Starting

__all__ = ["Starting"]
