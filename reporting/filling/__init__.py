"""Filling: one report, question by question. An answer is stored before anything is said.

`typing` is what people write, `batch` several numbers in one message, `tapping` the answer buttons, `receiving` places
and files, `steering` the words of navigation, `letting_go` what is thrown away; `bench` is what they all work at.
"""

from reporting.filling.filling import Filling

__all__ = ["Filling"]
