"""Each rule of the check finds what it is for, in its cell; and a form that is well made gives no cause."""

from __future__ import annotations

import pytest

from forms import read_xlsform
from forms.check import check
from forms.check.catalogue import FAMILIES
from tests.forms.lint.sheets import codes, form, found, places

LISTS = "list_name; name; label\nyn; ya; Ya\nyn; tidak; Tidak"
HEAD = "type; name; label\n"
PLAIN = HEAD + "text; x; Apa kabar?"
KABAR = """form_id; instance_name; namespaces\nuji; 'uji'; kabar="https://kabar.id/xlsform\""""


def many(count: int, of: str = "yn", label: str = "Pilihan {}") -> str:
    rows = "".join(f"\n{of}; c{at}; {label.format(at)}" for at in range(1, count + 1))
    return f"list_name; name; label{rows}"


def questions(count: int) -> str:
    return "\n".join(f"integer; n{at}; Berapa yang ke-{at}?" for at in range(count))


MANDATED = """form_id; instance_name; namespaces; attribute::kabar:purpose; attribute::kabar:legal_basis; \
attribute::kabar:retention_months\nuji; 'uji'; kabar="https://kabar.id/xlsform"; Uji coba; UU 52/2009"""

CASES = {
    "no_mandate": (
        form(PLAIN, settings=f"{MANDATED}; 0"), ("settings", 2, "attribute::kabar:retention_months"),
    ),
    "unknown_column": (form("type; name; label; constrain\ntext; x; X; . != ''"), ("survey", 1, "constrain")),
    "not_in_chat": (form("type; name; label; appearance\nimage; x; Denah?; draw"), ("survey", 2, "type")),
    "required_not_in_chat": (
        form("type; name; label; appearance; required\nimage; x; Paraf?; signature; yes"), ("survey", 2, "type"),
    ),
    "typed_line": (form(HEAD + "geotrace; x; Jalur?"), ("survey", 2, "type")),
    "type_ignored": (form(HEAD + "text; y; Y\nbackground-audio; x;"), ("survey", 3, "type")),
    "typed_barcode": (form(HEAD + "barcode; x; Kode?"), ("survey", 2, "type")),
    "encryption_ignored": (
        form(PLAIN, settings="form_id; instance_name; public_key\nuji; 'uji'; MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"),
        ("settings", 2, "public_key"),
    ),
    "entities_ignored": (
        form("type; name; label; save_to\ntext; x; X?; nama")
        + "| entities |\n| | list_name | label |\n| | orang | ${x} |\n",
        ("survey", 2, "save_to"),
    ),
    "impossible_constraint": (
        form("type; name; label; constraint\ninteger; x; X?; . > 5 and . < 3"), ("survey", 2, "constraint"),
    ),
    "unreachable": (form("type; name; label; relevant\ntext; x; X?; false()"), ("survey", 2, "relevant")),
    "unknown_choice": (
        form("type; name; label; relevant\nselect_one yn; a; A?;\ntext; x; X?; ${a} = 'yaa'", LISTS),
        ("survey", 3, "relevant"),
    ),
    "reads_later": (form(HEAD + "text; x; Untuk ${y}?\ntext; y; Siapa?"), ("survey", 2, "label")),
    "unknown_path": (form("type; name; label; relevant\ntext; x; X?; /data/tak = 1"), ("survey", 2, "relevant")),
    "no_constraint_message": (
        form("type; name; label; constraint\ntext; x; X?; string-length(.) = 5"), ("survey", 2, "constraint_message"),
    ),
    "required_effort": (form("type; name; label; required\nimage; x; Foto?; yes"), ("survey", 2, "required")),
    "bad_default": (form("type; name; label; default\nselect_one yn; x; X?; mungkin", LISTS), ("survey", 2, "default")),
    "moving_calculation": (
        form("type; name; label; calculation\ntext; y; Y?\ncalculate; x; ; now()"), ("survey", 3, "calculation"),
    ),
    "unknown_prefill": (
        form("type; name; label; bind::kabar:prefill\ntext; x; X?; stock", settings=KABAR),
        ("survey", 2, "bind::kabar:prefill"),
    ),
    "choices_collide": (form(HEAD + "select_one yn; x; X?", LISTS + "\nyn; iya; YA!"), ("choices", 4, "label")),
    "choice_like_number": (
        form(HEAD + "select_one yn; x; X?", "list_name; name; label\nyn; a; 0\nyn; b; 1\nyn; c; 2"),
        ("choices", 3, "label"),
    ),
    "many_choices": (form(HEAD + "select_one yn; x; X?", many(9)), ("survey", 2, "type")),
    "too_many_choices": (form(HEAD + "select_one yn; x; X?", many(31)), ("survey", 2, "type")),
    "many_to_pick": (form(HEAD + "select_multiple yn; x; X?", many(13)), ("survey", 2, "type")),
    "huge_list": (
        form("type; name; label; appearance\nselect_one yn; x; X?; minimal", many(2_001)), ("choices", 2, "list_name"),
    ),
    "choices_numbered": (form(HEAD + "select_one yn; x; X?", LISTS + f"\nyn; z; {'z' * 33}"), ("choices", 4, "label")),
    "long_choice": (form(HEAD + "select_one yn; x; X?", LISTS + f"\nyn; z; {'z' * 65}"), ("choices", 4, "label")),
    "no_choice_label": (form(HEAD + "select_one yn; x; X?", LISTS + "\nyn; z;"), ("choices", 4, "label")),
    "choice_name_space": (form(HEAD + "select_one yn; x; X?", LISTS + "\nyn; z z; Z"), ("choices", 4, "name")),
    "same_choice_name": (
        form(HEAD + "select_one yn; x; X?", LISTS + "\nyn; ya; Betul",
             "form_id; instance_name; allow_choice_duplicates\nuji; 'uji'; yes"),
        ("choices", 4, "name"),
    ),
    "choice_untranslated": (
        form("type; name; label::Indonesia (id); label::English (en)\nselect_one yn; x; X?; X?",
             "list_name; name; label::Indonesia (id); label::English (en)\nyn; a; A; A\nyn; b; ; B"),
        ("choices", 3, "label::Indonesia (id)"),
    ),
    "language_code": (form("type; name; label::Indonesia\ntext; x; Apa?"), ("", 0, "")),
    "shows_option_name": (
        form("type; name; label\nselect_one p; prov; Provinsi?\ntext; x; Apa di ${prov}?",
             "list_name; name; label\np; 13; Sumatera Barat\np; 14; Riau"), ("survey", 3, "label"),
    ),
    "date_format": (
        form("type; name; label; calculation\ndate; d; Kapan?\ncalculate; x; ; format-date(${d}, '%d %B %Y')"),
        ("survey", 3, "calculation"),
    ),
    "language_names": (
        form("type; name; label::Bahasa Indonesia (id)\nselect_one yn; x; Apa?",
             "list_name; name; label::Indonesia (id)\nyn; ya; Ya\nyn; tidak; Tidak"), ("", 0, ""),
    ),
    "language": (form("type; name; label::English (en)\ntext; x; What?"), ("", 0, "")),
    "no_label": (form("type; name; label; hint\ntext; x; ; Contoh: 3"), ("survey", 2, "label")),
    "long_label": (form(HEAD + f"text; x; {'a' * 241}"), ("survey", 2, "label")),
    "long_hint": (form(f"type; name; label; hint\ntext; x; X?; {'a' * 161}"), ("survey", 2, "hint")),
    "long_message": (
        form(f"type; name; label; constraint; constraint_message\ntext; x; X?; . != 'a'; {'a' * 201}"),
        ("survey", 2, "constraint_message"),
    ),
    "untranslated": (
        form("type; name; label::Indonesia (id); label::English (en)\ntext; x; ; What?\ntext; y; Apa?; What?"),
        ("survey", 2, "label::Indonesia (id)"),
    ),
    "missing_language": (
        form("type; name; label::Indonesia (id); label::English (en)\ntext; x; Apa?; What?\ntext; y; Siapa?;"),
        ("survey", 3, "label::English (en)"),
    ),
    "same_label": (form(HEAD + "text; x; Apa?\ntext; y; Apa?"), ("survey", 3, "label")),
    "exponential_regex": (
        form("type; name; label; constraint\ntext; x; X?; regex(., '(a*)*b')"), ("survey", 2, "constraint"),
    ),
    "personal_data": (form(HEAD + "text; nama_ibu; Siapa?"), ("survey", 2, "name")),
    "nothing_asked": (form("type; name; label; calculation\ncalculate; x; ; 1"), ("", 0, "")),
    "many_questions": (form(HEAD + questions(31)), ("", 0, "")),
    "long_section": (form(HEAD + f"begin_group; g; G\n{questions(9)}\nend_group; ;"), ("survey", 2, "type")),
    "no_sections": (form(HEAD + questions(9)), ("", 0, "")),
    "deep_groups": (
        form(HEAD + "\n".join(f"begin_group; g{at}; G" for at in range(5)) + "\ntext; x; X?" + "\nend_group; ;" * 5),
        ("survey", 6, "type"),
    ),
    "no_instance_name": (form(PLAIN, settings="form_id\nuji"), ("settings", 2, "instance_name")),
    "repeat_label": (form(HEAD + "begin_repeat; r;\ntext; x; X?\nend_repeat; ;"), ("survey", 2, "label")),
    "empty_repeat": (
        form("type; name; label; calculation\nbegin_repeat; r; R;\ncalculate; x; ; 1\nend_repeat; ;\ntext; y; Y?"),
        ("survey", 2, "type"),
    ),
    "note_at_end": (form(HEAD + "text; x; X?\nnote; y; Selesai."), ("survey", 3, "type")),
    "unread_calculation": (
        form("type; name; label; calculation\ntext; y; Y?\ncalculate; x; ; 1 + 1"), ("survey", 3, "calculation"),
    ),
    "effort": (form(PLAIN), ("", 0, "")),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_each_rule_finds_what_it_is_for(code: str) -> None:
    source, place = CASES[code]
    problems = found(source, code)
    assert places(problems) == [place]
    assert problems[0].message
    assert problems[0].why


def test_every_rule_that_runs_on_a_form_is_proven() -> None:
    rules = {rule.code for _, family in FAMILIES if family.CHECKS for rule in family.RULES}
    assert rules == {*CASES, "no_choices"}


def test_an_xform_is_checked_too_and_told_by_path() -> None:
    source = read_xlsform(CASES["unreachable"][0], "uji.md").xform
    [one] = [one for one in check(source, "uji.xml") if one.code == "unreachable"]
    assert (one.sheet, one.row, one.column) == ("", 0, "")
    assert one.message.startswith("/data/x: ")


def test_a_select_without_any_option_is_an_error() -> None:
    xform = read_xlsform(form(HEAD + "select_one yn; x; X?", LISTS), "uji.md").xform
    start, end = xform.index("<itemset"), xform.index("</itemset>") + len("</itemset>")
    found_in = check(xform[:start] + xform[end:], "uji.xml")
    assert [one.code for one in found_in if one.severity == "error"] == ["no_choices"]


WELL_MADE = form(
    "type; name; label::Indonesia (id); label::English (en); hint::Indonesia (id); hint::English (en); required; "
    "relevant; constraint; calculation; default; choice_filter\n"
    "begin_group; g1; Kegiatan; Activity\n"
    "select_one yn; ada; Ada kegiatan?; Was there an activity?; ; ; yes\n"
    "integer; jumlah; Berapa kegiatan?; How many?; Contoh: 3; For example 3; yes; ${ada} = 'ya'; . >= 0 and . <= 99\n"
    "date; tgl; Kapan yang terakhir?; When was the last?; ; ; ; ${jumlah} > 0; . <= today()\n"
    "end_group\n"
    "begin_group; g2; Pendukung; Support\n"
    "begin_repeat; mitra; Mitra; Partner\n"
    "select_one jenis; jenis; Jenis mitra?; What kind?\n"
    "text; lain; Mitra apa?; Which one?; ; ; ; ${jenis} = 'lain'\n"
    "end_repeat\n"
    "image; foto; Foto kegiatan, tanpa nama warga; A photo\n"
    "calculate; total; ; ; ; ; ; ; ; count(${mitra})\n"
    "note; kabar; Ada ${total} mitra.; There are ${total} partners.\n"
    "text; nama_kegiatan; Nama kegiatan?; What was it called?\n"
    "end_group",
    "list_name; name; label::Indonesia (id); label::English (en); alias\n"
    "yn; ya; Ya; Yes; iya\nyn; tidak; Tidak; No; enggak\n"
    "jenis; pkk; TP PKK; TP PKK; pkk\njenis; lain; Lainnya; Other; ",
    "form_id; default_language; instance_name\nuji; Indonesia (id); concat('Kegiatan ', ${jumlah})",
)


def test_a_form_that_is_well_made_gives_no_cause() -> None:
    assert codes(WELL_MADE) == {"effort", "no_mandate"}
    assert "no_mandate" not in codes(form(PLAIN, settings=f"{MANDATED}; 24"))


@pytest.mark.parametrize(
    "source",
    [
        form(HEAD + "select_one yn; x; X?", many(31) + "\nlain; a; A", "form_id; instance_name\nuji; 'uji'").replace(
            "| select_one yn | x | X? |", "| select_one lain | x | X? |"
        ),
        form("type; name; label; choice_filter\nselect_one yn; x; X?; name = 'c1'", many(31)),
        form("type; name; label; appearance\nselect_one yn; x; X?; minimal", many(31)),
        form(HEAD + "select_one yn; x; X?", many(8, label="{} anak")),
        form(HEAD + "select_one yn; x; X?", many(5, label="{}")),
        form("type; name; label; relevant\nselect_one yn; a; A?\ntext; x; Apa?; ${a} = 'ya'\n"
             "text; y; Apa?; ${a} = 'tidak'", LISTS),
        form("type; name; label; constraint\ninteger; x; X?; . >= 0 and . <= 99"),
        form("type; name; label; required; relevant\nselect_one yn; a; A?\ntext; x; Apa?; yes; ${a} = 'ya'", LISTS),
        form("type; name; label; calculation\ntext; y; Y ${x}?\ncalculate; x; ; once(now())"),
        form(HEAD + "integer; bpjs; Berapa peserta BPJS?\ntext; site_name; Tempat?"),
        form(HEAD + "text; ket; Jangan tulis NIK atau nomor HP."),
    ],
)  # fmt: skip
def test_what_looks_alike_and_is_harmless_is_left_alone(source: str) -> None:
    assert codes(source) - {"effort", "note_at_end", "no_mandate"} == set()


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("text; nik; Nomor?", "name"), ("integer; no_hp; Nomor?", "name"), ("text; mother_name; Who?", "name"),
        ("text; q; Nama lengkap ibu?", "label"), ("text; q; What is the respondent's phone number?", "label"),
        ("image; foto_ktp; Foto?", "name"), ("date; tgl_lahir; Kapan?", "name"), ("text; alamat; Di mana?", "name"),
    ],
)  # fmt: skip
def test_personal_data_is_told_by_name_and_label(question: str, column: str) -> None:
    assert places(found(form(f"{HEAD}{question}"), "personal_data")) == [("survey", 2, column)]


def test_personal_data_that_is_meant_is_not_told() -> None:
    source = form("type; name; label; bind::kabar:sensitive\ntext; nik; NIK?; yes", settings=KABAR)
    assert found(source, "personal_data") == []


def test_a_long_form_with_branches_is_not_long_for_those_who_answer() -> None:
    branches = "\n".join(
        f"begin_group; g{at}; Bagian {at}; ${{pilih}} = 'c{at}'\n"
        + "\n".join(f"integer; n{at}_{nth}; Angka {at}.{nth}?;" for nth in range(5)) + "\nend_group; ; ;"
        for at in range(1, 9)
    )  # fmt: skip
    source = form(f"type; name; label; relevant\nselect_one yn; pilih; Yang mana?;\n{branches}", many(8))
    assert found(source, "many_questions") == []
    [effort] = found(source, "effort")
    assert effort.message.startswith("Typically 9 messages or taps")
    assert "at most 44 messages or taps" in effort.message
