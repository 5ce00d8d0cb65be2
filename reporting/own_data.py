"""What Kabar stores about a person: shown, and handed out as a document (UU 27/2022, articles 7 and 13).

A copy holds what the person gave and did. Of an answer marked `kabar:sensitive` it says only that there is one: that is
about somebody else.
"""

from __future__ import annotations

import json
from typing import Any

from models import (
    answer_value,
    audit_event,
    consent,
    draft,
    kampung,
    outbound_message,
    person,
    submission,
    ticket,
    traces,
)
from models.database import Transaction
from models.person import Person
from models.submission import Submission
from reporting.library import Library
from reporting.moved import moved
from reporting.places import places_of
from reporting.preferences import preferences

HIDDEN = "(disembunyikan)"
Json = dict[str, Any]


def facts(tx: Transaction, person_id: int) -> Json:
    """What a page says: name, address, phone, places, since, notice, and how many drafts, reports and questions."""
    who = person.get(tx, person_id)
    return {
        "name": who.name,
        "address": who.address,
        "phone": who.phone,
        "is_verified": who.phone_verified_at is not None,
        "places": list(places_of(tx, person_id)),
        "since": who.created_at.isoformat(),
        "noticed_at": _noticed_at(tx, person_id),
        "zone": who.zone,
        "drafts": len(draft.open_of(tx, person_id)),
        "reports": submission.count_by(tx, person_id),
        "questions": len(ticket.all_by(tx, person_id)),
    }


def document(tx: Transaction, library: Library, person_id: int) -> bytes:
    """All of it as JSON, indented, in UTF-8; keys in Indonesian, times in ISO 8601."""
    who = person.get(tx, person_id)
    told = {
        "dibuat": tx.now.isoformat(),
        "orang": _person(who),
        "tugas": list(places_of(tx, person_id)),
        "persetujuan": [_consent(tx, row) for row in consent.of_person(tx, person_id)],
        "draf": [_draft(tx, row) for row in draft.begun_by(tx, person_id) if row.state == "open"],
        "laporan": [_report(tx, library, row) for row in submission.all_by(tx, person_id)],
        "pertanyaan": [_question(row) for row in ticket.all_by(tx, person_id)],
        "pesan_dari_kabar": [
            {"waktu": _at(row.created_at), "jenis": row.kind, "keadaan": row.state, "isi": row.html}
            for row in outbound_message.of_person(tx, person_id)
        ],
        "catatan": [
            {"waktu": _at(row.at), "apa": row.action, "tentang": f"{row.object_kind} {row.object_id}"}
            for row in audit_event.of_person(tx, person_id)
        ],
    }
    told |= {one.key: traces.rows(tx, one, person_id) for one in traces.TRACES if one.key}
    return json.dumps(told, ensure_ascii=False, indent=2, default=str).encode()


def _person(who: Person) -> Json:
    return {
        "nama": who.name,
        "sapaan": who.address,
        "nomor_hp": who.phone,
        "nomor_hp_dipastikan": _at(who.phone_verified_at),
        "akun_telegram": who.telegram_user_id,
        "bahasa": who.language,
        "zona_waktu": who.zone,
        "jam_pengingat": who.reminder_hour,
        "pengaturan": {key: value for key, value in (who.settings or {}).items() if key != "pin"},
        "cara_isi": preferences(who).way,
        "terdaftar": _at(who.created_at),
    }


def _noticed_at(tx: Transaction, person_id: int) -> str:
    row = consent.in_force(tx, person_id)
    return _at(row.given_at) if row is not None else ""


def _consent(tx: Transaction, row: consent.Consent) -> Json:
    return {
        "versi": row.version,
        "bahasa": row.language,
        "ditampilkan": _at(row.shown_at),
        "disetujui": _at(row.given_at),
        "cara": row.how,
        "ditarik": _at(row.withdrawn_at),
        "teks": consent.text_of(tx, row) or "",
    }


def _draft(tx: Transaction, row: draft.Draft) -> Json:
    return {
        "formulir": row.form_id,
        "kampung": kampung.get(tx, row.kampung_id).name,
        "periode": row.period,
        "terisi": row.answered,
        "dibuka": _at(row.created_at),
        "diubah": _at(row.updated_at),
    }


def _report(tx: Transaction, library: Library, row: Submission) -> Json:
    form = library.of_version(tx, row.form_version_id)
    secret = {name for name, question in form.questions.items() if "sensitive" in question.attributes}
    values = answer_value.of_submission(tx, row.id or 0)
    return {
        "nomor": row.number,
        "formulir": row.form_id,
        "kampung": kampung.get(tx, row.kampung_id).name,
        "periode": row.period,
        "revisi": row.revision,
        "keadaan": row.review_state,
        "dikirim": _at(row.submitted_at),
        "dipindahkan": [
            {"waktu": one["at"], "dari": one["left"], "alasan": one["reason"]} for one in moved(tx, row.number)
        ],
        "isi": {one.path: HIDDEN if plain_path(one.path) in secret else one.text for one in values},
    }


def _question(row: ticket.Ticket) -> Json:
    return {
        "nomor": row.number,
        "waktu": _at(row.created_at),
        "pertanyaan": row.question,
        "jawaban": row.answer or row.given_answer,
        "keadaan": row.state,
    }


def plain_path(path: str) -> str:
    """The path without positions in repeats: `/data/kegiatan[2]/jenis` is `/data/kegiatan/jenis`."""
    return "".join(part.partition("]")[2] if i else part for i, part in enumerate(path.split("[")))


def _at(moment: Any) -> str:
    return moment.isoformat() if moment else ""
