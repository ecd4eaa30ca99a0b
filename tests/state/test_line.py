from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from espace import db
from espace.domain.labels import CareKind, PaymentMethod, Recipient
from espace.models import AuditEntry, PaymentLine
from espace.state.line import LineState
from tests.factories import Person, alice, care, chloe, correction, payment, pharmacy, recovered_deduction
from tests.state.conftest import Open

PAGE = "/remboursements/prestation"


@pytest.fixture
def member(database: Engine) -> Person:
    with db.transaction(writes=True) as session:
        return alice(session)


@pytest.fixture
def show(opened: Open):
    async def load(member: Person, line: PaymentLine, query: str = "") -> LineState:
        state = await opened(LineState, member, f"{PAGE}?id={line.public_id}{query}")
        state.full_name = f"{member.member.first_name} {member.member.last_name}"
        await LineState.load.fn(state)
        return state

    return load


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def said(state: LineState) -> str:
    return plain("".join(chunk.text for chunk in state.sentence))


def steps(state: LineState) -> list[tuple[str, str]]:
    return [(step.name, plain(step.value)) for step in state.steps]


async def test_a_prestation_says_what_was_paid_how_and_why(member: Person, show) -> None:
    with db.transaction(writes=True) as session:
        visit = care(5500, 3150, mutual=3150, practitioner="Dr Karim Bensaïd", act_code="CS", settlement_number="D-4")
        line = payment(session, member, care(), visit, payment_number="26-118-7").lines[1]

    state = await show(member, line)

    assert (state.status, state.title) == ("ready", "Consultation généraliste")
    assert plain(state.lead) == "Soins du 13 novembre 2026, pour Alice"
    assert (state.paid_label, plain(state.amount), plain(state.left)) == ("Versé par la mutuelle", "31,50 €", "3,45 €")
    assert (state.sent_label, plain(state.day), state.who) == ("Virement parti le", "18 novembre 2026", "Alice Martin")
    assert [part.amount for part in state.parts] == ["20,05\u00a0€", "31,50\u00a0€", "3,45\u00a0€"]
    assert "1,45 € de dépassement d’honoraires chez le Dr Karim Bensaïd" in said(state)
    assert steps(state) == [
        ("Dépense", "55,00 €"),
        ("Base de remboursement", "31,50 €"),
        ("Taux de remboursement", "70 %"),
        ("Participation forfaitaire", "−2,00 €"),
        ("Part de l’Assurance Maladie (RO)", "20,05 €"),
        ("Part de la mutuelle (RC)", "31,50 €"),
    ]
    assert {plain(fact.name): plain(fact.value) for fact in state.facts} == {
        "Acte": "Consultation généraliste",
        "Code de l’acte": "CS",
        "Professionnel de santé": "Dr Karim Bensaïd",
        "Date des soins": "13 novembre 2026",
        "N° de décompte": "D-4",
        "N° de ligne": "2",
        "N° de paiement": "26-118-7",
        "Date de paiement": "18 novembre 2026",
        "Payé à": "Alice Martin",
        "Mode de paiement": "Virement sur le compte se terminant par 471",
    }
    assert (state.links, state.unlinked, state.secret) == ([], "", "")
    assert [word.name for word in state.words] == [
        "La base", "La participation forfaitaire", "Le dépassement d’honoraires",
    ]  # fmt: skip


async def test_the_ways_back_keep_the_search_and_nothing_else(member: Person, show) -> None:
    with db.transaction(writes=True) as session:
        paid = payment(session, member, payment_number="26-118-7")

    state = await show(member, paid.lines[0], "&page=3&soins=dental&pro=%3Cb%3E&suite=//evil.example")

    assert state.payment_href == f"/remboursements/paiement?soins=dental&pro=%3Cb%3E&id={paid.public_id}&page=3"
    assert state.back == "/remboursements?soins=dental&pro=%3Cb%3E&page=3#p26-118-7"
    assert state.pdf == f"/documents/prestation?id={paid.lines[0].public_id}"


