"""Repeats: open, counted, nested, growing, shrinking."""

from datetime import timedelta

from forms.events import AnswersHidden, AnswersInvalid, Violation
from tests.forms.scenario import Person

OPEN = """
| survey |
| | type | name | label | relevant | calculation | constraint | default |
| | select_one yt | ada | Ada kegiatan? | | | | |
| | begin_repeat | kegiatan | Kegiatan | ${ada} = 'ya' | | | |
| | text | jenis | Jenis kegiatan | | | | |
| | integer | hadir | Yang hadir (ke-${nomor}) | | | . <= 100 | 5 |
| | calculate | nomor | | | position(..) | | |
| | end_repeat | | | | | | |
| | calculate | jumlah | | | sum(${hadir}) | | |
| | calculate | banyak | | | count(${kegiatan}) | | |
| | text | akhir | Penutup | | | | |
| choices |
| | list_name | name | label |
| | yt | ya | Ya |
| | yt | tidak | Tidak |
"""

NESTED = """
| survey |
| | type | name | label | calculation | relevant | choice_filter |
| | begin_repeat | rumah | Rumah | | | |
| | text | alamat | Alamat | | | |
| | begin_repeat | anak | Anak | | | |
| | text | sebut | Sebutan | | | |
| | calculate | ke | | position(..) | | |
| | end_repeat | | | | | |
| | calculate | banyak | | count(${anak}) | | |
| | calculate | nomor | | position(..) | | |
| | text | bungsu | Bungsu di ${nomor} | | ${banyak} > 1 | |
| | end_repeat | | | | | |
| | calculate | semua | | count(${sebut}) | | |
| | select_one ${sebut} | sulung | Yang sulung? | | | |
"""

COUNTED = """
| survey |
| | type | name | label | repeat_count |
| | integer | n | Berapa anak? | |
| | begin_repeat | anak | Anak | ${n} |
| | text | sebut | Sebutan | |
| | begin_repeat | vaksin | Vaksin | |
| | text | merek | Merek | |
| | end_repeat | | | |
| | end_repeat | | | |
"""

ONE_MORE = """
| survey |
| | type | name | label | repeat_count |
| | begin_repeat | anak | Anak | count(${anak}) + number(${anak}[last()]/lagi = 'ya') |
| | text | sebut | Sebutan | |
| | select_one yt | lagi | Ada lagi? | |
| | end_repeat | | | |
| choices |
| | list_name | name | label |
| | yt | ya | Ya |
| | yt | tidak | Tidak |
"""


def test_an_open_repeat_asks_for_another_after_each() -> None:
    person = Person(OPEN).say("ya")
    assert (person.prompt.path, person.prompt.repeat) == ("/data/kegiatan[1]/jenis", ("Kegiatan", 1, None))
    person.say("BKB", "20")
    assert (person.at, person.prompt.path, person.prompt.label) == ("repeat", "/data/kegiatan", "Kegiatan")
    assert person.prompt.repeat == ("Kegiatan", 1, None)
    person.say("yes")
    assert (person.prompt.path, person.prompt.repeat) == ("/data/kegiatan[2]/jenis", ("Kegiatan", 2, None))
    person.say("BKL", "12", "no")
    assert (person.at, person.value("jumlah"), person.value("banyak")) == ("akhir", "32", "2")
    assert person.say("").finish().xml.count("<kegiatan>") == 2


def test_a_new_instance_has_its_defaults_and_knows_its_place() -> None:
    person = Person(OPEN).say("ya", "BKB", "20", "yes", "BKL")
    assert (person.prompt.value, person.prompt.label) == ("5", "Yang hadir (ke-2)")


def test_add_another_is_answered_with_yes_or_no() -> None:
    assert Person(OPEN).say("ya", "BKB", "20").refused("mungkin").condition == "choice"
    assert Person(OPEN).say("ya", "BKB", "20").skip().at == "akhir"


def test_a_repeat_that_is_not_relevant_is_neither_asked_nor_counted_nor_sent() -> None:
    person = Person(OPEN).say("tidak")
    assert (person.at, person.value("banyak")) == ("akhir", "0")
    assert "kegiatan" not in person.finish().xml


def test_a_constraint_inside_holds_in_each_instance() -> None:
    person = Person(OPEN).say("ya", "BKB", "20", "yes", "BKL")
    refused = person.refused("101")
    assert (refused.path, refused.label) == ("/data/kegiatan[2]/hadir", "Yang hadir (ke-2)")


