"""Whatever its size or shape, an expression ends: with a value, or with an error that says why."""

from __future__ import annotations

import pytest

from forms.xpath import Node, Scope, XPathError, XPathSyntaxError, compile, evaluate, parse_xml
from forms.xpath.markup import parse_document
from forms.xpath.patterns import made
from forms.xpath.tokens import MAX_LENGTH

ROWS = f"<d>{'<a><b>1</b></a>' * 600}<t>{'x' * 100_000}</t></d>"


@pytest.mark.parametrize(
    ("operator", "value"),
    [("+", 4_000.0), ("*", 1.0), (" div ", 1.0), (" or ", True), (" and ", True), ("|", ["1"])],
)
def test_a_chain_may_have_any_length(operator: str, value: object) -> None:
    operand = "/d/a" if operator == "|" else "1"
    assert evaluate(operator.join([operand] * 4_000), "<d><a>1</a></d>") == value


@pytest.mark.parametrize("operator", ["=", "!=", "<", ">="])
def test_a_chain_of_comparisons_is_nested_and_bounded(operator: str) -> None:
    assert isinstance(evaluate(operator.join(["1"] * 50), "<d/>"), bool)
    with pytest.raises(XPathError, match="nested too deep"):
        evaluate(operator.join(["1"] * 1_000), "<d/>")


@pytest.mark.parametrize("opening", ["(", "a[", "not(", "-(", "if(", "/d/a[b["])
def test_what_is_nested_too_deep_is_a_syntax_error_with_a_short_message(opening: str) -> None:
    with pytest.raises(XPathSyntaxError, match="nested") as caught:
        compile(opening * 10_000)
    assert len(str(caught.value)) < 300
    assert caught.value.position > 0


def test_what_is_too_long_is_not_read() -> None:
    with pytest.raises(XPathSyntaxError, match="longer than"):
        compile("1+" * MAX_LENGTH + "1")


def test_signs_do_not_nest() -> None:
    assert evaluate("-" * 50_001 + "1", "<d/>") == -1.0


@pytest.mark.parametrize(
    "expression",
    [
        "count(//*/following::*)",
        "count(//*/preceding::*)",
        "count(/d/a[following-sibling::a[last()]])",
        "count(//*[count(ancestor::*/descendant::*) > 0])",
        "//* = //*[. != 'y'] and //* < //*",
        "count(/d/a[position(.) = position()])",
        "count(//*[id(.)])",
        "count(//*[count(randomize(//*)) = position()])",
        "count(//*[max(., //*) = 5])",
        "count(//*[checklist(1, ., //*) and checklist(position(), 2, //*)])",
        "count(//*[substring(/d/t, position()) = 'y'])",
        "count(//*[selected(/d/t, .)])",
        "count(//*[string-length(..) = 1])",
        "count(//*[regex('a', concat('(a{1,500})+', position()))])",
        f"count(/d/a[{' or '.join(['. = 2'] * 1_000)}])",
        f"max({', '.join(['string(/)'] * 500)})",
        f"count({' | '.join(['//*'] * 500)})",
        f"intersects('{'0 0;1 1;' * 1_000}')",
    ],
    ids=lambda expression: expression[:50],
)
def test_work_is_counted_whatever_does_it(expression: str) -> None:
    document = parse_document(ROWS)
    scope = Scope(node=document, root=document, purse=20_000, random=lambda: 0.5)
    with pytest.raises(XPathError, match="looks at more than 20,000 nodes"):
        compile(expression).value(scope)


@pytest.mark.parametrize(
    "expression",
    [
        f"concat({', '.join(['/d/t'] * 50)})",
        f"join('{'x' * 50_000}', //*)",
        "concat(//*, //*, //*, //*, //*, //*, //*, //*, //*, //*)",
    ],
    ids=lambda expression: expression[:30],
)
def test_no_text_grows_without_bound(expression: str) -> None:
    with pytest.raises(XPathError, match="the text is longer than 1,000,000 characters"):
        evaluate(expression, ROWS)


@pytest.mark.parametrize(
    "pattern",
    ["(a)\\1", "(?=a)", "(?<!a)b", "(?>a)", "a{1001}", "(a{500}){500}", "(x{0,999}){0,1}(x{0,999}){0,1}", "[z-a]", "(",
     "*", "a" * 2_001],
    ids=lambda pattern: pattern[:30],
)  # fmt: skip
def test_patterns_that_take_too_long_or_are_none_are_refused_when_compiled(pattern: str) -> None:
    with pytest.raises(XPathError):
        made(pattern)
    assert compile(f"regex(., '{pattern}')").problems


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*a){20}$", "([a-z]+)*$", "^(([a-z])+.)+[A-Z]$"]
)
def test_patterns_that_are_exponential_elsewhere_are_quick(pattern: str) -> None:
    assert evaluate(f"regex('{'a' * 5_000}!', '{pattern}')", "<d/>", dialect="collect") is False


def test_a_text_without_end_is_not_matched() -> None:
    with pytest.raises(XPathError, match="no text longer than"):
        evaluate("regex(/d/t, 'x*')", ROWS)


def test_a_scope_may_be_used_again_after_an_error() -> None:
    document = parse_xml(ROWS)
    scope = Scope(node=document, root=document)
    with pytest.raises(XPathError):
        compile("count(instance('none')/root)").number(scope)
    assert compile("count(/d/a)").number(scope) == 600.0


def test_children_are_found_by_name_after_any_change() -> None:
    data = Node("d")
    for number in range(20):
        data.append(Node(f"q{number}", text=str(number)))
    scope = Scope(node=data, root=data)
    third = compile("q3")
    assert third.string(scope) == "3"
    data.remove(data.children[3])
    assert third.nodes(scope) == []
    data.append(Node("q3", text="new"))
    data.append(Node("q3", text="newer"))
    assert [node.text for node in third.nodes(scope)] == ["new", "newer"]


@pytest.mark.parametrize("nest", ["({})", "-({})", "not({})", "a[{}]", "if(1, {}, 2)", "concat('', {})"])
def test_what_people_nest_is_evaluated(nest: str) -> None:
    expression = "1"
    for _ in range(90):
        expression = nest.format(expression)
    evaluate(expression, "<a/>")
