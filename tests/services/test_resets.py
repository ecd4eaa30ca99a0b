from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, func, select

from espace import routes
from espace.domain.errors import PortalError
from espace.domain.labels import AccountStatus, TokenPurpose
from espace.models import Account, AuditEntry, EmailToken, LoginSession, OutboxEmail
from espace.services import resets, sessions, tokens
from tests import factories
from tests.applicants import link_in, mails

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
NEW = "the hash of a new password"
CLIENT = "192.0.2.1"


@pytest.fixture
def alice(session: Session) -> factories.Person:
    return factories.alice(session)


def ask(session: Session, login: str, now: datetime) -> None:
    resets.ask(session, login, now, client=CLIENT)


def asked(session: Session, now: datetime) -> str:
    ask(session, "0472318", now)
    return link_in(mails(session)[-1], routes.NEW_PASSWORD.path)


@pytest.mark.parametrize("login", ["0472318", " 04 72 318 ", "alice.martin@exemple.fr", " Alice.MARTIN@exemple.fr "])
def test_the_owner_gets_one_link_at_the_login_address(
    session: Session, alice: factories.Person, now: datetime, login: str
) -> None:
    ask(session, login, now)
    (mail,) = mails(session)
    assert mail.recipient == alice.account.email
    assert resets.look(session, link_in(mail, routes.NEW_PASSWORD.path), now).first_name == "Alice"


@pytest.mark.parametrize("login", ["", "9999999", "x@exemple.fr", "\x00", "\ud800", "x" * 10_000, "a\r\nBcc: b@c.fr"])
def test_an_unknown_login_gets_the_same_answer_and_nothing_is_sent(
    session: Session, alice: factories.Person, now: datetime, login: str
) -> None:
    ask(session, login, now)
    assert mails(session) == []
    assert session.exec(select(func.count()).select_from(EmailToken)).one() == 0
    assert session.exec(select(AuditEntry.account_id)).all() == [None]


@pytest.mark.parametrize("change", [{"status": AccountStatus.FROZEN}, {"deceased_on": date(2026, 1, 1)}])
def test_a_frozen_account_gets_no_link(session: Session, now: datetime, change: dict[str, object]) -> None:
    person = factories.person(session, "Denis", "Gelé", **change)  # type: ignore[arg-type]
    ask(session, person.member.member_number, now)
    assert mails(session) == []


@pytest.mark.parametrize("login", ["0472318", "9999999"])
def test_a_known_and_an_unknown_login_meet_the_same_limit(
    session: Session, alice: factories.Person, now: datetime, login: str
) -> None:
    for _ in range(3):
        ask(session, login, now)
    with pytest.raises(resets.TooManyLinks):
        ask(session, f" {login[:2]} {login[2:]}", now)
    ask(session, login, now + HOUR)


def test_a_reset_changes_the_password_ends_every_session_and_tells_the_owner(
    session: Session, alice: factories.Person, now: datetime
) -> None:
    token = asked(session, now)
    other = tokens.issue(session, TokenPurpose.EMAIL_CHANGE, alice.id, "new@exemple.fr", now)
    for _ in range(3):
        sessions.open_session(session, alice.account_id, now)
    chloe = sessions.open_session(session, factories.chloe(session).account_id, now)
    resets.reset(session, token, NEW, now + SECOND)
    account = session.exec(
        select(Account.password_hash, Account.password_changed_at).where(Account.id == alice.account_id)
    )
    assert account.one() == (NEW, now + SECOND)
    assert session.exec(select(LoginSession.id_hash)).all() == [sessions.hash_token(chloe)]
    assert tokens.look(session, other, TokenPurpose.EMAIL_CHANGE, now) is None
    assert [mail.recipient for mail in mails(session)] == [alice.account.email] * 2
    trail = session.exec(select(AuditEntry.action).order_by(col(AuditEntry.id))).all()
    assert [trail[0], trail[-1]] == ["reset_asked", "password_reset"]


def test_a_link_serves_once_for_an_hour(session: Session, alice: factories.Person, now: datetime) -> None:
    token = asked(session, now)
    for late in (HOUR, HOUR + SECOND):
        with pytest.raises(tokens.LinkExpired):
            resets.reset(session, token, NEW, now + late)
    resets.look(session, token, now + HOUR - SECOND)
    resets.reset(session, token, NEW, now + HOUR - SECOND)
    with pytest.raises(tokens.LinkUsed):
        resets.reset(session, token, "another", now + HOUR - SECOND)


def test_a_new_link_kills_the_old_one(session: Session, alice: factories.Person, now: datetime) -> None:
    old, new = asked(session, now), asked(session, now)
    with pytest.raises(tokens.LinkUnknown):
        resets.reset(session, old, NEW, now)
    resets.reset(session, new, NEW, now)


def test_an_activation_link_resets_nothing(session: Session, alice: factories.Person, now: datetime) -> None:
    token = tokens.issue(session, TokenPurpose.ACTIVATION, alice.id, alice.account.email, now)
    with pytest.raises(PortalError):
        resets.reset(session, token, NEW, now)


def test_a_link_dies_with_the_address_or_the_right_to_log_in(
    session: Session, alice: factories.Person, now: datetime
) -> None:
    token = asked(session, now)
    alice.account.email = "elsewhere@exemple.fr"
    session.flush()
    with pytest.raises(tokens.LinkUnknown):
        resets.look(session, token, now)


def test_a_step_names_what_a_password_may_not_be_made_of(
    session: Session, alice: factories.Person, now: datetime
) -> None:
    step = resets.look(session, asked(session, now), now)
    assert {"Alice", "Martin", "0472318", "1984-06-14", alice.account.email, "Mutuelle du Vieux-Port"} <= set(
        step.personal
    )
    assert "Martin" not in repr(step)


def test_no_token_stands_in_clear_but_in_the_email(session: Session, alice: factories.Person, now: datetime) -> None:
    token = asked(session, now)
    rows = [*session.exec(select(EmailToken)), *session.exec(select(AuditEntry))]
    assert not any(token in repr(row) or "alice.martin" in row.model_dump_json(exclude={"email"}) for row in rows)
    assert token in session.exec(select(OutboxEmail.html)).one()
