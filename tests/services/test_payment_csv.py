import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from sqlmodel import Session

from espace.domain.labels import PaymentMethod, Recipient
from espace.domain.searches import Search
from espace.services import payment_csv, payment_search
from espace.services.payment_views import PaymentView
from tests.factories import Person, alice, care, correction, payment, pharmacy, recovered_deduction

YEAR = Search(date(2025, 11, 23), date(2026, 11, 23))


def _found(session: Session, member: Person, to: Recipient = Recipient.MEMBER) -> tuple[PaymentView, ...]:
    return payment_search.everything(session, member.id, YEAR, to)


def _rows(payments: Iterable[PaymentView]) -> list[dict[str, str]]:
    text = "".join(payment_csv.lines(tuple(payments)))
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_the_file_is_what_a_french_spreadsheet_opens(session: Session) -> None:
    member = alice(session)
    payment(session, member, care(settlement_number="D1"), payment_number="26-118-04471")

    head, line = payment_csv.lines(_found(session, member))

    assert head.startswith("\ufeffDate de paiement;N° de paiement;")
    assert head.endswith(";Remarque\r\n")
    assert line == (
        "18/11/2026;26-118-04471;Virement;Assuré;Alice Martin;13/11/2026;1;D1;Soins;Consultation;G;"
        "Consultation généraliste;Dr\u00a0Hélène Castaing;30,00;30,00;70,00;2,00;19,00;9,00;0,00;2,00;\r\n"
    )


def test_a_prestation_has_all_its_amounts(session: Session) -> None:
    member = alice(session)
    payment(session, member, care(6000, 2300, other_insurer=100))

    (row,) = _rows(_found(session, member))

    amounts = {name: value for name, value in row.items() if name.endswith(("(€)", "(%)"))}
    assert amounts == {
        "Dépense (€)": "60,00",
        "Base de remboursement (€)": "23,00",
        "Taux (%)": "70,00",
        "Participation forfaitaire ou franchise (€)": "2,00",
        "Assurance Maladie (€)": "14,10",
        "Mutuelle (€)": "6,90",
        "Autre mutuelle (€)": "1,00",
        "Reste à charge (€)": "38,00",
    }


def test_prestations_come_in_the_order_of_the_screen(session: Session) -> None:
    member = alice(session)
    payment(session, member, care(act_label="Ancien"), paid_on=date(2026, 1, 1))
    payment(session, member, care(act_label="Un"), care(act_label="Deux"), method=PaymentMethod.CHEQUE)

    rows = _rows(_found(session, member))

    assert [row["Acte"] for row in rows] == ["Un", "Deux", "Ancien"]
    assert [row["N° de ligne"] for row in rows] == ["1", "2", "1"]
    assert rows[0]["Mode de paiement"] == "Chèque"


def test_another_adults_care_keeps_its_secret(session: Session) -> None:
    member = alice(session)
    hidden = care(first_name="Julien", act_label="Psychiatrie", practitioner="Dr Freud")
    payment(session, member, hidden, recipient=Recipient.THIRD_PARTY, payee="Clinique Freud")

    (row,) = _rows(_found(session, member, Recipient.THIRD_PARTY))

    assert (row["Acte"], row["Professionnel de santé"], row["Type de soins"]) == ("Acte confidentiel", "", "")
    assert row["Payé à"] == "un professionnel de santé"
    assert (row["Dépense (€)"], row["Mutuelle (€)"]) == ("30,00", "9,00")
    for name in ("Code de l’acte", "N° de décompte", "Base de remboursement (€)", "Taux (%)"):
        assert row[name] == ""
    assert row["Participation forfaitaire ou franchise (€)"] == ""
    assert not {"Freud", "Psychiatrie"} & set(" ".join(row.values()).split())


def test_corrections_and_recovered_deductions_are_negative_numbers_and_say_what_they_are(session: Session) -> None:
    member = alice(session)
    paid = payment(session, member, pharmacy(), paid_on=date(2026, 3, 1))
    payment(session, member, correction(paid.lines[0]), recovered_deduction(paid.lines[0]))

    back, recovered, _ = _rows(_found(session, member))

    assert (back["Nature"], back["Mutuelle (€)"]) == ("Régularisation", "-0,73")
    assert back["Remarque"] == "Régularisation du paiement du 01/03/2026"
    assert recovered["Nature"] == "Retenue récupérée"


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_from_a_feed_is_never_a_formula(session: Session, formula: str) -> None:
    member = alice(session)
    line = replace(care(), act_label=formula, practitioner=formula)
    payment(session, member, line, recipient=Recipient.THIRD_PARTY, payee=formula, payment_number=formula)

    (row,) = _rows(_found(session, member, Recipient.THIRD_PARTY))

    assert {row[name] for name in ("Acte", "Professionnel de santé", "Payé à", "N° de paiement")} == {f"'{formula}"}
