"""extract-signed(): the test vectors of RFC 8032, 7.1, and what is no such signature."""

from __future__ import annotations

import base64

import pytest

from forms.xpath import XPathError, evaluate
from forms.xpath.signatures import verified

VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
KEY, MESSAGE, SIGNATURE = (bytes.fromhex(part) for part in VECTORS[1])


def extracted(content: bytes, key: bytes) -> object:
    written = [base64.b64encode(part).decode() for part in (content, key)]
    return evaluate("extract-signed('{}', '{}')".format(*written), "<d/>")


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_signatures_of_the_rfc_hold(key: str, message: str, signature: str) -> None:
    assert verified(bytes.fromhex(signature), bytes.fromhex(message), bytes.fromhex(key))


def test_the_message_is_what_was_signed() -> None:
    assert extracted(SIGNATURE + MESSAGE, KEY) == "r"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (SIGNATURE + b"s", KEY),
        (SIGNATURE, KEY),
        (SIGNATURE[:63] + b"\x10" + MESSAGE, KEY),
        (b"\x00" + SIGNATURE[1:] + MESSAGE, KEY),
        (SIGNATURE + MESSAGE, bytes.fromhex(VECTORS[0][0])),
        (SIGNATURE + MESSAGE, KEY[:31]),
        (SIGNATURE + MESSAGE, b"\xff" * 32),
        (b"short", KEY),
        (b"", b""),
    ],
)
def test_what_was_not_signed_so_is_blank(content: bytes, key: bytes) -> None:
    assert extracted(content, key) == ""


def test_what_is_no_base64_is_blank_and_both_are_needed() -> None:
    assert evaluate("extract-signed('!', '?')", "<d/>") == ""
    with pytest.raises(XPathError):
        evaluate("extract-signed('a')", "<d/>")
