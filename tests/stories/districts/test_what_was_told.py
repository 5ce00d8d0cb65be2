"""What the demo's districts told at meetings and in evaluations: filed by the engine, then read as tables."""

from __future__ import annotations

from datetime import date, datetime

from bot.demo import programme
from bot.demo.programme import Event
from models import membership
from models.database import Database, Transaction
from models.kampung import Kampung
from models.region import Region
from models.scope import Scope
from reporting import evaluated, programme_told, publishing
from reporting.access import actor_by_id
from reporting.library import Library
from reporting.recording import Recording
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk
from tests.reporting.desk import TEXTS
from tests.stories.world import Seeded

TODAY = date(2026, 11, 2)


def settle(tx: Transaction, area: str, villages: int) -> list[str]:
    """The area with a district and that many villages, each with a Kampung KB; the villages' codes."""
    codes = [f"{area}.01.20{number:02d}" for number in range(1, villages + 1)]
    above = [area[:size] for size in (2, 5) if len(area) >= size]
    for code in dict.fromkeys((*above, f"{area}.01", *codes)):
        level = ("province", "regency", "district", "village")[code.count(".")]
        if tx.get(Region, code) is None:
            parent = code.rpartition(".")[0] or None
            tx.add(Region(code=code, parent_code=parent, level=level, name=code, zone="Asia/Jakarta"))
            tx.flush()
    for code in codes:
        tx.add(Kampung(name=f"Kampung {code[-1]}", village_code=code, zone="Asia/Jakarta"))
    tx.flush()
    return codes


def file(database: Database, now: datetime, area: str, events: list[Event], villages: list[str]) -> None:
    """Each event as the demo's past files it, all by the area's coordinator."""
    library = Library()
    recording = Recording(library, Starting(library, TEXTS, Seeded()), Submitting(TEXTS))
    with database.transaction(now) as tx:
        desk.person(tx, "Koordinator", "koordinator", area_code=area)
        for form_id in sorted({one.form_id for one in events}):
            publishing.publish(tx, desk.source(form_id))
        actor = actor_by_id(tx, membership.people_with_role(tx, ("koordinator",), area, now)[0])
    assert actor is not None
    for one in events:
        place = villages.index(one.village) + 1
        with database.transaction(now) as tx:
            version, context = recording.context(tx, actor, one.form_id, place, one.period)
            replayed = recording.answer(version, programme.chosen(one.answers, context), context)
            recording.store(tx, actor, version, place, one.period, replayed)


def test_rokan_hulu_has_priorities_and_joint_plans_with_open_actions(database: Database) -> None:
    now = datetime.fromisoformat("2026-11-02T01:00:00+00:00")
    with database.transaction(now) as tx:
        villages = settle(tx, "14.06", 4)
    file(database, now, "14.06", list(programme.events("14.06", villages)), villages)
    with database.reading(now) as tx:
        (meeting,) = programme_told.meetings(tx, Scope(areas=("14.06",)), TODAY)
        assert programme_told.meetings(tx, Scope(areas=("14.07",)), TODAY) == []
        assert programme_told.meetings(tx, Scope(kampung_ids=(2,)), TODAY) == []
    assert meeting.agencies == len(meeting.plans) == len({plan.agency for plan in meeting.plans}) == 15
    assert meeting.problems[0] == ("Stunting baduta di tepi sungai", 14)
    standing = {plan.agency: (plan.status, plan.percent, plan.until, plan.is_open) for plan in meeting.plans}
    assert standing["dinkes"] == ("jalan", 35, "2026-12-31", True)
    assert standing["dukcapil"] == ("selesai", None, "2026-10-31", False)
    assert standing["pupr"] == ("tunda", None, "2027-03-31", True)
    assert standing["bappeda"] == ("belum", None, "2026-11-27", True)
    assert not any(plan.is_late for plan in meeting.plans)
    with database.reading(now) as tx:
        (later,) = programme_told.meetings(tx, Scope(areas=("",)), date(2026, 12, 1))
    assert {plan.agency for plan in later.plans if plan.is_late} == {"bappeda", "dinsos", "perikanan"}


def test_evaluations_tell_five_factors_and_three_texts(database: Database) -> None:
    """As Jambi counts success factors and Banjarmasin successes, weaknesses, opportunities."""
    now = datetime.fromisoformat("2026-11-02T01:00:00+00:00")
    with database.transaction(now) as tx:
        villages = settle(tx, "63.71", 3)
    told = [one for one in programme.events("63.71", villages) if one.form_id == programme.MONEV]
    file(database, now, "63.71", told, villages)
    with database.reading(now) as tx:
        found = evaluated.of_area(tx, Scope(areas=("63",)))
        one = evaluated.of_area(tx, Scope(kampung_ids=(2,)))
    assert [evaluation.kampung for evaluation in found] == ["Kampung 1", "Kampung 2", "Kampung 3"]
    assert one == found[1:2]
    for evaluation, event in zip(found, told, strict=True):
        assert evaluation.semester == "2026-S1"
        assert evaluation.texts == tuple(event.answers[name] for name in evaluated.TEXTS)
        assert evaluation.factors == tuple(int(event.answers["g_faktor"][name]) for name in evaluated.FACTORS)
    expected = [sum(one.factors[at] for one in found) / 3 for at in range(5)]
    assert evaluated.means(found) == expected
