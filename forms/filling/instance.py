"""The tree of values of one draft, and its form as JSON.

The JSON is `{"values": {...}}` with sets of paths beside it. In `values` a leaf is its lexical text, a group an object,
a repeat an array of objects; a leaf with bound attributes is an object too, its text under "". What is blank and was
not passed by is left out, so a question in `values` was answered or skipped unless it is in a set: `open` holds a value
(a default) and was not asked yet, `filled` was answered by the context and is not asked, `invalid` was answered and is
to be asked again. `hidden` are the nodes whose own relevance is false, `beyond` the instances past a repeat's present
count, `closed` the repeats to which nothing is to be added. Beside the sets, `remarks` has what was said
beside an answer, by its whole path.

A set of paths is an object: parent path below the root -> names, parted by blanks: `{"kegiatan[2]": "jenis hadir"}`.
A list of whole paths (`/data/kegiatan[2]/jenis`) is read too; and where there is a list `seen`, only what is in it was
passed. So drafts were stored once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from forms.definition import Form, Slot
from forms.filling.frames import Cell, Frame, Run
from forms.plan import Realm, Site
from forms.xpath import Node

_POSITION = re.compile(r"\[(\d+)\]")
_SETS = ("hidden", "beyond", "filled", "open", "invalid", "closed")


class Instance:
    """The live tree. Paths carry a position for every repeat: `/data/kegiatan[2]/jenis`."""

    def __init__(self, form: Form, data: dict[str, Any]) -> None:
        self.form = form
        self.document = Node(kind="document")
        self._childless: list[Node] = []  # all leaves share it: most nodes are leaves
        self._presence_counts = "seen" not in data
        self.frame = Frame(form.plan.root, None, 0)
        self.root = self._build(form.plan.root.sites[0], data["values"], self.document, self.frame)
        self._presence_counts = False
        self._mark(data)

    def dump(self) -> dict[str, Any]:
        """As described above; empty sets are left out."""
        found: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in _SETS}
        for name, path in self._marked(self.frame, ""):
            above, _, last = path.partition("/")[2].partition("/")[2].rpartition("/")
            found[name][above].append(last)
        sets = {name: {above: " ".join(names) for above, names in some.items()} for name, some in found.items() if some}
        remarks = {"remarks": told} if (told := self.remarks()) else {}
        return {"values": self._values(self.root) or {}, **sets, **remarks}

    def node(self, path: str) -> Cell | None:
        """The node at a path with positions."""
        site = self.form.plan.sites.get(_POSITION.sub("", path))
        if site is None:
            return None
        frame = self._frame(site.realm, path)
        return frame.cells[site.index] if frame else None

    def run(self, path: str) -> Run | None:
        """The instances of a repeat, at its path with the positions of outer ones: `/data/a[2]/b`."""
        site = self.form.plan.sites.get(_POSITION.sub("", path))
        if site is None or site.realm.outer is None or not site.slot.repeats:
            return None
        frame = self._frame(site.realm.outer, path)
        return frame.runs[site.realm.place] if frame else None

    def nodes(self, slot_path: str) -> list[Cell]:
        """All nodes of a slot, in document order."""
        site = self.form.plan.sites.get(slot_path)
        return [frame.cells[site.index] for frame in self.frames(site.realm)] if site else []

    def frames(self, realm: Realm) -> Iterable[Frame]:
        return self.frame.reached(0, _places(realm, self.frame.realm))

    def path(self, node: Node) -> str:
        assert isinstance(node, Cell)
        return node.frame.path + node.site.suffix

    def slot(self, node: Node) -> Slot:
        assert isinstance(node, Cell)
        return node.site.slot

    def value(self, path: str) -> str:
        node = self.node(path)
        return node.text if node is not None else ""

    def passed(self) -> list[str]:
        """The paths that were answered, skipped or shown, and those of repeats to which nothing is to be added."""
        return [self.path(one) for one in self.frame.all_cells() if one.seen] + sorted(self.marked("closed"))

    def marked(self, name: str) -> set[str]:
        """The whole paths in one of the sets."""
        return {path for found, path in self._marked(self.frame, "") if found == name}

    def remarks(self) -> dict[str, str]:
        """What was said beside answers, by path."""
        return {self.path(cell): cell.remark for cell in self.frame.all_cells() if cell.remark}

    def repeated(self, parent: Node, repeat_path: str) -> list[Cell]:
        """The instances of a repeat under `parent`, those past the count included."""
        run = self.run_of(parent, repeat_path)
        return [frame.cells[0] for frame in run.frames]

    def run_of(self, parent: Node, repeat_path: str) -> Run:
        assert isinstance(parent, Cell)
        return parent.frame.runs[self.form.plan.sites[repeat_path].realm.place]

    def add(self, run: Run) -> Frame:
        """A new instance after the last, with the values its template declares."""
        before = [frame.cells[0] for frame in run.frames[-1:]]
        frame = self._instance(run, run.realm.sites[0].slot.template)
        siblings = run.holder.children
        new = siblings.pop()
        siblings.insert(siblings.index(before[0]) + 1 if before else _first_place(run), new)
        return frame

    def remove(self, frame: Frame) -> None:
        """Take an instance out; later ones move up."""
        run = frame.run
        assert run is not None
        run.holder.remove(frame.cells[0])
        del run.frames[frame.number]
        for number, one in enumerate(run.frames[frame.number :], start=frame.number):
            one.number = number

    def phantom(self, parent: Node, slot_path: str) -> Node:
        """A node where an instance would stand, to evaluate what is said about a repeat that has none."""
        slot = self.form.slots[slot_path]
        return Node(slot.name, slot.namespace, parent=parent, prefix=slot.prefix)

    def is_relevant(self, node: Node | None) -> bool:
        """Whether the node and all above it are relevant."""
        while node is not None:
            if not node.relevant:
                return False
            node = node.parent
        return True

    def peers(self, node: Node, slot_path: str) -> list[Cell]:
        """The nodes of a slot that share with `node` every repeat instance they can."""
        assert isinstance(node, Cell)
        site = self.form.plan.sites[slot_path]
        meet, climb = node.frame.realm, 0
        while meet.outer is not None and not f"{slot_path}/".startswith(f"{meet.path}/"):
            meet, climb = meet.outer, climb + 1
        return [frame.cells[site.index] for frame in node.frame.reached(climb, _places(site.realm, meet))]

    def _build(self, site: Site, value: Any, parent: Node, frame: Frame) -> Cell:
        cell = Cell(site, frame, parent)
        if site.slot.is_attribute:
            parent.adopt(cell)
        else:
            parent.children.append(cell)
        frame.cells.append(cell)
        if not site.children:
            cell.children = self._childless
            if isinstance(value, str):
                cell.text, cell.seen = value, self._presence_counts and bool(site.entries)
            return cell
        values = value if isinstance(value, dict) else {"": value}
        if isinstance(text := values.get(""), str):
            cell.text, cell.seen = text, self._presence_counts and bool(site.entries)
        for below in site.children:
            inner = values.get(below.slot.name)
            if below.realm is site.realm:
                self._build(below, inner, cell, frame)
            else:
                run = Run(below.realm, frame, cell)
                frame.runs.append(run)
                for one in inner or ():
                    self._instance(run, one)
        return cell

    def _instance(self, run: Run, value: Any) -> Frame:
        frame = Frame(run.realm, run, len(run.frames))
        run.frames.append(frame)
        self._build(run.realm.sites[0], value, run.holder, frame)
        return frame

    def _mark(self, data: dict[str, Any]) -> None:
        """Set what the sets of paths say."""
        root = self.root.site.slot.path
        for path in _read(data.get("closed", ()), root):
            self._close(path)
        for path in data.get("seen", ()):
            self._pass(path)
        for kind, path in [(one, path) for one in _SETS for path in _read(data.get(one, ()), root)]:
            self._mark_one(kind, self.node(path))
        for path, remark in data.get("remarks", {}).items():
            if (cell := self.node(path)) is not None:
                cell.remark = remark
        for cell in self.frame.all_cells():
            cell.relevant = not cell.hidden and not (cell.frame.beyond and cell.site.slot.repeats)

    def _mark_one(self, name: str, cell: Cell | None) -> None:
        if cell is None:
            return
        match name:
            case "hidden":
                cell.hidden = True
            case "beyond":
                cell.frame.beyond = True
            case "filled":
                cell.filled, cell.seen = True, False
            case "open":
                cell.seen = False
            case "invalid":
                cell.invalid = True

    def _pass(self, path: str) -> None:
        cell = self.node(path)
        if cell is not None and cell.site.entries:
            cell.seen = True
        else:
            self._close(path)

    def _close(self, path: str) -> None:
        run = self.run(path)
        if run is not None:
            run.closed = True

    def _marked(self, frame: Frame, base: str) -> Iterator[tuple[str, str]]:
        """(set, path) for every path in a set, in document order."""
        if frame.beyond:
            yield "beyond", base
        for cell in frame.cells:
            if cell.hidden:
                yield "hidden", base + cell.site.suffix
            if cell.filled:
                yield "filled", base + cell.site.suffix
            elif cell.site.entries and cell.text and not cell.seen:
                yield "open", base + cell.site.suffix
            if cell.invalid:
                yield "invalid", base + cell.site.suffix
        for run in frame.runs:
            path = base + run.realm.suffix
            if run.closed:
                yield "closed", path
            for inner in run.frames:
                yield from self._marked(inner, f"{path}[{inner.number + 1}]")

    def _values(self, cell: Cell) -> Any:
        """None for what is left out."""
        if not cell.site.children:
            return cell.text if cell.text or cell.seen else None
        found: dict[str, Any] = {"": cell.text} if cell.text or cell.seen else {}
        for below in cell.site.children:
            if below.slot.is_attribute and (text := cell.frame.cells[below.index].text):
                found[below.slot.name] = text
        for child in cell.children:
            assert isinstance(child, Cell)
            value = self._values(child)
            if child.site.slot.repeats:
                found.setdefault(child.name, []).append(value or {})
            elif value is not None:
                found[child.name] = value
        return found or None

    def _frame(self, realm: Realm, path: str) -> Frame | None:
        if realm is self.frame.realm:
            return self.frame
        frame = self.frame
        for place, number in zip(_places(realm, frame.realm), _POSITION.findall(path), strict=False):
            frames = frame.runs[place].frames
            if not 0 < int(number) <= len(frames):
                return None
            frame = frames[int(number) - 1]
        return frame if frame.realm is realm else None


def _places(realm: Realm, outer: Realm) -> list[int]:
    """The way from the outer realm down to the other."""
    places: list[int] = []
    while realm is not outer and realm.outer is not None:
        places.append(realm.place)
        realm = realm.outer
    return places[::-1]


def _first_place(run: Run) -> int:
    """Where the first instance goes among the children of its parent."""
    sites = [one.site for one in run.holder.children if isinstance(one, Cell)]
    order = run.holder.site.children
    later = set(map(id, order[order.index(run.realm.sites[0]) + 1 :]))
    return next((at for at, site in enumerate(sites) if id(site) in later), len(sites))


def _read(paths: Any, root: str) -> Iterator[str]:
    """A set of paths in either of its forms, as whole paths."""
    if not isinstance(paths, dict):
        yield from paths
        return
    for above, names in paths.items():
        base = f"{root}/{above}" if above else root
        yield from (f"{base}/{name}" if name else base for name in names.split(" "))
