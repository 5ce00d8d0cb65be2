"""The coordinator's own, through Telegram: the Monday summary with its picture, who is missing, a nudge."""

from __future__ import annotations

from tests.handlers.conftest import Place


def test_from_monday_to_the_nudge(place: Place) -> None:
    kampung_id = place.kampung()
    officer = place.registered("Sari", "plkb", kampung_ids=(kampung_id,))
    coordinator = place.registered("Dedi", "koordinator", area="13.72")

    place.sandbox.clock("2026-11-04T09:00:00+07:00")
    assert officer.has_seen("besok batas laporan Oktober")
    summary = coordinator.has_seen("0 dari 1 kampung masuk")
    assert summary["photo"]

    place.sandbox.clock("2026-11-09T09:00:00+07:00")  # the third day is a Sunday
    coordinator.has_seen("Belum lapor Oktober 2026 (1)")
    coordinator.taps("⏰ Ingatkan Sari")
    coordinator.sees("ada yang bisa saya bantu")
    coordinator.taps("Kirim")
    coordinator.sees("Pengingat dikirim ke Sari")
    officer.has_seen("– Dedi")
    officer.taps("Isi Payo Sejahtera")
    officer.sees("Payo Sejahtera")


def test_commands_and_the_bar(place: Place) -> None:
    place.kampung()
    coordinator = place.registered("Dedi", "koordinator", area="13.72")
    place.sandbox.clock("2026-11-02T08:20:00+07:00")
    coordinator.says("/belum")
    coordinator.sees("Anda: Payo Sejahtera")
    coordinator.says("/ringkasan")
    coordinator.sees("Kota Solok, minggu")
    coordinator.says("📊 Ringkasan")
    coordinator.sees("Kota Solok, minggu")
