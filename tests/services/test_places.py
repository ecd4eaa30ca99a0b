from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from espace.domain.labels import Precision
from espace.domain.positions import Position
from espace.models import AddressPosition
from espace.services import places, purges
from espace.services.places import KEPT_FOR, Known

ADDRESS = "18 rue des Embruns, 13299 Port-Mistral"
HERE = Known(Position(43.2951, 5.3744), Precision.ADDRESS)
THERE = Known(Position(-21.3393, 55.4781), Precision.STREET)
INSTANT = timedelta(seconds=1)


def test_an_address_nobody_asked_for_is_not_known(session: Session, now: datetime) -> None:
    assert places.known(session, ADDRESS, now) is None


def test_what_is_remembered_is_known_to_the_last_digit(session: Session, now: datetime) -> None:
    places.remember(session, ADDRESS, HERE, now)
    places.remember(session, "97410 Saint-Pierre", THERE, now)

    assert places.known(session, ADDRESS, now) == HERE
    assert places.known(session, "97410 Saint-Pierre", now) == THERE


@pytest.mark.parametrize(
    "spelt", ["18, RUE DES EMBRUNS  13299 PORT MISTRAL", "18 rue des embruns 13299 Port-Mistral", ADDRESS + "."]
)
def test_an_address_is_known_however_it_is_spelt(session: Session, now: datetime, spelt: str) -> None:
    places.remember(session, ADDRESS, HERE, now)

    assert places.known(session, spelt, now) == HERE


@pytest.mark.parametrize("other", ["1 rue des Embruns, 13299 Port-Mistral", "13299 Port-Mistral", "Port-Mistral", ""])
def test_another_address_is_another(session: Session, now: datetime, other: str) -> None:
    places.remember(session, ADDRESS, HERE, now)

    assert places.known(session, other, now) is None


def test_what_somebody_asked_for_is_forgotten_after_a_while(session: Session, now: datetime) -> None:
    places.remember(session, ADDRESS, HERE, now)

    assert places.known(session, ADDRESS, now + KEPT_FOR - INSTANT) == HERE
    assert places.known(session, ADDRESS, now + KEPT_FOR) is None


def test_what_is_asked_again_is_kept_from_then_on_with_its_last_answer(session: Session, now: datetime) -> None:
    places.remember(session, ADDRESS, HERE, now)
    places.remember(session, ADDRESS, THERE, now + timedelta(days=60))

    assert places.known(session, ADDRESS, now + timedelta(days=120)) == THERE


def test_what_the_directory_needs_stays_whoever_asks_for_it_besides(session: Session, now: datetime) -> None:
    places.remember(session, ADDRESS, HERE, now, lasts=None)
    places.remember(session, ADDRESS, THERE, now)

    assert places.known(session, ADDRESS, now + timedelta(days=4000)) == THERE


def test_what_somebody_asked_for_stays_once_the_directory_needs_it(session: Session, now: datetime) -> None:
    places.remember(session, ADDRESS, HERE, now)
    places.remember(session, ADDRESS, HERE, now, lasts=None)

    assert places.known(session, ADDRESS, now + timedelta(days=4000)) == HERE


def test_the_address_itself_is_nowhere_in_the_row(session: Session, now: datetime) -> None:
    places.remember(session, ADDRESS, HERE, now)

    (row,) = session.exec(select(AddressPosition))
    assert row.address_hash == places.address_hash(ADDRESS)
    assert not any(word in str(row.model_dump()).casefold() for word in ("embruns", "13299", "mistral"))


def test_the_purge_takes_what_is_over_and_nothing_else(session: Session, now: datetime) -> None:
    places.remember(session, "1 rue Haute, 25300 Doubs", HERE, now - KEPT_FOR)
    places.remember(session, "2 rue Haute, 25300 Doubs", HERE, now - KEPT_FOR + INSTANT)
    places.remember(session, "3 rue Haute, 25300 Doubs", HERE, now - KEPT_FOR * 9, lasts=None)

    assert places.purge(session, now) == 1
    assert places.purge(session, now) == 0
    assert places.known(session, "2 rue Haute, 25300 Doubs", now)
    assert places.known(session, "3 rue Haute, 25300 Doubs", now)


def test_the_daily_purge_forgets_addresses_too(session: Session, now: datetime) -> None:
    places.remember(session, ADDRESS, HERE, now - KEPT_FOR)

    assert purges.run(session, now) >= 1
    assert session.get(AddressPosition, places.address_hash(ADDRESS)) is None
