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

_ASKING = ("text", "integer", "decimal", "date", "datetime", "barcode", "image", "file")
_WHO = (
    "ibu|bapak|ayah|suami|istri|anak|bayi|klien|responden|pasien|peserta|warga|kk|kepala_keluarga|lengkap|panggilan|"
    "full|first|last|family|middle|mother|father|child|head|respondent|reporter|patient|client|person|contact|owner|my"
)
_NAME = re.compile(
    rf"(^|_)(nik|no_?kk|nokk|no_?ktp|ktp|telp|telepon|telefon|hp|no_?hp|no_?wa|whatsapp|phone|tgl_?lahir|"
    rf"tanggal_?lahir|dob|npwp|no_?rek|no_?bpjs|paspor|passport|nama_?({_WHO})|({_WHO})_?name)(_|$)|^(nama|name)$"
)
# A figure about these is none about a person: how many have a bank account, or an address.
_WRITTEN_NAME = re.compile(r"(^|_)(rekening|bpjs|email|alamat|address)(_|$)")
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
        if "sensitive" in one.attributes or one.kind not in _ASKING:
            continue
        if in_name(one):
            yield subject.found(PERSONAL, one.path, "name", f"{one.name} looks like personal data.")
        elif asked_for := in_label(one):
            yield subject.found(PERSONAL, one.path, "label", f'The label of {one.name} asks for "{asked_for}".')


def in_name(one: Question) -> bool:
    """Whether the name says that personal data is asked for."""
    name = one.name.lower()
    return bool(_NAME.search(name) or (one.kind in ("text", "barcode") and _WRITTEN_NAME.search(name)))


def in_label(one: Question) -> str:
    """The words of the label that ask for it; a label that says what not to write doesn't ask."""
    found = (
        match[0] for text in spoken(one.label).values() if not _FORBIDS.search(text) for match in _LABEL.finditer(text)
    )
    return next(found, "")


CHECKS = (personal,)
