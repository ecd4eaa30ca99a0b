from datetime import date, timedelta

import pytest

from espace.domain import request_queue
from espace.domain.labels import RequestKind, RequestStatus

TODAY = date(2026, 11, 23)


def test_without_a_word_it_is_what_waits_for_the_mutual() -> None:
    wanted = request_queue.read({})
    assert wanted.statuses == {RequestStatus.RECEIVED, RequestStatus.IN_PROGRESS}
    assert (wanted.kinds, wanted.days, wanted.is_narrowed) == (frozenset(RequestKind), 0, False)
    assert wanted.address("/gestion") == "/gestion"


def test_each_criterion_is_read_and_written_again() -> None:
    wanted = request_queue.read({"type": "birth", "etat": "terminees", "age": "7", "page": "3"})
    assert wanted.kinds == {RequestKind.BIRTH}
    assert wanted.statuses == {RequestStatus.ANSWERED, RequestStatus.APPLIED, RequestStatus.REFUSED}
    assert (wanted.days, wanted.is_narrowed) == (7, True)
    assert wanted.address("/gestion", 2) == "/gestion?type=birth&etat=terminees&age=7&page=2"


@pytest.mark.parametrize("word", ["x", "-1", "BIRTH", "' OR 1=1 --", "<b>", "7.0", "é" * 500])
def test_a_word_that_is_none_is_as_if_it_were_not_there(word: str) -> None:
    assert request_queue.read({"type": word, "etat": word, "age": word}) == request_queue.read({})


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "aujourd’hui"),
        (0, "aujourd’hui"),
        (1, "hier"),
        (2, "il y a 2\u00a0jours"),
        (13, "il y a 13\u00a0jours"),
        (14, "il y a 2\u00a0semaines"),
        (59, "il y a 8\u00a0semaines"),
        (60, "il y a 2\u00a0mois"),
        (400, "il y a 13\u00a0mois"),
    ],
)
def test_an_age_is_told_in_words(days: int, words: str) -> None:
    assert request_queue.age_words(TODAY - timedelta(days=days), TODAY) == words


def test_a_count_is_told_in_words() -> None:
    assert [request_queue.counted(count) for count in (0, 1, 12)] == [
        "Aucune demande",
        "Une demande",
        "12\u00a0demandes",
    ]
