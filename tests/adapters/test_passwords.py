import asyncio
import os
import threading
import unicodedata
from collections.abc import Iterator

import pytest
from passlib.context import CryptContext

from espace.adapters import passwords, priority
from espace.domain.errors import InvalidInput
from tests.factories import PASSWORD, password_hash


@pytest.fixture(autouse=True)
def _let_threads_go() -> Iterator[None]:
    yield
    passwords.close()


def test_hashes_are_argon2id_with_the_chosen_parameters() -> None:
    assert password_hash().startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_the_right_password_fits_and_another_does_not() -> None:
    assert await passwords.verify(password_hash(), PASSWORD)
    assert not await passwords.verify(password_hash(), PASSWORD + " ")


async def test_nobody_has_an_empty_hash() -> None:
    assert not await passwords.verify("", "personne")
    assert not await passwords.verify("", "")


async def test_composed_and_decomposed_accents_are_the_same_password() -> None:
    written = "été à la plage 🏖"
    assert await passwords.verify(await passwords.hash(unicodedata.normalize("NFD", written)), written)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("password", [PASSWORD, "wrong", "", "a" * 256])
async def test_exactly_one_hash_is_computed_whoever_it_is(
    monkeypatch: pytest.MonkeyPatch, known: bool, password: str
) -> None:
    stored = password_hash() if known else ""
    passwords._nobody()  # made once a process, not once a login
    verify, computed = passwords._context.verify, []
    monkeypatch.setattr(passwords._context, "verify", lambda *args: computed.append(1) or verify(*args))
    monkeypatch.setattr(passwords._context, "hash", lambda *args: computed.append(2))
    await passwords.verify(stored, password)
    assert computed == [1]


@pytest.mark.parametrize("password", ["a" * 257, "a" * 10_000, "nul\x00inside", "half \ud83d"])
async def test_an_impossible_password_is_refused_before_hashing(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr(passwords._context, "verify", lambda *_: pytest.fail("hashed"))
    assert not await passwords.verify(password_hash(), password)


async def test_an_over_long_password_cannot_be_chosen() -> None:
    with pytest.raises(passwords.TooLong, match="256"):
        await passwords.hash("a" * 257)
    assert await passwords.hash("a" * 256)


async def test_length_is_counted_in_composed_characters() -> None:
    longest = "é" * 256
    assert await passwords.verify(await passwords.hash(unicodedata.normalize("NFD", longest)), longest)


@pytest.mark.parametrize("password", ["nul\x00inside", "half \ud83d"])
async def test_what_no_hash_takes_cannot_be_chosen(password: str) -> None:
    with pytest.raises(InvalidInput):
        await passwords.hash(password)


def test_a_hash_with_older_parameters_needs_an_update() -> None:
    weaker = CryptContext(schemes=["argon2"], argon2__type="ID", argon2__memory_cost=8192, argon2__time_cost=1)
    assert passwords.needs_update(weaker.hash(PASSWORD))
    assert not passwords.needs_update(password_hash())


async def test_hashing_stands_back_behind_those_who_answer_clicks() -> None:
    await passwords.verify(password_hash(), PASSWORD)
    (hashing,) = [thread for thread in threading.enumerate() if thread.name.startswith("passwords")]
    assert os.getpriority(os.PRIO_PROCESS, hashing.native_id or 0) == priority.NICENESS
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) < priority.NICENESS


async def test_hashing_keeps_to_its_few_threads() -> None:
    await asyncio.gather(*(passwords.verify(password_hash(), "wrong") for _ in range(8)))
    hashing = [thread for thread in threading.enumerate() if thread.name.startswith("passwords")]
    assert 1 <= len(hashing) <= passwords.HASHING_THREADS
