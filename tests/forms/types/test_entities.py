"""Entities: their attributes are computed and sent as ODK sends them; Kabar itself keeps no entity list."""
# ruff: noqa: E501  (forms are tables, and tables are wide)

from __future__ import annotations

import json
import re

from forms import load
from forms.outside.external import attach
from tests.forms.scenario import SETTINGS, Person

CREATE = """
| survey |
| | type | name | label | save_to |
| | text | jenis | Jenis pohon | species |
| entities |
| | list_name | label |
| | pohon | concat('Pohon ', ${jenis}) |
"""
UPDATE = """
| survey |
| | type | name | label | save_to | parameters |
| | select_one_from_file pohon.csv | yang | Pohon | | |
| | integer | tinggi | Tinggi | height | |
| entities |
| | list_name | entity_id | update_if |
| | pohon | ${yang} | ${tinggi} > 0 |
"""
LIST = b"name,label,__version,__trunkVersion,__branchId\npohon-7,Mahoni,3,2,cabang\n"


def test_a_new_entity_has_its_id_once_and_for_all() -> None:
    person = Person(CREATE).say("mahoni")
    entity = r'<entity dataset="pohon" create="1" id="([0-9a-f-]{36})"><label>Pohon mahoni</label></entity>'
    first = re.search(entity, person.finish().xml)
    assert first
    again = re.search(entity, person.jump("/data/jenis").say("jati").finish().xml.replace("jati", "mahoni"))
    assert again
    assert again[1] == first[1]


def test_an_update_names_the_version_that_it_changes() -> None:
    person = Person(attach(load(UPDATE + SETTINGS, "uji.md"), {"pohon.csv": LIST}))
    xml = person.say("pohon-7", "12").finish().xml
    assert (
        '<entity dataset="pohon" update="true" baseVersion="3" trunkVersion="2" branchId="cabang" id="pohon-7"' in xml
    )


def test_attributes_can_be_read_by_expressions() -> None:
    xform = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>t</h:title><model><instance><data id="t" lang="id"><q/><g kode="" tetap="x"><c/></g><m kode="y"/></data></instance>
<bind nodeset="/data/q"/><bind nodeset="/data/g/@kode" calculate="concat(/data/q, '-', /data/@lang)"/>
<bind nodeset="/data/g/c" calculate="concat(../@kode, ../@tetap, count(../@*))"/><bind nodeset="/data/m"/>
<bind nodeset="/data/m/@kode" calculate="'n'"/></model></h:head><h:body><input ref="/data/q"/></h:body></h:html>"""
    person = Person(load(xform, "t.xml")).say("a")
    assert '<g kode="a-id" tetap="x"><c>a-idx2</c></g><m kode="n"/>' in person.finish().xml
    assert json.loads(json.dumps(person.draft.to_json()))["instance"]["values"]["g"]["@kode"] == "a-id"
