"""Expiring: what lies beside the reports goes when its term is over (decision 47 says where the terms come from)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import audit_event, expiry
from models.database import Transaction
from models.expiry import Lot
from reporting.months_ago import months_ago

VISITS = 24  # months: visits to families are health data of a person, though under a code
FILES = 12  # months: a photo proves that something took place; after a year nobody asks for it


@dataclass(frozen=True, slots=True)
class Term:
    """How long rows of a kind stay: so many months, or days."""

    lot: Lot
    months: int = 0
    days: float = 0

    def before(self, now: datetime) -> datetime:
        """What is older than this is over its term."""
        return months_ago(now, self.months) if self.months else now - timedelta(days=self.days)

    @property
    def told(self) -> str:
        """ "12 months" or "30 days"."""
        return f"{self.months} months" if self.months else f"{self.days:g} days"


TERMS = (
    Term(expiry.DROPPED, days=30),  # as long as a draft whose period was closed is kept
    Term(expiry.UNSENT, months=12),  # a form without a closing day keeps its drafts open; after a year nobody sends one
    Term(expiry.NOTES, days=0),  # with their report
    Term(expiry.REASONS, days=0),
    Term(expiry.MOVES, days=0),
    Term(expiry.QUESTIONS, months=VISITS),  # may tell of somebody's health, as visits do
    Term(expiry.OBSTACLES, months=12),
    Term(expiry.INVITED, months=12),  # since their last invitation ended; a list of staff comes once a year
    Term(expiry.FAMILIES, months=VISITS),  # made of visits, which are gone then
    Term(expiry.MESSAGES, months=6),  # stand in the chat; a half year is the longest period that one is about
    Term(expiry.UPDATES, months=3),  # no content any more; Telegram delivers again for a day (Bot API, getUpdates)
)
# What the tidying takes away within minutes (reporting/inbox.py), for whoever wants to know how much there is.
SOON = (
    Term(expiry.SET_ASIDE, days=7),
    Term(expiry.EXCHANGES, days=3),
    Term(expiry.CHAT_MESSAGES, days=2),
)


def counts(tx: Transaction) -> Sequence[tuple[Term, int]]:
    """How many rows of each kind are over their term, without those of which there are none. Only looks."""
    found = [(term, expiry.count(tx, term.lot, term.before(tx.now))) for term in (*TERMS, *SOON)]
    return [(term, count) for term, count in found if count]


def expire(tx: Transaction, limit: int) -> int:
    """Takes a piece of what is over its term, of the first kind that has any, and records how many; 0 when nothing
    is left."""
    for term in TERMS:
        count = expiry.take(tx, term.lot, term.before(tx.now), limit)
        if count:
            audit_event.log(tx, None, "retention.expired", "rows", term.lot.name, count=count, term=term.told)
            return count
    return 0
