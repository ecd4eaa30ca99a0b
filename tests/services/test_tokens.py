from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select, update

from espace import db
from espace.domain.errors import NotFound
from espace.domain.labels import TokenPurpose
from espace.models import EmailToken
from espace.services import tokens
from tests import factories
from tests.at_once import CLICKS, at_once, empty

SECOND = timedelta(seconds=1)
ACTIVATION, RESET, CHANGE = TokenPurpose.ACTIVATION, TokenPurpose.PASSWORD_RESET, TokenPurpose.EMAIL_CHANGE
CANCEL = TokenPurpose.BANK_CHANGE_CANCEL
LIFETIMES = [(ACTIVATION, 172_800), (RESET, 3_600), (CHANGE, 172_800), (CANCEL, 259_200)]
PARIS = ZoneInfo("Europe/Paris")
ADDRESS = "alice.martin@exemple.fr"


@pytest.fixture
def member_id(session: Session) -> int:
    return factories.alice(session).id


def test_a_link_tells_whose_it_is_and_where_it_was_sent(session: Session, member_id: int, now: datetime) -> None:
    token = tokens.issue(session, ACTIVATION, member_id, ADDRESS, now)
    link = tokens.use(session, token, ACTIVATION, now)
    assert (link.member_id, link.email) == (member_id, ADDRESS)
    assert link.expires_at == now + timedelta(hours=48)


def test_the_table_never_holds_the_token(session: Session, member_id: int, now: datetime) -> None:
    token = tokens.issue(session, ACTIVATION, member_id, ADDRESS, now)
    row = session.exec(select(EmailToken)).one()
    assert token not in repr(row)
    assert len(token) >= 43  # 256 bits
    with pytest.raises(tokens.LinkUnknown):
        tokens.use(session, row.id_hash, ACTIVATION, now)


def test_looking_never_consumes_however_often(session: Session, member_id: int, now: datetime) -> None:
    token = tokens.issue(session, ACTIVATION, member_id, ADDRESS, now)
    assert {tokens.look(session, token, ACTIVATION, now) for _ in range(5)} == {
        tokens.use(session, token, ACTIVATION, now)
    }


def test_a_link_serves_once(session: Session, member_id: int, now: datetime) -> None:
    token = tokens.issue(session, ACTIVATION, member_id, ADDRESS, now)
    tokens.use(session, token, ACTIVATION, now)
    with pytest.raises(tokens.LinkUsed):
        tokens.use(session, token, ACTIVATION, now)
    assert tokens.look(session, token, ACTIVATION, now) is None


@pytest.mark.parametrize(("purpose", "seconds"), LIFETIMES)
def test_a_link_lives_to_its_last_second(
    session: Session, member_id: int, now: datetime, purpose: TokenPurpose, seconds: int
) -> None:
    token = tokens.issue(session, purpose, member_id, ADDRESS, now)
    end = now + timedelta(seconds=seconds)
    for late in (end, end + SECOND):
        with pytest.raises(tokens.LinkExpired):
            tokens.use(session, token, purpose, late)
    assert tokens.use(session, token, purpose, end - SECOND)


@pytest.mark.parametrize("evening", ["2027-03-27T18:00", "2026-10-24T18:00", "2028-02-28T18:00"])
def test_forty_eight_hours_are_as_many_seconds_on_any_night(session: Session, member_id: int, evening: str) -> None:
    asked = datetime.fromisoformat(evening).replace(tzinfo=PARIS)
    token = tokens.issue(session, ACTIVATION, member_id, ADDRESS, asked)
    end = asked.astimezone(UTC) + timedelta(seconds=172_800)
    assert tokens.look(session, token, ACTIVATION, end) is None
    assert tokens.look(session, token, ACTIVATION, end - SECOND)


def test_a_new_link_kills_the_old_one_of_its_purpose_only(session: Session, member_id: int, now: datetime) -> None:
    old, reset = (tokens.issue(session, purpose, member_id, ADDRESS, now) for purpose in (ACTIVATION, RESET))
    new = tokens.issue(session, ACTIVATION, member_id, ADDRESS, now)
    with pytest.raises(tokens.LinkUnknown):
        tokens.use(session, old, ACTIVATION, now)
    assert tokens.use(session, new, ACTIVATION, now)
    assert tokens.use(session, reset, RESET, now)


