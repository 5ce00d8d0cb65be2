"""What must not be kept of what people type: data of persons."""

from __future__ import annotations

from reporting.reading import personal_data

# The inbox hides a NIK before it is stored, so what arrives here has the mask in its place.
MASKED_NIK = "•" * 16


def holds_nik(text: str) -> bool:
    """Whether the text holds a NIK, hidden or not."""
    return MASKED_NIK in text or personal_data(text) == "nik"


def holds_personal_data(text: str) -> bool:
    """Whether the text holds a NIK, a phone number or a mail address."""
    return MASKED_NIK in text or personal_data(text) is not None
