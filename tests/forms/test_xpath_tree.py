"""Reading and writing the trees that expressions look at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.xpath import Node, XPathError, evaluate, parse_xml, serialize, string_value

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)


def test_a_leaf_holds_its_text_and_a_group_none() -> None:
    data = parse_xml("<data>\n  <a> 1 </a>\n  <g><b/></g>\n</data>").children[0]
    assert [(child.name, child.text) for child in data.children] == [("a", " 1 "), ("g", "")]
    assert data.text == ""
    assert string_value(data) == " 1 "


def test_default_namespaces_are_inherited_and_may_end() -> None:
    data = parse_xml('<data xmlns="urn:x" xmlns:m="urn:m"><a/><m:b><c/></m:b><d xmlns=""/></data>').children[0]
    named = [(node.qualified_name, node.namespace) for node in data.descendants()]
    assert named == [("a", "urn:x"), ("m:b", "urn:m"), ("c", "urn:x"), ("d", "")]


def test_a_part_is_written_with_the_declarations_it_relies_on() -> None:
    data = parse_xml('<data xmlns="urn:x" xmlns:jr="urn:jr"><rep jr:template=""><a>1 &lt; 2</a></rep></data>')
    assert serialize(data.children[0].children[0]) == (
        '<rep xmlns="urn:x" xmlns:jr="urn:jr" jr:template=""><a>1 &lt; 2</a></rep>'
    )


def test_what_is_not_written_is_not_declared_twice() -> None:
    xml = '<data xmlns="urn:x" xmlns:orx="urn:orx" id="f"><orx:meta><orx:instanceID/></orx:meta></data>'
    assert serialize(parse_xml(xml)) == xml


@given(text=TEXT, attribute=TEXT)
def test_any_text_survives_writing_and_reading(text: str, attribute: str) -> None:
    root = Node("data", attributes={"note": attribute})
    root.append(Node("a", text=text))
    again = parse_xml(serialize(root)).children[0]
    assert again.children[0].text == text
    assert again.attributes == {"note": attribute}


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>',
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>',
        '<!DOCTYPE d SYSTEM "http://example.com/d.dtd" [<!ATTLIST d a CDATA "1">]><d/>',
        "<d>&unknown;</d>",
        "<d><a></d>",
        "<p:d/>",
        "",
        "<a>" * 250 + "</a>" * 250,
    ],
)
def test_what_is_dangerous_or_broken_is_refused(xml: str) -> None:
    with pytest.raises(XPathError):
        parse_xml(xml)
    with pytest.raises(XPathError):
        evaluate("1", xml)


def test_positional_paths_name_every_kind_of_node() -> None:
    xml = "<d a='1'>x<!--c--><?p q?>y<e/></d>"
    assert evaluate("//node() | //@*", xml, want="nodes") == [
        "/*[1]", "/*[1]/@*[name()='a']", "/*[1]/text()[1]", "/*[1]/comment()[1]",
        "/*[1]/processing-instruction()[1]", "/*[1]/text()[2]", "/*[1]/*[1]",
    ]  # fmt: skip
    assert evaluate("string(.)", xml, context="/*[1]/text()[2]") == "y"
    with pytest.raises(XPathError, match="no node"):
        evaluate("1", xml, context="/*[1]/*[2]")
