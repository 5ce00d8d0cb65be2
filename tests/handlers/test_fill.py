"""Filling a report by chat."""

from __future__ import annotations

from tests.handlers.conftest import Place

PAYO = "Payo Sejahtera"


def test_an_officer_fills_by_taps_and_by_typing(place: Place) -> None:
    officer = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    def show():
        m = officer.last(); print("-----", m["message_id"]); print(m["text"]); print([[b["text"] for b in r] for r in m["buttons"] or []])
    show()
    officer.says("/lapor")
    officer.sees("Formulir yang mana"); show()
    m=officer.last()
    officer.taps("1", m)
    import time
    for i in range(3):
        time.sleep(0.5); show()
        b=[b for r in officer.last()["buttons"] for b in r][0]["text"]
        officer.taps(b, officer.last())
    time.sleep(0.5); show()
    for x in ["Ya","ya","820","811","400","300","100","90","80","200","1,3"]:
        officer.says(x); time.sleep(0.4); show()
    print([ (m["from"], m["text"]) for m in officer.messages()])
