"""Makes a form's plan: realms, sites, routes, tasks, and the links between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from forms.compiling.reach import reach
from forms.definition import Control, Group, Question, Repeat, SetValue, Slot, Triggerable
from forms.filling.ceiling import counted_by
from forms.plan import Entry, Link, Plan, Realm, Site, Task, TaskKind

if TYPE_CHECKING:
    from forms.xpath import Expression

FOLDED = 240  # letters of a note that still reads as a line above a question; a question may have as many itself


def make_plan(
    root: Slot,
    body: Sequence[Control],
    repeats: Mapping[str, Repeat],
    triggerables: Sequence[Triggerable],
    filters: Iterable[str],
    questions: Mapping[str, Question],
    setvalues: Iterable[SetValue],
) -> Plan:
    """The plan of a form with these parts. `filters` are the paths of selects whose choices depend on answers."""
    map_ = _Map(root, repeats)
    _Router(map_.sites).lay(map_.root, body)
    tasks = _tasks(map_.sites, triggerables, filters, questions)
    _connect(map_, tasks)
    hanging: dict[str, list[SetValue]] = defaultdict(list)
    for one in setvalues:
        if one.source:
            hanging[one.source].append(one)
    sections = tuple(at for at, one in enumerate(body) if not isinstance(one, Question) and _asks(one))
    slots = {path: site.slot for path, site in map_.sites.items()}
    return Plan(
        root=map_.root,
        sites=map_.sites,
        tasks=tuple(tasks),
        hanging={path: tuple(some) for path, some in hanging.items()},
        sections=sections,
        counted_by=counted_by(repeats, questions, slots),
    )


def _asks(control: Control) -> bool:
    return isinstance(control, Question) or any(_asks(one) for one in control.children)


class _Map:
    """Realms and sites, in document order."""

    def __init__(self, root: Slot, repeats: Mapping[str, Repeat]) -> None:
        self._repeats = repeats
        self.sites: dict[str, Site] = {}
        self.root = Realm("", "", None, 0, 0, None)
        self._site(root, self.root, None)

    def _site(self, slot: Slot, realm: Realm, up: Site | None) -> Site:
        if slot.repeats:
            suffix = slot.path.removeprefix(realm.path)
            repeat = self._repeats.get(slot.path)
            inside = Realm(slot.path, suffix, realm, len(realm.inner), realm.depth + 1, repeat)
            realm.inner.append(inside)
            realm = inside
        site = Site(slot, realm, len(realm.sites), slot.path.removeprefix(realm.path), up)
        realm.sites.append(site)
        self.sites[slot.path] = site
        site.children = tuple(self._site(below, realm, site) for below in slot.children)
        site.named = {below.slot.name: below for below in site.children if not below.slot.prefix}
        return site


class _Router:
    """Lays the route of each realm through its controls."""

    def __init__(self, sites: Mapping[str, Site]) -> None:
        self._sites = sites

    def lay(self, root: Realm, body: Sequence[Control]) -> None:
        entries: list[Entry] = []
        for section, control in enumerate(body):
            entries += self._entries(control, root, section, ())
        self._settle(root, entries)

    def _entries(
        self, control: Control, realm: Realm, section: int, gates: tuple[int, ...], block: Group | None = None
    ) -> Iterator[Entry]:
        site = self._sites.get(control.path)
        match control:
            case Question() if site is not None and site.realm is realm:
                yield _question(control, site, section, gates, block)
            case Repeat() if site is not None and site.realm.outer is realm and not site.realm.route:
                yield self._repeat(control, site, section, gates)
            case Group():
                if site is not None and site.realm is realm:
                    gates = (*gates, *_conditions(site))
                if block is None and "field-list" in control.appearance.split():
                    block = control
                for one in control.children:
                    yield from self._entries(one, realm, section, gates, block)

    def _repeat(self, repeat: Repeat, site: Site, section: int, gates: tuple[int, ...]) -> Entry:
        inside = [entry for one in repeat.children for entry in self._entries(one, site.realm, section, ())]
        self._settle(site.realm, inside)
        above = _conditions(site.up) if site.up else ()
        return Entry(repeat, site.realm.place, section, _distinct((*gates, *above)))

    def _settle(self, realm: Realm, entries: list[Entry]) -> None:
        realm.route = tuple(entries)
        governs: dict[int, list[int]] = defaultdict(list)
        for at, entry in enumerate(entries):
            for index in entry.conditions:
                governs[index].append(at)
            if isinstance(entry.control, Repeat):
                realm.inner[entry.index].entry = at
            else:
                realm.sites[entry.index].entries += (at,)
        for index, found in governs.items():
            realm.sites[index].governs = tuple(found)


def _question(question: Question, site: Site, section: int, gates: tuple[int, ...], block: Group | None) -> Entry:
    around = tuple(_around(site))
    locked = any(_always(one.slot.bind.readonly) for one in around)
    locks = tuple((site.realm.depth - one.realm.depth, one.index) for one in around if may_lock(one))
    conditions = _distinct((*gates, *_conditions(site)))
    is_note = question.kind == "note"
    is_long = is_note and _is_long(question)
    return Entry(question, site.index, section, conditions, locks, locked or is_note, block, is_long)


def _is_long(note: Question) -> bool:
    """Whether the note is more than a line above the next question: a page to read, or a picture."""
    said = note.label.languages.values()
    return bool(note.media) or any(sum(len(one) for one in pieces if isinstance(one, str)) > FOLDED for pieces in said)


def _around(site: Site) -> Iterator[Site]:
    at: Site | None = site
    while at is not None:
        yield at
        at = at.up


def _conditions(site: Site) -> tuple[int, ...]:
    """Whose relevance a node needs within its frame, from the outside in; a repeat's own node counts elsewhere."""
    within = [one for one in _around(site) if one.realm is site.realm]
    outer = 0 if site.realm.outer is None else 1
    return tuple(one.index for one in reversed(within) if one.slot.bind.relevant is not None and one.index >= outer)


