from dataclasses import replace
from datetime import date

from sqlalchemy import Engine
from sqlmodel import select

from espace import db
from espace.domain.labels import CareKind, PaymentMethod, Recipient
from espace.models import AuditEntry
from espace.state.payment import PaymentState
from tests.factories import alice, care, chloe, correction, payment, pharmacy, recovered_deduction
from tests.state.conftest import Open


async def test_the_detail_says_who_paid_what_and_why(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        paid = payment(session, member, care(), care(5500, 3150, mutual=3150, practitioner="Dr Karim Bensaïd"))

    state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}&page=3")
    await PaymentState.load.fn(state)

    assert (state.status, state.title) == ("ready", "Paiement du 18\u00a0novembre\u00a02026")
    assert [part.amount for part in state.parts] == ["39,05\u00a0€", "40,50\u00a0€", "5,45\u00a0€"]
    assert state.picture == "Assurance Maladie 46\u00a0%, Votre mutuelle 48\u00a0%, Vous (reste à charge) 6\u00a0%"
    sentence = "".join(chunk.text for chunk in state.sentence)
    assert "85,00\u00a0€" in sentence
    assert "1,45\u00a0€ de dépassement d’honoraires chez le Dr\u00a0Karim Bensaïd" in sentence.replace(
        "Dr ", "Dr\u00a0"
    )
    assert state.total.out_of_pocket == "5,45\u00a0€"
    assert [word.name for word in state.words] == [
        "La base",
        "La participation forfaitaire",
        "Le dépassement d’honoraires",
    ]
    assert (state.back, state.account) == ("/remboursements?page=3", "se terminant par 471")


