from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from espace import db
from espace.domain.labels import AccountStatus, Recipient
from espace.models import Account, OutboxEmail
from espace.services import payment_news
from tests import factories
from tests.bank_accounts import mails, sent
from tests.factories import Person

DECEMBER = datetime(2026, 12, 5, 4, tzinfo=UTC)
NEW, READY = "Un nouveau remboursement dans votre espace", "Votre relevé du mois de\u00a0novembre est disponible"


@pytest.fixture
def alice(session: Session) -> Person:
    return factories.alice(session)


def _tell(session: Session, now: datetime, last_id: int = 0) -> int:
    session.flush()
    return payment_news.tell_of_payments(session, last_id, now)


def _ready(session: Session, now: datetime = DECEMBER) -> int:
    session.flush()
    return payment_news.tell_of_statements(session, now)


def test_whoever_was_paid_is_told_once_with_the_way_to_read_it(session: Session, now: datetime, alice: Person) -> None:
    factories.chloe(session)
    for _ in range(3):
        factories.payment(session, alice)
    assert _tell(session, now) == 1
    assert sent(session) == [("alice.martin@exemple.fr", NEW)]
    assert "/remboursements\n" in mails(session)[0].text


def test_neither_email_says_what_was_paid_how_much_or_for_whom(session: Session, now: datetime, alice: Person) -> None:
    paid = factories.payment(session, alice, factories.care(practitioner="Dr Anne Morel", first_name="Inès"))
    _tell(session, now)
    _ready(session)
    line = paid.lines[0]
    for mail in mails(session):
        for secret in ("9,00", "30,00", line.act_label, "Morel", "Inès", "471", alice.member.member_number):
            assert secret not in mail.subject + mail.text + mail.html


@pytest.mark.parametrize(
    "paid",
    [
        {"paid_on": date(2026, 10, 23)},
        {"recipient": Recipient.THIRD_PARTY, "payee": "Pharmacie du Port"},
        {"total": -200},
        {"total": 0},
    ],
    ids=["history", "a third party", "money taken back", "nothing"],
)
def test_what_is_no_fresh_reimbursement_is_no_news(session: Session, now: datetime, alice: Person, paid: dict) -> None:
    made = factories.payment(session, alice, **{name: value for name, value in paid.items() if name != "total"})
    made.payment.total = paid.get("total", made.payment.total)
    assert _tell(session, now) == 0
    assert sent(session) == []


def test_a_month_back_is_still_news_and_what_was_there_before_is_not(
    session: Session, now: datetime, alice: Person
) -> None:
    known = factories.payment(session, alice, paid_on=date(2026, 10, 24)).payment.id
    assert _tell(session, now) == 1
    assert _tell(session, now, last_id=known) == 0


def _refuses_news(one: Person) -> None:
    one.account.notify_payments = one.account.statements_by_email = False


def _is_frozen(one: Person) -> None:
    one.account.status = AccountStatus.FROZEN


def _is_deceased(one: Person) -> None:
    one.member.deceased_on = date(2026, 11, 20)


def _has_no_address(one: Person) -> None:
    one.account.email = "pas une adresse"


@pytest.mark.parametrize("change", [_refuses_news, _is_frozen, _is_deceased, _has_no_address])
def test_some_are_told_nothing_and_hold_up_nobody(session: Session, now: datetime, alice: Person, change) -> None:
    chloe = factories.chloe(session)
    for one in (alice, chloe):
        factories.payment(session, one)
    change(alice)
    assert _tell(session, now) == 1
    _ready(session)
    assert sent(session) == [(chloe.account.email, NEW), (chloe.account.email, READY)]


def test_a_statement_is_told_once_a_month_to_whoever_has_one(session: Session, alice: Person) -> None:
    factories.chloe(session)
    factories.payment(session, alice, paid_on=date(2026, 11, 1))
    assert _ready(session) == 1
    assert _ready(session) == 0
    assert _ready(session, datetime(2026, 12, 31, 12, tzinfo=UTC)) == 0
    assert sent(session) == [("alice.martin@exemple.fr", READY)]
    assert "/remboursements?du=01%2F11%2F2026&au=30%2F11%2F2026" in mails(session)[0].text

    factories.payment(session, alice, paid_on=date(2026, 12, 31))
    assert _ready(session, datetime(2027, 1, 5, 12, tzinfo=UTC)) == 1
    assert "mois de\u00a0décembre 2026" in mails(session)[1].text


def test_a_payment_that_is_imported_late_is_told_late(session: Session, alice: Person) -> None:
    assert _ready(session) == 0
    factories.payment(session, alice, paid_on=date(2026, 11, 30))
    assert _ready(session, datetime(2026, 12, 20, tzinfo=UTC)) == 1


@pytest.mark.parametrize("paid_on", [date(2026, 10, 31), date(2026, 12, 1)])
def test_another_months_payment_makes_no_statement(session: Session, alice: Person, paid_on: date) -> None:
    factories.payment(session, alice, paid_on=paid_on)
    assert _ready(session) == 0


def test_what_was_paid_to_professionals_is_shown_where_it_stands(session: Session, alice: Person) -> None:
    factories.payment(session, alice, recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port")
    assert _ready(session) == 1
    assert "/remboursements/tiers?du=01%2F11%2F2026" in mails(session)[0].text


@pytest.mark.parametrize(
    ("moment", "told"),
    [(datetime(2026, 12, 4, 22, 59, 59, tzinfo=UTC), 0), (datetime(2026, 12, 4, 23, tzinfo=UTC), 1)],
)
def test_the_first_days_of_a_month_wait_for_the_last_payments(
    session: Session, alice: Person, moment: datetime, told: int
) -> None:
    factories.payment(session, alice)
    assert _ready(session, moment) == told


def test_many_are_told_a_batch_after_the_other(
    session: Session, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (alice, factories.chloe(session), factories.bruno(session)):
        factories.payment(session, one)
    monkeypatch.setattr(payment_news, "_STATEMENTS", payment_news._STATEMENTS.limit(2))
    assert [_ready(session) for _ in range(3)] == [2, 1, 0]
    assert len(set(sent(session))) == 3


@pytest.fixture
def paid(engine: Engine) -> Iterator[None]:
    """Ten members with a payment, committed, and gone afterwards."""
    with db.transaction(engine, writes=True) as session:
        for number in range(10):
            factories.payment(session, factories.person(session, f"Membre{number}", "Martin"))
    yield
    with engine.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())


def test_two_at_once_tell_nobody_twice(engine: Engine, paid: None) -> None:
    def run() -> int:
        with db.transaction(engine, writes=True) as session:
            return payment_news.tell_of_statements(session, DECEMBER)

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: run(), range(4)))
    with db.transaction(engine) as session:
        recipients = session.exec(select(OutboxEmail.recipient)).all()
        months = session.exec(select(col(Account.statement_told_for)).distinct()).all()
    assert sum(told) == 10
    assert len(recipients) == len(set(recipients)) == 10
    assert months == [date(2026, 11, 1)]
