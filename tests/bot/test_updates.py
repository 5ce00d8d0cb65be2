from __future__ import annotations

import pytest

from bot import updates
from reporting.privacy import holds_nik

MESSAGE = {
    "update_id": 5,
    "message": {
        "message_id": 9,
        "from": {"id": 42},
        "chat": {"id": 77, "type": "private"},
        "text": "NIK 3201234567890123, telp 081234567890",
    },
}


def test_keys_name_the_event_and_not_the_delivery():
    again = {**MESSAGE, "update_id": 999}
    assert updates.natural_key(1, MESSAGE) == updates.natural_key(1, again) == "1:m:77:9"
    assert updates.natural_key(1, {"update_id": 1, "callback_query": {"id": "abc"}}) == "1:c:abc"


def test_edits_are_told_apart_by_content():
    edit = {"edited_message": {**MESSAGE["message"], "edit_date": 1}}
    other = {"edited_message": {**MESSAGE["message"], "edit_date": 2}}
    first = updates.natural_key(1, {"update_id": 1, **edit})
    assert first.startswith("1:h:")
    assert len(first) <= 100
    assert first == updates.natural_key(1, {"update_id": 2, **edit})
    assert first != updates.natural_key(1, {"update_id": 1, **other})
    assert first.split(":", 1)[1] == updates.natural_key(2, {"update_id": 1, **edit}).split(":", 1)[1]


def test_a_nik_is_masked_wherever_text_stands_and_lengths_stay():
    raw = {
        "update_id": 1,
        "message": {
            **MESSAGE["message"],
            "caption": "3201234567890123",
            "reply_to_message": {"text": "a 3201234567890123 b"},
            "entities": [{"type": "bold", "offset": 22, "length": 4}],
        },
    }
    masked, had_nik = updates.mask(raw)
    assert had_nik
    assert "3201234567890123" not in str(masked)
    assert masked["message"]["text"] == f"NIK {'•' * 16}, telp 081234567890"
    assert len(masked["message"]["text"]) == len(raw["message"]["text"])
    assert masked["message"]["reply_to_message"]["text"] == f"a {'•' * 16} b"
    assert raw["message"]["caption"] == "3201234567890123"


def test_other_numbers_stay():
    text = "123456789012345 12345678901234567 12 30 45 60 11 22 33 44"
    masked, had_nik = updates.mask({"message": {"text": text}})
    assert masked["message"]["text"] == text
    assert not had_nik


def test_lanes_are_people():
    tap = {"update_id": 2, "callback_query": {"id": "x", "from": {"id": 42}, "message": {"chat": {"id": 77}}}}
    assert updates.lane(MESSAGE) == updates.lane(tap) == 42
    assert updates.chat_id(MESSAGE) == updates.chat_id(tap) == 77
    assert updates.callback_id(tap) == "x"


def test_strange_updates_are_stored_all_the_same():
    for raw in ({}, {"update_id": "x"}, {"message": None}, {"message": {"chat": []}}, {"a": {"from": {"id": "no"}}}):
        stored = updates.incoming(1, raw)
        assert stored.lane == 0
        assert stored.natural_key.startswith("1:h:")
        assert updates.chat_id(raw) is None


@pytest.mark.parametrize(
    ("written", "is_hidden"),
    [
        ("3275 0123 4567 8901", True),
        ("3275-0123-4567-8901", True),
        ("327501 234567 8901", True),
        ("３２７５０１２３４５６７８９０１", True),
        ("2023 2024 2025 2026", False),
        ("1.234.567.890", False),
        ("3275 0123-4567 8901", True),
        ("12 34 56 78 90 12 34 56", False),
    ],
)
def test_a_nik_in_parts_or_other_digits_is_hidden_before_it_is_stored(written: str, is_hidden: bool) -> None:
    masked, had_nik = updates.mask({"message": {"text": f"Isi {written}.", "document": {"file_name": written}}})
    assert had_nik is is_hidden
    assert (written in str(masked)) is not is_hidden
    assert len(masked["message"]["text"]) == len(f"Isi {written}.")
    assert holds_nik(masked["message"]["text"]) or not is_hidden
