"""What was meant: from a prompt and what was typed to a value, a question back, or the reason why not.

Pure: no clock, no I/O but `load_vocabulary()`. A new word goes to `templates/reading.toml`, a new kind to `reader.py`.
"""

from reporting.reading.commands import Command
from reporting.reading.niks import nik_spans
from reporting.reading.personal import personal_data
from reporting.reading.reader import Reader
from reporting.reading.results import DidYouMean, Read, Reading, Reason, Unreadable
from reporting.reading.vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "Command", "DidYouMean", "Read", "Reader", "Reading", "Reason", "Unreadable", "Vocabulary", "load_vocabulary",
    "nik_spans",
    "personal_data",
]  # fmt: skip
