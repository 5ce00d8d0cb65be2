"""Options: by number, label, alias, the programme's other words, and never by a guess."""

import pytest

from forms.prompt import Prompt
from tests.reading.table import cases, choices, read

METHODS = Prompt(
    "/data/metode", "metode", "select_one", "Metode KB?",
    choices=choices("""
        iud: IUD
        mow: MOW
        mop: MOP
        implan: Implan
        suntik: Suntik
        pil: Pil
        kondom: Kondom
        mal: MAL (menyusui)
    """),
)  # fmt: skip
METHOD_CASES = """
1 => iud
8 => mal
no 5 => suntik
nomor 5 => suntik
no.5 => suntik
pilihan 2 => mow
lima => suntik
5. Suntik => suntik
✅ 5. Suntik => suntik
Suntik => suntik
suntik => suntik
SUNTIK. => suntik
KB suntik => suntik
kb suntik => suntik
pakai suntik bu => suntik
suntik 3 bulan => suntik
suntik tiga bulan => suntik
injeksi => suntik
suntk => suntik
sunntik => suntik
susuk => implan
Susuk KB => implan
implant => implan
inplan => ? implan
implan => implan
norplant => implan
spiral => iud
kb spiral => iud
AKDR => iud
iud/akdr => iud
steril wanita => mow
steril pria => mop
tubektomi => mow
vasektomi => mop
vasektomy => mop
steril => ? mow | mop
sterilisasi => ? mow | mop
kb mantap => ? mow | mop
susuk 3 tahun => ? implan
iud (spiral) => iud
ganti pil => ? pil
steril cewek => ? mow | mop
implan bukan suntik => ! not_an_option
susuk suntik => ? implan | suntik
susuk atau suntik => ? implan | suntik
pil dan kondom => ? pil | kondom
1 dan 3 => ? iud | mop
1,3 => ? iud | mop
kondm => kondom
condom => kondom
kodom => kondom
menyusui => mal
asi eksklusif => mal
mal => mal
ML => ! not_an_option
mo => ! not_an_option
mox => ! not_an_option
pul => ! not_an_option
9 => ! not_an_option
0 => ! not_an_option
12 => ! not_an_option
ya => ! not_an_option
tidak => ! not_an_option
tidak ada => ! not_an_option
tidak suntik => ! not_an_option
bukan pil => ! not_an_option
? => ! not_an_option
asdf => ! not_an_option
apa itu implan ya => ? implan
  => ! empty
"""

NO_MOP = Prompt(
    "/data/metode", "metode", "select_one", "Metode pascasalin?",
    choices=choices("""
        tidak: Belum/tidak
        iud: IUD
        mow: MOW
        suntik: Suntik
        pil: Pil progestin
        mal: MAL (menyusui)
    """),
)  # fmt: skip
NO_MOP_CASES = """
vasektomi => ! not_an_option
steril pria => ! not_an_option
susuk => ! not_an_option
implan => ! not_an_option
steril wanita => mow
steril => ? mow
spiral => iud
pil => pil
minipil => pil
belum => tidak
tidak => tidak
blm => tidak
"""

YES_NO = Prompt("/d/a", "a", "select_one", "Ada pertemuan?", choices=choices("ya: Ya\ntidak: Tidak"))
YES_NO_CASES = """
ya => ya
Ya => ya
YA!! => ya
iya => ya
iyaaa => ya
y => ya
betul => ya
sudah => ya
sdh => ya
udah => ya
ada => ya
sudah ada => ya
yes => ya
iya bu => ya
ya pak => ya
1 => ya
2 => tidak
tidak => tidak
tdk => tidak
gak => tidak
ga => tidak
nggak => tidak
enggak => tidak
ndak => tidak
t => tidak
belum => tidak
blm => tidak
belum ada => tidak
tidak ada => tidak
no => tidak
3 => ! not_an_option
yak => ! not_an_option
yo => ! not_an_option
ya tidak tahu => ! not_an_option
tidak tahu => ! not_an_option
mungkin => ! not_an_option
ya tapi belum semua => ! not_an_option
tidur => ! not_an_option
"""

