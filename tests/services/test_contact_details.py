from datetime import date, datetime

import pytest
from sqlmodel import Session, col, select

from espace.domain.errors import InvalidFields, InvalidInput
from espace.domain.labels import ContractKind
from espace.models import Account, AuditEntry, Contract, Member, OutboxEmail
from espace.services import contact_details
from espace.services.contact_details import LockedByEmployer
from tests import factories
from tests.factories import Person

ADDRESS = {"voie": "7 rue du Large", "complement": "", "code_postal": "13299", "ville": "Port-Mistral"}
PHONES = {"mobile": "06 39 98 47 12", "fixe": ""}


def _member(session: Session, person: Person) -> Member:
    return session.exec(
        select(Member).where(col(Member.id) == person.id).execution_options(populate_existing=True)
    ).one()


def _sent(session: Session) -> list[OutboxEmail]:
    return list(session.exec(select(OutboxEmail)))


def _trail(session: Session) -> list[tuple[str, str]]:
    return [(one.action, one.detail) for one in session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))]


def test_a_member_changes_the_postal_address(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    assert contact_details.change_address(session, alice.id, {**ADDRESS, "member_id": "2"}, now)

    saved = _member(session, alice)
    assert (saved.address_line1, saved.postcode, saved.city) == ("7 rue du Large", "13299", "Port-Mistral")
    (mail,) = _sent(session)
    assert mail.recipient == alice.account.email
    assert "votre adresse postale" in mail.text
    assert "rue du Large" not in mail.text
    assert _trail(session) == [("contact_details_changed", "address_line1, address_line2, city, postcode")]


def test_a_member_changes_the_telephones(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    assert contact_details.change_phones(
        session, alice.id, {"mobile": "+33 6 39 98 47 12", "fixe": "04 65 71 00 12"}, now
    )
    assert (_member(session, alice).mobile, _member(session, alice).phone) == ("0639984712", "0465710012")
    assert "vos numéros de téléphone" in _sent(session)[0].text


def test_what_is_there_already_changes_and_sends_nothing(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    alice.member.mobile = "06.39.98.47.12"  # as the back office wrote it
    session.flush()
    same = {"voie": " 18  rue des Embruns", "code_postal": "13 299", "ville": "Port-Mistral"}
    assert not contact_details.change_address(session, alice.id, same, now)
    assert not contact_details.change_phones(session, alice.id, PHONES, now)
    assert not contact_details.choose(session, alice.id, "lettre", False, now)
    assert (_sent(session), _trail(session)) == ([], [])


def test_the_same_change_twice_sends_one_mail(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    assert contact_details.change_phones(session, alice.id, PHONES, now)
    assert not contact_details.change_phones(session, alice.id, PHONES, now)
    assert len(_sent(session)) == 1


def test_two_tabs_never_mix_blocks(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    contact_details.change_phones(session, alice.id, PHONES, now)
    contact_details.change_address(session, alice.id, ADDRESS, now)
    contact_details.change_address(session, alice.id, {**ADDRESS, "voie": "3 rue du Port"}, now)
    assert (_member(session, alice).mobile, _member(session, alice).address_line1) == ("0639984712", "3 rue du Port")
    assert _member(session, chloe).address_line1 == "18 rue des Embruns"


def test_each_fault_is_told_and_nothing_is_saved(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    with pytest.raises(InvalidFields) as refusal:
        contact_details.change_phones(session, alice.id, {"mobile": "12", "fixe": "06 39 98 47 12"}, now)
    assert set(refusal.value.sentences) == {"mobile", "fixe"}
    with pytest.raises(InvalidFields):
        contact_details.change_address(session, alice.id, {**ADDRESS, "ville": "<b>"}, now)
    with pytest.raises(InvalidFields, match="convient pas"):
        contact_details.change_phones(session, alice.id, {}, now)
    assert (_member(session, alice).mobile, _sent(session), _trail(session)) == ("", [], [])


@pytest.mark.parametrize("change", [contact_details.change_address, contact_details.change_phones])
def test_a_group_contract_locks_contact_details_in_the_service(session: Session, now: datetime, change) -> None:
    bruno = factories.bruno(session)
    with pytest.raises(LockedByEmployer) as refusal:
        change(session, bruno.id, {**ADDRESS, **PHONES}, now)
    assert refusal.value.sentence == (
        "Merci de bien vouloir solliciter votre employeur pour toutes modifications de coordonnées et de contrat."
    )
    assert (_member(session, bruno).mobile, _sent(session)) == ("", [])

    contact_details.refuse_locked(session, bruno.account_id, now)
    assert _trail(session) == [("change_refused", "group contract")]


def test_of_several_contracts_a_running_group_contract_locks(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    group = Contract(
        contract_number="G-1", member_id=alice.id, plan_id=alice.contract.plan_id, kind=ContractKind.GROUP,
        employer="Ateliers de la Calanque", starts_on=date(2024, 1, 1), ends_on=date(2026, 11, 23),
    )  # fmt: skip
    session.add(group)
    session.flush()
    assert contact_details.employer_of(session, alice.id, date(2026, 11, 23)) == "Ateliers de la Calanque"
    with pytest.raises(LockedByEmployer):
        contact_details.change_address(session, alice.id, ADDRESS, now)

    for ended in (date(2026, 11, 22), date(2025, 1, 1)):
        group.ends_on = ended
        session.flush()
        assert contact_details.employer_of(session, alice.id, date(2026, 11, 23)) is None
    assert contact_details.change_address(session, alice.id, ADDRESS, now)


def test_communication_choices_are_ones_own_even_under_a_group_contract(session: Session, now: datetime) -> None:
    bruno = factories.bruno(session)
    assert contact_details.choose(session, bruno.id, "lettre", True, now)
    assert contact_details.choose(session, bruno.id, "paiements", False, now)
    account = session.exec(select(Account).execution_options(populate_existing=True)).one()
    assert (account.newsletter, account.notify_payments, account.statements_by_email) == (True, False, True)
    assert len(_sent(session)) == 2
    assert _trail(session)[0] == ("contact_details_changed", "choice lettre: yes")


@pytest.mark.parametrize("name", ["", "status", "password_hash"])
def test_there_are_no_other_choices(session: Session, now: datetime, name: str) -> None:
    with pytest.raises(InvalidInput):
        contact_details.choose(session, factories.alice(session).id, name, True, now)
