"""docs/programme.md names what there is: every command on it exists, and so does every form it exports or prints."""

from __future__ import annotations

import re

import pytest

from bot.__main__ import run
from tests.stories.programs import CHECKOUT

PAGE = (CHECKOUT / "docs" / "programme.md").read_text("utf-8")
COMMANDS = re.findall(r"`kabar ([^`]+)`", PAGE)


def test_each_command_is_there_with_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    called = {tuple(re.match(r"(?:export|demo|\w+ \w+)", one)[0].split()) for one in COMMANDS}  # type: ignore[index]
    assert ("programme", "plans") in called and ("kampung", "coverage") in called
    for name in called:
        assert run([*name, "--help"]) == 0
        options = {word for one in COMMANDS if one.startswith(" ".join(name)) for word in one.split() if word[0] == "-"}
        told = capsys.readouterr().out
        assert [option for option in options if option not in told] == []


def test_each_form_is_there() -> None:
    for form_id in re.findall(r"(?:export |templates/forms/)(\w+)", PAGE):
        assert (CHECKOUT / "templates" / "forms" / f"{form_id}.md").exists()
