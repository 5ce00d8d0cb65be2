"""What the form engine relies on beyond XPath: relevance, repeats, calendars, and the world outside the tree."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from forms.xpath import Date, Node, Scope, XPathError, compile, parse_xml, string_value

FORM = """
<data xmlns="http://www.w3.org/2002/xforms" id="kkb">
  <nama>Payo Sejahtera</nama><pus>120</pus><kosong/><tanggal>2026-10-14</tanggal>
  <kegiatan><jenis>bkb</jenis><hadir>10</hadir></kegiatan>
  <kegiatan><jenis>bkr</jenis><hadir>20</hadir></kegiatan>
  <kegiatan><jenis>bkl</jenis><hadir>30</hadir></kegiatan>
</data>"""
LISTS = """
<instance><root>
  <item><name>a</name><label>Alfa</label><n>1</n></item>
  <item><name>b</name><label>Beta</label><n>2</n></item>
</root></instance>"""


class World:
    """The form above, and how to ask something of it."""

    def __init__(self) -> None:
        self.document = parse_xml(FORM)
        self.data = self.document.children[0]
        self.events = [node for node in self.data.children if node.name == "kegiatan"]

    def node(self, name: str) -> Node:
        return next(node for node in self.data.children if node.name == name)

    def scope(self, node: Node | None = None, **more: Any) -> Scope:
        return Scope(
            node=node or self.data,
            root=self.document,
            instances={"huruf": parse_xml(LISTS).children[0]},
            now=datetime(2026, 11, 2, 20, 30, tzinfo=UTC),  # 3 November, 03.30 in Jakarta
            timezone="Asia/Jakarta",
            language="id",
            **more,
        )

    def string(self, expression: str, node: Node | None = None, **more: Any) -> str:
        return compile(expression).string(self.scope(node, **more))


@pytest.fixture
def world() -> World:
    return World()


class TestRelevance:
    def test_what_is_not_relevant_reads_as_blank_and_counts_for_nothing(self, world: World) -> None:
        world.events[1].relevant = False
        assert world.string("sum(/data/kegiatan/hadir)") == "40"
        assert world.string("count(/data/kegiatan)") == "2"
        assert world.string("../hadir", world.events[1].children[0]) == ""

    @pytest.mark.parametrize(
        ("expression", "holds"),
        [
            ("/data/pus = ''", True),
            ("/data/pus != ''", False),
            ("/data/pus != 'x'", True),
            ("'x' = /data/pus", False),
            ("/data/pus = /data/kosong", True),
            ("/data/pus = 120", False),
            ("/data/pus < 200", False),
            ("not(/data/pus)", True),
            ("count(instance('huruf')/root/item[n = /data/pus]) = 0", True),
        ],
    )
    def test_it_compares_as_an_answer_not_given(self, world: World, expression: str, holds: bool) -> None:
        world.node("pus").relevant = False
        assert compile(expression).boolean(world.scope()) is holds

    def test_in_plain_xpath_no_node_equals_nothing(self, world: World) -> None:
        scope = world.scope(skip_irrelevant=False)
        assert not compile("/data/none = '' or /data/none != ''").boolean(scope)

    def test_a_scope_may_see_everything(self, world: World) -> None:
        world.events[1].relevant = False
        assert world.string("sum(/data/kegiatan/hadir)", skip_irrelevant=False) == "60"


class TestTypes:
    @pytest.mark.parametrize(
        ("data_type", "text", "expression", "holds"),
        [
            ("decimal", "2.5", ". = '2.50'", True),
            ("decimal", "2.5", ". != '2.50'", False),
            ("string", "2.5", ". = '2.50'", False),
            ("int", "5", ". = ''", False),
            ("int", "", ". = ''", True),
            ("int", "5", ". = 'x'", False),
            ("date", "2026-10-14", ". = '2026-10-14T00:00:00.000+07:00'", True),
        ],
    )
    def test_typed_answers_compare_as_what_they_measure(
        self, world: World, data_type: str, text: str, expression: str, holds: bool
    ) -> None:
        node = world.node("kosong")
        node.data_type, node.text = data_type, text
        assert compile(expression).boolean(world.scope(node)) is holds


class TestRepeats:
    def test_an_absolute_path_stays_in_its_own_instance(self, world: World) -> None:
        at = world.events[1].children[0]
        assert world.string("/data/kegiatan/hadir", at) == "20"
        assert world.string("/data/kegiatan/hadir", at, contextual=False) == "10"

    def test_from_outside_it_means_all_instances(self, world: World) -> None:
        assert world.string("sum(/data/kegiatan/hadir)", world.node("pus")) == "60"

    def test_count_tells_all_instances_from_inside_too(self, world: World) -> None:
        assert world.string("count(/data/kegiatan)", world.events[1].children[0]) == "3"
        assert world.string("position(/data/kegiatan)", world.events[1].children[0]) == "2"

    def test_a_predicate_leaves_the_own_instance(self, world: World) -> None:
        assert world.string("/data/kegiatan[position()=3]/hadir", world.events[0]) == "30"

    def test_current_inside_a_predicate_is_where_the_expression_stands(self, world: World) -> None:
        at = world.events[2].children[1]
        assert world.string("count(../../kegiatan[hadir < current()/../hadir])", at) == "2"

    def test_position_of_a_node_counts_its_siblings_of_the_same_name(self, world: World) -> None:
        assert world.string("position(..)", world.events[2].children[0]) == "3"

    def test_indexed_repeat_reaches_another_instance(self, world: World) -> None:
        at = world.events[2].children[0]
        expression = "indexed-repeat(/data/kegiatan/jenis, /data/kegiatan, position(..) - 1)"
        assert world.string(expression, at) == "bkr"

    def test_indexed_repeat_stays_in_the_own_outer_instance(self) -> None:
        inner = "<i><v>{0}1</v></i><i><v>{0}2</v></i>"
        document = parse_xml(f"<d><o>{inner.format('a')}</o><o>{inner.format('b')}</o></d>")
        at = document.children[0].children[1].children[0]
        found = compile("indexed-repeat(/d/o/i/v, /d/o/i, 2)").string(Scope(node=at, root=document))
        assert found == "b2"


class TestDates:
    def test_today_is_the_day_where_the_form_is_filled(self, world: World) -> None:
        assert world.string("today()") == "2026-11-03"
        assert world.string("now()") == "2026-11-03T03:30:00.000+07:00"

    def test_a_day_is_a_whole_number_in_every_time_zone(self, world: World) -> None:
        assert world.string("number(date('1970-01-02'))") == "1"
        assert world.string("today() - date(../tanggal)", world.node("pus")) == "20"
        assert world.string("date(/data/tanggal + 1)") == "2026-10-15"
        assert world.string("date('2026-11-03T23:59:00.000+07:00')") == "2026-11-03"

    def test_decimal_date_time_counts_from_greenwich_in_every_engine(self, world: World) -> None:
        days = compile("decimal-date-time('2026-10-14T08:30:00.000+07:00')").number(world.scope())
        assert days == pytest.approx(20740.0625)

    def test_days_counted_from_greenwich_are_not_whole_elsewhere(self, world: World) -> None:
        days = compile("number(date('1970-01-02'))").number(world.scope(dialect="web"))
        assert days == pytest.approx(1 - 7 / 24)

    @pytest.mark.parametrize(
        ("expression", "holds"),
        [
            ("/data/tanggal <= today()", True),
            ("/data/tanggal > '2026-10-13'", True),
            ("/data/tanggal > '2026-10-14'", False),
            ("now() > today()", True),
            ("/data/kosong > today()", False),
            ("/data/kosong <= today()", False),
            ("date('2026-02-30') = ''", True),
        ],
    )
    def test_comparisons_know_dates_and_blanks(self, world: World, expression: str, holds: bool) -> None:
        assert compile(expression).boolean(world.scope()) is holds

    def test_months_and_days_have_their_names_in_the_form_s_language(self, world: World) -> None:
        assert world.string("format-date('2026-08-17', '%a %e %b %Y')") == "Sen 17 Agu 2026"
        scope = world.scope()
        scope.language = "English (en)"
        assert compile("format-date('2026-08-17', '%a %b')").string(scope) == "Mon Aug"

    def test_the_value_of_a_date_is_a_number_with_a_text(self, world: World) -> None:
        value = compile("today()").value(world.scope())
        assert isinstance(value, Date)
        assert (float(value), value.text) == (20760.0, "2026-11-03")


class TestOutside:
    def test_choices_are_filtered_by_answers(self, world: World) -> None:
        nodes = compile("instance('huruf')/root/item[n > 1 and n < /data/pus]").nodes(world.scope())
        assert [string_value(node.children[1]) for node in nodes] == ["Beta"]

    def test_pulldata_finds_the_row(self, world: World) -> None:
        assert world.string("pulldata('huruf', 'label', 'name', 'b')") == "Beta"
        assert world.string("pulldata('huruf', 'label', 'name', 'z')") == ""

    def test_pulldata_looks_into_attributes_too(self, world: World) -> None:
        rows = '<instance><root><item kode="13"><nama>Sumbar</nama></item><item kode="14"/></root></instance>'
        scope = world.scope()
        scope.instances = {"prov": parse_xml(rows).children[0]}
        assert compile("pulldata('prov', 'nama', '@kode', '13')").string(scope) == "Sumbar"
        assert compile("pulldata('prov', '@kode', 'nama', 'Sumbar')").string(scope) == "13"
        assert compile("pulldata('prov', 'nama', '@kode', '99')").string(scope) == ""

    def test_a_missing_instance_is_an_error(self, world: World) -> None:
        with pytest.raises(XPathError, match="no instance 'x'"):
            world.string("instance('x')/root")

    def test_labels_and_texts_come_from_the_form(self, world: World) -> None:
        asked: list[tuple[str, str]] = []

        def label(choice: str, path: str, _node: Node) -> str:
            asked.append((choice, path))
            return "Bina Keluarga Balita"

        assert world.string("jr:choice-name('bkb', ' /data/q ')", choice_label=label) == "Bina Keluarga Balita"
        assert asked == [("bkb", "/data/q")]
        assert world.string("jr:itext('a')", text=lambda name, node: name.upper()) == "A"

    def test_once_keeps_what_is_there(self, world: World) -> None:
        assert world.string("once('baru')", world.node("nama")) == "Payo Sejahtera"
        assert world.string("once('baru')", world.node("kosong")) == "baru"

    def test_chance_comes_from_the_scope(self, world: World) -> None:
        assert world.string("uuid()", uuid=lambda: "u-1") == "u-1"
        assert world.string("random()", random=lambda: 0.25) == "0.25"
        assert world.string("uuid(3)", random=lambda: 0.0) == "aaa"

    def test_without_a_source_there_is_no_chance(self, world: World) -> None:
        with pytest.raises(XPathError, match="source of chance"):
            world.string("uuid()")

    @pytest.mark.parametrize(
        ("line", "crosses"),
        [
            ("0 0;0 1;1 1;1 0;0 0", False),
            ("0 0;1 1;0 1;1 0", True),
            ("0 0;1 1;0 1;1 0;0 0", True),
            ("0 0;0 2;1 1;0 1", True),
            ("0 0;0 1", False),
            ("", False),
        ],
    )
    def test_a_line_that_crosses_itself_is_seen(self, world: World, line: str, crosses: bool) -> None:
        assert compile(f"intersects('{line}')").boolean(world.scope()) is crosses

    def test_a_comma_is_a_decimal_point_when_rounding(self, world: World) -> None:
        assert world.string("round('2,55', 1)") == "2.6"

    def test_sums_of_decimals_equal_what_they_look_like(self, world: World) -> None:
        assert compile("0.1 + 0.2 = 0.3").boolean(world.scope())
