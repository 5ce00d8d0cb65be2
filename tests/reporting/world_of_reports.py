"""A country made by chance: districts with kampung, monthly reports with gaps, corrections and moves, for the sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from random import Random

from sqlmodel import insert

from models import submission
from models.answer_value import AnswerValue
from models.database import Transaction
from models.form_version import FormVersion
from models.kampung import Kampung
from models.person import Person
from models.region import Region
from models.submission import Submission

AT = datetime(2026, 11, 1, tzinfo=UTC)
FORM = "bulanan_kkb"
GROUPS = ("bkb", "bkr", "bkl", "uppka", "pikr")


def country(tx: Transaction, shape: Sequence[int]) -> list[Kampung]:
    """`shape` is how many provinces, regencies in each, districts in those, and villages, each with its kampung."""
    tx.add(Person(name="Sari", created_at=AT))
    tx.add(
        FormVersion(
            form_id=FORM, version="1", title="Laporan", content_hash="x", xform="", source_name="x", source=b"",
            published_at=AT,
        )
    )  # fmt: skip
    tx.flush()
    levels: list[list[str]] = [[""]]
    for depth, (count, level) in enumerate(zip(shape, ("province", "regency", "district", "village"), strict=True)):
        levels.append([_code(above, depth, at) for above in levels[-1] for at in range(1, count + 1)])
        for code in levels[-1]:
            parent = code.rpartition(".")[0] or None
            tx.add(Region(code=code, parent_code=parent, level=level, name=f"Wilayah {code}", zone="Asia/Jakarta"))
        tx.flush()
    made = [Kampung(name=f"Kampung {code}", village_code=code, zone="Asia/Jakarta") for code in levels[-1]]
    tx.add_all(made)
    tx.flush()
    return made


def figures(chance: Random) -> dict[str, int]:
    """Answers of a monthly report that add up; a group that the kampung lacks is not there."""
    methods = {f"pa_{one}": chance.choice((0, chance.randint(1, 6), chance.randint(5, 80))) for one in METHODS}
    non = {f"non_{one}": chance.randint(0, 40) for one in ("hamil", "ias", "iat", "tial")}
    pa_total, non_total = sum(methods.values()), sum(non.values())
    told = {**methods, **non, "pa_total": pa_total, "non_total": non_total, "pus": pa_total + non_total}
    told["pa_mkjp"] = sum(methods[f"pa_{one}"] for one in METHODS[:4])
    families = told["pus"] + chance.randint(0, 200)
    told |= {"keluarga": families, "kel_balita": families // 4, "kel_remaja": families // 3}
    told |= {"kel_lansia": families // 5, "remaja": families // 2, "krs": families // 6}
    told["krs_didampingi"] = chance.randint(0, told["krs"])
    for group, target in zip(GROUPS, ("kel_balita", "kel_remaja", "kel_lansia", "keluarga", "remaja"), strict=True):
        if chance.random() < 0.7:
            told[f"ikut_{group}"] = chance.randint(0, told[target])
    return told | {"pb_total": chance.randint(0, 9), "cpr": 50, "rapat_pokja": chance.randint(0, 4)}


METHODS = ("iud", "mow", "mop", "implan", "suntik", "pil", "kondom")


def report(tx: Transaction, place: Kampung, period: str, told: dict[str, int], number: int) -> Submission:
    """Stores a report, current unless another is; the one it corrects is current no longer."""
    before = submission.current(tx, FORM, place.id or 0, period)
    if before is not None:
        before.is_current = False
        tx.add(before)
        tx.flush()
    row = Submission(
        instance_id=f"uuid:{number}", replaces_id=before.id if before else None, number=f"KB-{number}", form_id=FORM,
        form_version_id=1, kampung_id=place.id or 0, area_code=place.village_code, period=period, person_id=1,
        xml="", started_at=AT, submitted_at=AT,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    tx.connection().execute(insert(AnswerValue), list(values(row.id or 0, told)))
    return row


def values(submission_id: int, told: dict[str, int]) -> Iterator[dict[str, object]]:
    for name, value in told.items():
        yield {
            "submission_id": submission_id, "path": f"/data/{name}", "name": name, "kind": "integer",
            "text": str(value), "number": float(value), "indicator": name,
        }  # fmt: skip


def _code(above: str, depth: int, at: int) -> str:
    part = f"{1000 + at}" if depth == 3 else f"{10 + at}" if depth == 0 else f"{at:02d}"
    return f"{above}.{part}" if above else part
