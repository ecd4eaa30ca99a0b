"""Asking for a space: one neutral answer, one e-mail."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, func, select

from espace import routes
from espace.domain.labels import AccountStatus, TokenPurpose
from espace.models import AuditEntry, EmailToken, OutboxEmail
from espace.services import enrolment, tokens
from tests import applicants, factories
from tests.applicants import ELSEWHERE, ON_FILE, card, link_in, mails

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
CLIENT = "192.0.2.1"
NO_MATCH = "Votre demande d’espace adhérent"


def ask(session: Session, now: datetime, client: str = CLIENT, **typed: str) -> OutboxEmail:
    """Send the form and return the one e-mail it leads to."""
    before = len(mails(session))
    enrolment.ask(session, card(**typed), now, client=client)
    (mail,) = mails(session)[before:]
    return mail


def links(session: Session) -> int:
    return session.exec(select(func.count()).select_from(EmailToken)).one()


def test_a_card_on_file_gets_an_activation_link_at_the_address_typed(session: Session, now: datetime) -> None:
    applicants.sofia(session)
    mail = ask(session, now, mail=ELSEWHERE)
    assert mail.recipient == ELSEWHERE
    step = enrolment.open_activation(session, link_in(mail, routes.ACTIVATION.path), now)
    assert (step.first_name, step.needs_code) == ("Sofia", True)


def test_the_address_on_file_needs_no_code_however_it_is_typed(session: Session, now: datetime) -> None:
    sofia = applicants.sofia(session)
    sofia.member.email = "Sofia.Lambert@Exemple.FR"
    session.flush()
    mail = ask(session, now, mail=" SOFIA.lambert@exemple.fr ")
    assert mail.recipient == ON_FILE
    assert not enrolment.open_activation(session, link_in(mail, routes.ACTIVATION.path), now).needs_code


WRONG = [{"num": "9999999"}, {"naiss": "03/04/1994"}, {"nom": "Lambertin"}, {"nir": "2940483999013"}]


@pytest.mark.parametrize("typed", WRONG)
def test_a_card_that_fits_nobody_gets_one_email_and_no_link(
    session: Session, now: datetime, typed: dict[str, str]
) -> None:
    applicants.sofia(session)
    mail = ask(session, now, **typed)
    assert mail.subject == NO_MATCH
    assert mail.recipient == ON_FILE
    assert links(session) == 0


def test_every_unknown_card_gets_word_for_word_the_same_email(session: Session, now: datetime) -> None:
    applicants.sofia(session)
    sent = [ask(session, now, **typed) for typed in WRONG]
    assert len({(mail.subject, mail.text, mail.html) for mail in sent}) == 1


def test_a_member_who_has_a_space_is_told_how_to_log_in(session: Session, now: datetime) -> None:
    applicants.sofia(session, account=True)
    mail = ask(session, now, mail=ELSEWHERE)
    assert "/connexion" in mail.text
    assert "/mot-de-passe-oublie" in mail.text
    assert "Sofia" not in mail.text
    assert links(session) == 0


def test_an_address_that_serves_another_account_is_told_the_same(session: Session, now: datetime) -> None:
    applicants.sofia(session)
    alice = factories.alice(session)
    mail = ask(session, now, mail=alice.account.email)
    assert "/mot-de-passe-oublie" in mail.text
    assert links(session) == 0


def test_a_strangers_address_learns_nothing_from_a_wrong_card_and_a_taken_address(
    session: Session, now: datetime
) -> None:
    alice = factories.alice(session)
    assert ask(session, now, mail=alice.account.email).subject == NO_MATCH


def test_the_dead_the_frozen_and_those_who_left_are_answered_like_unknown_cards(
    session: Session, now: datetime
) -> None:
    sofia = applicants.sofia(session, account=True)
    sofia.account.status = AccountStatus.FROZEN
    session.flush()
    frozen = ask(session, now)
    session.delete(sofia.account)
    sofia.contract.ends_on = date(2026, 11, 22)
    session.flush()
    left = ask(session, now)
    sofia.contract.ends_on = None
    sofia.member.deceased_on = date(2026, 11, 1)
    session.flush()
    dead = ask(session, now)
    assert {mail.subject for mail in (frozen, left, dead)} == {NO_MATCH}


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The SQL statements run meanwhile, by their first word."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement.split()[0])

    bind = session.get_bind().engine
    event.listen(bind, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(bind, "before_cursor_execute", note)


def test_every_answer_takes_as_many_statements(session: Session, now: datetime) -> None:
    applicants.sofia(session)
    alice = factories.alice(session)
    counts = []
    for typed in [{}, {"num": "9999999"}, {"naiss": "03/04/1994"}, {"mail": alice.account.email}]:
        with counted(session) as statements:
            enrolment.ask(session, card(**typed), now, client=CLIENT)
            session.flush()
        counts.append(len(statements))
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("number", ["0541190", "9999999"])
def test_a_number_is_tried_five_times_an_hour_known_or_not(session: Session, now: datetime, number: str) -> None:
    applicants.sofia(session)
    for count in range(5):
        ask(session, now, client=f"192.0.2.{count}", num=number, naiss="03/04/1994")
    with pytest.raises(enrolment.TooManyCards):
        enrolment.ask(session, card(num=number), now + HOUR - SECOND, client="192.0.2.9")
    assert len(mails(session)) == 5
    ask(session, now + HOUR, num=number)


def test_a_network_address_tries_twenty_cards_an_hour(session: Session, now: datetime) -> None:
    for count in range(20):
        ask(session, now, num=f"{count:07d}")
    with pytest.raises(enrolment.TooManyCards):
        enrolment.ask(session, card(num="0541190"), now, client=CLIENT)
    ask(session, now, client="192.0.2.2")


def test_asking_again_kills_the_first_link(session: Session, now: datetime) -> None:
    applicants.sofia(session)
    first, second = (link_in(ask(session, now), routes.ACTIVATION.path) for _ in range(2))
    with pytest.raises(tokens.LinkUnknown):
        enrolment.open_activation(session, first, now)
    enrolment.open_activation(session, second, now)


def test_an_expired_link_is_replaced_at_the_same_address(session: Session, now: datetime) -> None:
    applicants.sofia(session)
    old = link_in(ask(session, now, mail=ELSEWHERE), routes.ACTIVATION.path)
    late = now + timedelta(hours=48)
    with pytest.raises(tokens.LinkExpired):
        enrolment.open_activation(session, old, late)
    enrolment.resend(session, old, late)
    mail = mails(session)[-1]
    assert mail.recipient == ELSEWHERE
    assert enrolment.open_activation(session, link_in(mail, routes.ACTIVATION.path), late).needs_code
    enrolment.resend(session, old, late)  # it has been replaced
    assert len(mails(session)) == 2


@pytest.mark.parametrize("token", ["", "x" * 43, "\x00", "\ud800"])
def test_nothing_is_sent_again_for_an_unknown_link(session: Session, now: datetime, token: str) -> None:
    applicants.sofia(session)
    enrolment.resend(session, token, now)
    assert mails(session) == []


def test_a_link_is_sent_again_three_times_an_hour(session: Session, now: datetime) -> None:
    applicants.sofia(session)
    token = link_in(ask(session, now), routes.ACTIVATION.path)
    for _ in range(5):
        enrolment.resend(session, token, now)
        token = link_in(mails(session)[-1], routes.ACTIVATION.path)
    assert len(mails(session)) == 4


def test_a_request_is_audited_without_anything_typed(session: Session, now: datetime) -> None:
    applicants.sofia(session)
    ask(session, now, mail=ELSEWHERE)
    ask(session, now, num="9999999", mail=ELSEWHERE)
    trail = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all()
    assert [(entry.action, entry.detail) for entry in trail] == [
        ("enrolment_asked", "link sent"),
        ("enrolment_asked", "no match"),
    ]
    told = "".join(repr(entry) for entry in trail)
    assert not any(typed in told for typed in (ELSEWHERE, "9999999", "0541190", "Lambert", "294048"))


def test_another_purpose_never_opens_a_space(session: Session, now: datetime) -> None:
    sofia = applicants.sofia(session)
    token = tokens.issue(session, TokenPurpose.EMAIL_CHANGE, sofia.id, ON_FILE, now)
    with pytest.raises(tokens.LinkUnknown):
        enrolment.open_activation(session, token, now)
