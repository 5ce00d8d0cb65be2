"""The page of a kampung's profile: what it says, how old it is, and who may correct it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from models import kampung
from models.database import Database, Transaction
from models.kampung_profile import (
    DATA_USES,
    FREQUENCIES,
    FUNDS,
    MECHANISMS,
    REGULATIONS,
    KampungProfile,
    Profile,
    values,
)
from models.poktan import KINDS, Poktan
from reporting import publishing
from reporting.history import History
from reporting.inputs import Sender, Tap
from reporting.refusals import Refusal
from reporting.starting import Starting
from tests.reporting import desk
from tests.reporting.desk import AUR, LIBRARY, PAYO, TEXTS, CountedIds, buttons, shown, tap

history = History(TEXTS)
WHOLE = Profile(
    pokja=True,
    pokja_members=14,
    pokja_trained=6,
    companion="plkb",
    poktan=tuple(KINDS),
    sekretariat=True,
    rumah_dataku=True,
    rumah_dataku_class="paripurna",
    sekolah_lansia=True,
    funds=FUNDS,
    regulations=REGULATIONS,
    data_uses=DATA_USES,
    mechanisms=dict(zip(MECHANISMS, FREQUENCIES, strict=False)),
    families=1742,
    couples=986,
    people=12805,
)


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        publishing.publish(opened, desk.source("profil_kkb"))
        yield opened


@pytest.fixture
def sari(tx: Transaction) -> Sender:
    return desk.person(tx, "Bu Sari", "plkb", kampung_id=PAYO)


def told(tx: Transaction, profile: Profile) -> None:
    row = {"kampung_id": PAYO, "valid_from": "2026-01", "source": "import", "recorded_at": tx.now}
    tx.add(KampungProfile(**row, **values(profile)))
    tx.flush()


def opens(tx: Transaction, sender: Sender, number: int = PAYO) -> str:
    history.chosen(tx, sender, Tap("l", None, "profile", str(number)))
    return shown(tx, sender)


def test_a_profile_nobody_has_told_is_one_tap_from_being_filled(tx: Transaction, sari: Sender) -> None:
    history.begin(tx, sari)
    history.chosen(tx, sari, tap(tx, sari, "Profil"))
    assert (
        shown(tx, sari) == "<b>Profil Payo Sejahtera</b>\nTanah Garam, Tanjung Harapan\nProfil kampung ini belum diisi."
    )
    assert list(buttons(tx, sari)) == ["📝 Isi profil", "Laporan", "☰ Menu"]
    Starting(LIBRARY, TEXTS, CountedIds(1)).chosen(tx, sari, tap(tx, sari, "Isi profil"))
    assert "Profil Kampung KB" in shown(tx, sari)


def test_what_is_known_is_told_with_its_age(tx: Transaction, sari: Sender) -> None:
    place = kampung.get(tx, PAYO)
    place.founded_on, place.rw = date(2017, 8, 15), ["01", "02"]
    tx.add(Poktan(kampung_id=PAYO, kind="bkb", name="BKB Melati", since=tx.now))
    told(
        tx,
        Profile(pokja=False, companion="", poktan=("bkb",), funds=(), mechanisms={"rencana": "bulanan"}, families=1742),
    )
    assert opens(tx, sari) == (
        "<b>Profil Payo Sejahtera</b>\n"
        "Tanah Garam, Tanjung Harapan · RW 01, 02\n"
        "Dicanangkan 15 Agustus 2017\n"
        "Pokja: tidak ada\n"
        "Pendamping: tidak ada\n"
        "Poktan: BKB Melati\n"
        "Sumber dana: tidak ada\n"
        "Kegiatan rutin: rapat perencanaan (bulanan)\n"
        "Keluarga 1.742\n"
        "Diperbarui Januari 2026."
    )
    assert "✏️ Perbaiki profil" in buttons(tx, sari)


def test_the_longest_profile_fits_an_officers_message(tx: Transaction, sari: Sender) -> None:
    place = kampung.get(tx, PAYO)
    place.name, place.rw = (
        "Kampung Keluarga Berkualitas Sungai Andai Sejahtera Bersama Kita",
        [f"{n:02d}" for n in range(1, 13)],
    )
    place.founded_on = date(2017, 9, 15)
    for kind in KINDS:
        for number in (1, 2):
            tx.add(
                Poktan(kampung_id=PAYO, kind=kind, name=f"{KINDS[kind]} Sungai Andai Sejahtera {number}", since=tx.now)
            )
    told(tx, WHOLE)
    opens(tx, sari)
    screen = desk.screen_of(tx, sari)
    for language in ("id", "en"):
        assert len(TEXTS.screen(language, screen)) <= 700


def test_who_reads_and_who_corrects(tx: Transaction, sari: Sender) -> None:
    """A coordinator reads what officers file; nobody reads the profile of another's kampung."""
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    rina = desk.person(tx, "Kak Rina", "kader", kampung_id=PAYO)
    assert "Profil Payo" in opens(tx, dedi)
    assert list(buttons(tx, dedi)) == ["Laporan", "☰ Menu"]
    for sender, number in ((sari, AUR), (rina, PAYO), (sari, 99)):
        with pytest.raises(Refusal) as refused:
            opens(tx, sender, number)
        assert refused.value.code == "not_found"
    history.begin(tx, rina)
    assert "Profil" not in buttons(tx, rina)
