"""Several numbers in one message, as an officer types them with a register on the knee.

`typed => 2 0 . 5` are the figures by question, a dot for none; `? 2 0` are figures whose owner can't be told; `! reason
received` is what was not taken, after the figures that were.
"""

from __future__ import annotations

import pytest

from forms.prompt import Prompt
from reporting.reading.batch import Figures
from tests.reading.table import READER, TODAY, cases


def item(name: str, short: str, label: str, alias: str = "", kind: str = "integer") -> Prompt:
    return Prompt(f"/data/{name}", name, kind, label, short=short, attributes={"alias": alias} if alias else {})  # type: ignore[arg-type]


METHODS = (
    item("pa_iud", "IUD", "PUS memakai IUD/AKDR", "iud|akdr|spiral"),
    item("pa_mow", "MOW", "PUS memakai MOW (tubektomi)", "mow|tubektomi|steril|steril wanita"),
    item("pa_mop", "MOP", "PUS memakai MOP (vasektomi)", "mop|vasektomi|steril pria|kb pria"),
    item("pa_implan", "Implan", "PUS memakai implan", "implan|implant|susuk"),
    item("pa_suntik", "Suntik", "PUS memakai suntik", "suntik|suntikan|kb suntik"),
    item("pa_pil", "Pil", "PUS memakai pil", "pil|pil kb"),
    item("pa_kondom", "Kondom", "PUS memakai kondom", "kondom"),
)
FAMILIES = (
    item("jiwa_l", "Jumlah jiwa laki-laki", "Jumlah jiwa laki-laki", "laki|laki-laki|lk|l"),
    item("jiwa_p", "Jumlah jiwa perempuan", "Jumlah jiwa perempuan", "perempuan|pr|p"),
    item("keluarga", "Jumlah keluarga", "Jumlah keluarga", "keluarga|kk"),
    item("pus", "Jumlah PUS", "Jumlah PUS (pasangan usia subur, istri 15-49 th)", "pus"),
    item("kel_balita", "Keluarga balita", "Keluarga yang memiliki balita", "keluarga balita|balita"),
    item("kel_remaja", "Keluarga remaja", "Keluarga yang memiliki remaja", "keluarga remaja"),
    item("kel_lansia", "Keluarga lansia", "Keluarga yang memiliki lansia", "keluarga lansia|lansia"),
    item("remaja", "Jumlah remaja", "Jumlah remaja (10-24 th, belum kawin)", "remaja"),
)
SERVICES = (
    item("pb_total", "Peserta KB baru (PB)", "Peserta KB baru (PB) bulan ini", "pb|peserta baru"),
    item("pb_mkjp", "PB MKJP", "di antaranya PB MKJP", "pb mkjp|mkjp"),
    item("kbpp", "KB pascapersalinan", "Peserta KB pascapersalinan (0-42 hari)", "kbpp|pascasalin"),
    item("ganti_cara", "Ganti cara", "Ganti cara/metode bulan ini", "ganti cara"),
    item("ganti_ke_mkjp", "Pindah ke MKJP", "di antaranya pindah ke MKJP", "pindah mkjp|ganti mkjp"),
    item("bpjs", "Peserta JKN/BPJS", "Jiwa peserta JKN/BPJS Kesehatan", "bpjs|jkn"),
)
MEASURES = (
    item("berat", "Berat", "Berat badan (kg)", kind="decimal"),
    item("tinggi", "Tinggi", "Tinggi badan (cm)", kind="decimal"),
    item("umur", "Umur", "Umur (bulan)"),
)