def test_a_new_link_leaves_those_of_others_alone(session: Session, member_id: int, now: datetime) -> None:
    token = tokens.issue(session, ACTIVATION, member_id, ADDRESS, now)
    tokens.issue(session, ACTIVATION, factories.chloe(session).id, "chloe@exemple.fr", now)
    assert tokens.look(session, token, ACTIVATION, now)


def test_a_link_does_only_what_it_was_made_for(session: Session, member_id: int, now: datetime) -> None:
    token = tokens.issue(session, ACTIVATION, member_id, ADDRESS, now)
    with pytest.raises(tokens.LinkUnknown):
        tokens.use(session, token, RESET, now)


@pytest.mark.parametrize("token", ["", " ", "x" * 43, "x" * 10_000, "\x00", "\ud800", "é", "' OR 1=1 --", "%"])
def test_anything_else_is_no_link(session: Session, member_id: int, now: datetime, token: str) -> None:
    tokens.issue(session, ACTIVATION, member_id, ADDRESS, now)
    assert tokens.look(session, token, ACTIVATION, now) is None
    with pytest.raises(NotFound):
        tokens.use(session, token, ACTIVATION, now)


def test_a_change_of_password_or_email_ends_every_link_and_code(
    session: Session, member_id: int, now: datetime
) -> None:
    purposes = set(TokenPurpose) - {CANCEL}
    made = {purpose: tokens.issue(session, purpose, member_id, ADDRESS, now) for purpose in purposes}
    strangers = tokens.issue(session, RESET, factories.chloe(session).id, "chloe@exemple.fr", now)
    tokens.use(session, made[ACTIVATION], ACTIVATION, now)
    session.execute(update(EmailToken).where(col(EmailToken.purpose) == ACTIVATION).values(code_hash="a code waits"))
    assert tokens.kill(session, member_id, now) == 3
    assert not any(tokens.look(session, token, purpose, now) for purpose, token in made.items())
    assert tokens.look(session, strangers, RESET, now)
    assert "a code waits" not in session.exec(select(EmailToken.code_hash)).all()


def test_a_link_that_only_says_no_outlives_a_change_of_password_or_email(
    session: Session, member_id: int, now: datetime
) -> None:
    token = tokens.issue(session, CANCEL, member_id, ADDRESS, now)
    assert tokens.kill(session, member_id, now) == 0
    assert tokens.look(session, token, CANCEL, now)


def test_a_link_is_spent_when_its_work_was_done_another_way(session: Session, member_id: int, now: datetime) -> None:
    token = tokens.issue(session, CANCEL, member_id, ADDRESS, now)
    other = tokens.issue(session, RESET, member_id, ADDRESS, now)
    tokens.spend(session, CANCEL, member_id, now)
    with pytest.raises(tokens.LinkUsed):
        tokens.use(session, token, CANCEL, now)
    assert tokens.look(session, other, RESET, now)


def test_a_dead_link_tells_why_for_a_month_and_is_then_deleted(session: Session, member_id: int, now: datetime) -> None:
    token = tokens.issue(session, RESET, member_id, ADDRESS, now)
    late = now + timedelta(hours=1) + tokens.REMEMBERED
    assert tokens.purge(session, late - SECOND) == 0
    with pytest.raises(tokens.LinkExpired):
        tokens.find(session, token, RESET, late)
    assert tokens.purge(session, late) == 1


@pytest.fixture
def committed(engine: Engine) -> Iterator[int]:
    with db.transaction(engine, writes=True) as session:
        member_id = factories.alice(session).id
    yield member_id
    empty(engine)


def test_of_twenty_clicks_at_once_one_succeeds(engine: Engine, committed: int, now: datetime) -> None:
    with db.transaction(engine, writes=True) as session:
        token = tokens.issue(session, ACTIVATION, committed, ADDRESS, now)
    told = at_once(engine, lambda session, _: tokens.use(session, token, ACTIVATION, now).email)
    assert sorted(told) == ["LinkUsed"] * (CLICKS - 1) + [ADDRESS]


def test_of_links_asked_for_at_once_one_stays_alive(engine: Engine, committed: int, now: datetime) -> None:
    made = at_once(engine, lambda session, _: tokens.issue(session, RESET, committed, ADDRESS, now))
    with db.transaction(engine) as session:
        assert sum(tokens.look(session, token, RESET, now) is not None for token in made) == 1
