"""An answer that a change made wrong is asked again, and the card says why."""

from __future__ import annotations

from datetime import datetime

import pytest

import forms
from models.database import Database
from reporting import publishing, stage
from reporting.filling import Filling
from reporting.inputs import Tap
from reporting.library import Library
from reporting.publishing import Source
from reporting.reading import Reader, load_vocabulary
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk
from tests.reporting.desk import TEXTS, CountedIds

FORM = """
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | constraint | constraint_message::Indonesia (id) | constraint_message::English (en) |
| | integer | pus | Jumlah PUS | Couples | | | |
| | integer | suntik | Suntik | Injection | . <= ${pus} | LIMIT | LIMIT |
| | text | catatan | Catatan | Notes | | | |
| settings |
| | form_title | form_id | version | default_language |
| | Kegiatan | kegiatan_kkb | uji-1 | Indonesia (id) |
"""  # noqa: E501


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("Paling banyak sejumlah PUS.", "Karena perubahan itu, isian ini ditanyakan lagi: Paling banyak sejumlah PUS."),
        ("", "Karena perubahan itu, isian ini ditanyakan lagi."),
    ],
)
def test_the_card_says_why_an_answer_is_asked_again(database: Database, now: datetime, limit: str, told: str) -> None:
    library, ids = Library(), CountedIds(1)
    filling = Filling(library, TEXTS, Reader(load_vocabulary()), Submitting(TEXTS))
    with database.transaction(now) as tx:
        desk.plant(tx)
        markdown = FORM.replace("LIMIT", limit)
        sheet = forms.read_xlsform(markdown, "uji.md")
        publishing.publish(tx, Source("uji.md", markdown.encode(), sheet.xform, forms.compile_form(sheet.xform)))
        sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
        Starting(library, TEXTS, ids).chosen(tx, sari, Tap("s", None, "open", f"kegiatan_kkb,{desk.PAYO},2026-10-30"))
        for text in ("412", "40"):
            filling.typed(tx, sari, text)
        assert "Catatan" in desk.shown(tx, sari)
        for _ in range(2):
            filling.navigated(tx, sari, Tap("n", stage.hear(tx, sari).card, "back"))
        filling.typed(tx, sari, "30")
        card = desk.shown(tx, sari)
        assert told in card
        assert "Suntik" in card
        filling.typed(tx, sari, "20")
        assert "ditanyakan lagi" not in desk.shown(tx, sari)
