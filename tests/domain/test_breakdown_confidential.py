"""Another adult's care: what was paid is told, never why, for the reason would tell what the care was."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings

from espace.domain.breakdown import Line, break_down, explain, reasons
from espace.domain.labels import DeductionKind
from espace.domain.typography import french
from tests.domain.breakdown_lines import care, correction_of, payments, recovered

VISIT = care(3_000, 3_000, 7_000, 900, deduction=200)


def private(line: Line) -> Line:
    """The line as the member may read it: amounts paid, and nothing that tells what for."""
    nature = {"base": 0, "rate": 0, "standard_rate": 0, "deduction": 0, "deduction_kind": DeductionKind.NONE}
    return replace(line, practitioner="", care_kind=None, private=True, **nature)


SECRET = private(VISIT)
SPEECH = private(care(2_626, 2_626, 6_000, 1_050))
LAW = "que la loi laisse à votre charge"

TOLD = {
    "one": (
        [SECRET],
        "Sur 30,00 € de soins, il vous reste 2,00 € à payer : ce soin est confidentiel, nous n’en donnons pas le "
        "détail.",
        "Votre reste à charge : 2,00 € sur un soin confidentiel.",
    ),
    "two": (
        [SECRET, SECRET],
        "Sur 60,00 € de soins, il vous reste 4,00 € à payer : ces soins sont confidentiels, nous n’en donnons pas le "
        "détail.",
        "Votre reste à charge : 4,00 € sur des soins confidentiels.",
    ),
    "beside the member's own": (
        [VISIT, SECRET],
        f"Sur 60,00 € de soins, il vous reste 4,00 € à payer : 2,00 € de participation forfaitaire, {LAW}, et 2,00 € "
        "sur un soin confidentiel.",
        f"Votre reste à charge : 2,00 € de participation forfaitaire, {LAW}, et 2,00 € sur un soin confidentiel.",
    ),
    "all reimbursed": (
        [SPEECH],
        "Sur 26,26 € de soins, tout est remboursé : il ne vous reste rien à payer.",
        "Sur 26,26 € de soins, tout est remboursé : il ne vous reste rien à payer.",
    ),
    "a recovered deduction": (
        [private(recovered())],
        "L’Assurance Maladie récupère 2,00 € de participation ou de franchise qu’elle n’avait pas pu retenir sur un "
        "soin sans avance de frais (tiers payant) : la loi laisse cette somme à votre charge.",
        "Votre reste à charge : 2,00 € de participation ou de franchise récupérée par l’Assurance Maladie sur un soin "
        "sans avance de frais (tiers payant).",
    ),
    "a correction": (
        [private(correction_of(VISIT))],
        "Cette ligne corrige un paiement précédent : elle annule 30,00 € de soins, l’Assurance Maladie reprend 19,00 "
        "€, votre mutuelle reprend 9,00 € et votre reste à charge baisse de 2,00 €.",
        "Cette ligne corrige un paiement précédent : elle annule 30,00 € de soins, l’Assurance Maladie reprend 19,00 "
        "€, votre mutuelle reprend 9,00 € et votre reste à charge baisse de 2,00 €.",
    ),
}


def said(lines: Sequence[Line]) -> str:
    return "".join(words.text for words in explain(lines))


@pytest.mark.parametrize(("lines", "sentence", "why"), TOLD.values(), ids=TOLD)
def test_confidential_care_says_what_is_left_and_not_why(lines: list[Line], sentence: str, why: str) -> None:
    assert said(lines) == french(sentence)
    assert reasons(lines) == french(why)


@settings(deadline=None)
@given(payments)
def test_the_reasons_of_confidential_care_are_the_same_whatever_it_was(lines: list[Line]) -> None:
    hidden = [private(line) for line in lines]
    parts = break_down(hidden).parts
    assert {name for name, cents in parts.items() if cents} <= {"confidential", "overpaid"}
    assert sum(parts.values()) == break_down(lines).out_of_pocket
    for text in (said(hidden), reasons(hidden)):
        for word in ("forfaitaire", "médicale", "ticket", "dépassement", "médecin", "formule", "contrat"):
            assert word not in text
