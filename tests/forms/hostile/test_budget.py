"""Functions whose cost grows with every node they are tried on: the budget of one evaluation ends them."""

from __future__ import annotations

import random

import pytest

from forms.xpath import Node, Scope, XPathError, compile

ROWS = 3_000
HEAVY = (
    "count(/d/r[indexed-repeat(., /d/r, 3) > 3])",
    "count(/d/r[uuid(999) != ''])",
    "count(/d/r[. = /d/r])",
    "count(/d/r[count(../r) > 1])",
    "count(/d/r/following-sibling::r)",
    "count(/d/r/preceding-sibling::r)",
    "count(/d/r[string(..) = ''])",
    "count(/d/r[translate(.., 'a', 'b') = ''])",
    "count(/d/r[position(.) > 3])",
    "/d/r != /d/r",
    "/d/r > /d/r",
)


@pytest.mark.parametrize("source", HEAVY)
def test_the_budget_ends_it(source: str) -> None:
    document = Node(kind="document")
    holder = document.append(Node("d"))
    for _ in range(ROWS):
        holder.append(Node("r", text="7"))
    scope = Scope(node=holder, root=document, random=random.Random(1).random)
    with pytest.raises(XPathError, match="looks at more than 2,000,000 nodes"):
        compile(source).value(scope)
    assert scope.purse > 0


def test_evaluations_of_one_scope_share_its_purse() -> None:
    document = Node(kind="document")
    holder = document.append(Node("d"))
    for _ in range(ROWS):
        holder.append(Node("r", text="7"))
    heavy, scope = compile("count(/d/r[count(../r) > 1])"), Scope(node=holder, root=document)
    for _ in range(6):
        with pytest.raises(XPathError):
            heavy.value(scope)
    with pytest.raises(XPathError, match="looks at more than"):
        compile("count(/d/r)").value(scope)
