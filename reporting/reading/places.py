"""Typed coordinates: latitude before longitude, as maps show them; also a map's address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from reporting.reading.results import Asked, DidYouMean, Read, Reading, Unreadable
from reporting.reading.vocabulary import Vocabulary, plain

_NUMBER = r"[+-]?\d{1,3}(?:[.,]\d+)?"
_PAIR = re.compile(rf"({_NUMBER})\s*°?\s*([a-z]{{0,2}})[\s,;]+({_NUMBER})\s*°?\s*([a-z]{{0,2}})")
_FULL = re.compile(r"([+-]?\d+(?:\.\d+)?) ([+-]?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?) (\d+(?:\.\d+)?)")
_ADDRESS = re.compile(r"https?://\S*?(?:[@=/]|%3d)(-?\d{1,2}\.\d+)(?:,|%2c)\s*(-?\d{1,3}\.\d+)")


class Places:
    """Reads `lat lon altitude accuracy` (ODK XForms, "geopoint"); what is not told is 0."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        table = vocabulary.tables["place"]
        self._south, self._north, self._east = (frozenset(table[side]) for side in ("south", "north", "east"))

    def read(self, asked: Asked) -> Reading:
        text = plain(asked.text).strip("()[] ")
        address = _ADDRESS.search(text)
        if address:
            return _placed(address[1], address[2])
        full = _FULL.fullmatch(text)
        if full:
            return _placed(*full.groups())
        pair = _PAIR.fullmatch(text)
        if not pair:
            return Unreadable("not_a_place")
        return self._with_sides(*pair.groups())

    def line(self, asked: Asked) -> Reading:
        """Points in their order, one on a line or parted by semicolons (ODK XForms, "geotrace")."""
        return self._points(asked, 2, _joined)

    def area(self, asked: Asked) -> Reading:
        """A line around something; it is closed here if it isn't yet (ODK XForms, "geoshape")."""
        return self._points(asked, 3, _closed)

    def _points(self, asked: Asked, fewest: int, join: Callable[[list[str]], str]) -> Reading:
        lines = asked.text.splitlines()
        told = [one for one in (lines if len(lines) > 1 else asked.text.split(";")) if one.strip(" ;")]
        read = [self.read(replace(asked, text=one.strip(" ;"))) for one in told]
        points = [one.value for one in read if isinstance(one, Read)]
        if len(points) < max(fewest, len(read)):
            return Unreadable("not_a_line")
        return Read(join(points))

    def _with_sides(self, lat: str, first: str, lon: str, second: str) -> Reading:
        if first not in self._south | self._north | {""} or second not in self._east | {""}:
            return Unreadable("not_a_place")
        lat, lon = lat.replace(",", "."), lon.replace(",", ".")
        return _placed(f"-{lat.lstrip('+-')}" if first in self._south else lat, lon)


def _joined(points: list[str]) -> str:
    return "; ".join(points)


def _closed(points: list[str]) -> str:
    return _joined(points if points[0] == points[-1] else [*points, points[0]])


def _placed(lat: str, lon: str, altitude: str = "0", accuracy: str = "0") -> Reading:
    value = f"{Decimal(lat)} {Decimal(lon)} {altitude} {accuracy}"
    if abs(Decimal(lat)) <= 90 and abs(Decimal(lon)) <= 180:
        return Read(value)
    if abs(Decimal(lon)) <= 90 and abs(Decimal(lat)) <= 180:
        return DidYouMean(((f"{Decimal(lon)} {Decimal(lat)} {altitude} {accuracy}", f"{lon}, {lat}"),))
    return Unreadable("not_a_place")
