"""Repeats: open, counted, nested, growing, shrinking."""

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
