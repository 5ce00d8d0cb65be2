"""What Kabar is for, as one tale in scenes: whoever has people and a clock can play it.

People and the clock are those of `tests.people`, or act alike on the page in a browser (`tests.stories.page`).
Times are of November 2026: the report for October is due on Thursday the 5th.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.world import AUR, PAYO, Cast
from tests.story import fill, notebook

MIDWAY = "PUS memakai suntik"
BPJS = "Jiwa peserta JKN/BPJS Kesehatan"
SLIP, RIGHT = "231", "2310"  # a digit left out; the month before it was 2.310
REASON = "JKN/BPJS 231, bulan lalu 2.310. Mungkin kurang satu angka?"
QUESTION = "kb suntik gratis dimana?"
GIVEN = {"Kampung KB yang dilaporkan", "Bulan lapor (TTTT-BB)"}  # known from the slot, never asked
DAY_BEFORE, DUE_DAY, MONDAY = (f"2026-11-{day}T08:30:00+07:00" for day in ("04", "05", "09"))

NUDGE = "ada yang bisa saya bantu"
LATER = "2026-11-09T10:00:00+07:00"

Clock = Callable[[str], object]
Scene = Callable[[str], object]  # told at the end of each scene, by name: where pictures are taken


def play(cast: Cast, clock: Clock, scene: Scene) -> None:
    """All of it; what a scene says is checked as it appears."""
    greet(cast)
    scene("start")
    clock(DAY_BEFORE)
    open_report(cast)
    fill_report(cast, scene)
    scene("review")
    send(cast, "Laporan terkirim")
    scene("receipt")
    clock(DUE_DAY)
    remind(cast)
    clock(MONDAY)
    tell_missing(cast)
    scene("missing")
    summarise(cast)
    scene("summary")
    nudge(cast)
    scene("nudged")
    give_back(cast)
    scene("returned")
    correct(cast)
    scene("corrected")
    approve(cast)
    scene("accepted")
    clock(LATER)  # an acceptance can be taken back for a minute; then the officer is told
    cast.officer.sees("diterima Pak Dedi")
    scene("approved")
    ask(cast)
    scene("answer")


def greet(cast: Cast) -> None:
    for person in (cast.officer, cast.coordinator, cast.cadre):
        person.says("/start")
        person.sees_button("Bantuan")


def open_report(cast: Cast) -> None:
    """The day before, both kampung are missing; the reminder's own button opens the report."""
    reminder = cast.officer.sees("besok batas")
    assert PAYO in reminder["text"]
    assert AUR in reminder["text"]
    cast.officer.taps(PAYO)
    cast.officer.sees("Boleh berhenti kapan saja")
    cast.officer.taps("Mulai")
    cast.officer.sees("Apakah ada kegiatan")


def fill_report(cast: Cast, scene: Scene) -> None:
    """From the notebook, typed and tapped, with a slip of the pen that Kabar points to and the officer overlooks."""
    pages = notebook() | {BPJS: SLIP}
    typed = fill(cast.officer, pages, until=MIDWAY)
    assert f"\n{MIDWAY}\n" in cast.officer.last()["text"], "the question stands on a line of its own"
    scene("question")
    typed |= fill(cast.officer, pages, until="Sudah benar?")
    cast.officer.taps("Ya, 231")
    typed |= fill(cast.officer, pages)
    assert set(pages) - set(typed) == GIVEN
    assert "Mohon dicek" in cast.officer.last()["text"]


def send(cast: Cast, receipt: str) -> None:
    """Turns the pages of the review, sends, and waits for the receipt."""
    while "Kirim laporan" not in str(cast.officer.last()["buttons"]):
        page = int(cast.officer.last()["text"].split("halaman ")[1][0])
        cast.officer.taps(f"Halaman {page + 1}")
        cast.officer.sees(f"halaman {page + 1}")
    cast.officer.taps("Kirim laporan")
    assert "KB-" in cast.officer.sees(receipt)["text"]


def remind(cast: Cast) -> None:
    """On the day; what was sent is not asked for again."""
    told = cast.officer.sees("hari ini batas")["text"]
    assert AUR in told and PAYO not in told


