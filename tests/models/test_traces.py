"""No column that points to a person is forgotten: each is told in their copy or says why not, and each is erased."""

from __future__ import annotations

import re

from models import tables, traces

# Columns that hold a person's number or Telegram account without a foreign key are known by their names.
NAMED = re.compile(r"person_id|_by(_id)?$|behalf_id|stands_in_for|telegram_(user|chat)_id")
NOT_PEOPLE = {
    "kampung_profile.pokja_decree_by",  # an office: "Kepala Desa"
    "group_chat.telegram_chat_id",  # a group's, whose members Kabar does not know
}
LANES = {"inbound_update.lane"}  # the sender's Telegram account; the outbox's lane is a regency


def columns() -> set[str]:
    """Every column that points to a person or their account."""
    found = set()
    for table in tables.metadata.sorted_tables:
        for column in table.columns:
            points = any(key.target_fullname == "person.id" for key in column.foreign_keys)
            if points or NAMED.search(column.name):
                found.add(f"{table.name}.{column.name}")
    return (found | LANES) - NOT_PEOPLE


def test_every_column_that_points_to_a_person_is_declared() -> None:
    declared = [one.name for one in traces.TRACES]
    assert sorted(declared) == sorted(set(declared))
    assert set(declared) == columns(), "say in models/traces.py what a copy tells of it, and what an erasure leaves"


def test_each_is_told_or_says_why_not() -> None:
    for one in traces.TRACES:
        assert bool(one.key) != bool(one.why), one.name
        assert bool(one.key) == bool(one.told), one.name
        assert all(name in one.table.model_fields for name in one.told), one.name
    keys = [one.key for one in traces.TRACES if one.key]
    assert len(keys) == len(set(keys))