SEVEN = """
2 0 0 5 12 8 1 => 2 0 0 5 12 8 1
2  0 0   5 12 8 1 => 2 0 0 5 12 8 1
2\\n0\\n0\\n5\\n12\\n8\\n1 => 2 0 0 5 12 8 1
2/0/0/5/12/8/1 => 2 0 0 5 12 8 1
2 / 0 / 0 / 5 / 12 / 8 / 1 => 2 0 0 5 12 8 1
2,0,0,5,12,8,1 => 2 0 0 5 12 8 1
2, 0, 0, 5, 12, 8, 1 => 2 0 0 5 12 8 1
2;0;0;5;12;8;1 => 2 0 0 5 12 8 1
2 - 0 - 0 - 5 - 12 - 8 - 1 => 2 0 0 5 12 8 1
2 - - 5 12 8 1 => 2 0 0 5 12 8 1
2 0 0 5 12 8 1. => 2 0 0 5 12 8 1
2 0 0 5 12 8 1 bu => 2 0 0 5 12 8 1
ini bu 2 0 0 5 12 8 1 ya => 2 0 0 5 12 8 1
２ ０ ０ ５ １２ ８ １ => 2 0 0 5 12 8 1
dua nol nol lima dua belas delapan satu => 2 0 0 5 12 8 1
dua, nol, nol, lima, duabelas, delapan, satu => 2 0 0 5 12 8 1
2 nihil nihil 5 12 8 1 => 2 0 0 5 12 8 1
2 kosong tidak ada 5 12 8 1 => 2 0 0 5 12 8 1
2 gak ada gak ada 5 12 8 1 => 2 0 0 5 12 8 1
2 orang 0 0 5 orang 12 orang 8 1 => 2 0 0 5 12 8 1
1.234 0 0 5 12 8 1 => 1234 0 0 5 12 8 1
2 0 0 5 12 8 1 total 28 => 2 0 0 5 12 8 1
2 0 0 5 12 8 1 jumlah = 28 => 2 0 0 5 12 8 1
2 0 0 5 12 8 1 total 30 => 2 0 0 5 12 8 1 ! sum 30
2 0 0 5 12 8 => ? 2 0 0 5 12 8
2,0,0,5,12,8 => ? 2,0,0,5,12,8
2 0 0 5 12 8 1 0 => ? 2 0 0 5 12 8 1 0
12 => ? 12
nihil => ? 0
2,5 0 0 5 12 8 1 => . 0 0 5 12 8 1 ! not_clear 2,5
2 0 0 5 12an 8 1 => 2 0 0 5 . 8 1 ! approximate 12an
2 0 0 5 sekitar 12 8 1 => 2 0 0 5 . 8 1 ! approximate sekitar 12
2 0 0 5 ±12 8 1 => 2 0 0 5 . 8 1 ! approximate ±12
2 0 0 5 tidak tahu 8 1 => 2 0 0 5 . 8 1 ! not_known tidak tahu
2 0 0 5 1O 8 1 => . . . . . . . ! no_item o
apa itu mop => . . . . . . . ! no_item apa
halo => . . . . . . . ! no_item halo
"""
NAMED = """
iud 2, implan 5 => 2 . . 5 . . .
iud 2 implan 5 => 2 . . 5 . . .
IUD=2 => 2 . . . . . .
IUD = 2\\nMOW = 0 => 2 0 . . . . .
IUD=2\\nMOW=0\\nMOP=0\\nImplan=5\\nSuntik=12\\nPil=8\\nKondom=1 => 2 0 0 5 12 8 1
IUD=\\nMOW=0\\nMOP=\\nImplan=5\\nSuntik=\\nPil=\\nKondom= => . 0 . 5 . . .
IUD: 2; MOW: 0 => 2 0 . . . . .
iud2 pil8 => 2 . . . . 8 .
suntik 12 pil 8 => . . . . 12 8 .
suntik 12, pil 8, sisanya 0 => 0 0 0 0 12 8 0
suntik 12 pil 8 lainnya nihil => 0 0 0 0 12 8 0
semua 0 => 0 0 0 0 0 0 0
semua nihil => 0 0 0 0 0 0 0
nol semua => 0 0 0 0 0 0 0
semua 5 => . . . . . . . ! spare 5
1=2 => 2 . . . . . .
1=2 2=0 4=5 => 2 0 . 5 . . .
1:2, 5:12 => 2 . . . 12 . .
1. 2\\n2. 0\\n3. 0\\n4. 5\\n5. 12\\n6. 8\\n7. 1 => 2 0 0 5 12 8 1
1) 2 2) 0 => 2 0 . . . . .
no 5 12 => . . . . 12 . .
nomor 5 = 12, nomor 6 = 8 => . . . . 12 8 .
1 IUD 2\\n2 MOW 0\\n3 MOP 0 => 2 0 0 . . . .
1. IUD = 2\\n2. MOW = 0 => 2 0 . . . . .
1 IUD 2 2 MOW 0 => 2 0 . . . . .
2. IUD = 2 => . . . . . . . ! several_items 2 iud
2 iud 5 implan => 2 . . 5 . . .
2 iud, 5 implan, 12 suntik => 2 . . 5 12 . .
12 orang suntik => . . . . 12 . .
susuk 5, spiral 2 => 2 . . 5 . . .
kb suntik 12 => . . . . 12 . .
suntik 3 bulan 12 => . . . . 12 . .
steril pria 1 => . . 1 . . . .
vasektomi 1 tubektomi 3 => . 3 1 . . . .
steril 3 => . . . . . . . ! several_items steril 3
PUS memakai implan 5 => . . . 5 . . .
peserta iud ada 2 => 2 . . . . . .
iud - 2 => 2 . . . . . .
iud - \\nmow - \\npil 8 => 0 0 . . . 8 .
- iud 2\\n- pil 8 => 2 . . . . 8 .
iud nihil, mow tidak ada, pil delapan => 0 0 . . . 8 .
iud dua belas => 12 . . . . . .
iud\\n2\\nmow\\n0 => 2 0 . . . . .
implant 5 suntikan 12 => . . . 5 12 . .
suntk 12 => . . . . 12 . .
IMPLAN 5 KONDOM 1 => . . . 5 . . 1
pil 8 pil 8 => . . . . . 8 .
pil 8 pil 9 => . . . . . . . ! twice 9
iud 2 kopi 5 => 2 . . . . . . ! no_item kopi 5
iud 2 susu 5 => 2 . . 5 . . .
iud 2 7 => 2 . . . . . . ! spare 7
iud 2,5 => . . . . . . . ! not_clear 2,5
iud 2,mow 5 => 2 5 . . . . .
iud sekitar 12 => . . . . . . . ! approximate sekitar 12
iud 10-15 => . . . . . . . ! more_than_one_number 10-15
2-0-0-5-12-8-1 => 2 0 0 5 12 8 1
2-0-0-5-12-8 => ? 2-0-0-5-12-8
mal 3 iud 2 => 2 . . . . . . ! no_item mal 3
iud 1.234 => 1234 . . . . . .
iud dan mow 0 => . 0 . . . . .
"""
OTHERS = """
families: 1510 1490 860 640 210 190 120 330 => 1510 1490 860 640 210 190 120 330
families: 1.510 1.490 860 640 210 190 120 330 => 1510 1490 860 640 210 190 120 330
families: laki 1510 perempuan 1490 => 1510 1490 . . . . . .
families: l 1510 p 1490 kk 860 => 1510 1490 860 . . . . .
families: keluarga 860, keluarga balita 210, keluarga lansia 120 => . . 860 . 210 . 120 .
families: Keluarga yang memiliki remaja 190 remaja 330 => . . . . . 190 . 330
families: pus 640 => . . . 640 . . . .
families: Jumlah PUS = 640 => . . . 640 . . . .
families: seribu lima ratus sepuluh, 1490 => ? seribu lima ratus sepuluh 1490
families: laki-laki 1 ribu 510 => 1510 . . . . . . .
families: keluarga dengan balita 210 => . . . . 210 . . .
services: 4 1 2 3 1 1.900 => 4 1 2 3 1 1900
services: pb 4 pb mkjp 1 => 4 1 . . . .
services: mkjp 1 => . 1 . . . .
services: ganti cara 3, pindah ke mkjp 1, bpjs 1900 => . . . 3 1 1900
services: Peserta JKN/BPJS=1900 => . . . . . 1900
services: Peserta KB pascapersalinan (0-42 hari) 2 => . . 2 . . .
services: kesehatan 1900 => . . . . . 1900
measures: 12,5 88 14 => 12.5 88 14
measures: 12.5 88,2 14 => 12.5 88.2 14
measures: berat 12,5 tinggi 88 => 12.5 88 .
measures: 12,88,14 => 12 88 14
measures: dua belas koma lima, 88, 14 => 12.5 88 14
measures: berat 1.234 => . . . ! not_clear 1.234
measures: 12 kg, 88 cm, 14 bulan => 12 88 14
"""
GROUPS = {"families": FAMILIES, "services": SERVICES, "measures": MEASURES}