THREE = Prompt("/d/a", "a", "select_one", "Punya JKN?", choices=choices("ya: Ya\ntidak: Belum\ntak_tahu: Tidak tahu"))
THREE_CASES = """
ya => ya
belum => tidak
tidak => tidak
tidak tahu => tak_tahu
tdk tau => tak_tahu
gak tahu => tak_tahu
entah => tak_tahu
"""

STOCK = Prompt(
    "/d/s",
    "s",
    "select_one",
    "Stok cukup?",
    choices=choices("cukup: Cukup\nkurang: Kurang\nhabis: Habis; kosong, nihil"),
)
STOCK_CASES = """
cukup => cukup
ckup => cukup
kurang => kurang
habis => habis
kosong => habis
nihil => habis
tidak cukup => ! not_an_option
belum habis => ! not_an_option
kurang cukup => ? cukup | kurang
ya => ! not_an_option
"""

OBSTACLES = Prompt(
    "/d/k", "k", "select_one", "Kendala utama?",
    choices=choices("""
        tidak_ada: Tidak ada kendala
        dana: Dana
        sdm: Kurang tenaga/kader
        lintas_sektor: OPD lain belum terlibat
        alokon: Stok alokon
        akses: Akses/cuaca
        sasaran: Data sasaran tidak cocok
        lainnya: Lainnya
    """),
)  # fmt: skip
OBSTACLE_CASES = """
tidak ada => tidak_ada
tidak ada kendala => tidak_ada
tdk ada kendala => tidak_ada
tidak => ? tidak_ada | sasaran
dana => dana
Dana => dana
tidak ada dana => ? tidak_ada | dana
kader => sdm
kurang kader => sdm
cuaca => akses
akses/cuaca => akses
stok => alokon
alokon => alokon
stok alkon => alokon
opd => ? lintas_sektor
lain-lain => lainnya
dll => lainnya
Lainya => lainnya
data sasaran => sasaran
"""

SEMESTER = Prompt(
    "/d/s", "s", "select_one", "Semester?", choices=choices("s1: Semester 1 (Jan-Jun)\ns2: Semester 2 (Jul-Des)")
)
SEMESTER_CASES = """
2 => s2
semester 2 => s2
smester 2 => s2
semester => ? s1 | s2
semester 3 => ! not_an_option
"""

FIGURES = Prompt("/d/f", "f", "select_one", "Berapa?", choices=choices("a: 3\nb: 2\nc: 1"))

GROUPS = Prompt(
    "/data/poktan", "poktan", "select_multiple", "Kelompok yang aktif?",
    required=True,
    choices=choices("""
        bkb: BKB
        bkr: BKR
        bkl: BKL
        uppka: UPPKA
        pikr: PIK-R
    """),
)  # fmt: skip
GROUP_CASES = """
1 => bkb
1,3,5 => bkb bkl pikr
1, 3, 5 => bkb bkl pikr
5 3 1 => bkb bkl pikr
1 3 5 => bkb bkl pikr
1.3.5 => bkb bkl pikr
1/3/5 => bkb bkl pikr
1;3 => bkb bkl
1 dan 3 => bkb bkl
1 & 3 => bkb bkl
1\\n3 => bkb bkl
1,1,3 => bkb bkl
bkb => bkb
bkb dan bkl => bkb bkl
BKB, BKL => bkb bkl
bkb bkl => bkb bkl
bkb,bkr dan bkl => bkb bkr bkl
bkl sama bkb => bkb bkl
bkb & pik-r => bkb pikr
bkb dan pik remaja => bkb pikr
PIK R => pikr
pikr => pikr
bina keluarga balita => bkb
bina keluarga balita dan bkl => bkb bkl
uppks => uppka
uppka, pikr => uppka pikr
1. BKB\\n3. BKL => bkb bkl
semua => bkb bkr bkl uppka pikr
semuanya => bkb bkr bkl uppka pikr
all => bkb bkr bkl uppka pikr
semua kecuali bkl => bkb bkr uppka pikr
semua kecuali pik r => bkb bkr bkl uppka
kecuali bkl => bkb bkr uppka pikr
hanya bkb => bkb
semua ada => bkb bkr bkl uppka pikr
semua kecuali 1 dan 2 => bkl uppka pikr
1 sampai 3 => bkb bkr bkl
1 s/d 3 => bkb bkr bkl
1-3 => ? bkb bkr bkl | bkb bkl
tidak ada => ! needs_one_option
- => ! needs_one_option
bkx => ! not_an_option
bkb dan bkx => ! not_an_option
1,9 => ! not_an_option
bkb, xyz => ! not_an_option
"""

