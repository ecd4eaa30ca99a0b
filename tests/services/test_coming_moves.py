from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from espace import db
from espace.domain.labels import AccountStatus, ContractKind, RequestStatus
from espace.domain.life_events import BY_KEY
from espace.models import AuditEntry, Member
from espace.services import coming_moves, life_events, request_steps, requests
from espace.services.life_events import TooEarly
from espace.services.requests import Created
from tests import factories
from tests.asked import mails
from tests.events import adviser, decide, row, tell
from tests.factories import Person

MOVE = BY_KEY["demenagement"]
FORMER, NEW = "18 rue des Embruns", "7 rue du Large"
DAY = datetime(2026, 12, 1, 8, tzinfo=UTC)


def _tell(session: Session, owner: Person, now: datetime, le: str = "01/12/2026") -> Created:
    return tell(session, owner, MOVE, now, le=le)


def _lives(session: Session, owner: Person) -> str:
    return session.exec(select(Member.address_line1).where(col(Member.id) == owner.id)).one()


@pytest.mark.parametrize(
    ("le", "midnight"),
    [
        ("01/12/2026", datetime(2026, 11, 30, 23, tzinfo=UTC)),
        ("01/07/2027", datetime(2027, 6, 30, 22, tzinfo=UTC)),
        ("28/03/2027", datetime(2027, 3, 27, 23, tzinfo=UTC)),  # the night that loses an hour
        ("29/03/2027", datetime(2027, 3, 28, 22, tzinfo=UTC)),
    ],
)
def test_a_move_is_applied_when_its_paris_day_begins(
    session: Session, now: datetime, le: str, midnight: datetime
) -> None:
    alice = factories.alice(session)
    made = _tell(session, alice, now, le)
    eve = midnight - timedelta(seconds=1)
    assert not coming_moves.is_due(session, eve)
    assert coming_moves.apply_due(session, eve) == 0
    assert _lives(session, alice) == FORMER

    assert coming_moves.is_due(session, midnight)
    assert coming_moves.apply_due(session, midnight) == 1
    assert (_lives(session, alice), row(session, made).status) == (NEW, RequestStatus.APPLIED)
    assert not coming_moves.is_due(session, midnight)
    assert coming_moves.apply_due(session, midnight) == 0


def test_the_member_is_told_and_the_trail_says_that_nobody_decided(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    made = _tell(session, alice, now)
    assert "Votre adresse changera le jour de votre déménagement" in mails(session)[0].text
    coming_moves.apply_due(session, DAY)
    assert [mail.subject for mail in mails(session)][1:] == [
        "Vos coordonnées ont changé", f"Du nouveau pour votre demande {made.number}",
    ]  # fmt: skip
    steps = requests.one(session, alice.id, made.public_id).summary.steps
    assert (steps[-1].message, steps[-1].by_member) == (coming_moves.APPLIED, False)
    trail = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all()
    assert [entry.action for entry in trail] == ["request_sent", "contact_details_changed", "request_moved"]
    assert trail[-1].adviser_id is None


def test_an_adviser_who_is_too_early_reads_that_it_comes_by_itself(session: Session, now: datetime) -> None:
    made = _tell(session, factories.alice(session), now)
    with pytest.raises(TooEarly, match="d’elle-même"):
        life_events.apply(session, decide(session, made), adviser(session, now), now)
    request_steps.add_step(session, decide(session, made), status=RequestStatus.WAITING, message="Où ?", now=now)
    with pytest.raises(TooEarly, match="appliquez-la"):
        life_events.apply(session, decide(session, made), adviser(session, now), now)


@pytest.mark.parametrize("status", [RequestStatus.IN_PROGRESS, RequestStatus.WAITING, RequestStatus.REFUSED])
def test_a_move_that_an_adviser_took_in_hand_stays_theirs(
    session: Session, now: datetime, status: RequestStatus
) -> None:
    alice = factories.alice(session)
    made = _tell(session, alice, now)
    request_steps.add_step(session, decide(session, made), status=status, message="Où ?", now=now)
    assert coming_moves.apply_due(session, DAY) == 0
    assert _lives(session, alice) == FORMER


def test_what_an_employer_rules_by_then_goes_to_an_adviser_and_holds_up_nobody(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    made = _tell(session, alice, now)
    _tell(session, chloe, now)
    alice.contract.kind = ContractKind.GROUP
    session.flush()
    assert coming_moves.apply_due(session, DAY) == 2
    assert (_lives(session, alice), _lives(session, chloe)) == (FORMER, NEW)
    assert row(session, made).status is RequestStatus.IN_PROGRESS
    assert "Un conseiller s’occupe de votre demande" in [m.text for m in mails(session) if made.number in m.text][-1]
    assert coming_moves.apply_due(session, DAY) == 0


def test_a_frozen_account_waits_and_a_deceased_member_keeps_the_address(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    for one in (alice, chloe):
        _tell(session, one, now)
    alice.account.status, chloe.member.deceased_on = AccountStatus.FROZEN, date(2026, 11, 25)
    session.flush()
    assert not coming_moves.is_due(session, DAY)
    assert coming_moves.apply_due(session, DAY) == 0
    alice.account.status = AccountStatus.ACTIVE
    session.flush()
    assert coming_moves.apply_due(session, DAY) == 1
    assert (_lives(session, alice), _lives(session, chloe)) == (NEW, FORMER)


def test_of_two_moves_the_later_day_is_where_one_lives(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    tell(session, alice, MOVE, now, le="20/12/2026", voie="9 quai du Port")
    _tell(session, alice, now)
    assert coming_moves.apply_due(session, DAY + timedelta(days=30)) == 2
    assert _lives(session, alice) == "9 quai du Port"


@pytest.fixture
def told(engine: Engine, now: datetime) -> Iterator[None]:
    """A move told and committed, gone afterwards."""
    with db.transaction(engine, writes=True) as session:
        _tell(session, factories.alice(session), now)
    yield
    with engine.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())


def test_of_many_workers_at_once_one_applies_it(engine: Engine, told: None) -> None:
    def work(_: int) -> int:
        with db.transaction(engine, writes=True) as session:
            return coming_moves.apply_due(session, DAY)

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(work, range(6))) == 1
    with db.transaction(engine) as session:
        assert len(mails(session)) == 3