def figures(
    items: tuple[Prompt, ...], text: str, waiting: tuple[int, ...] | None = None, language: str = "id"
) -> Figures:
    places = range(len(items)) if waiting is None else waiting
    return READER.figures(items, places, text, lambda prompt, raw: READER.read(prompt, raw, TODAY, "2026-10", language))


def shown(found: Figures, count: int) -> str:
    if found.loose:
        return "? " + " ".join(found.loose)
    values = " ".join(found.values.get(at, ".") for at in range(count))
    return " ! ".join([values, *(f"{slip.reason} {slip.received}" for slip in found.slips)])


@pytest.mark.parametrize(("typed", "expected"), cases(SEVEN + NAMED))
def test_seven_methods(typed: str, expected: str) -> None:
    assert shown(figures(METHODS, typed), 7) == expected


@pytest.mark.parametrize(("typed", "expected"), cases(OTHERS))
def test_other_groups(typed: str, expected: str) -> None:
    group, _, said = typed.partition(": ")
    assert shown(figures(GROUPS[group], said), len(GROUPS[group])) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12 8", ". . . . 12 8 ."),
        ("suntik 12", ". . . . 12 . ."),
        ("1 1 1 1 1 1 1", "1 1 1 1 1 1 1"),
        ("pil 8 sisanya 0", ". . . . 0 8 ."),
        ("12 8 1", "? 12 8 1"),
    ],
)
def test_what_is_left_is_filled_by_its_count(typed: str, expected: str) -> None:
    assert shown(figures(METHODS, typed, waiting=(4, 5)), 7) == expected


def test_a_whole_story_is_not_taken_apart() -> None:
    assert shown(figures(METHODS, "apa kabar " * 400), 7) == ". . . . . . . ! too_long "
    assert not figures(METHODS, "zxcv " * 119).values


@pytest.mark.parametrize(("typed", "expected"), [("1,234 5 6", "1234 5 6"), ("1.5 2 3", "1.5 2 3")])
def test_the_marks_of_another_language(typed: str, expected: str) -> None:
    assert shown(figures(MEASURES, typed, language="en"), 3) == expected.replace("1234", ".") + (
        " ! not_clear 1,234" if "234" in typed else ""
    )