def test_back_from_a_second_instance_leads_to_the_question_of_another() -> None:
    person = Person(OPEN).say("ya", "BKB", "20", "yes").back()
    assert person.prompt.path == "/data/kegiatan[1]/hadir"


def test_a_counted_repeat_has_as_many_instances_as_its_count() -> None:
    person = Person(COUNTED).say("2")
    assert (person.prompt.path, person.prompt.repeat) == ("/data/anak[1]/sebut", ("Anak", 1, 2))
    person.say("Ani", "HB0")
    assert (person.at, person.prompt.path) == ("repeat", "/data/anak[1]/vaksin")
    person.say("no")
    assert (person.prompt.path, person.prompt.repeat) == ("/data/anak[2]/sebut", ("Anak", 2, 2))
    assert (person.say("Budi").at, person.prompt.path) == ("repeat", "/data/anak[2]/vaksin")  # as in Collect
    assert person.say("yes", "BCG", "yes", "DPT", "no").at == "end"
    assert person.finish().xml.count("<vaksin>") == 3


def test_a_count_of_nothing_asks_and_sends_none() -> None:
    person = Person(COUNTED).say("0")
    assert person.at == "end"
    assert "<anak>" not in person.finish().xml


def test_a_smaller_count_hides_and_a_larger_brings_back() -> None:
    person = Person(COUNTED).say("2", "Ani", "HB0", "no", "Budi", "no").jump("/data/n").say("1")
    assert person.at == "end"
    assert "Budi" not in person.finish().xml
    person.jump("/data/n").say("3")
    assert person.prompt.path == "/data/anak[3]/sebut"
    assert "Budi" in person.say("Citra", "no").finish().xml


def test_a_count_that_follows_the_last_answer_grows_one_at_a_time() -> None:
    person = Person(ONE_MORE).say("Ani", "ya", "Budi", "ya", "Citra")
    assert person.prompt.path == "/data/anak[3]/lagi"
    assert person.say("tidak").at == "end"
    assert person.finish().xml.count("<anak>") == 3


def _homes() -> Person:
    """Two homes: A with Ani and Budi, B with Cici."""
    person = Person(NESTED).say("A", "Ani", "yes", "Budi", "no", "Budi", "yes")
    return person.say("B").say("yes", "Cici", "no", "no", "Ani")


def test_an_instance_is_taken_out_and_later_ones_move_up() -> None:
    person = _homes()
    assert (person.value("semua"), person.value("rumah/2/nomor"), person.value("sulung")) == ("3", "2", "Ani")
    person.remove("/data/rumah[1]")
    assert (person.value("rumah/1/alamat"), person.value("rumah/1/nomor"), person.value("semua")) == ("B", "1", "1")
    assert person.at == "sulung"
    assert "Ani" not in person.say("Cici").finish().xml


def test_an_answer_among_the_choices_of_an_instance_that_is_gone_is_asked_again() -> None:
    person = _homes().remove("/data/rumah[1]/anak[1]")
    assert [event.violations for event in person.events if isinstance(event, AnswersInvalid)] == [
        (Violation("/data/sulung", "choice", "Yang sulung?"),)
    ]
    assert (person.at, [choice.label for choice in person.prompt.choices]) == ("sulung", ["Budi", "Cici"])
    assert (person.value("rumah/1/anak/1/sebut"), person.value("rumah/1/anak/1/ke")) == ("Budi", "1")


def test_what_depends_on_the_number_of_instances_follows() -> None:
    person = _homes().remove("/data/rumah[1]/anak[2]")
    assert AnswersHidden(("/data/rumah[1]/bungsu",)) in person.events
    assert (person.value("rumah/1/banyak"), person.value("semua")) == ("1", "2")


def test_the_place_moves_with_the_instances() -> None:
    person = _homes().jump("/data/sulung").say("").jump("/data/rumah[2]/alamat").remove("/data/rumah[1]")
    assert (person.prompt.path, person.prompt.value) == ("/data/rumah[1]/alamat", "B")
    person.jump("/data/rumah[1]/anak").remove("/data/rumah[1]/anak[1]")
    assert (person.prompt.kind, person.prompt.path, person.prompt.repeat) == (
        "repeat",
        "/data/rumah[1]/anak",
        ("Anak", 0, None),
    )


