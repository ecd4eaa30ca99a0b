from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from espace.adapters import crypto
from espace.domain.labels import AccountStatus, Relationship
from espace.domain.life_events import BY_KEY
from espace.models import Account, AuditEntry, Beneficiary, Contract, LoginSession, Member, Plan
from espace.services import life_events, request_steps, sessions
from espace.services.life_events import TooEarly
from tests import factories
from tests.asked import mails
from tests.events import adviser, decide, tell
from tests.factories import Person

LATER = timedelta(days=60)


@pytest.fixture(autouse=True)
def _kept(attachments_folder: Path) -> None:
    """Whatever is confirmed lies in a folder of the test's own."""


def _apply(
    session: Session, owner: Person, key: str, now: datetime, *, after: timedelta = LATER, **answers: str
) -> None:
    made = tell(session, owner, BY_KEY[key], now, **answers)
    assert life_events.apply(session, decide(session, made), adviser(session, now), now + after)


def _people(session: Session, owner: Person) -> list[Beneficiary]:
    query = select(Beneficiary).where(col(Beneficiary.contract_id) == owner.contract.id).order_by(col(Beneficiary.rank))
    return list(session.exec(query.execution_options(populate_existing=True)))


def _contract(session: Session, owner: Person) -> Contract:
    query = select(Contract).where(col(Contract.id) == owner.contract.id)
    return session.exec(query.execution_options(populate_existing=True)).one()


def test_twins_join_the_contract_in_the_order_they_were_told(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    _apply(session, alice, "naissance", now, after=timedelta(), prenom2="Zoé")
    *_, first, second = _people(session, alice)
    assert [(one.rank, one.first_name, one.relationship) for one in (first, second)] == [
        (4, "Alba", Relationship.CHILD), (5, "Zoé", Relationship.CHILD),
    ]  # fmt: skip
    assert (first.birth_date, first.starts_on, first.ends_on) == (second.birth_date, date(2026, 11, 2), None)


def test_a_spouse_joins_with_the_number_that_stays_encrypted(session: Session, now: datetime) -> None:
    chloe = factories.chloe(session)
    spouse = {
        "couvrir": "oui",
        "prenom": "Paul",
        "nom": "Roy",
        "naissance": "01/02/1980",
        "nir": "1 80 05 2A 004 005 31",
    }
    _apply(session, chloe, "union", now, **spouse)
    one = _people(session, chloe)[-1]
    assert (one.rank, one.relationship, one.starts_on) == (1, Relationship.SPOUSE, date(2026, 11, 14))
    assert crypto.decrypt(one.nir_encrypted, "nir") == "180052A00400531"
    assert one.nir_hash == crypto.lookup_hash("180052A00400531")


def test_a_union_may_change_nothing_of_the_contract(session: Session, now: datetime) -> None:
    chloe = factories.chloe(session)
    _apply(session, chloe, "union", now)
    assert len(_people(session, chloe)) == 1


def test_another_relative_joins_from_the_day_asked(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    _apply(session, alice, "ajout", now, after=timedelta())
    one = _people(session, alice)[-1]
    assert (one.relationship, one.first_name, one.starts_on) == (Relationship.OTHER, "Rose", date(2026, 12, 1))


@pytest.mark.parametrize(
    ("key", "field", "last_day"),
    [("separation", "conjoint", date(2026, 11, 30)), ("radiation", "personne", date(2026, 12, 31))],
)
def test_who_leaves_is_covered_to_the_last_day_and_nobody_else_is_touched(
    session: Session, now: datetime, key: str, field: str, last_day: date
) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    _apply(session, alice, key, now, after=timedelta(), **{field: alice.beneficiary("Julien").public_id})
    assert [one.ends_on for one in _people(session, alice)] == [None, last_day, None, None]
    assert [one.ends_on for one in _people(session, chloe)] == [None]


def test_a_separation_may_leave_everybody_covered(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    _apply(session, alice, "separation", now)
    assert {one.ends_on for one in _people(session, alice)} == {None}


def test_an_end_that_comes_first_stays(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    noe = alice.beneficiary("Noé")
    noe.ends_on = date(2026, 12, 1)
    session.flush()
    _apply(session, alice, "radiation", now, personne=noe.public_id)
    assert _people(session, alice)[-1].ends_on == date(2026, 12, 1)


def test_the_death_of_a_relative_ends_their_cover_alone(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    _apply(session, alice, "deces", now, personne=alice.beneficiary("Julien").public_id)
    assert [one.ends_on for one in _people(session, alice)] == [None, date(2026, 11, 19), None, None]
    assert session.exec(select(Account.status)).one() is AccountStatus.ACTIVE
    assert (_contract(session, alice).ends_on, session.exec(select(Member.deceased_on)).one()) == (None, None)


def test_the_death_of_the_member_freezes_the_account_and_writes_to_nobody(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    sessions.open_session(session, alice.account_id, now)
    made = tell(session, alice, BY_KEY["deces"], now, personne=alice.beneficiaries[0].public_id)
    before = len(mails(session))
    life_events.apply(session, decide(session, made), adviser(session, now), now)
    assert session.exec(select(Member.deceased_on)).one() == date(2026, 11, 19)
    assert session.exec(select(Account.status)).one() is AccountStatus.FROZEN
    assert session.exec(select(LoginSession)).all() == []
    assert len(mails(session)) == before
    assert _contract(session, alice).ends_on is None  # the family is still covered
    assert "account_frozen" in session.exec(select(AuditEntry.action)).all()


def test_the_death_of_somebody_alone_ends_the_contract(session: Session, now: datetime) -> None:
    chloe = factories.chloe(session)
    _apply(session, chloe, "deces", now, personne=chloe.beneficiaries[0].public_id)
    assert _contract(session, chloe).ends_on == date(2026, 11, 19)


def test_the_health_fund_changes_with_its_exchange(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    alice.contract.electronic_transmission = False
    session.flush()
    _apply(session, alice, "caisse", now)
    found = _contract(session, alice)
    assert (found.health_fund_name, found.health_fund_code) == ("MSA Provence Azur", "021310000")
    assert found.electronic_transmission


def test_the_plan_changes_on_its_day_and_not_before(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    session.add(factories.plan(session, "HORIZON-4"))
    session.flush()
    made = tell(session, alice, BY_KEY["formule"], now)
    with pytest.raises(TooEarly):
        life_events.apply(session, decide(session, made), adviser(session, now), now)
    life_events.apply(session, decide(session, made), adviser(session, now), now + timedelta(days=8))
    wanted = session.exec(select(Plan.id).where(col(Plan.code) == "HORIZON-4")).one()
    assert _contract(session, alice).plan_id == wanted


def test_another_employer_is_written_down_and_changes_nothing(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    before = _contract(session, alice).model_dump()
    _apply(session, alice, "emploi", now)
    assert _contract(session, alice).model_dump() == before


def test_a_resiliation_ends_the_contract_on_the_day_that_was_announced(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    _apply(session, alice, "resiliation", now, after=timedelta(days=5))  # decided later: the day stays
    assert _contract(session, alice).ends_on == date(2026, 12, 23)


def test_a_refusal_changes_nothing_of_the_contract(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    made = tell(session, alice, BY_KEY["resiliation"], now)
    life_events.refuse(session, decide(session, made), adviser(session, now), now, message="Le justificatif manque.")
    assert _contract(session, alice).ends_on is None
    with pytest.raises(request_steps.AlreadyEnded):
        life_events.apply(session, decide(session, made), adviser(session, now), now)
