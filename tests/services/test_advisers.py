from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from espace.domain.errors import NotFound
from espace.models import Adviser, AuditEntry
from espace.services import adviser_logins, adviser_sessions, advisers
from espace.services.advisers import AlreadyAnAdviser, Listed
from tests import advisers as people


def test_the_secret_is_shown_once_and_kept_encrypted(session: Session) -> None:
    nadia = people.nadia(session)
    kept = session.exec(select(Adviser.totp_encrypted)).one()
    assert nadia.secret.hex() not in kept
    assert advisers.opened(kept) == nadia.secret


def test_an_address_serves_one_adviser_even_a_disabled_one(session: Session, now: datetime) -> None:
    people.nadia(session)
    advisers.disable(session, people.EMAIL, now)
    with pytest.raises(AlreadyAnAdviser):
        people.nadia(session)


def test_they_are_listed_by_name(session: Session, now: datetime) -> None:
    people.paul(session)
    people.nadia(session)
    advisers.disable(session, people.EMAIL, now)
    assert advisers.listed(session) == (
        Listed(people.EMAIL, "Nadia Ben Amar", active=False),
        Listed("paul@vieux-port.example", "Paul Durand", active=True),
    )


def test_disabling_ends_their_sessions_and_theirs_only(session: Session, now: datetime) -> None:
    nadia, paul = people.nadia(session), people.paul(session)
    hers, his = people.hashed(session, nadia, now), people.hashed(session, paul, now)
    advisers.disable(session, nadia.email, now)
    assert adviser_sessions.who_is(session, hers, now) is None
    assert adviser_sessions.who_is(session, his, now) is not None
    assert adviser_logins.begin(session, nadia.email, "home", now).password_hash == ""


def test_a_new_secret_kills_the_old_one_and_the_sessions(session: Session, now: datetime) -> None:
    nadia = people.nadia(session)
    open_one = people.hashed(session, nadia, now)
    secret = advisers.reset_code(session, nadia.email, now)
    attempt = adviser_logins.begin(session, nadia.email, "home", now)
    assert adviser_sessions.who_is(session, open_one, now) is None
    assert adviser_logins.succeed(session, attempt, nadia.code(now), now) == ""
    renewed = people.Somebody(nadia.id, nadia.email, secret)
    assert adviser_logins.succeed(session, attempt, renewed.code(now), now)


def test_a_new_password_ends_their_sessions_and_theirs_only(session: Session, now: datetime) -> None:
    nadia, paul = people.nadia(session), people.paul(session)
    hers, his = people.hashed(session, nadia, now), people.hashed(session, paul, now)
    advisers.change_password(session, nadia.email, "another hash", now)
    assert adviser_sessions.who_is(session, hers, now) is None
    assert adviser_sessions.who_is(session, his, now) is not None
    assert adviser_logins.begin(session, nadia.email, "home", now).password_hash == "another hash"
    assert adviser_logins.begin(session, paul.email, "home", now).password_hash != "another hash"


def test_a_login_begun_under_the_old_password_does_not_end_after_the_change(session: Session, now: datetime) -> None:
    nadia = people.nadia(session)
    attempt = adviser_logins.begin(session, nadia.email, "home", now)
    advisers.change_password(session, nadia.email, "another hash", now)
    assert adviser_logins.succeed(session, attempt, nadia.code(now), now) == ""


def test_a_new_password_opens_nothing_to_one_who_was_disabled(session: Session, now: datetime) -> None:
    nadia = people.nadia(session)
    advisers.disable(session, nadia.email, now)
    advisers.change_password(session, nadia.email, "another hash", now)
    assert adviser_logins.begin(session, nadia.email, "home", now).password_hash == ""


def test_nobody_of_that_address_is_changed_or_read(session: Session, now: datetime) -> None:
    with pytest.raises(NotFound):
        advisers.name_of(session, "personne@exemple.fr")
    with pytest.raises(NotFound):
        advisers.change_password(session, "personne@exemple.fr", "hash", now)
    for service in (advisers.disable, advisers.reset_code, advisers.current_code):
        with pytest.raises(NotFound):
            service(session, "personne@exemple.fr", now)


def test_the_demonstrations_code_is_the_telephones(session: Session, now: datetime) -> None:
    nadia = people.nadia(session)
    later = now + timedelta(seconds=30)
    assert advisers.current_code(session, nadia.email, now) == nadia.code(now)
    assert advisers.current_code(session, nadia.email, later) == nadia.code(now, steps=1)


def test_what_is_done_to_them_is_written_down_without_an_address(session: Session, now: datetime) -> None:
    nadia = people.nadia(session)
    advisers.reset_code(session, nadia.email, now)
    advisers.change_password(session, nadia.email, "another hash", now)
    advisers.disable(session, nadia.email, now)
    entries = session.exec(select(AuditEntry)).all()
    assert [entry.action for entry in entries] == [
        "adviser_added", "adviser_code_reset", "adviser_password_changed", "adviser_disabled",
    ]  # fmt: skip
    assert {entry.target for entry in entries} == {f"adviser:{nadia.id}"}
    assert people.EMAIL not in repr(entries)


def test_a_first_password_has_a_hundred_random_bits() -> None:
    made = {advisers.new_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 24 for one in made)
