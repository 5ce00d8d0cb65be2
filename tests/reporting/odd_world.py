"""A district whose honest officers report as those of the demo do, for the rules of what is odd."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from sqlmodel import insert

from bot.demo import figures
from forms.definition import Form
from models.answer_value import AnswerValue
from models.database import Transaction
from models.form_version import FormVersion
from models.kampung import Kampung
from models.person import Person
from models.region import Region
from models.report_flag import ReportFlag, of_report
from models.submission import Submission
from reporting import flagging
from tests.reporting import desk

AT = datetime(2026, 10, 5, tzinfo=UTC)
DISTRICT = "13.72.01"
MONTHS = figures.MONTHS
CALCULATED = ("pus", "keluarga", "jiwa_l", "jiwa_p", "kel_balita", "kel_remaja", "kel_lansia", "remaja")
Told = dict[str, int]


def honest(kampung: str, month: str) -> Told:
    """The figures of one monthly report by question, those in use as the form calculates them."""
    told = figures.monthly(kampung, month)
    asked = {name: value for group in told.values() if isinstance(group, dict) for name, value in group.items()}
    numbers = {name: value for name, value in asked.items() if isinstance(value, int)}
    users = sum(value for name, value in numbers.items() if name.startswith("pa_"))
    return {**numbers, **{name: numbers[f"{name}_baru"] for name in CALCULATED}, "pa_total": users}


@dataclass(frozen=True, slots=True)
class District:
    """Kampung of one district with what each has reported; `form` is what they fill in."""

    tx: Transaction
    form: Form
    kampung: tuple[Kampung, ...]

    @classmethod
    def of(cls, tx: Transaction, count: int) -> District:
        source = desk.source("bulanan_kkb")
        tx.add(Person(name="Sari", created_at=AT))
        tx.add(
            FormVersion(
                form_id="bulanan_kkb", version="1", title="Laporan", content_hash="x", xform=source.xform,
                source_name="x", source=b"", published_at=AT,
            )
        )  # fmt: skip
        codes = [("13", None), ("13.72", "13"), (DISTRICT, "13.72")]
        codes += [(f"{DISTRICT}.{1001 + at}", DISTRICT) for at in range(count)]
        for code, parent in codes:
            level = ("province", "regency", "district", "village")[code.count(".")]
            tx.add(Region(code=code, parent_code=parent, level=level, name=code, zone="Asia/Jakarta"))
            tx.flush()
        villages = [code for code, parent in codes if parent == DISTRICT]
        made = [Kampung(name=f"Kampung {code[-2:]}", village_code=code, zone="Asia/Jakarta") for code in villages]
        tx.add_all(made)
        tx.flush()
        return cls(tx, source.form, tuple(made))

    def files(self, place: Kampung, month: str, told: Mapping[str, int], approved: bool = True) -> Submission:
        """A stored report that nobody has looked at yet."""
        row = Submission(
            instance_id=f"uuid:{place.id}:{month}", number=f"KB-{place.id}-{month[-2:]}", form_id="bulanan_kkb",
            form_version_id=1, kampung_id=place.id or 0, area_code=place.village_code, period=month, person_id=1,
            xml="<x/>", started_at=AT, submitted_at=AT, review_state="approved" if approved else "received",
        )  # fmt: skip
        self.tx.add(row)
        self.tx.flush()
        self.tx.connection().execute(insert(AnswerValue), list(self._values(row.id or 0, told)))
        return row

    def found(self, row: Submission) -> list[ReportFlag]:
        """What is odd about it, once it was looked at."""
        flagging.look(self.tx, self.form, row, None)
        return list(of_report(self.tx, row.id or 0))

    def _values(self, number: int, told: Mapping[str, int]) -> Iterator[dict[str, object]]:
        paths = {one.name: (path, one.kind) for path, one in self.form.questions.items()}
        for name, value in told.items():
            path, kind = paths.get(name, (f"/data/{name}", "calculate"))
            yield {
                "submission_id": number, "path": path, "name": name, "kind": kind, "text": str(value),
                "number": float(value),
            }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that goes wrong, and the rules that may find it."""

    name: str
    rules: frozenset[str]


SLIPS = (
    Slip("tenfold", frozenset({"history", "jump", "neighbours"})),
    Slip("swapped", frozenset({"history", "jump", "neighbours"})),
    Slip("copied", frozenset({"same"})),
    Slip("another's", frozenset({"twin"})),
    Slip("nothing", frozenset({"zeros"})),
)


def spoilt(slip: Slip, told: Told, before: Told, other: Told, chance: Random) -> Told:
    """The report with that slip in it; `before` is the kampung's last one, `other` another kampung's."""
    asked = [name for name in told if name not in (*CALCULATED, "pa_total")]
    match slip.name:
        case "tenfold":
            name = chance.choice([one for one in asked if told[one] >= 10])
            return told | {name: 10 * told[name]}
        case "swapped":
            big = chance.choice([one for one in asked if told[one] >= 100])
            small = chance.choice([one for one in asked if told[one] <= told[big] // 4])
            return told | {big: told[small], small: told[big]}
        case "copied":
            return dict(before)
        case "another's":
            return dict(other)
    return dict.fromkeys(told, 0)
