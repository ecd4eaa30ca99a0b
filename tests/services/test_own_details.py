from datetime import datetime

import pytest
from sqlmodel import Session, col, select

from espace.domain.labels import ContactDetail, TokenPurpose
from espace.domain.life_events import BY_KEY
from espace.models import Member, OwnDetail
from espace.services import contact_details, login_details, own_details, tokens
from tests import factories
from tests.events import tell
from tests.factories import Person

ADDRESS = {"voie": "7 rue du Large", "complement": "", "code_postal": "13299", "ville": "Port-Mistral"}


@pytest.fixture
def alice(session: Session) -> Person:
    return factories.alice(session)


def _kept(session: Session, owner: Person) -> list[tuple[ContactDetail, str]]:
    rows = session.exec(select(OwnDetail).where(OwnDetail.member_id == owner.id).order_by(col(OwnDetail.id)))
    return [(row.detail, row.replaced_hash) for row in rows]


def _former(owner: Person, detail: ContactDetail) -> tuple[ContactDetail, str]:
    return detail, own_details.fingerprint(detail, owner.member.model_dump())


def test_what_a_change_replaced_is_kept_as_a_hash(session: Session, now: datetime, alice: Person) -> None:
    chloe = factories.chloe(session)
    former = [_former(alice, detail) for detail in (ContactDetail.ADDRESS, ContactDetail.MOBILE)]
    contact_details.change_address(session, alice.id, ADDRESS, now)
    contact_details.change_phones(session, alice.id, {"mobile": "06 39 98 47 12", "fixe": ""}, now)
    assert _kept(session, alice) == former  # the landline stayed what it was
    assert _kept(session, chloe) == []
    assert "Embruns" not in str(former)


def test_a_move_is_kept_like_a_change_on_the_page(session: Session, now: datetime, alice: Person) -> None:
    former = _former(alice, ContactDetail.ADDRESS)
    tell(session, alice, BY_KEY["demenagement"], now)
    assert _kept(session, alice) == [former]


def test_a_confirmed_email_is_kept_unless_the_employer_holds_the_one_on_file(
    session: Session, now: datetime, alice: Person
) -> None:
    bruno = factories.bruno(session)
    former = _former(alice, ContactDetail.EMAIL)
    for one in (alice, bruno):
        email = f"{one.member.first_name.lower()}@nouvelle.example"
        link = tokens.issue(session, TokenPurpose.EMAIL_CHANGE, one.id, email, now)
        login_details.confirm_email_change(session, link, now)
    assert (_kept(session, alice), _kept(session, bruno)) == ([former], [])


def test_what_is_written_again_as_it_was_replaces_nothing(session: Session, now: datetime, alice: Person) -> None:
    own_details.write(session, alice.id, {"email": alice.member.email, "city": alice.member.city}, now)
    assert _kept(session, alice) == []
    assert session.exec(select(Member.city).where(col(Member.id) == alice.id)).one() == "Port-Mistral"
