"""Encryption at rest of NIR, IBAN, what members write and send, secrets of advisers; the keyed hash that finds the
first two.

A value is stored as `kid:base64(nonce + ciphertext)`, AES-256-GCM. The purpose is authenticated with it: a NIR
copied into an IBAN column does not decrypt. `ESPACE_ENCRYPTION_KEYS` is `kid:base64key[,kid2:base64key2…]`: the first
key encrypts, all of them decrypt, so a new key goes in front and the old one stays until nothing uses it.

A file is sealed the same way, in bytes: a mark, `kid:`, nonce and ciphertext. The name it lies under is authenticated
with it: one file put in the place of another does not open.
"""

import binascii
import hmac
import os
import re
from base64 import b64decode, b64encode
from functools import lru_cache
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from espace.settings import settings

Purpose = Literal["nir", "iban", "request", "one-time code"]
KEY_BYTES = 32
NONCE_BYTES = 12
_SEALED = b"\x00espace:"  # no PDF and no picture begins so
_KEY_ID = re.compile(r"[A-Za-z0-9_.-]{1,16}")


class KeyProblem(RuntimeError):
    """A key is missing, malformed or not the one a value was encrypted with; for operators, not members."""


@lru_cache(maxsize=4)
def _ring(configured: str) -> dict[str, AESGCM]:
    """Return the ciphers by key id, in the configured order."""
    ring: dict[str, AESGCM] = {}
    for part in filter(None, (part.strip() for part in configured.split(","))):
        key_id, _, key = part.partition(":")
        if not _KEY_ID.fullmatch(key_id) or key_id in ring:
            raise KeyProblem(
                "ESPACE_ENCRYPTION_KEYS: each key needs its own id (letters, digits, « _ . - », 16 at most)"
            )
        ring[key_id] = AESGCM(_key_bytes(key, f"ESPACE_ENCRYPTION_KEYS: key « {key_id} »"))
    if not ring:
        raise KeyProblem("ESPACE_ENCRYPTION_KEYS holds no key")
    return ring


@lru_cache(maxsize=4)
def _lookup_key(configured: str) -> bytes:
    return _key_bytes(configured, "ESPACE_LOOKUP_KEY")


def _key_bytes(text: str, name: str) -> bytes:
    try:
        key = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyProblem(f"{name} must be {KEY_BYTES} bytes in base64")
    return key


def encrypt(text: str, purpose: Purpose) -> str:
    """Return `text` encrypted with the first configured key, for storage in a column of that purpose.

    Raises:
        KeyProblem: when `ESPACE_ENCRYPTION_KEYS` is malformed.
    """
    key_id, cipher = _first()
    nonce = os.urandom(NONCE_BYTES)
    return f"{key_id}:{b64encode(nonce + cipher.encrypt(nonce, text.encode(), purpose.encode())).decode()}"


def decrypt(stored: str, purpose: Purpose) -> str:
    """Return the text behind a stored value.

    Raises:
        KeyProblem: when its key is not configured, is another key under the same id, or when the value was
            altered or encrypted for another purpose. The message never holds the value.
    """
    key_id, separator, payload = stored.partition(":")
    if not separator:
        raise KeyProblem("a stored value carries no key id: it was not written by this portal")
    cipher = _named(key_id)
    try:
        raw = b64decode(payload, validate=True)
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode()).decode()
    except (InvalidTag, ValueError) as fault:
        raise KeyProblem(
            f"a stored value does not decrypt with key « {key_id} » as {purpose}: "
            "wrong key under that id, altered value, or value of another purpose"
        ) from fault


def seal(content: bytes, name: str) -> bytes:
    """Return a file's bytes encrypted with the first configured key, to be kept under that name.

    Raises:
        KeyProblem: when `ESPACE_ENCRYPTION_KEYS` is malformed.
    """
    key_id, cipher = _first()
    nonce = os.urandom(NONCE_BYTES)
    return b"%b%b:%b%b" % (_SEALED, key_id.encode(), nonce, cipher.encrypt(nonce, content, _about(name)))


def unseal(kept: bytes, name: str) -> bytes:
    """Return the bytes behind a file; one that was kept before files were sealed is returned as it is.

    Raises:
        KeyProblem: as `decrypt`, and when the file was sealed under another name.
    """
    if not kept.startswith(_SEALED):
        return kept
    key, _, raw = kept.removeprefix(_SEALED).partition(b":")
    key_id = key.decode("ascii", "replace")
    cipher = _named(key_id)
    try:
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _about(name))
    except (InvalidTag, ValueError) as fault:
        raise KeyProblem(
            f"a file does not open with key « {key_id} »: wrong key under that id, altered, or put under another name"
        ) from fault


def _about(name: str) -> bytes:
    return f"file {name}".encode()


def _first() -> tuple[str, AESGCM]:
    return next(iter(_ring(settings().encryption_keys.get_secret_value()).items()))


def _named(key_id: str) -> AESGCM:
    cipher = _ring(settings().encryption_keys.get_secret_value()).get(key_id)
    if cipher is None:
        raise KeyProblem(f"what is stored needs key « {key_id[:16]} », which ESPACE_ENCRYPTION_KEYS does not hold")
    return cipher


def lookup_hash(text: str) -> str:
    """Return the keyed hash (HMAC-SHA256, 64 hexadecimal characters) under which a canonical value is found.

    Raises:
        KeyProblem: when `ESPACE_LOOKUP_KEY` is malformed.
    """
    return hmac.digest(_lookup_key(settings().lookup_key.get_secret_value()), text.encode(), "sha256").hex()
