"""Whatever an author writes gives a value or an XPathError, on every function and operator there is."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.xpath import XPathError, evaluate
from forms.xpath.library import TOPICS
from forms.xpath.signature import MANY, Form, Function

XML = """<d id="x"><a>1</a><b>2026-10-14</b><c>x y</c><e/><r><v>1.5</v></r><r><v>-3</v></r>
<p>-0.9 100.6 0 0;-0.8 100.7 0 0;-0.7 100.6</p>
<instance id="i"><root><item><name>n</name></item></root></instance></d>"""
LEAVES = [
    *(".", "..", "/", "/d/a", "/d/b", "/d/c", "/d/e", "/d/r/v", "//v", "@id", "/d/@id", "/d/p", "current()"),
    *("0", "1", "-1", "2.5", "1000000", "99999999999999999999999999", "(1 div 0)", "(0 div 0)", "true()", "false()"),
    *("''", "'a'", "'x y'", "'i'", "'1e400'", "'NaN'", "'-7'", "'[a-z'", "'hex'", "'MD5'", "'%Y-%e'", "'0 0;0 1;1 1'"),
    *("'2026-02-30'", "'2026-10-14'", "'08:30:00.000+07:00'", "date('2026-10-14')", "today()", "now()"),
    "instance('i')/root/item",
]
OPERATORS = ["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or", "|"]
FUNCTIONS: dict[str, Function | Form] = dict(chain.from_iterable(topic.items() for topic in TOPICS))


def calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def call(name: str) -> st.SearchStrategy[str]:
        function = FUNCTIONS[name]
        most = min(function.most, 5) if function.most == MANY else function.most
        arguments = st.lists(inner, min_size=function.fewest, max_size=most)
        return arguments.map(lambda given: f"{name}({', '.join(given)})")

    return st.sampled_from(sorted(FUNCTIONS)).flatmap(call)


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return (
        calls(inner)
        | st.tuples(inner, st.sampled_from(OPERATORS), inner).map(" ".join)
        | inner.map(lambda text: f"-({text})")
        | inner.map(lambda text: f"/d/r[{text}]/v")
        | inner.map(lambda text: f"({text})[1]")
    )


EXPRESSIONS = st.recursive(st.sampled_from(LEAVES), compound, max_leaves=6)


@settings(max_examples=400, deadline=None)
@given(expression=EXPRESSIONS, want=st.sampled_from(["any", "boolean", "number", "string", "nodes"]))
def test_every_expression_gives_a_value_or_an_xpath_error(expression: str, want: str) -> None:
    try:
        value = evaluate(
            expression,
            XML,
            context="/*[1]/*[1]",
            now=datetime(2026, 11, 2, tzinfo=UTC),
            timezone="Asia/Jakarta",
            want=want,  # type: ignore[arg-type]
        )
    except XPathError:
        return
    kinds = {"boolean": bool, "number": float, "string": str, "nodes": list}
    assert isinstance(value, kinds.get(want, bool | float | str | list))
