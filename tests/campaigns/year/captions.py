"""What a summary says in words, held against plain SQL: its first line, and what waits to be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from models.database import Transaction
from models.scope import Scope

FIGURES = {
    r"([\d.]+) dari [\d.]+(?:</b>)? kampung masuk": "sum(CASE WHEN o.state IN ('sent', 'returned', 'accepted') THEN 1"
    " ELSE 0 END) FROM obligation o WHERE o.form_id = 'bulanan_kkb' AND o.period = :month"
    " AND o.state NOT IN ('void', 'excused')",
    r"[\d.]+ dari ([\d.]+)(?:</b>)? kampung masuk": "count(*) FROM obligation o WHERE o.form_id = 'bulanan_kkb'"
    " AND o.period = :month AND o.state NOT IN ('void', 'excused')",
    r"Menunggu dicek ([\d.]+)": "count(*) FROM submission o WHERE o.is_current"
    " AND o.review_state IN ('received', 'edited')",
}


def otherwise(tx: Transaction, scope: Scope, html: str) -> Iterator[str]:
    """Each figure that is told and not so."""
    first = tx.now.astimezone(ZoneInfo("Asia/Jakarta")).date().replace(day=1)
    month = f"{first - timedelta(days=1):%Y-%m}"
    for pattern, asked in FIGURES.items():
        found = re.search(pattern, html)
        so = _one(tx, f"SELECT {asked} AND ({_inside(scope)})", month) if found else None
        if found and int(found[1].replace(".", "")) != so:
            yield f"{tx.now}: {found[0]!r}, and {so} is so"


def _inside(scope: Scope) -> str:
    parts = [f"o.area_code = '{code}' OR o.area_code LIKE '{code}.%'" for code in scope.areas]
    return " OR ".join([*parts, *(f"o.kampung_id = {number}" for number in scope.kampung_ids)])


def _one(tx: Transaction, sql: str, month: str) -> Any:
    told = {"month": month} if ":month" in sql else {}
    return tx.connection().execute(sa.text(sql), told).scalar()
