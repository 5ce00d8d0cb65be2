"""Digests, encodings and identifiers (ODK XForms, "Utility functions")."""

from __future__ import annotations

import base64
import binascii
import hashlib
import string
from collections.abc import Mapping
from types import MappingProxyType

from forms.xpath.errors import XPathError
from forms.xpath.scope import Scope
from forms.xpath.signature import Form, Function
from forms.xpath.signatures import verified
from forms.xpath.tree import Node

MAX_ID = 1_000
_VERIFYING = 10_000  # nodes that a signature counts for: some milliseconds
_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_ALPHABET = string.ascii_letters + string.digits


def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    if algorithm.upper() not in _ALGORITHMS:
        raise XPathError(f"there is no digest {algorithm!r}; there are {', '.join(_ALGORITHMS)}")
    digest = hashlib.new(_ALGORITHMS[algorithm.upper()], text.encode(), usedforsecurity=False).digest()
    match encoding.lower():
        case "hex":
            return digest.hex()
        case "base64":
            return base64.b64encode(digest).decode()
    raise XPathError(f"there is no encoding {encoding!r}; there are base64 and hex")


def _base64_decode(text: str) -> str:
    """The text that was encoded; blank for what is not Base64."""
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _extract_signed(scope: Scope, _node: Node, content: str, public_key: str) -> str:
    """The message after a signature of 64 bytes, if the key is that of who signed it, else blank; all in Base64."""
    scope.spend(_VERIFYING)
    try:
        signed, key = (base64.b64decode(text, validate=True) for text in (content, public_key))
    except (binascii.Error, ValueError):
        return ""
    return signed[64:].decode("utf-8", "replace") if verified(signed[:64], signed[64:], key) else ""


def _uuid(scope: Scope, _node: Node, length: float | None = None) -> str:
    """A version 4 UUID, or so many random letters and digits."""
    if length is None:
        return scope.uuid()
    if not 0 <= length <= MAX_ID:
        raise XPathError(f"uuid() takes a length from 0 to {MAX_ID}")
    scope.spend(int(length))
    return "".join(_ALPHABET[int(scope.random() * len(_ALPHABET))] for _ in range(int(length)))


def _version(scope: Scope, _node: Node) -> str:
    """The version of the form, which its outermost element tells (JavaRosa)."""
    return next((node.attributes.get("version", "") for node in scope.root.children), "")


DIGESTS: Mapping[str, Function | Form] = MappingProxyType(
    {
        "digest": Function("string", "sss?", _digest),
        "extract-signed": Function("string", "ss", _extract_signed, scoped=True),
        "base64-decode": Function("string", "s", _base64_decode),
        "version": Function("string", "", _version, scoped=True),
        "uuid": Function("string", "n?", _uuid, scoped=True),
    }
)
