from datetime import datetime

import pytest
from sqlmodel import Session, col, select

from espace.models import AuditEntry
from espace.services import ownership
from espace.services.ownership import Thing
from tests import factories


def _public_id(session: Session, thing: Thing, person: factories.Person) -> str:
    return factories.payment(session, person).public_id if thing is Thing.PAYMENT else person.contract.public_id


@pytest.mark.parametrize("thing", Thing)
def test_an_object_is_its_owners_and_nobody_elses(session: Session, thing: Thing) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    public_id = _public_id(session, thing, alice)

    assert ownership.is_owned(session, thing, alice.id, public_id)
    assert not ownership.is_owned(session, thing, chloe.id, public_id)


@pytest.mark.parametrize("public_id", ["", "1", "missing-missing-", "' OR 1=1 --", "x" * 2000])
def test_what_does_not_exist_is_nobodys(session: Session, public_id: str) -> None:
    assert not ownership.is_owned(session, Thing.CONTRACT, factories.alice(session).id, public_id)


@pytest.mark.parametrize("thing", Thing)
def test_asking_for_anothers_object_is_audited_a_missing_one_is_not(
    session: Session, now: datetime, thing: Thing
) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    theirs, own = _public_id(session, thing, chloe), _public_id(session, thing, alice)
    for public_id in (theirs, own, "missing-missing-", ""):
        ownership.refuse(session, thing, alice.id, alice.account_id, public_id, now)

    trail = session.exec(select(AuditEntry).where(col(AuditEntry.action) != "login")).all()
    assert [(entry.action, entry.target) for entry in trail] == [("access_refused", f"{thing}:{theirs}")]
