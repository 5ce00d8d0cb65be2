"""The live tree of one draft: cells with their values, held by frames, one for the root and each repeat instance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forms.plan import Realm, Site
from forms.xpath import Node

# What a frame's `state` says of each entry of its route, and a run's of each instance.
OFF = ord(".")  # not asked: not relevant, or known already
SEEN = ord("s")  # a question that was answered or skipped
OPEN = ord("o")  # a question to be asked, again perhaps
NOTE = ord("n")  # a note that was not shown yet
READ = ord("N")  # a note that was shown
DONE = ord("r")  # a repeat, or an instance of one, where nothing is waiting
BUSY = ord("R")  # one where something is


class Cell(Node):
    """A node of the instance. `hidden`: its own relevance is false; `filled`: the context answered, so nobody is asked.

    `seen`: answered or skipped; `invalid`: to be asked again, because what is there doesn't hold any more;
    `locked`: its own readonly holds at present; `remark`: what was said beside its value (`forms.draft`).
    """

    __slots__ = ("filled", "frame", "hidden", "invalid", "locked", "remark", "seen", "site")

    def __init__(self, site: Site, frame: Frame, parent: Node) -> None:
        slot = site.slot
        attributes = dict(slot.attributes) if slot.attributes else slot.attributes  # nobody adds any
        super().__init__(
            slot.name.removeprefix("@"),
            slot.namespace,
            "",
            attributes,
            parent,
            prefix=slot.prefix,
            data_type=slot.bind.type,
        )
        self.site = site
        self.frame = frame
        self.hidden = self.filled = self.seen = self.invalid = self.locked = False
        self.remark = ""

    def only(self, name: str) -> Node | None:
        """The child of that name, None if it repeats; found by the plan."""
        site = self.site.named.get(name)
        if site is None or site.realm is not self.frame.realm:
            return None
        return self.frame.cells[site.index]

    def named(self, name: str) -> list[Node]:
        """The children of that name, found by the plan."""
        site = self.site.named.get(name)
        if site is None:
            return []
        if site.realm is self.frame.realm:
            return [self.frame.cells[site.index]]
        return [inner.cells[0] for inner in self.frame.runs[site.realm.place].frames]


class Frame:
    """The root, or one instance of a repeat: `number` from 0 among those of its `run`.

    `beyond`: past the repeat's present count. `total`: how many questions are asked in it; None if not counted yet.
    """

    __slots__ = ("beyond", "cells", "number", "realm", "run", "runs", "state", "total")

    def __init__(self, realm: Realm, run: Run | None, number: int) -> None:
        self.realm = realm
        self.run = run
        self.number = number
        self.cells: list[Cell] = []
        self.runs: list[Run] = []
        self.state = bytearray(b".") * len(realm.route)
        self.total: int | None = None
        self.beyond = False

    @property
    def path(self) -> str:
        """With the positions of this and all outer instances; "" for the root."""
        return f"{self.run.path}[{self.number + 1}]" if self.run else ""

    def reached(self, climb: int, down: Iterable[int]) -> Iterable[Frame]:
        """The frames at the end of a link."""
        frames: list[Frame] = [self.climbed(climb)]
        for place in down:
            frames = [inner for outer in frames for inner in outer.runs[place].frames]
        return frames

    def climbed(self, climb: int) -> Frame:
        """The frame around, so many repeats further out."""
        frame = self
        for _ in range(climb):
            assert frame.run is not None
            frame = frame.run.frame
        return frame

    def all_frames(self) -> Iterator[Frame]:
        """This one and those inside."""
        yield self
        for run in self.runs:
            for frame in run.frames:
                yield from frame.all_frames()

    def all_cells(self) -> Iterator[Cell]:
        """Of this frame and those inside."""
        for frame in self.all_frames():
            yield from frame.cells


class Run:
    """The instances of a repeat below one node, `holder`. `closed`: "add another?" was answered with no.

    `count` is jr:count as last evaluated, None where it is blank or there is none; `gate`: the repeat is relevant.
    """

    __slots__ = ("closed", "count", "frame", "frames", "gate", "holder", "realm", "state", "total")

    def __init__(self, realm: Realm, frame: Frame, holder: Cell) -> None:
        self.realm = realm
        self.frame = frame
        self.holder = holder
        self.frames: list[Frame] = []
        self.state = bytearray()
        self.total: int | None = None
        self.count: int | None = None
        self.closed = False
        self.gate = True

    @property
    def path(self) -> str:
        """Of the repeat, without the position of an instance."""
        return self.frame.path + self.realm.suffix

    def shown(self) -> list[Frame]:
        """The instances that are relevant."""
        return [frame for frame, state in zip(self.frames, self.state, strict=True) if state != OFF]

    def shown_before(self, frame: Frame) -> list[Frame]:
        """Those before that instance, the nearest first."""
        return [one for one in reversed(self.frames[: frame.number]) if self.state[one.number] != OFF]

    def shown_after(self, frame: Frame) -> Iterator[Frame]:
        """Those after that instance."""
        return (self.frames[at] for at in range(frame.number + 1, len(self.frames)) if self.state[at] != OFF)
