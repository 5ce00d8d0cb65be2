"""One form through one engine, walk after walk, beside Kabar."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from forms import Context, Form, read_xlsform
from forms.rehearsing.detours import with_detours
from forms.rehearsing.rehearsal import straight
from tests.forms.corpus import Refused, loaded
from tests.forms.differential.comparing import differences
from tests.forms.differential.engine import Engine, EngineError
from tests.forms.differential.known import mended, unexplained
from tests.forms.differential.scripts import script
from tests.forms.walks.lists import lists_of, write_lists

FIRST = int(os.environ.get("KABAR_SEED", "0"))
WALKS = 5
WHOLE = 50
CAMPAIGN = int(os.environ.get("KABAR_WALKS", WHOLE))


@dataclass(frozen=True, slots=True)
class Campaign:
    """`name` is that of the engine in `known.py`; `zone` the time zone in which it runs."""

    name: str
    engine: Engine
    zone: str

    def compare(self, file: Path, folder: Path, walks: int) -> None:
        """Every difference must be known, and in a whole campaign every known one must happen.

        `folder` is empty and takes the lists. Skips a form that Kabar refuses.
        """
        form = loaded(file)
        if isinstance(form, Refused):
            pytest.skip(f"{file.name} is refused here: {form.errors}")
        found = list(self._found(file, form, folder, walks))
        unknown = unexplained(self.name, file.name, found)
        assert not unknown, "\n".join([f"{file.name}: {len(unknown)} differences nobody explains", *unknown[:20]])
        gone = mended(self.name, file.name, found) if walks >= WHOLE else []
        assert not gone, f"no longer different, take them off the list: {gone}"

    def _found(self, file: Path, form: Form, folder: Path, walks: int) -> Iterator[str]:
        rows = lists_of(form, file.parent)
        write_lists(form, rows, folder)
        xform = folder / "form.xml"
        xform.write_bytes(file.read_bytes() if file.suffix == ".xml" else _converted(file))
        try:
            self.engine.load(xform, folder)
        except EngineError as error:
            yield f"not loaded: {error}"
            return
        context = Context(now=datetime.now(UTC).astimezone(ZoneInfo(self.zone)), zone=self.zone, instances=rows)
        for seed in range(FIRST, FIRST + walks):
            yield from self._differences(form, context, seed)

    def _differences(self, form: Form, context: Context, seed: int) -> Iterator[str]:
        """Straight through and with detours."""
        done = straight(form, context, seed)
        for walk in (done, with_detours(form, context, done, seed)):
            assert walk.finished, f"seed {seed}: {walk.stuck}"
            acts = script(form, walk)
            try:
                played = self.engine.play(acts.acts)
            except EngineError as error:
                yield f"seed {seed}: not played: {error}"
                continue
            yield from (f"seed {seed}: {line}" for line in differences(form, walk, acts, played))


def _converted(file: Path) -> bytes:
    return read_xlsform(file.read_bytes(), file.name).xform.encode()
