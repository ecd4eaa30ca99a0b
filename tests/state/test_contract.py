from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from espace import db
from espace.adapters import clock
from espace.domain.labels import ContractKind
from espace.models import AuditEntry
from espace.state.contract import ContractState
from tests.contracts import contract, table
from tests.factories import alice, bruno, chloe, person
from tests.state.conftest import Open

NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def _present(monkeypatch: pytest.MonkeyPatch, now) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


def _plain(text: str) -> str:
    return text.replace(NBSP, " ")


def _facts(state: ContractState) -> dict[str, str]:
    return {fact.name: _plain(fact.value) for fact in state.facts}


async def test_the_page_says_all_terms_of_the_contract(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)

    state = await opened(ContractState, member, "/contrat")
    await ContractState.load.fn(state)

    assert (state.status, state.plan, state.standing) == ("ready", "Horizon 3", "Contrat en cours")
    assert _facts(state) == {
        "Numéro de contrat": "C-0472318",
        "Type de contrat": "Individuel",
        "Depuis le": "1er mars 2023",
        "Cotisation": "126,40 € par mois",
        "Caisse d’Assurance Maladie": "CPAM des Bouches-du-Rhône",
    }
    assert (state.fund, _plain(state.fund_code)) == ("CPAM des Bouches-du-Rhône", "01 131 0000")
    assert state.is_transmitted
    assert not state.is_group
    assert state.pdf == f"/documents/garanties?contrat={member.contract.public_id}"