async def test_what_one_opened_from_the_third_parties_leads_back_there(member: Person, show) -> None:
    with db.transaction(writes=True) as session:
        first = payment(session, member, pharmacy(), recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port")
        payment(session, member, recovered_deduction(first.lines[0]))

    state = await show(member, first.lines[0], "&onglet=tiers&page=2")

    assert state.back.startswith("/remboursements/tiers?page=2#p")
    assert state.payment_href.endswith(f"?id={first.public_id}&onglet=tiers&page=2")
    assert state.links[0].href.endswith("&onglet=tiers&page=2")


async def test_care_outside_the_pathway_tells_both_rates(member: Person, show) -> None:
    with db.transaction(writes=True) as session:
        line = payment(session, member, care(rate=3000, standard_rate=7000)).lines[0]

    state = await show(member, line)

    (rate,) = [step for step in state.steps if step.name == "Taux de remboursement"]
    assert (plain(rate.value), plain(rate.detail)) == ("30 %", "hors du parcours de soins, au lieu de 70 %")


async def test_care_without_a_tariff_has_no_rate_and_another_insurer_has_its_part(member: Person, show) -> None:
    with db.transaction(writes=True) as session:
        bones = care(6000, 0, 0, deduction=0, mutual=3500, other_insurer=1000, care_kind=CareKind.ALTERNATIVE)
        line = payment(session, member, bones, method=PaymentMethod.CHEQUE).lines[0]

    state = await show(member, line)

    assert steps(state) == [
        ("Dépense", "60,00 €"),
        ("Base de remboursement", "–"),
        ("Part de l’Assurance Maladie (RO)", "0,00 €"),
        ("Part de la mutuelle (RC)", "35,00 €"),
        ("Part de l’autre mutuelle", "10,00 €"),
    ]
    assert "Chèque à votre nom" in {fact.value for fact in state.facts}


async def test_a_correction_and_what_it_corrects_link_to_each_other(member: Person, show) -> None:
    with db.transaction(writes=True) as session:
        first = payment(session, member, paid_on=date(2026, 9, 2), payment_number="26-1").lines[0]
        paid = payment(session, member, correction(first), care(mutual=600), paid_on=date(2026, 10, 7))

    undone, wrong = await show(member, paid.lines[0]), await show(member, first, "&page=2")

    (link,) = undone.links
    assert plain(link.text) == "Cette ligne corrige la prestation payée le 2 septembre 2026"
    assert (plain(link.hint), link.href) == (
        "Consultation généraliste, paiement n° 26-1",
        f"{PAGE}?id={first.public_id}",
    )
    assert (undone.paid_label, plain(undone.amount), plain(undone.left)) == (
        "Repris par la mutuelle", "9,00 €", "−2,00 €",
    )  # fmt: skip
    assert plain(undone.lead).startswith("Régularisation de soins du 28 août 2026")
    assert said(undone).startswith("Cette ligne corrige un paiement précédent : elle annule 30,00 € de soins")
    assert ("Participation forfaitaire", "2,00 €") in steps(undone)
    (back,) = wrong.links
    assert plain(back.text) == "Cette prestation a été corrigée le 7 octobre 2026"
    assert back.href == f"{PAGE}?id={paid.lines[0].public_id}&page=2"


async def test_a_recovered_deduction_and_its_care_link_to_each_other(member: Person, show) -> None:
    with db.transaction(writes=True) as session:
        box = replace(pharmacy(), social_security=136, out_of_pocket=0, deduction=0)
        third = payment(session, member, box, recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port").lines[0]
        taken = replace(recovered_deduction(third), social_security=-100, out_of_pocket=100, deduction=100)
        line = payment(session, member, taken, paid_on=date(2026, 12, 2)).lines[0]

    recovered, bought = await show(member, line), await show(member, third)

    assert [plain(link.text) for link in recovered.links] == [
        "Cette retenue concerne des soins payés le 18 novembre 2026"
    ]
    assert (recovered.paid_label, plain(recovered.amount)) == ("Retenue récupérée", "1,00 €")
    assert steps(recovered) == [("Franchise médicale", "−1,00 €"), ("Part de l’Assurance Maladie (RO)", "−1,00 €")]
    assert (recovered.parts, recovered.picture, recovered.apart) == ([], "", [])
    assert [plain(link.text) for link in bought.links] == ["Une retenue de 1,00 € a été récupérée le 2 décembre 2026"]
    assert "pourra récupérer" not in said(bought)
    assert {fact.name: fact.value for fact in bought.facts}["Payé à"] == "Pharmacie du Port"


async def test_what_is_older_than_the_portal_is_said_to_be_so(member: Person, show) -> None:
    with db.transaction(writes=True) as session:
        old = payment(session, member).lines[0]
        alone = [replace(one, corrects_line_id=None) for one in (correction(old), recovered_deduction(old))]
        lines = payment(session, member, *alone).lines

    assert [(await show(member, line)).unlinked.partition(" est ")[0].partition(" sont ")[0] for line in lines] == [
        "Le paiement que cette ligne corrige",
        "Les soins que cette retenue concerne",
    ]


async def test_care_of_one_settlement_paid_apart_leads_to_the_other_part(member: Person, show) -> None:
    with db.transaction(writes=True) as session:
        first = payment(session, member, care(settlement_number="D-7"), paid_on=date(2026, 10, 7)).lines[0]
        payment(session, member, care(settlement_number="D-7", act_label="Échographie"), payment_number="26-9")

    (link,) = (await show(member, first)).links

    assert plain(link.text) == "Une autre partie de ce décompte a été payée le 18 novembre 2026"
    assert plain(link.hint) == "Échographie, paiement n° 26-9"


async def test_another_adults_care_shows_what_was_paid_and_nothing_more(member: Person, show) -> None:
    with db.transaction(writes=True) as session:
        words = {"act_code": "CNPSY", "act_label": "Consultation psychiatre"}
        secret = care(5500, 3150, mutual=3150, first_name="Julien", **words)
        line = payment(session, member, secret, recipient=Recipient.THIRD_PARTY, payee="Clinique du Cap").lines[0]

    state = await show(member, line)

    assert state.title == "Acte confidentiel"
    assert plain(state.secret).startswith("Ce sont les soins de Julien, qui est adulte.")
    assert [name for name, _ in steps(state)] == [
        "Dépense", "Part de l’Assurance Maladie (RO)", "Part de la mutuelle (RC)",
    ]  # fmt: skip
    assert [fact.name for fact in state.facts] == [
        "Acte", "Date des soins", "N° de ligne", "N° de paiement", "Date de paiement", "Payé à", "Mode de paiement",
    ]  # fmt: skip
    assert said(state).endswith("à payer : ce soin est confidentiel, nous n’en donnons pas le détail.")
    shown = " ".join(str(getattr(state, name)) for name in LineState.base_vars)
    for hint in ("psychiatre", "CNPSY", "Castaing", "Clinique", "31,50\u00a0€ de", "forfaitaire", "dépassement", "D-"):
        assert hint not in shown


async def test_anothers_prestation_and_an_unknown_one_look_the_same(member: Person, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        line = payment(session, member).lines[0]
        stranger = chloe(session)

    shown = []
    for identifier in (line.public_id, "does-not-exist-0", "", "é"):
        state = await opened(LineState, stranger, f"{PAGE}?id={identifier}")
        await LineState.load.fn(state)
        vars_shown = LineState.base_vars.keys() - {"made_for"}  # the address itself, which the browser has
        shown.append({name: getattr(state, name) for name in vars_shown})

    assert shown[0]["status"] == "missing"
    assert all(one == shown[0] for one in shown)
    with db.transaction() as session:
        entries = session.exec(select(AuditEntry.action, AuditEntry.account_id, AuditEntry.target)).all()
    assert entries == [("access_refused", stranger.account_id, f"payment_line:{line.public_id}")]


async def test_a_missing_prestation_clears_the_one_shown_before(member: Person, show, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        line = payment(session, member).lines[0]

    state = await show(member, line)
    state.router = (await opened(LineState, member, f"{PAGE}?id=gone")).router
    await LineState.load.fn(state)

    assert (state.status, state.title, state.steps, state.facts) == ("missing", "", [], [])
