"""A picture, sound or film of a form, as it goes along with a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    """A picture on a sheet: the words below it, its file name, and the SHA-256 of its content in hex."""

    label: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Medium:
    """`kind` is what Telegram shows it as: photo, audio, voice, video or document. `sha256` in hex names the content in
    `form_file`, or for a sheet of several pictures (`cells`) that drawing."""

    kind: str
    name: str
    sha256: str
    caption: str = ""
    cells: tuple[Cell, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Medium:
        return cls(**{**data, "cells": tuple(Cell(**cell) for cell in data["cells"])})
