"""The same click many times at once: one account, one letter, five tries."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from espace import db
from espace.domain.labels import TokenPurpose
from espace.models import EmailToken
from espace.services import enrolment, tokens
from tests import applicants, factories
from tests.applicants import ELSEWHERE, ON_FILE, asked, letters, mails, opened, posted
from tests.at_once import CLICKS, at_once, empty

DAY = timedelta(days=1)
HASH = "the hash of a password"


@pytest.fixture
def committed(engine: Engine, now: datetime, outgoing_folder: Path) -> Iterator[Engine]:
    with db.transaction(engine, writes=True) as session:
        applicants.sofia(session)
    yield engine
    empty(engine)


def test_of_twenty_activations_at_once_one_opens_one_space(committed: Engine, now: datetime) -> None:
    with db.transaction(committed, writes=True) as session:
        token = asked(session, now, ON_FILE)
    told = at_once(committed, lambda session, number: enrolment.activate(session, token, f"hash {number}", now))
    assert sorted(told, key=str) == ["LinkUsed"] * (CLICKS - 1) + [None]
    with db.transaction(committed) as session:
        assert len(opened(session)) == 1
        assert len(mails(session)) == 2


def test_of_twenty_confirmations_at_once_one_letter_leaves(
    committed: Engine, now: datetime, outgoing_folder: Path
) -> None:
    with db.transaction(committed, writes=True) as session:
        token = asked(session, now, ELSEWHERE)
    told = at_once(committed, lambda session, _: enrolment.confirm_address(session, token, now))
    assert told.count(None) == 1
    assert len(letters(outgoing_folder)) == 1


def test_of_twenty_codes_at_once_five_are_looked_at(committed: Engine, now: datetime, outgoing_folder: Path) -> None:
    with db.transaction(committed, writes=True) as session:
        code = posted(session, now, outgoing_folder)
    told = at_once(
        committed, lambda session, _: enrolment.activate_with_code(session, "0541190", "AAAA AAAA AAAA", HASH, now)
    )
    assert told == [False] * CLICKS
    with db.transaction(committed, writes=True) as session:
        assert session.exec(select(EmailToken.code_tries)).one() == 5
        assert not enrolment.activate_with_code(session, "0541190", code, HASH, now + DAY)


def test_of_twenty_right_codes_at_once_one_opens_the_space(
    committed: Engine, now: datetime, outgoing_folder: Path
) -> None:
    with db.transaction(committed, writes=True) as session:
        code = posted(session, now, outgoing_folder)
    told = at_once(committed, lambda session, _: enrolment.activate_with_code(session, "0541190", code, HASH, now))
    assert told.count(True) == 1
    with db.transaction(committed) as session:
        assert opened(session) == [(ELSEWHERE, HASH)]


def test_of_two_members_who_share_an_address_one_opens_a_space_with_it(committed: Engine, now: datetime) -> None:
    with db.transaction(committed, writes=True) as session:
        karim = factories.person(session, "Karim", "Lambert", email=ON_FILE.replace("sofia", "karim"))
        karim.member.email = ON_FILE
        session.delete(karim.account)
        session.flush()
        links = [
            asked(session, now, ON_FILE),
            tokens.issue(session, TokenPurpose.ACTIVATION, karim.id, ON_FILE, now),
        ]
    told = at_once(committed, lambda session, number: enrolment.activate(session, links[number % 2], HASH, now))
    assert told.count(None) == 1
    assert "AlreadyTaken" in told
    with db.transaction(committed) as session:
        assert opened(session) == [(ON_FILE, HASH)]
