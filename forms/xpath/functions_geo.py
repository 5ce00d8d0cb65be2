"""Places on the globe (ODK XForms, "Geographic functions"), reckoned as Enketo and web-forms do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from types import MappingProxyType

from forms.xpath.scope import Scope
from forms.xpath.signature import Form, Function
from forms.xpath.tree import Node
from forms.xpath.values import Value, texts_of

EARTH_RADIUS = 6_378_100  # metres

Point = tuple[float, float]


def _points(scope: Scope, values: Sequence[Value]) -> list[Point] | None:
    """Latitude and longitude of `lat lon alt acc;...` or of a node-set of such; None if one is no place."""
    points: list[Point] = []
    for text in ";".join(texts_of(scope, values)).strip().strip(";").split(";"):
        point = _point(text)
        if point is None:
            return None
        points.append(point)
    return points


def _point(text: str) -> Point | None:
    try:
        latitude, longitude = map(float, text.split()[:2])
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _area(scope: Scope, _node: Node, value: Value) -> float:
    """Square metres within the line, to two decimals; NaN for what is no line."""
    points = _points(scope, [value])
    if points is None:
        return math.nan
    if len(points) < 3:
        return 0.0
    total = 0.0
    for (lat, lon), (next_lat, next_lon) in zip(points, [*points[1:], points[0]], strict=True):
        swept = math.radians(next_lon - lon)
        total += swept * (2 + math.sin(math.radians(lat)) + math.sin(math.radians(next_lat)))
    return _hundredths(abs(total * EARTH_RADIUS * EARTH_RADIUS / 2))


def _distance(scope: Scope, _node: Node, *values: Value) -> float:
    """Metres along the line, to two decimals; NaN for what is no line."""
    points = _points(scope, values)
    if points is None:
        return math.nan
    return _hundredths(sum((_between(a, b) for a, b in pairwise(points)), 0.0))


def _intersects(scope: Scope, _node: Node, value: Value) -> bool:
    """Whether a line crosses itself; that its ends meet, as those of a shape do, is no crossing."""
    points = _points(scope, [value]) or []
    lines = list(pairwise(points))
    scope.spend(len(lines) ** 2)
    closed = len(points) > 1 and points[0] == points[-1]
    return any(
        _cross(*first, *second)
        for (place, first), (other, second) in combinations(enumerate(lines), 2)
        if other - place > 1 and not (closed and place == 0 and other == len(lines) - 1)
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the lines a-b and c-d have a point in common."""
    sides = _side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b)
    if sides[0] != sides[1] and sides[2] != sides[3]:
        return True
    ends = zip(sides, ((a, b, c), (a, b, d), (c, d, a), (c, d, b)), strict=True)
    return any(side == 0 and _within(*line) for side, line in ends)


def _side(a: Point, b: Point, point: Point) -> int:
    """On which side of the line through a and b the point is: -1, 0 (on it) or 1."""
    turn = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
    return (turn > 0) - (turn < 0)


def _within(a: Point, b: Point, point: Point) -> bool:
    return all(min(a[i], b[i]) <= point[i] <= max(a[i], b[i]) for i in (0, 1))


def _between(a: Point, b: Point) -> float:
    north, south, turn = math.radians(a[0]), math.radians(b[0]), math.radians(a[1] - b[1])
    cosine = math.sin(north) * math.sin(south) + math.cos(north) * math.cos(south) * math.cos(turn)
    return math.acos(max(-1.0, min(1.0, cosine))) * EARTH_RADIUS


def _hundredths(number: float) -> float:
    return math.floor(number * 100 + 0.5) / 100


def _geofence(scope: Scope, _node: Node, place: str, shape: str) -> bool:
    """Whether the place is in the closed line: a ray from it crosses the line an odd number of times."""
    point, line = _point(place), _points(scope, [shape])
    if point is None or line is None or line[0] != line[-1]:
        return False
    inside = False
    for (lat, lon), (next_lat, next_lon) in pairwise(line):
        spans = (lon > point[1]) != (next_lon > point[1])
        if spans and point[0] < (next_lat - lat) * (point[1] - lon) / (next_lon - lon) + lat:
            inside = not inside
    return inside


GEO: Mapping[str, Function | Form] = MappingProxyType(
    {
        "area": Function("number", "v", _area, scoped=True),
        "distance": Function("number", "vv*", _distance, scoped=True),
        "intersects": Function("boolean", "v", _intersects, scoped=True),
        "geofence": Function("boolean", "ss", _geofence, scoped=True),
    }
)
