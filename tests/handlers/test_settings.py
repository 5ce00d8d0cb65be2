"""Settings in the running thing: the bar and the commands follow the person, and a question waits meanwhile."""

from __future__ import annotations

import time

from tests.handlers.conftest import TOKEN, Place
from tests.people import PATIENCE, Person, labels


def commands(place: Place, person: Person | None = None) -> dict[str, str]:
    """What Telegram lists in the person's chat, or for strangers."""
    scope = {"type": "chat", "chat_id": person.id} if person else {"type": "default"}
    answer = place.sandbox.http.post(f"/bot{TOKEN}/getMyCommands", json={"scope": scope})
    return {one["command"]: one["description"] for one in answer.json()["result"]}


def bar(place: Place, person: Person) -> list[str]:
    """The keys of the reply keyboard that is up."""
    up = place.sandbox.http.get(f"/sim/people/{person.id}/chat").json()["keyboard"]
    return [key["text"] for row in up["rows"] for key in row] if up else []


def arrived(place: Place, person: Person, command: str, told: str) -> bool:
    """Whether the list of commands comes to say so of it: the list is set after the answer is shown."""
    until = time.monotonic() + PATIENCE
    while commands(place, person).get(command) != told:
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_the_bar_and_the_commands_follow_the_person(place: Place) -> None:
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    assert list(commands(place)) == ["start", "help"]
    assert list(commands(place, sari)) == ["lapor", "draf", "laporan", "tanya", "settings", "help"]
    assert bar(place, sari) == ["📝 Lapor", "📂 Laporan", "☰ Menu"]
    sari.says("/settings")
    sari.sees("Pengaturan Bu Sari")
    sari.taps("Bahasa")
    sari.sees("Pilih bahasa")
    sari.taps("English")
    sari.sees("Choose the language")
    assert arrived(place, sari, "lapor", "File a report")
    assert bar(place, sari) == ["📝 Report", "📂 Reports", "☰ Menu"]
    sari.taps("Back")
    sari.sees("Settings of Bu Sari")
    sari.taps("Bottom bar")
    sari.has_seen("bottom bar is hidden")
    assert bar(place, sari) == []
    sari.says("menu")
    sari.sees_button("Settings")
    dedi = place.registered("Pak Dedi", "koordinator", "13.72")
    assert arrived(place, dedi, "tiket", "Pertanyaan masuk")


def test_a_question_waits_for_settings_in_another_language(place: Place) -> None:
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    sari.says("/lapor")
    sari.sees("Laporan yang masih ditunggu")
    sari.taps("1")
    sari.sees_button("Mulai")
    sari.taps("Mulai")
    sari.sees("Apakah ada kegiatan")
    sari.taps("Ya")
    question = sari.sees("berubah dari bulan lalu")
    assert "Lewati" not in str(question["buttons"])
    sari.says("/settings")
    sari.sees_button("Kembali ke isian")
    sari.taps("Bahasa")
    sari.sees("Pilih bahasa")
    sari.says("english")
    sari.sees("Choose the language")
    sari.taps("Back")
    sari.sees_button("Back to the question")
    sari.taps("Back to the question")
    sari.sees("Have the population and family figures changed")
    sari.taps("Yes")
    assert "Yes" in sari.sees("✅")["text"]


def test_help_in_the_middle_of_a_question_tells_its_meaning_and_leads_back(place: Place) -> None:
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    sari.says("/lapor")
    sari.sees("Laporan yang masih ditunggu")
    sari.taps("1")
    sari.sees_button("Mulai")
    sari.taps("Mulai")
    question = sari.sees("Apakah ada kegiatan")
    sari.says("/bantuan")
    told = sari.sees("Bisa dibantu apa?")
    assert "Apakah ada kegiatan" in told["text"]
    sari.taps("Sinyal jelek")
    sari.sees("walau belum ada sinyal")
    sari.says("ganti hp/nomor")
    sari.sees("HP baru, nomor sama")
    sari.taps("Kembali ke isian")
    assert labels(sari.sees("Apakah ada kegiatan")) == labels(question)


def test_every_command_looks_at_the_role_and_says_no_kindly(place: Place) -> None:
    ani = place.registered("Bu Ani", "kader", "13.72.01.1004")
    assert list(commands(place, ani)) == ["tanya", "tiket", "lapor", "settings", "help"]
    for command, told in (
        ("/keluarga", "Menu ini bukan untuk peran ini."),
        ("/belum", "Menu ini untuk koordinator."),
        ("/ringkasan", "Menu ini untuk koordinator."),
        ("/periksa", "Menu ini untuk koordinator."),
        ("/undang", "Menu ini untuk koordinator."),
    ):
        ani.says("/menu")
        ani.sees("Selamat")
        ani.says(command)
        assert labels(ani.sees(told)) == ["☰ Menu"], command
    for command, told in (("/atur", "Pengaturan"), ("/bantuan", "Bisa dibantu apa"), ("/batal", "Selamat")):
        ani.says(command)
        ani.sees(told)


def test_a_coordinator_invites_by_chat(place: Place) -> None:
    place.kampung()
    dedi = place.registered("Pak Dedi", "koordinator", "13.72")
    dedi.says("/undang")
    dedi.sees("Mau mengundang siapa?")
    dedi.taps("Kader")
    dedi.sees_button("Payo Sejahtera")
    dedi.taps("Payo Sejahtera")
    dedi.sees("Ketik nama lengkapnya")
    dedi.answers("Rina Wati", "Ketik nomor HP-nya")
    letter = dedi.answers("0812 9999 0000", "Kode cadangan")
    payload = letter["text"].split("start=")[1].split()[0]
    rina = place.sandbox.person("Rina")
    rina.says(f"/start {payload}")
    rina.sees("R*** W***")
