"""The options of a select: written out, from a list, from a file, or found by `search()`."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from forms.compiling.labels import LabelReader
from forms.compiling.search import SearchError, read_search
from forms.compiling.xform import child, children
from forms.definition import Item, Itemset
from forms.outside.external import ITEMSETS_SOURCE
from forms.problem_log import ProblemLog


class OptionReader:
    """`external` collects the lists in files that only the body speaks of: instance id -> source."""

    def __init__(self, labels: LabelReader, log: ProblemLog) -> None:
        self._labels = labels
        self._log = log
        self.external: dict[str, str] = {}

    def read(self, element: ET.Element, path: str) -> tuple[tuple[Item, ...], Itemset | None]:
        """The options that are always there, and where others come from."""
        items = tuple(self._items(element, path))
        if "search(" in element.get("appearance", ""):
            return self._search(element.get("appearance", ""), items, path)
        query = element.get("query")
        return items, self._queried(query, path) if query else self._itemset(element, path)

    def _items(self, element: ET.Element, path: str) -> Iterator[Item]:
        for item in children(element, "item"):
            value = child(item, "value")
            if value is not None:
                label = self._labels.text(item, "label", path)
                yield Item((value.text or "").strip(), label, self._labels.media(item))

    def _itemset(self, element: ET.Element, path: str) -> Itemset | None:
        found = child(element, "itemset")
        if found is None:
            return None
        nodes = self._log.expression(found.get("nodeset"), path, "choice_filter")
        value, label = child(found, "value"), child(found, "label")
        if nodes is None or value is None:
            return None
        ref = (label.get("ref") if label is not None else "") or ""
        by_id = ref.startswith("jr:itext(")
        ref = ref[len("jr:itext(") : -1].strip() if by_id else ref
        return Itemset(nodes, value.get("ref") or "", ref, by_id)

    def _queried(self, query: str, path: str) -> Itemset | None:
        """`select_one_external`: an input with a query on a list in itemsets.csv (XLSForm, "External selects")."""
        nodes = self._log.expression(query, path, "choice_filter")
        if nodes is None:
            return None
        for name in (one for one in nodes.references(path) if one.startswith("instance(")):
            self.external[name[len("instance(") :].partition(")")[0]] = ITEMSETS_SOURCE
        return Itemset(nodes, "name", "label", by_id=False)

    def _search(self, appearance: str, items: tuple[Item, ...], path: str) -> tuple[tuple[Item, ...], Itemset | None]:
        """Options with a whole number for a name stand for themselves; the other one names the columns."""
        columns = next((one for one in items if not one.value.isdigit()), None)
        try:
            found = read_search(appearance)
        except SearchError as error:
            self._log.add(
                "search", path, "appearance", str(error), "https://xlsform.org/en/#dynamic-selects-from-pre-loaded-data"
            )
            return items, None
        nodes = self._log.expression(found.nodes, path, "appearance")
        if nodes is None or columns is None:
            return items, None
        self.external[found.file] = f"jr://file-csv/{found.file}.csv"
        itemset = Itemset(nodes, columns.value, "", by_id=False, columns=columns.label)
        return tuple(one for one in items if one is not columns), itemset
