"""Every word a person reads: templates by language, and the words on buttons.

The only Jinja2 environment. `autoescape` is set by hand, because `select_autoescape` is off for `.j2`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reporting.fitting import fit, length
from reporting.markup import bare, rich
from reporting.periods import Span, span
from reporting.screens.screen import Screen

LANGUAGES = ("id", "en")  # the first is the fallback
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")  # "007" is a code, "²" a footnote
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def templates_folder() -> Path:
    """Where the templates lie, in a checkout and in an installed wheel."""
    return Path(str(files("templates")))


def words(folder: Path) -> dict[str, str]:
    """The words of all files in the folder. Raises ValueError for a key that stands twice."""
    told: dict[str, str] = {}
    for file in sorted(folder.glob("*.toml")):
        for key, word in tomllib.loads(file.read_text("utf-8")).items():
            if key in told:
                raise ValueError(f"{file.name}: {key} stands in another file of {folder} too")
            told[key] = str(word)
    return told


def zone_name(zone: str) -> str:
    """WIB, WITA or WIT for an Indonesian zone; other zones by their IANA name."""
    return ZONE_NAMES.get(zone, zone)


class Texts:
    """Renders templates and looks up words, in the language of whoever reads."""

    def __init__(self, folder: Path) -> None:
        self._environments = {language: self._environment(folder, language) for language in LANGUAGES}
        self._discreet = frozenset(
            path.relative_to(folder / LANGUAGES[0]).as_posix().removesuffix(".html.j2")
            for path in (folder / LANGUAGES[0] / "discreet").rglob("*.html.j2")
        )
        self._words = {language: words(folder / language / "words") for language in LANGUAGES}

    def render(self, language: str, name: str, /, **args: Any) -> str:
        """The template `<language>/<name>.html.j2` as Telegram HTML. Names missing in `args` raise UndefinedError."""
        return self._environments[self._known(language)].get_template(f"{name}.html.j2").render(**args).strip()

    def discreet(self, name: str) -> str:
        """The text that says the same without values, for a phone that others use too; the name itself if none does."""
        return f"discreet/{name}" if f"discreet/{name}" in self._discreet else name

    def screen(self, language: str, screen: Screen) -> str:
        """The screen's text, never longer than Telegram takes."""
        text = self.render(language, screen.text, **screen.args)
        if screen.lead:
            text = f"{self.render(language, screen.lead['text'], **screen.lead['args'])}\n\n{text}"
        return fit(text)

    def fits(self, language: str, screen: Screen, most: int) -> bool:
        """Whether the screen's text has at most so many letters."""
        return length(self.screen(language, screen)) <= most

    def word(self, language: str, key: str, /, **args: Any) -> str:
        """A short text without markup, for a button or a toast: `words/` of the language. Unknown keys raise."""
        words = self._words[self._known(language)]
        return str(words[key]).format(**args)

    def told(self, language: str, name: str, value: str) -> str:
        """A value as the filter of that name tells it: `figure`, `month`, ..."""
        return str(self._environments[self._known(language)].filters[name](value))

    def period(self, language: str, period: str) -> str:
        """A period as a person reads it (Oktober 2026): what the filter `month` makes."""
        return str(self._environments[self._known(language)].filters["month"](period))

    def words_of(self, key: str) -> frozenset[str]:
        """The word in every language, for telling what a reply keyboard sent."""
        return frozenset(str(words[key]) for words in self._words.values())

    @staticmethod
    def _known(language: str) -> str:
        return language if language in LANGUAGES else LANGUAGES[0]

    def _environment(self, folder: Path, language: str) -> Environment:
        environment = Environment(
            loader=FileSystemLoader([folder / language, folder / LANGUAGES[0]]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,  # a template changes with a new version of Kabar, and that restarts
            cache_size=-1,
        )
        environment.filters.update(filters(language))
        return environment


def is_large(value: str) -> bool:
    """Whether a whole number is large enough to be misread: 1.000 and more, below a milliard."""
    return re.fullmatch(r"[1-9]\d{3,8}", str(value)) is not None


def line(value: str) -> Markup:
    """Text on one line, escaped."""
    return Markup(" ").join(str(value).split())


def together(value: str) -> Markup:
    """Text that no line break parts, escaped."""
    return Markup("\u00a0").join(str(value).split())


# Filters that are the same in every language.
ALIKE: Mapping[str, Any] = MappingProxyType(
    {"is_large": is_large, "bare": bare, "rich": rich, "line": line, "together": together}
)


def hour_in(language: str, value: str) -> str:
    """15:30 as 15.30, which English writes with a colon; 24 hours in both."""
    return value.replace(".", ":") if language == "en" else value.replace(":", ".")


def near_day(language: str, value: str | datetime, zone: str) -> str:
    """Kamis, 5 November: of a day within some weeks."""
    return format_date(local(value, zone), "EEEE, d MMMM", locale=language)


def month_in(language: str, period: str) -> str:
    """2026-10 as Oktober 2026, 2026-10.2 too, 2026-S2 as Semester 2 (2026), 2026-Q4 as Kuartal ke-4 2026, 2026-W47
    by its days, a day as 5 November 2026."""
    period = period.partition(".")[0]
    if period[4:6] in ("-W", "-Q") and (told := span(period)) is not None:
        return _stretch(told, language)
    if period[4:6] == "-S":
        return f"Semester {period[6:]} ({period[:4]})"
    if len(period) == 7 and period[5:].isdigit():
        return format_date(datetime.fromisoformat(period + "-01"), "MMMM y", locale=language)
    if len(period) >= 10 and period[4] == "-":
        return format_date(datetime.fromisoformat(period[:10]), "d MMMM y", locale=language)
    return period


def near_month(language: str, period: str) -> str:
    """2026-10 as Oktober, where it is the last one; any other period as `month_in` tells it."""
    if len(period) == 7 and period[5:].isdigit():
        return format_date(datetime.fromisoformat(f"{period}-01"), "MMMM", locale=language)
    return month_in(language, period)


def filters(language: str) -> dict[str, Any]:
    """What templates may do with values; each filter says what it makes of one."""

    def number(value: float | str) -> str:
        """1234.5 as 1.234,5."""
        return format_decimal(value, locale=language)

    def day(value: str | datetime, zone: str = "Asia/Jakarta") -> str:
        """Kamis, 5 November 2026."""
        return format_date(local(value, zone), "EEEE, d MMMM y", locale=language)

    def short_day(value: str | datetime, zone: str = "Asia/Jakarta") -> str:
        """5 Nov."""
        return format_date(local(value, zone), "d MMM", locale=language)

    def short_month(period: str) -> str:
        """2026-10 as Okt 2026."""
        return format_date(datetime.fromisoformat(f"{period[:7]}-01"), "LLL y", locale=language)

    def moment(value: str | datetime, zone: str) -> str:
        """Kamis, 5 November 2026, 14.30 WIB."""
        return f"{day(value, zone)}, {clock(value, zone)} {zone_name(zone)}"

    def clock(value: str | datetime, zone: str) -> str:
        """09.12, there."""
        return hour_in(language, f"{local(value, zone):%H:%M}")

    def bound(value: str) -> str:
        """A bound of a question as a person reads it: a number, or a day."""
        return short_day(value) if len(value) == 10 and value[4] == "-" else figure(value)

    def figure(value: str) -> str:
        """A number with its thousands marked, an ISO day as 5 Nov 2026; anything else on one line."""
        text = " ".join(str(value).split())
        if len(text) == 10 and (at := _day_of(text)):
            return format_date(at, "d MMM y", locale=language)
        return number(text) if NUMBER.fullmatch(text) else text

    def example(prompt: dict[str, Any]) -> str:
        """A number that the question would take: as large as last month's, but round, so that it suggests nothing."""
        if prompt.get("step") and prompt["minimum"]:
            return figure(prompt["minimum"])
        last = str(prompt["previous"] or "")
        usual = round(int(last), 1 - len(last)) if last.isdigit() and len(last) > 1 else 12
        low, high = (float(prompt[key] or fallback) for key, fallback in (("minimum", 0), ("maximum", 10**9)))
        return number(int(min(max(usual, low), high)))

    return {
        **ALIKE,
        "number": number,
        "day": day,
        "short_day": short_day,
        "month": partial(month_in, language),
        "near_day": partial(near_day, language),
        "near_month": partial(near_month, language),
        "short_month": short_month,
        "moment": moment,
        "clock": clock,
        "said_time": lambda value: hour_in(language, value[:5]),
        "hour": partial(hour_in, language),
        "bound": bound,
        "figure": figure,
        "example": example,
        "zone": zone_name,
    }


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _stretch(told: Span, language: str) -> str:
    """A quarter by its number, a week by its first and last day."""
    if told.cadence == "quarterly":
        return format_date(told.first, "QQQQ y", locale=language)
    first = format_date(told.first, "d MMM", locale=language)
    return f"{first} – {format_date(told.last, 'd MMM y', locale=language)}"


def local(value: str | datetime, zone: str) -> datetime:
    """An ISO text or a datetime in the zone; what has no zone is local already."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.astimezone(ZoneInfo(zone)) if at.tzinfo else at