async def test_everybody_covered_is_told_with_their_dates_a_removed_one_too(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        member.beneficiary("Julien").ends_on = date(2025, 6, 30)
        member.beneficiary("Noé").starts_on = date(2027, 1, 1)
        session.flush()

    state = await opened(ContractState, member, "/contrat")
    await ContractState.load.fn(state)

    assert [(one.initials, one.name, _plain(one.badge), one.is_covered) for one in state.people] == [
        ("AM", "Alice Martin", "Couverte", True),
        ("JM", "Julien Martin", "Retiré(e)", False),
        ("IM", "Inès Martin", "Couvert(e)", True),
        ("NM", "Noé Martin", "À partir du 1er janv. 2027", False),
    ]
    assert _plain(state.people[0].who) == "Adhérente, née le 14 juin 1984"
    assert _plain(state.people[1].since) == (
        "Couvert(e) du 1er mars 2023 au 30 juin 2025. Ses soins de cette période restent dans vos remboursements."
    )
    assert state.people[3].since == ""


async def test_the_table_is_told_by_heading_in_plain_french(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        table(session, member.plan)

    state = await opened(ContractState, member, "/contrat")
    await ContractState.load.fn(state)

    assert [group.heading for group in state.groups] == [
        "Hospitalisation",
        "Soins courants",
        "Optique",
        "Médecines douces",
    ]
    rows = {row.label: row for group in state.groups for row in group.rows}
    doctors = rows["Médecins adhérents à l’OPTAM"]
    assert _plain(doctors.level) == "170 % de la base"
    assert [_plain(one) for one in doctors.examples] == [
        "Généraliste à 30,00 € : il vous reste 2,00 €",
        "Spécialiste à 55,00 € : il vous reste 3,45 €",
    ]
    assert rows["Équipement 100 % Santé"].full_cover
    assert (rows["Cure thermale"].note, rows["Cure thermale"].examples) == ("En plus de l’Assurance Maladie", [])


async def test_the_examples_are_told_share_by_share(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        table(session, member.plan)

    state = await opened(ContractState, member, "/contrat")
    await ContractState.load.fn(state)

    shares = {_plain(one.name): one for one in state.examples}
    gp = shares["Consultation d’un généraliste, secteur 1"]
    assert [_plain(amount) for amount in (gp.charged, gp.social_security, gp.mutual, gp.out_of_pocket)] == [
        "30,00 €",
        "19,00 €",
        "9,00 €",
        "2,00 €",
    ]
    assert len(state.examples) == 6


async def test_a_group_contract_names_the_employer_and_the_members_part(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = bruno(session)

    state = await opened(ContractState, member, "/contrat")
    await ContractState.load.fn(state)

    assert (state.is_group, state.is_ended, state.employer) == (True, False, "Ateliers de la Calanque")
    assert _facts(state)["Employeur"] == "Ateliers de la Calanque"
    assert _facts(state)["Votre part"] == "126,40 € par mois"
    assert "Cotisation" not in _facts(state)


async def test_of_two_running_contracts_each_has_its_own_rule(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        group = contract(session, member, "G-1", kind=ContractKind.GROUP, employer="Ateliers de la Calanque")

    shown = {}
    for public_id in (member.contract.public_id, group.public_id):
        state = await opened(ContractState, member, f"/contrat?contrat={public_id}")
        await ContractState.load.fn(state)
        shown[_facts(state)["Numéro de contrat"]] = (state.is_group, state.employer, state.is_running)
        assert [one.is_shown for one in state.choices].count(True) == 1
        assert len(state.choices) == 2

    assert shown == {"C-0472318": (False, "", True), "G-1": (True, "Ateliers de la Calanque", True)}


async def test_an_ended_contract_is_told_as_ended_and_covers_nobody(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        old = contract(session, member, "old", ends_on=date(2022, 12, 31), premium=0)
        table(session, member.plan)

    state = await opened(ContractState, member, f"/contrat?contrat={old.public_id}")
    await ContractState.load.fn(state)

    assert (state.standing, state.is_running, state.is_ended) == ("Contrat terminé", False, True)
    assert _facts(state)["Terminé le"] == "31 décembre 2022"
    assert "Cotisation" not in _facts(state)
    assert [(one.badge, one.is_covered) for one in state.people] == [("Contrat terminé", False)]
    assert _plain(state.told_on) == "31 décembre 2022"
    assert [_plain(one.label) for one in state.choices] == [
        "Horizon 3, individuel, en cours",
        "Horizon 2, individuel, terminé le 31 déc. 2022",
    ]


async def test_a_contract_to_come_says_from_when(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        coming = contract(session, member, "next", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))

    state = await opened(ContractState, member, f"/contrat?contrat={coming.public_id}")
    await ContractState.load.fn(state)

    assert (state.standing, state.is_running, state.is_ended) == ("Contrat à venir", False, False)
    assert (_facts(state)["À partir du"], _facts(state)["Jusqu’au"]) == ("1er janvier 2027", "31 décembre 2027")
    assert _plain(state.choices[1].label) == "Horizon 2, individuel, à partir du 1er janv. 2027"
    assert state.fund_code == ""


async def test_a_member_without_a_contract_is_told_so(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = person(session, "Diane", "Roche")
        session.delete(member.beneficiaries[0])
        session.flush()
        session.delete(member.contract)

    state = await opened(ContractState, member, "/contrat")
    await ContractState.load.fn(state)

    assert (state.status, state.groups) == ("empty", [])


async def test_anothers_contract_and_an_unknown_one_look_the_same_and_only_the_first_is_audited(
    database: Engine, opened: Open
) -> None:
    with db.transaction(writes=True) as session:
        member, stranger = alice(session), chloe(session)

    shown = []
    for identifier in (member.contract.public_id, "does-not-exist--"):
        state = await opened(ContractState, stranger, f"/contrat?contrat={identifier}")
        await ContractState.load.fn(state)
        vars_shown = ContractState.base_vars.keys() - {"made_for"}  # the address itself, which the browser has
        shown.append({name: getattr(state, name) for name in vars_shown})

    assert shown[0]["status"] == "missing"
    assert shown[0] == shown[1]
    with db.transaction() as session:
        entries = session.exec(select(AuditEntry.action, AuditEntry.account_id, AuditEntry.target)).all()
    assert entries == [("access_refused", stranger.account_id, f"contract:{member.contract.public_id}")]


async def test_a_missing_contract_clears_the_one_shown_before(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        table(session, member.plan)

    state = await opened(ContractState, member, "/contrat")
    await ContractState.load.fn(state)
    state.router = (await opened(ContractState, member, "/contrat?contrat=gone")).router
    await ContractState.load.fn(state)

    assert (state.status, state.facts, state.people, state.groups, state.pdf) == ("missing", [], [], [], "")
