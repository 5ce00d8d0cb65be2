"""Questions that smell of personal data: told by their name, and by what their label asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.check.subject import Subject, spoken
from forms.definition import Question
from forms.problems import FormProblem
from forms.rule import Rule

PERSONAL = Rule(
    "personal_data", "warning", "A question seems to ask for a name, a NIK, a telephone number or other personal data.",
    "Chats are kept on phones that are shared and lost; Kabar refuses a NIK, a number or an address in an answer.",
    "Leave it out, ask for a figure instead, or mark it with bind::kabar:sensitive if the law and the programme want "
    "it.",
)  # fmt: skip
RULES = (PERSONAL,)

_TYPED = ("text", "integer", "decimal", "date", "datetime", "barcode")
_NAME = re.compile(
    r"(^|_)(nik|no_?kk|nokk|no_?ktp|ktp|nama|name|telp|telepon|telefon|hp|no_?hp|no_?wa|whatsapp|phone|email|alamat|"
    r"address|tgl_?lahir|tanggal_?lahir|dob|npwp|rekening|no_?rek|bpjs|paspor|passport)(_|$)"
)
_NAME_OK = re.compile(
    r"nama_(kampung|desa|kelurahan|kecamatan|kabupaten|kegiatan|poktan|kelompok|posyandu|instansi|opd|tempat|program|"
    r"sekolah|file)"
)
_LABEL = re.compile(
    r"\b(nik|ktp|nomor kk|no\.? kk|nomor (hp|telepon|telp|wa|whatsapp)|no\.? ?(hp|telp|wa)|e-?mail|"
    r"alamat (rumah|lengkap|email)|tanggal lahir|tgl\.? lahir|"
    r"nama (lengkap|ibu|bapak|ayah|suami|istri|anak|klien|responden|pasien|peserta|warga|kepala keluarga)|"
    r"phone number|telephone number|mobile number|date of birth|home address|full name|(first|last|family) name|"
    r"name of (the )?(respondent|mother|father|child|head|client|patient|person))\b",
    re.IGNORECASE,
)
_FORBIDS = re.compile(r"\b(jangan|tanpa|tidak|bukan|don't|do not|without|no)\b", re.IGNORECASE)


def personal(subject: Subject) -> Iterator[FormProblem]:
    for one in subject.asked():
        if "sensitive" in one.attributes or one.kind not in _TYPED:
            continue
        if _NAME.search(one.name.lower()) and not _NAME_OK.search(one.name.lower()):
            yield subject.found(PERSONAL, one.path, "name", f"{one.name} looks like personal data.")
        elif asked_for := _in_label(one):
            yield subject.found(PERSONAL, one.path, "label", f'The label of {one.name} asks for "{asked_for}".')


def _in_label(one: Question) -> str:
    """The words that ask for it; a label that says what not to write doesn't ask."""
    found = (
        match[0] for text in spoken(one.label).values() if not _FORBIDS.search(text) for match in _LABEL.finditer(text)
    )
    return next(found, "")


CHECKS = (personal,)
