from datetime import datetime, timedelta

from sqlmodel import Session

from espace.domain import request_queue as words
from espace.domain.labels import RequestKind, RequestStatus
from espace.services import request_queue, request_steps
from espace.services.request_queue import PAGE_SIZE
from tests import asked, factories

DAY = timedelta(days=1)


def _numbers(session: Session, now: datetime, **asked_for: str) -> list[str]:
    found = request_queue.page(session, words.read(asked_for), now)
    return [one.number for one in found.rows]


def test_the_one_that_has_waited_longest_comes_first(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    late = asked.ask(session, chloe, now)
    early = asked.ask(session, alice, now - DAY)
    assert _numbers(session, now) == [early.number, late.number]
    row = request_queue.page(session, words.read({}), now).rows[0]
    assert (row.who, row.member_number, row.subject) == ("Alice Martin", "0472318", "Un devis")


def test_status_kind_and_age_narrow_it(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    question = asked.ask(session, alice, now - 8 * DAY)
    birth = asked.ask(session, alice, now, kind=RequestKind.BIRTH)
    ended = asked.ask(session, alice, now)
    which = asked.request_id(session, ended)
    request_steps.add_step(session, which, status=RequestStatus.ANSWERED, message="Oui.", now=now)
    assert _numbers(session, now) == [question.number, birth.number]
    assert _numbers(session, now, type="birth") == [birth.number]
    assert _numbers(session, now, age="7") == [question.number]
    assert _numbers(session, now, etat="terminees") == [ended.number]
    assert _numbers(session, now, etat="attente") == []
    assert len(_numbers(session, now, etat="toutes")) == 3


def test_pages_hold_twenty_and_one_beyond_the_last_is_the_last(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    made = [asked.ask(session, alice, now + timedelta(seconds=n)).number for n in range(PAGE_SIZE + 3)]
    later = now + DAY
    first = request_queue.page(session, words.read({}), later)
    last = request_queue.page(session, words.read({}), later, number=99)
    assert [one.number for one in first.rows] == made[:PAGE_SIZE]
    assert [one.number for one in last.rows] == made[PAGE_SIZE:]
    assert (first.number, last.number, last.count) == (1, 2, PAGE_SIZE + 3)


def test_an_empty_queue_is_one_empty_page(session: Session, now: datetime) -> None:
    found = request_queue.page(session, words.read({}), now, number=3)
    assert (found.rows, found.number, found.count) == ((), 1, 0)
