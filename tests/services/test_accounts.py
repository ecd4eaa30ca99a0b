from datetime import date, datetime

import pytest
from sqlmodel import Session

from espace.domain.errors import NotFound
from espace.domain.labels import AccountStatus
from espace.models import Member
from espace.services import accounts, sessions
from espace.services.accounts import AlreadyTaken
from tests import factories


@pytest.fixture
def newcomer(session: Session) -> Member:
    made = Member(
        member_number="0700001",
        first_name="Dora",
        last_name="Neuve",
        birth_date=date(1990, 1, 1),
        nir_encrypted="demo:x",
        nir_hash="0" * 64,
        address_line1="1 rue Neuve",
        postcode="13299",
        city="Port-Mistral",
    )
    session.add(made)
    session.flush()
    return made


def test_a_new_account_can_log_in_by_its_lower_cased_email(session: Session, newcomer: Member, now: datetime) -> None:
    made = accounts.create(session, newcomer.member_number, " Dora@Exemple.FR ", "hash", now)
    assert made.status is AccountStatus.ACTIVE
    assert sessions.candidate(session, "dora@exemple.fr").account_id == made.id


def test_a_member_has_one_account(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    with pytest.raises(AlreadyTaken, match="existe déjà"):
        accounts.create(session, alice.member.member_number, "autre@exemple.fr", "hash", now)


def test_an_email_serves_one_account(session: Session, newcomer: Member, now: datetime) -> None:
    alice = factories.alice(session)
    with pytest.raises(AlreadyTaken):
        accounts.create(session, newcomer.member_number, alice.account.email.upper(), "hash", now)


def test_an_unknown_member_gets_no_account(session: Session, now: datetime) -> None:
    with pytest.raises(NotFound, match="numéro"):
        accounts.create(session, "9999999", "x@exemple.fr", "hash", now)