AID = Prompt(
    "/data/bantuan", "bantuan", "select_multiple", "Bantuan?",
    choices=choices("""
        pkh: PKH
        sembako: Sembako/BPNT
        genting: GENTING
        tidak_ada: Tidak ada
    """),
)  # fmt: skip
AID_CASES = """
tidak ada => tidak_ada
nihil => tidak_ada
- => tidak_ada
semua => pkh sembako genting
bpnt => sembako
sembako/bpnt => sembako
pkh, bpnt => pkh sembako
pkh, tidak ada => ! none_with_others
semako => sembako
pkh dan gnting => pkh genting
"""


def _table(prompt: Prompt, table: str) -> list[tuple[Prompt, str, str]]:
    return [(prompt, typed, expected) for typed, expected in cases(table)]


@pytest.mark.parametrize(
    ("prompt", "typed", "expected"),
    _table(METHODS, METHOD_CASES) + _table(NO_MOP, NO_MOP_CASES) + _table(YES_NO, YES_NO_CASES)
    + _table(THREE, THREE_CASES) + _table(STOCK, STOCK_CASES) + _table(OBSTACLES, OBSTACLE_CASES)
    + _table(SEMESTER, SEMESTER_CASES),
)  # fmt: skip
def test_one_option(prompt: Prompt, typed: str, expected: str) -> None:
    assert read(prompt, typed) == expected


@pytest.mark.parametrize(("prompt", "typed", "expected"), _table(GROUPS, GROUP_CASES) + _table(AID, AID_CASES))
def test_several_options(prompt: Prompt, typed: str, expected: str) -> None:
    assert read(prompt, typed) == expected


def test_a_label_that_is_a_figure_beats_its_number() -> None:
    assert [read(FIGURES, typed) for typed in ("1", "2", "3")] == ["c", "b", "a"]


def test_a_figure_is_the_number_on_the_screen_not_the_name() -> None:
    coded = Prompt("/d/c", "c", "select_one", "Ada?", choices=choices("0: Tidak\n1: Ya\n99: Tidak tahu"))
    assert [read(coded, typed) for typed in ("1", "2", "3", "99")] == ["0", "1", "99", "! not_an_option"]


def test_a_line_copied_from_the_list_may_hold_words_that_join() -> None:
    offices = Prompt("/d/o", "o", "select_one", "OPD?", choices=choices("a: Dinas PP\nb: Dinas Pemuda dan Olahraga"))
    assert read(offices, "2. Dinas Pemuda dan Olahraga") == "b"


def test_nothing_is_blank_where_no_answer_is_required() -> None:
    optional = Prompt("/d/p", "p", "select_multiple", "Kelompok?", choices=GROUPS.choices)
    assert read(optional, "tidak ada") == ""


def test_an_option_named_all_is_chosen_before_everything() -> None:
    people = Prompt("/d/s", "s", "select_multiple", "Sasaran?", choices=choices("semua: Seluruh penduduk\npus: PUS"))
    assert read(people, "semua") == "semua"


def test_an_order_names_every_option_once() -> None:
    order = Prompt("/d/r", "r", "rank", "Urutkan", choices=choices("a: Dana\nb: Kader\nc: Cuaca"))
    assert read(order, "3,1,2") == "c a b"
    assert read(order, "cuaca, dana, kader") == "c a b"
    assert read(order, "3,1") == "! rank_incomplete"
    assert read(order, "3,3,1") == "! rank_incomplete"
    assert read(order, "3,1,5") == "! not_an_option"
