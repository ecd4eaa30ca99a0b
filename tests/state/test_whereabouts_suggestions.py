import asyncio

import pytest

from espace.adapters import gazetteer, geocoder
from espace.state import whereabouts
from tests.ban import BanStub, answer, feature


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the pace."""
    monkeypatch.setattr(geocoder, "EVERY", 0)


@pytest.mark.parametrize("typed", ["cass", "Cassis", "13006", "1300", "saint de"])
async def test_communes_are_suggested_and_their_letters_sent_to_nobody(ban: BanStub, typed: str) -> None:
    found = await whereabouts.suggestions(typed)

    assert found == gazetteer.suggestions(typed) != ()
    assert ban.requests == []


async def test_streets_are_suggested_in_the_geocoders_words(ban: BanStub) -> None:
    one = feature("18 Rue des Embruns 13006 Marseille", 43.2, 5.3)
    ban.body = answer(one, one, *(feature(f"{number} Rue des Embruns", 43.2, 5.3) for number in range(20)))

    found = await whereabouts.suggestions("18 rue des emb")

    assert found[:2] == ("18 Rue des Embruns 13006 Marseille", "0 Rue des Embruns")
    assert len(found) == len(set(found)) == whereabouts.MOST_SUGGESTIONS
    assert [asked.query["q"] for asked in ban.requests] == [["18 rue des emb"]]


@pytest.mark.parametrize("typed", ["", "a", "18 r", "99999", "<b>rue des embruns", "06 12 34 56 78 90", "x" * 10_000])
async def test_what_is_no_beginning_of_a_street_is_sent_to_nobody(ban: BanStub, typed: str) -> None:
    await whereabouts.suggestions(typed)

    assert ban.requests == []


async def test_without_a_geocoder_a_street_has_no_suggestions() -> None:
    assert await whereabouts.suggestions("18 rue des emb") == ()


async def test_a_geocoder_that_fails_leaves_who_types_alone(ban: BanStub) -> None:
    ban.status = 500

    assert await whereabouts.suggestions("18 rue des emb") == ()


async def test_a_geocoder_that_never_answers_keeps_nobody_from_typing(
    ban: BanStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    ban.silent = True
    monkeypatch.setattr(geocoder, "SECONDS_WHILE_TYPING", 0.2)

    async with asyncio.timeout(1):
        assert [await whereabouts.suggestions("18 rue des emb") for _ in range(3)] == [(), (), ()]
    assert len(ban.requests) == 1


def test_who_searches_behind_a_slow_suggestion_waits_less_than_three_seconds() -> None:
    assert geocoder.SECONDS_WHILE_TYPING + geocoder.SECONDS < 3
