"""What a compiled expression tells about itself: what it reads, what is wrong with it, and where it stops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.xpath import Scope, XPathError, XPathSyntaxError, compile, parse, parse_xml


@pytest.mark.parametrize(
    ("expression", "context", "paths"),
    [
        ("/data/a + ../b", "/data/c", {"/data/a", "/data/b"}),
        (". > 3", "/data/c", {"/data/c"}),
        ("sum(/data/rep/x)", "/data/c", {"/data/rep/x"}),
        ("count(../../rep[x = current()/../y]/z)", "/data/rep/x", {"/data/rep/x", "/data/rep/y", "/data/rep/z"}),
        ("position(..)", "/data/rep/x", {"/data/rep"}),
        (
            "instance('desa')/root/item[kec = /data/kec]/label",
            "/data/desa",
            {"instance(desa)", "/data/kec"},
        ),
        ("pulldata('desa', 'label', 'name', ../kode)", "/data/x", {"instance(desa)", "/data/kode"}),
        ("jr:choice-name(/data/q, ' /data/q ')", "/data/x", {"/data/q"}),
        ("if(/data/a = '', ../b, string(../c))", "/data/x", {"/data/a", "/data/b", "/data/c"}),
        ("once(random())", "/data/x", set()),
        ("(/data/a | /data/b)[1]", "/data/x", {"/data/a", "/data/b"}),
        ("indexed-repeat(/data/r/x, /data/r, ../i)", "/data/y", {"/data/r/x", "/data/r", "/data/i"}),
        ("count(/data/*) + count(//x)", "/data/y", {"/data/*", "//x"}),
        ("instance(/data/list)/root/item[name = 'a']", "/data/y", {"/data/list", "instance()"}),
        ("today() + 1", "/data/y", set()),
    ],
)
def test_references_are_generic_absolute_paths(expression: str, context: str, paths: set[str]) -> None:
    assert compile(expression).references(context) == paths


def test_functions_are_listed_and_chance_is_known() -> None:
    expression = compile("if(random() > 0.5, uuid(), concat('a', 'b'))")
    assert expression.functions == {"if", "random", "uuid", "concat"}
    assert expression.impure
    assert not compile("concat(/data/a, 'b')").impure


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("tidak-ada(1)", "there is no function tidak-ada()"),
        ("if(1, 2)", "if() takes 3 arguments, not 2"),
        ("count('a')", "count() needs nodes as argument 1, not a string"),
        ("regex(., '(?=a)')", "can't be used"),
        ("x:a", "the prefix 'x' is not declared"),
        ("$a", "there is no variable $a"),
    ],
)
def test_problems_are_told_when_compiling_and_raised_when_reached(expression: str, problem: str) -> None:
    compiled = compile(f"/d/skip = 'yes' and {expression}")
    assert any(problem in told for told in compiled.problems)
    skipping, reaching = parse_xml("<d><skip/></d>"), parse_xml("<d><skip>yes</skip></d>")
    assert compiled.boolean(Scope(node=skipping, root=skipping)) is False
    with pytest.raises(XPathError, match=r".+"):
        compiled.boolean(Scope(node=reaching, root=reaching))


def test_unknown_functions_are_named() -> None:
    assert compile("a() + concat(b(1))").unknown_functions == {"a", "b"}
    assert compile("jr:choice-name('a', 'b')").unknown_functions == frozenset()


@pytest.mark.parametrize(
    ("expression", "position"), [("if(1, 2", 7), ("1 +", 3), ("a = = b", 4), ("/data/'x'", 6), ("a ! b", 2), ("", 0)]
)
def test_a_syntax_error_says_where(expression: str, position: int) -> None:
    with pytest.raises(XPathSyntaxError) as caught:
        parse(expression)
    assert caught.value.position == position


@given(st.text(st.sampled_from(list("ab1.'\"()[]/@:*|<>=!,-+$ ")) | st.characters(codec="utf-8"), max_size=60))
def test_any_text_parses_or_is_a_syntax_error(text: str) -> None:
    try:
        parse(text)
    except XPathSyntaxError as error:
        assert 0 <= error.position <= len(text)
