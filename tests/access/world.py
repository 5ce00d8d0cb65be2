"""A small country in which everybody stands in every relation to everything: nine kampung, fourteen people who try, and
at each place one thing of each kind. Every row has a number, and every place a name, that is found nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any

from sqlmodel import select

from forms.draft import Draft as FormDraft
from models import tables
from models.answer_value import AnswerValue
from models.database import Transaction
from models.draft import Draft
from models.family import Family
from models.form_upload import FormUpload
from models.form_use import FormUse
from models.form_version import FormVersion
from models.invitation import Invitation
from models.kampung import Kampung
from models.membership import Membership
from models.obligation import Obligation
from models.outbound_message import OutboundMessage
from models.person import Person
from models.region import Region
from models.report_move import ReportMove
from models.report_note import REQUEST, ReportNote
from models.review import Review
from models.schedule import Schedule
from models.submission import Submission
from models.ticket import Ticket
from reporting import publishing
from reporting.inputs import Sender
from reporting.programme_told import FOLLOW_UP, RAKOR
from reporting.recording import Recording
from reporting.screens.screen import Screen
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk

assert tables.metadata is not None  # every table is known

HERE, SIBLING, OTHER_DISTRICT, OTHER_REGENCY = "13.72.01.1001", "13.72.01.1002", "13.72.02.1001", "13.71.01.1001"
OTHER_PROVINCE = "63.71.01.1001"
LEFT = {3: "13.72.01.1003", 2: "13.72.03.1001", 1: "13.73.01.1001", 0: "14.71.01.1001"}  # by level, until yesterday
NAMES = {
    HERE: "Anggrek", SIBLING: "Bakung", OTHER_DISTRICT: "Cempaka", OTHER_REGENCY: "Dahlia", OTHER_PROVINCE: "Edelweis",
    LEFT[3]: "Flamboyan", LEFT[2]: "Gardenia", LEFT[1]: "Heliconia", LEFT[0]: "Iris",
}  # fmt: skip
RELATIONS = ("own", "same area", "sibling", "parent", "child", "other province", "moved", "deleted", "non-existing")
DELETED, MISSING = 990_001, 990_002  # row numbers
KINDS = ("received", "approved", "has_issues", "draft", "dropped", "owed", "locked", "question", "answered", "request",
         "review", "move", "person", "family", "plan", "invitation", "message", "kampung")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """`area` is where they hold `role` now, "" for nobody; level 3 is a kampung, 2 a district, 1 a regency."""

    name: str
    role: str
    area: str
    sender: Sender
    person_id: int
    elsewhere: tuple[tuple[str, str], ...] = ()  # other roles, each with its area

    @property
    def held(self) -> tuple[tuple[str, str], ...]:
        return ((self.role, self.area), *self.elsewhere) if self.area else ()

    def roles_in(self, place: str) -> set[str]:
        """What they are in that village."""
        return {role for role, area in self.held if f"{place}.".startswith(f"{area}.")}

    @property
    def level(self) -> int:
        return self.area.count(".") if self.area else 3


@dataclass(frozen=True, slots=True)
class Thing:
    """A row's number (or an area's code), where it lies, and whose it is. `exists` is False for what is not there."""

    number: Any
    place: str
    person_id: int
    exists: bool = True


@dataclass(slots=True)
class World:
    actors: list[Actor] = field(default_factory=list)
    things: dict[tuple[str, str, int], Thing] = field(default_factory=dict)  # kind, place, whose
    officers: dict[str, int] = field(default_factory=dict)  # place -> its officer
    cadres: dict[str, int] = field(default_factory=dict)
    leads: dict[str, int] = field(default_factory=dict)  # area -> its coordinator

    def thing(self, kind: str, actor: Actor, relation: str) -> Thing:
        """What stands in that relation to the actor."""
        if relation in ("deleted", "non-existing"):
            number: Any = DELETED if relation == "deleted" else MISSING
            return Thing(f"99.{number % 10}" if kind == "area" else number, "", 0, exists=False)
        if kind == "area":
            return Thing(_area(actor, relation), _area(actor, relation), 0)
        place = _place(actor, relation)
        owner = {"own": actor.person_id, "moved": actor.person_id, "child": self.cadres[place]}.get(relation)
        if kind == "person" and relation == "moved":
            owner = None  # not oneself, who works elsewhere now
        found = self.things.get((kind, place, owner or self.officers[place]))
        return found or self.things[kind, place, self.officers[place]]


def _place(actor: Actor, relation: str) -> str:
    """The village."""
    match relation:
        case "own" | "same area" | "child":
            return HERE
        case "sibling":
            return (OTHER_PROVINCE, OTHER_REGENCY, OTHER_DISTRICT, SIBLING)[actor.level]
        case "parent":
            return (OTHER_PROVINCE, OTHER_PROVINCE, OTHER_REGENCY, OTHER_DISTRICT)[actor.level]
        case "moved":
            return LEFT[actor.level]
    return OTHER_PROVINCE


def _area(actor: Actor, relation: str) -> str:
    own = actor.area or HERE
    match relation:
        case "own" | "same area":
            return own
        case "parent":
            return own.rpartition(".")[0]
        case "child":
            return ".".join(HERE.split(".")[: min(4, own.count(".") + 2)])
    return ".".join(_place(actor, relation).split(".")[: own.count(".") + 1])


class Planting:
    """Plants one world; ids and periods are counted through."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self.world = World()
        self._numbers = count(70_001)
        self._months = (f"{year}-{month:02d}" for year in range(2020, 2100) for month in range(1, 13))
        self._kampung: dict[str, Kampung] = {}
        self._reports: dict[str, tuple[Submission, Draft]] = {}
        self._schedule = 0

    def plant(self) -> World:
        self._places()
        for form_id in ("bulanan_kkb", "kunjungan_keluarga", FOLLOW_UP):
            publishing.publish(self.tx, desk.source(form_id))
        self._schedule = self._add(Schedule(form_id="bulanan_kkb", cadence="monthly", steps=[], since="2026-09")).id
        for code, row in self._kampung.items():
            self._staff(code, row)
        for code in ("13.72.01", "13.72", "13", "63", ""):
            role = "koordinator" if code else "administrator"
            self.world.leads[code] = self._person(f"Pimpinan {code or 'pusat'}", role, area_code=code).user_id - 500
        self._try_people()
        for code in self._kampung:
            for owner in (self.world.officers[code], self.world.cadres[code]):
                self._things(code, owner)
        for actor in self.world.actors:
            if actor.person_id:
                for code in (HERE, LEFT[actor.level]):
                    self._things(code, actor.person_id)
        self._gone()
        return self.world

    def _add(self, row: Any) -> Any:
        self.tx.add(row)
        self.tx.flush()
        return row

    def _person(self, name: str, role: str, **where: Any) -> Sender:
        return desk.person(self.tx, name, role, **where)

    def _places(self) -> None:
        codes = {".".join(code.split(".")[: at + 1]) for code in NAMES for at in range(4)}
        levels = ("province", "regency", "district", "village")
        for code in sorted(codes):
            level = levels[code.count(".")]
            name = NAMES.get(code, f"Wilayah {code}")
            parent = code.rpartition(".")[0] or None
            self._add(Region(code=code, parent_code=parent, level=level, name=name, zone="Asia/Jakarta"))
        for code, name in NAMES.items():
            number = next(self._numbers)
            row = Kampung(id=number, name=f"{name} Sejahtera", village_code=code, zone="Asia/Jakarta")
            self._kampung[code] = self._add(row)

    def _staff(self, code: str, row: Kampung) -> None:
        """Two officers and a cadre, and the report that all others are like."""
        name, number = NAMES[code], row.id
        recording = Recording(
            desk.LIBRARY,
            Starting(desk.LIBRARY, desk.TEXTS, desk.CountedIds(1000 * (number or 0))),
            Submitting(desk.TEXTS),
        )
        who = desk.Officer(self._person(f"Petugas {name}", "plkb", kampung_id=number), recording)
        self.world.officers[code] = who.sender.user_id - 500
        self.world.cadres[code] = self._person(f"Kader {name}", "kader", kampung_id=number).user_id - 500
        told = {**desk.answers(), "kendala": "anggaran", "kendala_ket": f"Kendala di {name}"}
        sent = who.files(self.tx, next(self._months), number or 0, told)
        draft = self.tx.exec(select(Draft).where(Draft.instance_id == sent.instance_id)).one()
        self._reports[code] = (sent, draft)

    def _try_people(self) -> None:
        kampung = self._kampung[HERE].id
        for role in ("plkb", "pokja", "kader", "tpk"):
            self._actor(role, role, HERE, {"kampung_id": kampung})
        for name, role, area in (
            ("koordinator kecamatan", "koordinator", "13.72.01"),
            ("koordinator kabupaten", "koordinator", "13.72"),
            ("koordinator provinsi", "koordinator", "13"),
            ("opd", "opd", "13.72"),
            ("viewer", "viewer", "13.72"),
            ("dppkb", "dppkb", "13.72"),
        ):
            self._actor(name, role, area, {"area_code": area, "agency": "dinkes" if role == "opd" else None})
        self._with_two_roles(kampung)
        self._standing_in(kampung)
        gone = self._actor("dismissed", "koordinator", "", {"area_code": "13.72"})
        for row in self.tx.exec(select(Membership).where(Membership.person_id == gone.person_id)):
            row.until = self.tx.now - timedelta(days=1)
        self.world.actors.append(Actor("stranger", "", "", Sender(4242, 9009, 9009), 0))
        self.tx.flush()

    def _with_two_roles(self, kampung: int | None) -> None:
        """A cadre of the kampung who looks on in another province: neither role may be used in the place of the
        other."""
        made = self._actor("kader, viewer elsewhere", "kader", HERE, {"kampung_id": kampung})
        self._add(Membership(person_id=made.person_id, role="viewer", area_code="63", since=desk.SINCE))
        self.world.actors[-1] = replace(made, elsewhere=(("viewer", "63"),))

    def _standing_in(self, kampung: int | None) -> None:
        """For the kampung's officer, who is on leave until tomorrow."""
        made = self._actor("stand-in", "plkb", HERE, {"kampung_id": kampung})
        held = Membership.kampung_id == kampung, Membership.person_id == made.person_id
        row = self.tx.exec(select(Membership).where(*held)).one()
        row.stands_in_for, row.until = self.world.officers[HERE], self.tx.now + timedelta(days=1)

    def _actor(self, name: str, role: str, area: str, where: dict[str, Any]) -> Actor:
        """Somebody who until yesterday held the same role in another place."""
        sender = self._person(f"Pelaku {name}", role, **where)
        made = Actor(name, role, area, sender, sender.user_id - 500)
        left = LEFT[made.level]
        before = {"kampung_id": self._kampung[left].id} if made.level == 3 else {"area_code": _area(made, "moved")}
        ended = {"since": desk.SINCE, "until": self.tx.now - timedelta(days=1), "because": "moved"}
        self._add(Membership(person_id=made.person_id, role=role, **before, **ended))
        self.world.actors.append(made)
        return made

    def _things(self, code: str, owner: int) -> None:
        for kind, row in self._made(code, owner):
            self.world.things[kind, code, owner] = Thing(row.id, code, owner)
        self.world.things["person", code, owner] = Thing(owner, code, owner)
        self.world.things["kampung", code, owner] = Thing(self._kampung[code].id, code, owner)

    def _made(self, code: str, owner: int) -> Any:
        """One thing of each kind."""
        for state in ("received", "approved", "has_issues"):
            yield state, self._report(code, owner, state)
        for kind, state in (("draft", "open"), ("dropped", "deleted")):
            yield kind, self._draft(code, owner, state)
        number, now = self._kampung[code].id or 0, self.tx.now
        if owner == self.world.officers[code]:
            for kind, lock in (("owed", timedelta(days=9)), ("locked", -timedelta(days=9))):
                yield kind, self._owed(code, number, owner, now + lock)
        name = NAMES[code]
        for kind, state in (("question", "new"), ("answered", "answered")):
            answer = {"answer": f"Jawab {name}", "answered_by": self.world.leads["13"], "answered_at": now}
            told = {"number": f"T-{next(self._numbers)}", "person_id": owner, "area_code": code, "state": state}
            row = Ticket(id=next(self._numbers), question=f"Tanya {name}", created_at=now, **told)
            yield kind, self._add(row.sqlmodel_update(answer) if state == "answered" else row)
        accepted = self.world.things["approved", code, owner]
        note = {"person_id": owner, "kind": REQUEST, "text": f"Mohon {name}", "state": "asked", "created_at": now}
        number_ = f"KB-{accepted.number}"
        row = ReportNote(id=next(self._numbers), number=number_, submission_id=accepted.number, **note)
        yield "request", self._add(row)
        decided = {"submission_id": accepted.number, "person_id": owner, "decision": "approved", "created_at": now}
        yield "review", self._add(Review(id=next(self._numbers), **decided))
        sent = self.world.things["received", code, owner].number
        about = {"number": f"KB-{sent}", "submission_id": sent, "person_id": owner, "created_at": now}
        where = {"from_kampung_id": number, "to_kampung_id": number, "from_period": "2019-01", "to_period": "2019-02"}
        yield "move", self._add(ReportMove(id=next(self._numbers), **about, **where))
        yield from self._forms(code, owner)
        seen = {"area_code": code, "first_visit": "2026-10-01", "last_visit": "2026-10-01", "next_due": "2026-11-01"}
        key = f"{name[:3].upper()}-{next(self._numbers)}"
        family = {"kampung_id": number, "code": key, "person_id": owner, "updated_at": now, **seen}
        yield "family", self._add(Family(id=next(self._numbers), target="balita", **family))
        yield "invitation", self._invitation(code, number, owner)
        yield "plan", self._meeting(code, owner)
        screen = Screen("privacy/waits").to_json()
        yield "message", self._add(self._message(owner, screen))

    def _forms(self, code: str, owner: int) -> Any:
        """A workbook that can be published, one that is proposed, and, once a place, a form in its second version."""
        source, now = desk.source("bulanan_kkb"), self.tx.now
        title = f"Formulir {NAMES[code]}"
        told = {"title": title, "version": "2", "xform": source.xform, "content_hash": publishing.digest_of(source)}
        sent = {"person_id": owner, "file_name": "f.xlsx", "telegram_file_id": "f", "content": b"f", "problems": []}
        times = {"created_at": now, "expires_at": now + timedelta(days=9)}
        for kind, state in (("upload", "ready"), ("proposal", "proposed")):
            key = next(self._numbers)
            terms = {"area_code": code, "cadence": "event"}
            row = FormUpload(id=key, form_id=f"usul_{key}", state=state, **told, **sent, **times, **terms)
            yield kind, self._add(row)
        if owner == self.world.officers[code]:
            form_id = f"uji_{next(self._numbers)}"
            self._add(FormUse(form_id=form_id, area_code=code, cadence="event"))
            for version, is_live in (("1", False), ("2", True)):
                about = {**told, "form_id": form_id, "version": version, "is_live": is_live, "published_at": now}
                row = FormVersion(id=next(self._numbers), source_name="f.xlsx", source=b"f", **about)
                yield "form", self._add(row)

    def _report(self, code: str, owner: int, state: str) -> Submission:
        sent, _ = self._reports[code]
        number, instance = next(self._numbers), f"uuid:{next(self._numbers)}"
        new = {"id": number, "instance_id": instance, "number": f"KB-{number}", "person_id": owner}
        period = next(self._months)
        values = sent.model_dump() | new | {"period": period, "review_state": state}
        self._copy(code, owner, instance, period, "submitted")
        row = self._add(Submission(**values))
        self.world.things[state, code, owner] = Thing(number, code, owner)
        return row  # type: ignore[no-any-return]

    def _meeting(self, code: str, owner: int) -> Submission:
        """A meeting with one plan, which the health office is in charge of."""
        number, period = next(self._numbers), f"{next(self._months)}-01.1"
        new = {"id": number, "instance_id": f"uuid:{number}", "number": f"KB-{number}", "person_id": owner}
        values = self._reports[code][0].model_dump() | new | {"form_id": RAKOR, "period": period}
        row: Submission = self._add(Submission(**values))
        for name, text in (("r_kegiatan", f"Rencana {NAMES[code]}"), ("r_pj", "dinkes"), ("r_selesai", "2027-01-31")):
            told = {"path": f"/data/rencana[1]/{name}", "name": name, "kind": "text", "text": text}
            self._add(AnswerValue(submission_id=number, **told))
        return row

    def _draft(self, code: str, owner: int, state: str) -> Draft:
        return self._copy(code, owner, f"uuid:{next(self._numbers)}", next(self._months), state)

    def _copy(self, code: str, owner: int, instance: str, period: str, state: str) -> Draft:
        new = {"id": next(self._numbers), "instance_id": instance, "person_id": owner, "period": period, "state": state}
        data = FormDraft.from_json(self._reports[code][1].data).with_identity(instance).to_json()
        made: Draft = self._add(Draft(**(self._reports[code][1].model_dump() | new | {"data": data})))
        return made

    def _owed(self, code: str, number: int, owner: int, lock: Any) -> Obligation:
        now = self.tx.now
        times = {"opens_at": now - timedelta(days=30), "due_at": now, "late_at": now, "lock_at": lock}
        about = {
            "form_id": "bulanan_kkb",
            "kampung_id": number,
            "unit": f"kampung:{number}",
            "area_code": code,
            "period": next(self._months),
        }
        row = Obligation(id=next(self._numbers), schedule_id=self._schedule, person_id=owner, **about, **times)
        made: Obligation = self._add(row)
        return made

    def _invitation(self, code: str, number: int, owner: int) -> Invitation:
        now = self.tx.now
        guest = self._add(Person(name=f"Tamu {NAMES[code]}", address="Tamu", created_at=now))
        about = {"role": "kader", "area_code": code, "kampung_id": number, "person_id": guest.id, "invited_by": owner}
        times = {"created_at": now, "expires_at": now + timedelta(days=14)}
        key = next(self._numbers)
        made: Invitation = self._add(Invitation(id=key, token=f"{key:022d}", code=f"{key:06d}", **about, **times))
        return made

    def _message(self, owner: int, screen: Any) -> OutboundMessage:
        key = next(self._numbers)
        about = {"dedupe_key": f"x:{key}", "kind": "notice", "person_id": owner, "telegram_chat_id": 1000 + owner}
        when = {"not_before": self.tx.now, "turn": self.tx.now, "created_at": self.tx.now}
        return OutboundMessage(id=key, html="", behind=screen, state="sent", **about, **when)

    def _gone(self) -> None:
        """One of each that was there until a moment ago."""
        code = HERE
        owner = self.world.officers[code]
        for kind in ("received", "draft", "owed", "question", "request", "review", "family", "invitation", "message"):
            table = {
                "received": Submission, "draft": Draft, "owed": Obligation, "question": Ticket, "request": ReportNote,
                "review": Review, "family": Family, "invitation": Invitation, "message": OutboundMessage,
            }[kind]  # fmt: skip
            row = self.tx.get(table, self.world.things[kind, code, owner].number)
            assert row is not None
            fresh = {"id": DELETED, "instance_id": "uuid:gone", "period": "1999-01", "number": "T-0", "code": "gone"}
            fresh |= {"token": "gone", "dedupe_key": "gone"}
            copy = table(**(row.model_dump() | {k: v for k, v in fresh.items() if k in row.model_dump()}))
            self._add(copy)
            self.tx.delete(copy)
            self.tx.flush()
