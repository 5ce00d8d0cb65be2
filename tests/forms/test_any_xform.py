"""XForms that pyxform would not write: other tools' ways to say the same, and what old forms hold."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest

from forms import Context, Form, Session, compile_form

NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)
NAMESPACES = (
    'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"'
)


def xform(instance: str, model: str = "", body: str = "", namespaces: str = NAMESPACES) -> Form:
    return compile_form(
        f"<h:html {namespaces}><h:head><h:title>Uji</h:title><model><instance>{instance}</instance>{model}</model>"
        f"</h:head><h:body>{body}</h:body></h:html>"
    )


def opened(form: Form) -> Session:
    return Session.open(form, Context(now=NOW))


def submitted(form: Form, *answers: str) -> ET.Element:
    session = opened(form)
    for answer in answers:
        session.answer(answer, NOW)
    return ET.fromstring(session.finish(NOW)[0].xml)  # type: ignore[union-attr]


def test_a_bind_may_name_its_node_with_a_prefix() -> None:
    form = xform(
        '<data id="u"><a/><orx:meta><orx:instanceID/><orx:instanceName/></orx:meta></data>',
        '<bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>'
        '<bind nodeset="/data/orx:meta/orx:instanceName" calculate="concat(\'Uji \', /data/a)"/>',
        '<input ref="/data/a"><label>A</label></input>',
    )
    meta = submitted(form, "satu").find("{http://openrosa.org/xforms}meta")
    assert meta is not None
    assert [one.text for one in meta][1] == "Uji satu"
    assert str(meta[0].text).startswith("uuid:")


def test_a_reference_may_be_an_id_of_a_bind() -> None:
    form = xform(
        '<data id="u"><a/><b/></data>',
        '<bind id="a1" nodeset="/data/a" type="int"/><bind id="b1" nodeset="/data/b"/>'
        '<setvalue bind="b1" event="odk-instance-first-load">awal</setvalue>',
        '<input bind="a1"><label>A</label></input>',
    )
    assert form.questions["/data/a"].kind == "integer"
    assert opened(form).draft.instance["values"]["b"] == "awal"


@pytest.mark.parametrize("ref", ["a", "./a", "current()/a", "../g/a", "/data/g/a"])
def test_a_reference_may_be_relative_to_its_group(ref: str) -> None:
    form = xform(
        '<data id="u"><g><a/></g></data>',
        body=f'<group ref="/data/g"><input ref="{ref}"><label>A</label></input></group>',
    )
    assert list(form.questions) == ["/data/g/a"]


def test_declared_values_are_held_as_their_type_has_them() -> None:
    declared = {
        "int": ("2.5", "2"), "date": ("2026-10-14T07:00:00.000+07:00", "2026-10-14"), "dateTime": ("kemarin", ""),
        "time": ("2026-10-14T07:30:00Z", "07:30:00Z"), "geopoint": ("-0.79 100.65", "-0.79 100.65 0.0 0.0"),
        "decimal": ("dua", ""), "boolean": ("true", "1"), "string": (" dua ", "dua"),
    }  # fmt: skip
    leaves = "".join(f"<{kind}>{value}</{kind}>" for kind, (value, _) in declared.items())
    binds = "".join(f'<bind nodeset="/data/{kind}" type="{kind}"/>' for kind in declared)
    assert {slot.name: slot.default for slot in xform(f'<data id="u">{leaves}</data>', binds).root.children[:-1]} == {
        kind: held for kind, (_, held) in declared.items()
    }


def test_days_that_are_counted_are_a_date() -> None:
    form = xform(
        '<data id="u"><kontrol/><akhir/></data>',
        '<bind nodeset="/data/kontrol" type="date" calculate="today() + 7"/>'
        '<bind nodeset="/data/akhir" type="date" calculate="10000000000"/>',
    )
    assert [one.text for one in submitted(form)][:2] == ["2026-11-09", None]


def test_a_root_with_attributes_of_other_namespaces_is_written_so_that_it_can_be_read() -> None:
    root = submitted(xform('<data id="u" orx:version="3" xml:lang="id"><a/></data>'))
    assert root.attrib == {
        "id": "u", "{http://openrosa.org/xforms}version": "3", "{http://www.w3.org/XML/1998/namespace}lang": "id",
    }  # fmt: skip


@pytest.mark.parametrize("namespaces", [NAMESPACES, NAMESPACES.rpartition(" ")[0]])
def test_an_identity_that_the_form_lacks_is_added_in_its_own_manner(namespaces: str) -> None:
    root = submitted(xform('<data id="u"><a/></data>', namespaces=namespaces))
    namespace = "{http://openrosa.org/xforms}" if "orx" in namespaces else ""
    assert root[-1].tag == f"{namespace}meta"
    assert root[-1][0].tag == f"{namespace}instanceID"


def test_a_question_may_have_attributes_that_are_calculated() -> None:
    form = xform(
        '<data id="u"><v/><a versi="">awal</a></data>',
        '<bind nodeset="/data/a/@versi" calculate="/data/v"/>',
        '<input ref="/data/v"><label>V</label></input><input ref="/data/a"><label>A</label></input>',
    )
    session = opened(form)
    session.answer("3", NOW)
    assert session.prompt.value == "awal"
    session = Session.resume(form, session.draft)
    session.answer("satu", NOW)
    [_, element, _] = ET.fromstring(Session.resume(form, session.draft).finish(NOW)[0].xml)  # type: ignore[union-attr]
    assert (element.text, element.attrib) == ("satu", {"versi": "3"})


def test_a_new_instance_holds_what_its_template_declares_and_no_more() -> None:
    form = xform(
        '<data id="u"><r jr:template=""><a>1</a><s jr:template=""><b/></s></r><r><a>2</a><s><b/></s></r><z/></data>',
        body='<repeat nodeset="/data/r"><input ref="/data/r/a"/><repeat nodeset="/data/r/s"><input ref="/data/r/s/b"/>'
        "</repeat></repeat>",
    )
    assert form.initial["r"] == [{"a": "2", "s": [{"b": ""}]}]
    assert form.slots["/data/r"].template == {"a": "1", "s": []}


def test_a_repeat_that_nobody_may_add_to_has_an_instance() -> None:
    form = xform(
        '<data id="u"><r jr:template=""><a/></r></data>',
        body='<repeat nodeset="/data/r" jr:noAddRemove="true()"><input ref="/data/r/a"/></repeat>',
    )
    session = opened(form)
    assert session.prompt.path == "/data/r[1]/a"
    session.answer("satu", NOW)
    assert session.prompt.kind == "end"


def test_a_count_that_is_not_known_yet_leaves_no_instance() -> None:
    form = xform(
        '<data id="u"><n/><r><a>satu</a></r></data>',
        '<bind nodeset="/data/n" type="int"/>',
        '<input ref="/data/n"><label>N</label></input>'
        '<repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/a"><label>A</label></input></repeat>',
    )
    assert submitted(form, "").find("r") is None
    session = opened(form)
    session.answer("1", NOW)
    assert session.prompt.path == "/data/r[1]/a"
    assert session.draft.instance["values"]["r"] == [{"a": "satu"}]


def test_an_action_may_choose_the_instance_that_it_writes_to() -> None:
    form = xform(
        '<data id="u"><a/><r><b/></r><r><b/></r></data>',
        body='<input ref="/data/a"><label>A</label><setvalue event="xforms-value-changed" '
        'ref="/data/r[position() = 2]/b" value="/data/a"/></input><repeat nodeset="/data/r"/>',
    )
    session = opened(form)
    session.answer("x", NOW)
    assert session.draft.instance["values"]["r"][1] == {"b": "x"}
    assert session.draft.instance["values"]["r"][0] == {}


def test_actions_that_a_chat_cannot_do_are_passed_over() -> None:
    form = xform(
        '<data id="u"><a/><suara/><tempat/></data>',
        '<odk:recordaudio xmlns:odk="http://www.opendatakit.org/xforms" event="odk-instance-load" ref="/data/suara"/>'
        '<odk:setgeopoint xmlns:odk="http://www.opendatakit.org/xforms" event="odk-instance-first-load" '
        'ref="/data/tempat"/>',
        '<input ref="/data/a"><label>A</label></input>',
    )
    assert [one.text for one in submitted(form, "satu")][:3] == ["satu", None, None]