def tell_missing(cast: Cast) -> None:
    """Who is still missing on the third day, which is a Sunday, and so on Monday."""
    told = cast.coordinator.has_seen("Belum lapor Oktober 2026 (1)")["text"]
    assert AUR in told and PAYO not in told


def summarise(cast: Cast) -> None:
    told = cast.coordinator.has_seen("2 Nov – 8 Nov")
    odd, cpr = "Laporan janggal 1:", "CPR 69,1\u00a0% (68,3\u00a0%)"
    for piece in ("1 dari 2 kampung masuk", f"Belum lapor 1 kampung: {AUR}", odd, cpr):
        assert piece in told["text"], told["text"]
    assert told["photo"]


def nudge(cast: Cast) -> None:
    """Two taps below the summary, and the officer reads it in the coordinator's name."""
    cast.coordinator.taps("Ingatkan 1 petugas")
    assert "Pengingat untuk Bu Sari" in cast.coordinator.sees(NUDGE)["text"]
    cast.coordinator.taps("Kirim")
    cast.coordinator.sees("Pengingat dikirim ke Bu Sari")
    told = cast.officer.sees(NUDGE)
    assert AUR in told["text"] and "– Dedi Saputra" in told["text"]


def follow(cast: Cast, quick: Cast) -> None:
    """The officer sends what the nudge asked for, from its own button; `quick` types the long report."""
    cast.officer.taps(f"Isi {AUR}")
    cast.officer.sees("Boleh berhenti kapan saja")
    cast.officer.taps("Mulai")
    fill(quick.officer, notebook())
    send(quick, "Laporan terkirim")


def rest(cast: Cast) -> None:
    """The Monday after: nobody was reminded of anything any more, and the coordinator reads that all is in."""
    told = cast.coordinator.sees("9 Nov – 15 Nov")["text"]
    assert "2 dari 2 kampung masuk" in told and "Belum lapor" not in told
    texts = [message["text"] for message in cast.officer.messages()]
    assert sum(NUDGE in text for text in texts) == 1
    after = texts[max(at for at, text in enumerate(texts) if "Laporan terkirim" in text) :]
    assert not any("⏰" in text or NUDGE in text for text in after), after


def give_back(cast: Cast) -> None:
    """From the summary to the queue, and the report back to its officer, who is told why."""
    cast.coordinator.taps("Periksa 1")
    assert PAYO in cast.coordinator.sees("Laporan 1 dari 1")["text"]
    cast.coordinator.taps("Kembalikan")
    assert "JKN/BPJS: 231 ⚠️" in cast.coordinator.sees("Isian mana yang perlu diperbaiki?")["text"]
    cast.coordinator.taps("Lanjut (1 isian)")
    cast.coordinator.sees("Apa yang perlu diperbaiki?")
    cast.coordinator.says(REASON)
    assert REASON in cast.coordinator.sees("Bu Sari akan membaca")["text"]
    cast.coordinator.taps("Kirim ke petugas")
    cast.coordinator.has_seen("Dikembalikan")
    assert REASON in cast.officer.sees("Mohon diperbaiki, Bu Sari")["text"]


def correct(cast: Cast) -> None:
    """One figure is asked, and nothing else."""
    cast.officer.taps("Perbaiki 1 isian")
    cast.officer.sees(BPJS)
    cast.officer.says(RIGHT)
    assert "231 → 2.310" in cast.officer.sees("Yang diubah")["text"]
    cast.officer.taps("Kirim perbaikan")
    assert "KB-" in cast.officer.sees("Laporan perbaikan terkirim")["text"]


def approve(cast: Cast) -> None:
    cast.coordinator.says("/periksa")
    card = cast.coordinator.sees("perbaikan ke-1")
    assert "231 → 2.310" in card["text"], card["text"]
    cast.coordinator.taps("Terima")
    cast.coordinator.sees("Tidak ada laporan yang menunggu dicek")
    cast.coordinator.has_seen("✅ Diterima")


def ask(cast: Cast) -> None:
    """The cadre types a question as people do, and gets an answer that says where it comes from."""
    cast.cadre.says(QUESTION)
    answer = cast.cadre.sees("Sumber")
    assert "suntik" in answer["text"].lower()
