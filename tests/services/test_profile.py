from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session

from espace.adapters import crypto
from espace.domain.labels import ContractKind, Relationship, TokenPurpose
from espace.models import Beneficiary, Contract
from espace.services import profile, tokens
from tests import factories


def test_a_member_reads_their_own_account_ready_to_show(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    factories.chloe(session)
    alice.member.mobile = "0639984712"
    alice.account.last_login_at = datetime(2026, 11, 21, 17, 4, tzinfo=UTC)
    session.flush()

    shown = profile.view(session, alice.id, now)
    assert (shown.name, shown.member_number) == ("Martin Alice", "0472318")
    assert (shown.birth_date, shown.mobile) == ("14\u00a0juin\u00a01984", "06\u00a039\u00a098\u00a047\u00a012")
    assert shown.nir == "2 84 06 •• ••• ••• ••".replace(" ", shown.nir[1])
    assert (shown.email, shown.account_ending, shown.landline) == ("alice.martin@exemple.fr", "189", "")
    assert shown.password_changed == "Changé le 12\u00a0mai\u00a02026"
    assert shown.last_login == "Samedi 21\u00a0novembre à\u00a018\u00a0h\u00a004"
    assert (shown.locked, shown.employer, shown.pending_email) == (False, "", "")
    assert (shown.notify_payments, shown.newsletter) == (True, False)
    assert not {"284061305512361", "FR7630006000011234567890189"} & set(repr(shown).split("'"))


def test_the_family_is_who_is_covered_today(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    alice.beneficiary("Inès").ends_on = date(2026, 11, 22)
    alice.beneficiary("Noé").nir_encrypted = crypto.encrypt("117041305512333", "nir")
    alice.beneficiary("Julien").nir_encrypted = crypto.encrypt("284061305512361", "nir")
    session.add(
        Beneficiary(
            contract_id=alice.contract.id or 0, rank=9, relationship=Relationship.CHILD, first_name="Zoé",
            last_name="Martin", birth_date=date(2026, 12, 1), starts_on=date(2026, 12, 1),
        )
    )  # fmt: skip
    session.flush()
    family = profile.view(session, alice.id, now).family
    assert [(one.initials, one.first_name, one.note.replace("\u00a0", " ")) for one in family] == [
        ("JM", "Julien", "conjointe, née en 1982"),
        ("NM", "Noé", "enfant, né en 2017"),
    ]


def test_somebody_of_two_contracts_is_listed_once_and_twins_twice(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    second = Contract(
        contract_number="C-2", member_id=alice.id, plan_id=alice.contract.plan_id, kind=ContractKind.INDIVIDUAL,
        starts_on=date(2025, 1, 1),
    )  # fmt: skip
    session.add(second)
    session.flush()
    for rank, name in enumerate(("Inès", "Lou")):
        session.add(
            Beneficiary(
                contract_id=second.id or 0, rank=rank, relationship=Relationship.CHILD, first_name=name,
                last_name="Martin", birth_date=date(2013, 8, 27), starts_on=date(2025, 1, 1),
            )
        )  # fmt: skip
    session.flush()
    names = [one.first_name for one in profile.view(session, alice.id, now).family]
    assert names == ["Julien", "Inès", "Noé", "Lou"]


def test_a_group_contract_locks_the_page_and_names_the_employer(session: Session, now: datetime) -> None:
    shown = profile.view(session, factories.bruno(session).id, now)
    assert (shown.locked, shown.employer, shown.family) == (True, "Ateliers de la Calanque", ())
    assert (shown.account_ending, shown.last_login) == ("", "")


def test_without_a_running_contract_the_account_is_still_there(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    alice.contract.ends_on = date(2026, 1, 1)
    session.flush()
    shown = profile.view(session, alice.id, now)
    assert (shown.name, shown.family, shown.locked) == ("Martin Alice", (), False)


def test_an_address_waits_for_its_confirmation_until_its_link_ends(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    tokens.issue(session, TokenPurpose.EMAIL_CHANGE, alice.id, "alice@exemple.org", now)
    assert profile.view(session, alice.id, now).pending_email == "alice@exemple.org"
    assert profile.view(session, alice.id, now + timedelta(hours=48)).pending_email == ""
