"""Ed25519 signatures (RFC 8032), which `extract-signed()` verifies."""

from __future__ import annotations


def verified(signature: bytes, message: bytes, public_key: bytes) -> bool:
    """Whether the holder of the key of 32 bytes signed the message; the signature has 64."""
    # Few forms sign anything; the others need not load a library of ciphers.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
