"""JavaRosa, the engine of ODK Collect, ends in the same submission: same answers, same seeds, metadata aside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from forms import Context, Form, read_xlsform
from forms.rehearsal import straight, with_detours
from tests.forms.corpus import Refused, each_form, loaded
from tests.forms.differential import known
from tests.forms.differential.comparing import differences
from tests.forms.differential.engine import Engine, EngineError
from tests.forms.differential.engines import MissingError, javarosa, noon
from tests.forms.differential.scripts import script
from tests.forms.walks.lists import lists_of, write_lists

FIRST = int(os.environ.get("KABAR_SEED", "0"))
WALKS = 5
CAMPAIGN = int(os.environ.get("KABAR_WALKS", "50"))


@pytest.fixture(scope="session")
def zone() -> str:
    return noon()


@pytest.fixture(scope="session")
def engine(zone: str) -> Iterator[Engine]:
    try:
        found = javarosa(zone)
    except MissingError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    yield found
    found.close()


@each_form()
def test_javarosa_ends_in_the_same_submission(file: Path, engine: Engine, zone: str, tmp_path: Path) -> None:
    compare(file, engine, zone, tmp_path, WALKS)


@pytest.mark.soak
@each_form()
def test_javarosa_ends_in_the_same_submission_fifty_times(
    file: Path, engine: Engine, zone: str, tmp_path: Path
) -> None:
    compare(file, engine, zone, tmp_path, CAMPAIGN)


def compare(file: Path, engine: Engine, zone: str, folder: Path, walks: int) -> None:
    """Each seed straight through and with detours; what differs must be known, what is known must differ."""
    form = loaded(file)
    if isinstance(form, Refused):
        pytest.skip(f"{file.name} is refused here: {form.errors}")
    rows = lists_of(form, file.parent)
    write_lists(form, rows, folder)
    xform = folder / "form.xml"
    xform.write_bytes(file.read_bytes() if file.suffix == ".xml" else converted(file))
    try:
        engine.load(xform, folder)
    except EngineError as error:
        assert known.refused(file.name, str(error)), f"{file.name}: JavaRosa does not load it: {error}"
        return
    context = Context(now=datetime.now(UTC).astimezone(ZoneInfo(zone)), zone=zone, instances=rows)
    found = [line for seed in range(FIRST, FIRST + walks) for line in differing(engine, form, context, seed)]
    assert known.unexplained(file.name, found) == []
    assert known.mended(file.name, found) == []


def differing(engine: Engine, form: Form, context: Context, seed: int) -> Iterator[str]:
    """Straight through and with detours."""
    done = straight(form, context, seed)
    for walk in (done, with_detours(form, context, done, seed)):
        assert walk.finished, f"seed {seed}: {walk.stuck}"
        acts = script(form, walk)
        for line in differences(form, walk, acts, engine.play(acts.acts)):
            yield f"seed {seed}: {line}"


def converted(file: Path) -> bytes:
    return read_xlsform(file.read_bytes(), file.name).xform.encode()
