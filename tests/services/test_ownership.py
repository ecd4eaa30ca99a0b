from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from espace.models import AuditEntry
from espace.services import ownership
from espace.services.ownership import Thing
from tests.asked import ask, joined
from tests.factories import Person, alice, chloe, payment

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def public_id(session: Session, owner: Person, thing: Thing) -> str:
    """Return the identifier of something of a member, made now."""
    if thing is Thing.BENEFICIARY:
        return owner.beneficiaries[0].public_id
    if thing is Thing.CONTRACT:
        return owner.contract.public_id
    if thing is Thing.REQUEST:
        return ask(session, owner, NOW).public_id
    if thing is Thing.ATTACHMENT:
        return joined(session, owner, NOW)
    paid = payment(session, owner)
    return paid.public_id if thing is Thing.PAYMENT else paid.lines[0].public_id


@pytest.mark.parametrize("thing", Thing)
def test_an_object_is_its_members_alone(session: Session, thing: Thing) -> None:
    member, stranger = alice(session), chloe(session)
    wanted = public_id(session, member, thing)

    assert ownership.is_owned(session, thing, member.id, wanted)
    assert not ownership.is_owned(session, thing, stranger.id, wanted)


@pytest.mark.parametrize("thing", Thing)
@pytest.mark.parametrize("identifier", ["", "missing-missing-", "x" * 5_000, "' OR 1=1"])
def test_what_does_not_exist_is_nobodys(session: Session, thing: Thing, identifier: str) -> None:
    assert not ownership.is_owned(session, thing, alice(session).id, identifier)


@pytest.mark.parametrize("thing", Thing)
def test_asking_for_anothers_object_is_audited_a_missing_one_is_not(
    session: Session, now: datetime, thing: Thing
) -> None:
    member = alice(session)
    theirs, own = (public_id(session, owner, thing) for owner in (chloe(session), member))

    for identifier in (theirs, own, "missing-missing-", "nonsense"):
        ownership.refuse(session, thing, member.id, member.account_id, identifier, now)

    refused = select(AuditEntry.action, AuditEntry.account_id, AuditEntry.target).where(
        AuditEntry.action != "request_sent"
    )
    entries = session.exec(refused).all()
    assert entries == [("access_refused", member.account_id, f"{thing.value}:{theirs}")]
