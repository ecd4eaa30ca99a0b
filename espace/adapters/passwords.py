"""Passwords through passlib: argon2id, hashed in a few threads of their own so that nobody else waits.

Parameters: m = 19456 KiB, t = 2, p = 1 (OWASP Password Storage Cheat Sheet). Raising them here upgrades each
member's hash at the next login (`needs_update`).
"""

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from passlib.context import CryptContext

from espace.domain.errors import InvalidInput

MAX_LENGTH = 256
HASHING_THREADS = 2  # argon2 takes a core and 19 MiB for about 17 ms: more threads only slow each other down

_context = CryptContext(
    schemes=["argon2"], argon2__type="ID", argon2__memory_cost=19456, argon2__time_cost=2, argon2__parallelism=1
)


class TooLong(InvalidInput):
    """A password beyond `MAX_LENGTH` characters: refused before any hashing."""

    sentence = f"Choisissez un mot de passe de {MAX_LENGTH} caractères au plus."


@lru_cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(HASHING_THREADS, thread_name_prefix="passwords")


@lru_cache
def _nobody() -> str:
    """Return a hash that no password fits: checking an unknown login then takes as long as a known one."""
    return str(_context.hash("personne"))


def _normalised(password: str) -> str:
    # The same password typed on a Mac (NFD) and on Windows (NFC) must hash alike.
    return unicodedata.normalize("NFC", password)


def _acceptable(password: str) -> bool:
    return len(password) <= MAX_LENGTH and "\x00" not in password


def hash_now(password: str) -> str:
    """Hash a password in the calling thread, for commands and tests.

    Raises:
        TooLong: beyond `MAX_LENGTH` characters.
    """
    if len(password) > MAX_LENGTH:
        raise TooLong
    return str(_context.hash(_normalised(password)))


async def hash(password: str) -> str:  # noqa: A001  # read as passwords.hash
    """Hash a password off the event loop.

    Raises:
        TooLong: beyond `MAX_LENGTH` characters.
    """
    return await asyncio.get_running_loop().run_in_executor(_threads(), hash_now, password)


async def verify(password_hash: str, password: str) -> bool:
    """Tell whether a password fits a stored hash; with an empty hash, spend the same time and say no.

    Exactly one hash is computed, unless the password is longer than any that may have been chosen: that one
    is refused before any work, whoever it is for.
    """
    if not _acceptable(password):
        return False
    return await asyncio.get_running_loop().run_in_executor(_threads(), _verify_now, password_hash, password)


def _verify_now(password_hash: str, password: str) -> bool:
    fits = _context.verify(_normalised(password), password_hash or _nobody())
    return bool(password_hash and fits)


def needs_update(password_hash: str) -> bool:
    """Tell whether a hash was made with older parameters than today's."""
    return bool(_context.needs_update(password_hash))


def close() -> None:
    """Let go of the threads at shutdown."""
    if _threads.cache_info().currsize:
        _threads().shutdown(wait=True)
        _threads.cache_clear()