async def test_anothers_payment_and_an_unknown_one_look_the_same(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        paid = payment(session, alice(session))
        stranger = chloe(session)

    shown = []
    for identifier in (paid.public_id, "does-not-exist", ""):
        state = await opened(PaymentState, stranger, f"/remboursements/paiement?id={identifier}")
        await PaymentState.load.fn(state)
        vars_shown = PaymentState.base_vars.keys() - {"made_for"}  # the address itself, which the browser has
        shown.append({name: getattr(state, name) for name in vars_shown})

    assert shown[0]["status"] == "missing"
    assert shown[0] == shown[1] == shown[2]


async def test_a_missing_payment_clears_the_one_shown_before(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        paid = payment(session, member)

    state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}")
    await PaymentState.load.fn(state)
    state.router = (await opened(PaymentState, member, "/remboursements/paiement?id=gone")).router
    await PaymentState.load.fn(state)

    assert (state.status, state.rows, state.number) == ("missing", [], "")


async def test_what_is_cancelled_is_no_part_of_the_picture_of_care(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        first = payment(session, member, care(mutual=5000, charged=9000))
        paid = payment(session, member, correction(first.lines[0]), care(), recovered_deduction(first.lines[0]))

    state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}")
    await PaymentState.load.fn(state)

    assert [part.amount for part in state.parts] == ["19,00\u00a0€", "9,00\u00a0€", "2,00\u00a0€"]
    assert state.apart == [
        "Ce dessin laisse de côté les lignes de régularisation, qui annulent ou corrigent un paiement précédent.",
        "Récupéré par l’Assurance Maladie sur d’autres soins\u00a0: 2,00\u00a0€",
    ]
    assert {"La régularisation", "La retenue récupérée"} <= {word.name for word in state.words}


async def test_a_payment_that_only_takes_back_says_so_and_draws_nothing(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        paid = payment(session, member, correction(payment(session, member).lines[0]))

    state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}")
    await PaymentState.load.fn(state)

    assert (state.paid_label, state.amount) == ("Trop-perçu", "9,00\u00a0€")
    assert (state.sent_label, state.account_label, state.account) == ("Établi le", "Versement", "aucun")
    assert (
        "".join(chunk.text for chunk in state.sentence)
        .replace("\u00a0", " ")
        .startswith(
            "9,00 € vous ont été versés en trop (trop-perçu) et pourront être repris sur un prochain paiement. Cette "
            "ligne corrige un paiement précédent : elle annule 30,00 € de soins"
        )
    )
    assert (state.picture, {part.look for part in state.parts}) == ("", {""})
    assert state.remark.startswith("L’une des parts est négative")


async def test_amounts_that_cancel_each_other_are_no_transfer(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        first = payment(session, member)
        paid = payment(session, member, correction(first.lines[0]), care())
        third = payment(session, member, correction(first.lines[0]), recipient=Recipient.THIRD_PARTY, payee="Clinique")

    said = []
    for one in (paid, third):
        state = await opened(PaymentState, member, f"/remboursements/paiement?id={one.public_id}")
        await PaymentState.load.fn(state)
        said.append((state.paid_label, state.amount, state.sent_label, state.account))

    assert said == [
        ("Versé par la mutuelle", "0,00\u00a0€", "Établi le", "aucun"),
        ("Repris par la mutuelle", "9,00\u00a0€", "Établi le", "Clinique"),
    ]


async def test_each_line_leads_to_its_detail_and_keeps_the_search(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        paid = payment(session, member, care(), care())

    state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}&page=3&min=5&x=y")
    await PaymentState.load.fn(state)

    assert [row.href for row in state.rows] == [
        f"/remboursements/prestation?min=5&id={line.public_id}&page=3" for line in paid.lines
    ]
    assert state.back == "/remboursements?min=5&page=3"


async def test_another_adults_base_and_reasons_are_not_told(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        paid = payment(session, member, care(5500, 3150, mutual=3150, first_name="Julien"), care())

    state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}")
    await PaymentState.load.fn(state)

    assert [row.base for row in (*state.rows, state.total)] == ["–", "30,00\u00a0€", "–"]
    assert state.total.out_of_pocket == "5,45\u00a0€"
    told = "".join(chunk.text for chunk in state.sentence).replace("\u00a0", " ")
    assert told.endswith("que la loi laisse à votre charge, et 3,45 € sur un soin confidentiel.")


async def test_a_cheque_and_a_third_party_payment_say_to_whom_they_went(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        cheque = payment(session, member, method=PaymentMethod.CHEQUE)
        third = payment(session, member, pharmacy(), recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port")

    said = []
    for paid in (cheque, third):
        state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}")
        state.full_name = "Alice Martin"
        await PaymentState.load.fn(state)
        said.append((state.sent_label, state.account_label, state.account))

    assert said == [
        ("Chèque envoyé le", "À l’ordre de", "Alice Martin"),
        ("Payé le", "Payé à", "Pharmacie du Port"),
    ]


async def test_a_second_insurer_has_its_own_part(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        paid = payment(session, member, care(6000, 2300, mutual=690, other_insurer=2000))

    state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}")
    await PaymentState.load.fn(state)

    assert [part.look for part in state.parts] == ["part-am", "part-mut", "part-other", "part-you"]
    assert "L’autre mutuelle" in {word.name for word in state.words}
    assert state.has_other_insurer
    assert [row.other_insurer for row in (*state.rows, state.total)] == ["20,00\u00a0€"] * 2


async def test_what_is_recovered_on_other_care_is_no_share_of_this_care(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        earlier = payment(session, member)
        beside = payment(session, member, care(), recovered_deduction(earlier.lines[0]))
        alone = payment(session, member, recovered_deduction(earlier.lines[0]))

    shown = []
    for paid in (beside, alone):
        state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}")
        await PaymentState.load.fn(state)
        assert not state.has_other_insurer
        shown.append(([part.amount for part in state.parts], bool(state.picture), state.apart))

    apart = ["Récupéré par l’Assurance Maladie sur d’autres soins\u00a0: 2,00\u00a0€"]
    assert shown == [(["19,00\u00a0€", "9,00\u00a0€", "2,00\u00a0€"], True, apart), ([], False, [])]


async def test_the_words_explain_what_the_sentence_says_beside_a_correction(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        first = payment(session, member)
        paid = payment(session, member, correction(first.lines[0]), care())

    state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}")
    await PaymentState.load.fn(state)

    assert [word.name for word in state.words] == ["La base", "La participation forfaitaire", "La régularisation"]
    assert [(row.detail, row.note) for row in state.rows] == [
        ("Dr\u00a0Hélène Castaing", "Régularisation du paiement du 18/11/2026"),
        ("Dr\u00a0Hélène Castaing", ""),
    ]


async def test_a_simple_correction_says_first_what_it_changes(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        first = payment(session, member, care(mutual=300), paid_on=date(2026, 9, 16))
        replaced = care(care_date=first.lines[0].care_date)
        undone = replace(correction(first.lines[0]), care_date=first.lines[0].care_date)
        simple = payment(session, member, undone, replaced)
        mixed = payment(session, member, undone, replaced, care())
        less = payment(session, member, undone, care(mutual=0, care_date=first.lines[0].care_date))

    said = []
    for paid in (simple, mixed, less):
        state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}")
        await PaymentState.load.fn(state)
        said.append("".join(chunk.text for chunk in state.sentence).replace("\u00a0", " "))

    assert said[0].startswith(
        "Nous avons corrigé le paiement du 16 septembre 2026 : nous vous versons 6,00 € de plus. Sur 30,00 € de soins, "
    )
    assert said[0].endswith(
        "Ce paiement annule aussi un calcul précédent : 30,00 € de soins, dont 8,00 € à votre charge."
    )
    assert said[1].startswith("Sur 60,00 € de soins, il vous reste 4,00 € à payer")
    assert said[2].startswith("3,00 € vous ont été versés en trop (trop-perçu)")


async def test_a_price_above_the_tariff_is_no_fee(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        glasses = care(30000, 9, mutual=10000, deduction=0, care_kind=CareKind.OPTICAL)
        paid = payment(session, member, glasses)

    state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}")
    await PaymentState.load.fn(state)

    assert [word.name for word in state.words] == ["La base", "Au-delà du tarif"]


async def test_a_third_party_payment_foretells_what_may_be_recovered(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        third = care(mutual=900, deduction=0)
        paid = payment(session, member, third, recipient=Recipient.THIRD_PARTY, payee="Dr Hélène Castaing")

    state = await opened(PaymentState, member, f"/remboursements/paiement?id={paid.public_id}")
    await PaymentState.load.fn(state)

    assert "vous n’avez rien avancé" in "".join(chunk.text for chunk in state.sentence)


async def test_asking_for_anothers_payment_is_written_down(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        paid = payment(session, alice(session))
        stranger = chloe(session)

    state = await opened(PaymentState, stranger, f"/remboursements/paiement?id={paid.public_id}")
    state._account_id = stranger.account_id
    await PaymentState.load.fn(state)

    with db.transaction() as session:
        entries = session.exec(select(AuditEntry.action, AuditEntry.account_id, AuditEntry.target)).all()
    assert entries == [("access_refused", stranger.account_id, f"payment:{paid.public_id}")]