def test_whoever_stands_in_what_is_taken_out_goes_on_to_what_is_open() -> None:
    person = _homes().jump("/data/rumah[2]/anak[1]/sebut").remove("/data/rumah[2]")
    assert person.at == "end"


def test_all_instances_may_go_and_new_ones_come_to_their_place() -> None:
    person = _homes().remove("/data/rumah[2]").remove("/data/rumah[1]")
    assert (person.value("semua"), person.at) == ("0", "sulung")
    person.skip().jump("/data/rumah").say("yes", "C").say("no", "no")
    assert person.at == "end"
    xml = person.finish().xml
    assert xml.index("<rumah>") < xml.index("<semua>")


def test_only_an_instance_of_an_open_repeat_can_be_taken_out() -> None:
    person = Person(COUNTED).say("2", "Ani", "HB0", "no", "Budi", "yes", "BCG", "no")
    for path in ("/data/anak[1]", "/data/anak", "/data/n", "/data/anak[9]/vaksin[1]", "/data/anak[1]/vaksin[7]", "x"):
        before = person.draft.instance
        assert person.remove(path).draft.instance == before
        assert person.events == ()
    assert person.remove("/data/anak[1]/vaksin[1]").draft.instance != before


def test_an_answer_in_one_instance_leaves_the_others_alone() -> None:
    """A calculation of chance without memory shows whether it was made again."""
    form = NESTED.replace("| | calculate | ke | | position(..)", "| | calculate | ke | | ${sebut}").replace(
        "calculate | nomor | | position(..)", "calculate | nomor | | concat(${alamat}, now())"
    )
    person = Person(form).say("A", "Ani", "no", "yes", "B").say("yes", "Budi", "no", "no")
    before = person.value("rumah/2/nomor")
    person.now += timedelta(hours=1)
    person.jump("/data/rumah[1]/alamat").say("C")
    assert person.value("rumah/1/nomor").startswith(f"C{person.now:%Y-%m-%dT%H}")
    assert person.value("rumah/2/nomor") == before


def test_what_adds_up_all_instances_is_right_in_each_of_them() -> None:
    """JavaRosa leaves the others stale here; web-forms and Kabar don't."""
    form = """
| survey |
| | type | name | label | calculation |
| | begin_repeat | r | R | |
| | integer | a | A | |
| | calculate | total | | sum(/data/r[position() > 0]/a) |
| | calculate | lain | | ${total} - ${a} |
| | end_repeat | | | |
"""
    person = Person(form).say("1", "yes", "2", "yes", "3", "no").jump("/data/r[2]/a").say("5")
    assert [person.value(f"r/{n}/total") for n in (1, 2, 3)] == ["9", "9", "9"]
    assert [person.value(f"r/{n}/lain") for n in (1, 2, 3)] == ["8", "4", "6"]


def test_a_count_beyond_all_reason_is_told_and_asked_again() -> None:
    person = Person(COUNTED).say("5000")
    told = AnswersInvalid((Violation("/data/n", "constraint", "Berapa anak?"),))
    assert told in person.events
    assert person.at == "n"
    assert person.say("1").at == "sebut"
    person.jump("/data/n").say("5000").skip()
    assert person.at == "sebut"
    assert [one.path for one in person.finish_refused().violations] == ["/data/n"]


def test_a_place_that_goes_with_another_instance_gives_way_to_what_is_open() -> None:
    form = """
| survey |
| | type | name | label | relevant |
| | begin_repeat | rumah | Rumah | |
| | text | alamat | Alamat | |
| | end_repeat | | | |
| | text | ketua | Ketua rukun | count(${rumah}) = 2 |
| | text | akhir | Akhir | |
"""
    person = Person(form).say("Payo", "yes", "Laing", "no")
    assert person.at == "ketua"
    person.remove("/data/rumah[1]")
    assert (person.at, person.draft.at) == ("akhir", "/data/akhir")
    assert person.say("x").at == "end"


def test_a_round_taken_out_and_added_again_begins_without_inner_rounds_as_in_collect() -> None:
    """The form declares one inner instance for its first round only; a template of pyxform's has none."""
    person = Person(NESTED)
    assert person.say("Payo").at == "sebut"
    person.remove("/data/rumah[1]").jump("/data/rumah").say("yes", "Laing")
    assert (person.prompt.kind, person.prompt.path) == ("repeat", "/data/rumah[1]/anak")
    assert person.value("rumah/1/banyak") == "0"
