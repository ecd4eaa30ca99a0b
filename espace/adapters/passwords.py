"""Passwords through passlib: argon2id, hashed in a few threads of their own so that nobody else waits.

Parameters: m = 19456 KiB, t = 2, p = 1 (OWASP Password Storage Cheat Sheet). Raising them here upgrades each
member's hash at the next login (`needs_update`).
"""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from passlib.context import CryptContext

from espace.adapters import priority
from espace.domain.errors import InvalidInput
from espace.domain.passwords import TOO_LONG, is_too_long, normalised

HASHING_THREADS = 2  # argon2 takes a core and 19 MiB for about 17 ms: more threads only slow each other down

_UNHASHABLE = re.compile(r"[\x00\ud800-\udfff]")  # NUL; halves of surrogate pairs, which UTF-8 cannot write
_context = CryptContext(
    schemes=["argon2"], argon2__type="ID", argon2__memory_cost=19456, argon2__time_cost=2, argon2__parallelism=1
)


class TooLong(InvalidInput):
    """A password longer than any may be: refused before any hashing."""

    sentence = TOO_LONG


@lru_cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(HASHING_THREADS, thread_name_prefix="passwords", initializer=priority.stand_back)


@lru_cache
def _nobody() -> str:
    """Return a hash that no password fits: checking an unknown login then takes as long as a known one."""
    return str(_context.hash("personne"))


def hash_now(password: str) -> str:
    """Hash a password in the calling thread, for commands and tests.

    Raises:
        TooLong: beyond `domain.passwords.MAX_LENGTH` characters.
        InvalidInput: when it holds what no hash takes; `domain.passwords.problems` says so beforehand.
    """
    if is_too_long(password):
        raise TooLong
    if _UNHASHABLE.search(password):
        raise InvalidInput
    return str(_context.hash(normalised(password)))


async def hash(password: str) -> str:  # noqa: A001  # read as passwords.hash
    """Hash a password off the event loop.

    Raises:
        TooLong, InvalidInput: as `hash_now`.
    """
    return await asyncio.get_running_loop().run_in_executor(_threads(), hash_now, password)


async def verify(password_hash: str, password: str) -> bool:
    """Tell whether a password fits a stored hash; with an empty hash, spend the same time and say no.

    Exactly one hash is computed, unless the password is longer than any that may have been chosen: that one
    is refused before any work, whoever it is for.
    """
    if is_too_long(password) or _UNHASHABLE.search(password):
        return False
    return await asyncio.get_running_loop().run_in_executor(_threads(), _verify_now, password_hash, password)


def _verify_now(password_hash: str, password: str) -> bool:
    fits = _context.verify(normalised(password), password_hash or _nobody())
    return bool(password_hash and fits)


def needs_update(password_hash: str) -> bool:
    """Tell whether a hash was made with older parameters than today's."""
    return bool(_context.needs_update(password_hash))


def close() -> None:
    """Let go of the threads at shutdown."""
    if _threads.cache_info().currsize:
        _threads().shutdown(wait=True)
        _threads.cache_clear()
