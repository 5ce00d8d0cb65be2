"""What arrives in whatever order, through the running bot."""

from __future__ import annotations

import pytest

from tests.handlers.conftest import Place
from tests.handlers.test_fill import reach
from tests.people import Person, labels


@pytest.fixture
def officer(place: Place) -> Person:
    """At the first figure of the monthly report."""
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    reach(sari, "Jumlah jiwa laki-laki")
    return sari


def test_four_answers_at_once_are_paired_and_one_tap_goes_on(officer: Person) -> None:
    written = [officer.says(text) for text in ("1420", "1398", "delapan ratus", "486")]
    seen = officer.sees("Saya terima 4 pesan")
    assert '"delapan ratus" jadi 800' in seen["text"]
    assert labels(seen) == ["✅ Betul semua", "✏️ Perbaiki", "Yang pertama"]
    officer.taps("Betul semua")
    officer.sees("✅ 4 isian tersimpan")
    thumbs = {one["message_id"] for one in officer.messages() if one["reaction"] == "👍"}
    assert thumbs == set(written)
