"""A correction beside care: the care is told as if it had been paid right at once, then what is cancelled."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from espace.domain.breakdown import Line, explain, pictured, reasons
from espace.domain.labels import CareKind, LineKind
from espace.domain.typography import NBSP, french
from tests.domain.breakdown_lines import care, correction_of, recovered

VISIT = care(3_000, 3_000, 7_000, 900, deduction=200)
SPEECH = care(2_626, 2_626, 6_000, 1_050, care_kind=CareKind.SPEECH_THERAPY)
OFF = care(3_000, 3_000, 3_000, 900, standard_rate=7_000, deduction=200)
TWICE = care(3_000, 3_000, 7_000, 1_400)
CANCELLED = correction_of(VISIT)
TAKEN_BACK = Line(0, 0, 0, 0, social_security=0, mutual=-500, out_of_pocket=500, kind=LineKind.CORRECTION)
LAW = "que la loi laisse à votre charge"

MIXED = {
    "more cancelled than owed": (
        [correction_of(OFF), VISIT],
        f"Sur 30,00 € de soins, il vous reste 2,00 € à payer : c’est la participation forfaitaire, {LAW}. Ce paiement "
        "annule aussi un calcul précédent : 30,00 € de soins, dont 14,00 € à votre charge.",
    ),
    "as much cancelled as owed": (
        [VISIT, CANCELLED],
        f"Sur 30,00 € de soins, il vous reste 2,00 € à payer : c’est la participation forfaitaire, {LAW}. Ce paiement "
        "annule aussi un calcul précédent : 30,00 € de soins, dont 2,00 € à votre charge.",
    ),
    "nothing owed, nothing cancelled": (
        [SPEECH, correction_of(SPEECH)],
        "Sur 26,26 € de soins, tout est remboursé : il ne vous reste rien à payer. Ce paiement annule aussi un calcul "
        "précédent : 26,26 € de soins.",
    ),
    "a mistake and its correction": (
        [TWICE, correction_of(TWICE)],
        "Sur 30,00 € de soins, vous n’avez rien à payer : 5,00 € ont été versés en trop (trop-perçu). Ce paiement "
        "corrige aussi un paiement précédent : il annule 30,00 € de soins, l’Assurance Maladie reprend 21,00 €, votre "
        "mutuelle reprend 14,00 € et votre reste à charge augmente de 5,00 €.",
    ),
    "care, a correction of nothing": (
        [SPEECH, replace(TAKEN_BACK, mutual=0, out_of_pocket=0)],
        "Sur 26,26 € de soins, tout est remboursé : il ne vous reste rien à payer. Ce paiement corrige aussi un "
        "paiement précédent, sans changer les montants.",
    ),
    "care and a deduction given back": (
        [SPEECH, correction_of(recovered()), correction_of(recovered())],
        "Sur 26,26 € de soins, tout est remboursé : il ne vous reste rien à payer. Ce paiement corrige aussi des "
        "paiements précédents : l’Assurance Maladie rend 4,00 € et votre reste à charge baisse de 4,00 €.",
    ),
    "care and money taken back": (
        [SPEECH, TAKEN_BACK],
        "Sur 26,26 € de soins, tout est remboursé : il ne vous reste rien à payer. Ce paiement corrige aussi un "
        "paiement précédent : votre mutuelle reprend 5,00 € et votre reste à charge augmente de 5,00 €.",
    ),
}


def said(lines: Sequence[Line]) -> str:
    return "".join(words.text for words in explain(lines))


@pytest.mark.parametrize(("lines", "sentences"), MIXED.values(), ids=MIXED)
def test_what_is_left_of_the_care_comes_first(lines: list[Line], sentences: str) -> None:
    assert said(lines) == french(sentences)


def test_corrected_care_is_told_as_if_paid_right_at_once_and_the_statement_counts_all() -> None:
    off = (
        f"2,00 € de participation forfaitaire, {LAW}, et 12,00 € parce que cette consultation n’est pas passée par le "
        "médecin traitant"
    )
    assert said([OFF, CANCELLED]) == french(
        f"Sur 30,00 € de soins, il vous reste 14,00 € à payer : {off}. Ce paiement annule aussi un calcul précédent : "
        "30,00 € de soins, dont 2,00 € à votre charge."
    )
    assert reasons([OFF, CANCELLED]) == french(
        f"Votre reste à charge : {off}, moins 2,00 € annulés par la correction d’un paiement précédent."
    )


def test_several_corrections_are_counted_as_one_amount() -> None:
    small = correction_of(care(1_000, 1_000, 7_000, 200))
    assert said([VISIT, small]).replace(NBSP, " ").endswith("précédent : 10,00 € de soins, dont 1,00 € à votre charge.")
    assert (
        said([OFF, CANCELLED, small])
        .replace(NBSP, " ")
        .endswith("Ce paiement annule aussi des calculs précédents : 40,00 € de soins, dont 3,00 € à votre charge.")
    )
    assert "moins 1,00 € annulé par la correction d’un paiement" in reasons([VISIT, small]).replace(NBSP, " ")
    assert "moins 3,00 € annulés par la correction de paiements précédents" in reasons([OFF, CANCELLED, small]).replace(
        NBSP, " "
    )


def test_the_picture_is_of_the_care_or_of_the_corrections_where_there_is_no_care() -> None:
    assert pictured([CANCELLED, VISIT, recovered()]) == [VISIT]
    assert pictured([CANCELLED, recovered()]) == [CANCELLED]
    assert pictured([recovered()]) == []