def may_lock(site: Site) -> bool:
    """Whether readonly can change: an expression, not just `true()` or `false()`."""
    readonly = site.slot.bind.readonly
    return readonly is not None and readonly.source.strip() not in ("true()", "false()")


def _always(expression: Expression | None) -> bool:
    return expression is not None and expression.source.strip() == "true()"


def _distinct(indices: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(indices))


def _tasks(
    sites: Mapping[str, Site],
    triggerables: Sequence[Triggerable],
    filters: Iterable[str],
    questions: Mapping[str, Question],
) -> list[Task]:
    found = [_task("relevant" if one.sets == "relevant" else "calculate", sites[one.path], one.expression)
             for one in triggerables]  # fmt: skip
    rules: dict[TaskKind, list[Task]] = {kind: [] for kind in ("count", "gate", "filter", *_RULES)}
    for site in sites.values():
        repeat = site.realm.repeat if site.slot.repeats else None
        if repeat is not None and repeat.count is not None:
            rules["count"].append(_task("count", site, repeat.count))
        if repeat is not None and site.slot.bind.relevant is not None:
            rules["gate"].append(_task("gate", site, site.slot.bind.relevant))
    for path in filters:
        itemset = questions[path].itemset
        if itemset is not None and path in sites:
            rules["filter"].append(_task("filter", sites[path], itemset.nodes))
    for path, question in questions.items():
        _add_rules(rules, sites[path], question)
    for site in sites.values():
        if may_lock(site) and site.slot.bind.readonly is not None:
            rules["readonly"].append(_task("readonly", site, site.slot.bind.readonly))
    return [*found, *(task for some in rules.values() for task in some)]


_RULES: tuple[TaskKind, ...] = ("readonly", "required", "constraint")


def _add_rules(rules: dict[TaskKind, list[Task]], site: Site, question: Question) -> None:
    bind = question.bind
    if bind.required is not None and bind.required.source.strip() not in ("true()", "false()"):
        rules["required"].append(_task("required", site, bind.required))
    if bind.constraint is not None:
        rules["constraint"].append(_task("constraint", site, bind.constraint))


def _task(kind: TaskKind, site: Site, expression: Expression) -> Task:
    realm = site.realm.outer if kind in ("count", "gate") else site.realm
    assert realm is not None
    return Task(kind, site, realm, expression)


def _connect(map_: _Map, tasks: Sequence[Task]) -> None:
    """Give every site its links, and those that can be switched off theirs of all below."""
    found: dict[str, dict[Link, None]] = defaultdict(dict)
    meets: dict[str, dict[tuple[int, Realm], None]] = defaultdict(dict)
    for at, task in enumerate(tasks):
        if task.kind in ("filter", "required", "constraint"):  # an answer that comes back is looked at again
            meets[task.site.slot.path][at, task.realm] = None
        for path, same in reach(task.expression, task.site.slot.path, map_.sites).items():
            site = map_.sites.get(path)
            if site is None or (task.kind == "constraint" and site is task.site):
                continue  # what an answer's constraint says of the answer itself is checked as it is given
            meet = _meet(task.realm, site.realm, same)
            meets[path][at, meet] = None
            found[path][_link(at, site.realm, meet, task.realm)] = None
    for path, links in found.items():
        map_.sites[path].links = tuple(links)
    for site in map_.sites.values():
        if site.slot.repeats or site.slot.bind.relevant is not None:
            site.toggles = tuple(_toggles(site, meets, tasks))
    _own(tasks)


def _own(tasks: Sequence[Task]) -> None:
    """Give every realm the links to all tasks inside."""
    own: dict[Realm, list[Link]] = defaultdict(list)
    for at, task in enumerate(tasks):
        for realm in _outward(task.realm):
            own[realm].append((at, 0, _down(realm, task.realm)))
    for realm, inside in own.items():
        realm.own = tuple(inside)


def _toggles(
    site: Site, meets: Mapping[str, Mapping[tuple[int, Realm], None]], tasks: Sequence[Task]
) -> Iterable[Link]:
    links: dict[Link, None] = {}
    for below in _below(site):
        for at, meet in meets.get(below.slot.path, ()):
            nearest = meet if meet.depth < site.realm.depth else site.realm
            links[_link(at, site.realm, nearest, tasks[at].realm)] = None
    return links


def _below(site: Site) -> Iterator[Site]:
    yield site
    for one in site.children:
        yield from _below(one)


def _meet(reader: Realm, read: Realm, same: int | None) -> Realm:
    """The innermost realm around both whose very instance is meant."""
    around = list(_outward(read))
    for realm in _outward(reader):
        if realm in around and (same is None or realm.path.count("/") <= same):
            return realm
    raise AssertionError("the root is around everything")


def _link(at: int, start: Realm, meet: Realm, reader: Realm) -> Link:
    return at, start.depth - meet.depth, _down(meet, reader)


def _down(outer: Realm, inner: Realm) -> tuple[int, ...]:
    places = [realm.place for realm in _outward(inner) if realm.depth > outer.depth]
    return tuple(reversed(places))


def _outward(realm: Realm) -> Iterator[Realm]:
    at: Realm | None = realm
    while at is not None:
        yield at
        at = at.outer
