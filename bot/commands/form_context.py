"""The file of `--context`: what a form takes from the world around it, as JSON. A wrong one ends with 2."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.commands.form_input import USAGE, answers, stop


def world(path: Path) -> dict[str, Any]:
    """The fields of a `forms.Context` that stand in the file, and `now` as ISO text if it does."""
    try:
        return World.model_validate(answers(path)).model_dump(exclude_unset=True)
    except ValidationError as error:
        stop(USAGE, *(f"{path}: {_told(one)}" for one in error.errors()))


def _told(one: Any) -> str:
    where = ".".join(map(str, one["loc"]))
    return (
        f"{where}: unknown; {_KNOWN}"
        if one["type"] == "extra_forbidden"
        else f"{where}: {one['msg'].removeprefix('Value error, ')}"
    )


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise ValueError(f"{name!r} is no time zone such as Asia/Jakarta") from None
    return name


def _lexical(value: Any) -> Any:
    """One value as forms hold it. Who prepares a context writes 3 and ["a", "b"] as in the answers."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case list():
            return " ".join(str(_lexical(one)) for one in value)
    return value


def _flat(values: Any) -> Any:
    """By XLSForm name alone, though written in its groups; the rounds of a repeat have no place in it."""
    if not isinstance(values, dict):
        return values
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            found |= _flat(value)
        elif not (isinstance(value, list) and any(isinstance(one, dict) for one in value)):
            found[name] = value
    return found


Value = Annotated[str, BeforeValidator(_lexical)]


class World(BaseModel):
    """The file of `--context`."""

    model_config = ConfigDict(extra="forbid")

    now: str = ""
    zone: Annotated[str, AfterValidator(_zone)] = "Asia/Jakarta"
    seed: int = 0
    language: str = "id"
    account: dict[str, Value] = Field(default_factory=dict)
    unit: dict[str, Value] = Field(default_factory=dict)
    period: Value = ""
    profile: dict[str, Value] = Field(default_factory=dict)
    last: Annotated[dict[str, Value], BeforeValidator(_flat)] = Field(default_factory=dict)
    last_saved: str = ""
    instances: dict[str, list[dict[str, Value]]] = Field(default_factory=dict)


_KNOWN = f"a context has {', '.join(World.model_fields)}"
