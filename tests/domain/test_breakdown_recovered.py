"""Recovered deductions beside care, alone, and foretold: nobody has anything to send."""

from collections.abc import Sequence

import pytest

from espace.domain.breakdown import Line, explain, reasons
from espace.domain.labels import CareKind
from espace.domain.typography import french
from tests.domain.breakdown_lines import FRANCHISE, care, recovered

VISIT = care(3_000, 3_000, 7_000, 900, deduction=200)
SPEECH = care(2_626, 2_626, 6_000, 1_050, care_kind=CareKind.SPEECH_THERAPY)
TWICE = care(3_000, 3_000, 7_000, 1_400)
LAW = "que la loi laisse à votre charge"


def said(lines: Sequence[Line]) -> str:
    return "".join(words.text for words in explain(lines))


BESIDES = {
    "a franchise": (
        [VISIT, recovered(300, FRANCHISE)],
        "Sur 30,00 € de soins, il vous reste 2,00 € à payer : c’est la participation forfaitaire, que la loi laisse à "
        "votre charge. De plus, l’Assurance Maladie a récupéré 3,00 € de franchise médicale sur un soin réglé en tiers "
        "payant. Vous n’avez rien à envoyer.",
        f"2,00 € de participation forfaitaire, {LAW}, et 3,00 € de franchise médicale récupérée par l’Assurance "
        "Maladie sur un soin sans avance de frais (tiers payant)",
    ),
    "both kinds": (
        [SPEECH, recovered(100, FRANCHISE), recovered()],
        "Sur 26,26 € de soins, tout est remboursé : il ne vous reste rien à payer. De plus, l’Assurance Maladie a "
        "récupéré 3,00 € de participation forfaitaire et de franchise médicale sur des soins réglés en tiers payant. "
        "Vous n’avez rien à envoyer.",
        "3,00 € de participation forfaitaire et de franchise médicale récupérées par l’Assurance Maladie sur des soins "
        "sans avance de frais (tiers payant)",
    ),
    "what is left of another insurer's money": (
        [TWICE, recovered(700)],
        "Sur 30,00 € de soins, vous n’avez rien à payer : 5,00 € ont été versés en trop (trop-perçu) et pourront être "
        "repris sur un prochain paiement ; gardez cette somme de côté. De plus, l’Assurance Maladie a récupéré 7,00 € "
        "de participation forfaitaire sur un soin réglé en tiers payant. Vous n’avez rien à envoyer.",
        "7,00 € de participation forfaitaire récupérée par l’Assurance Maladie sur un soin sans avance de frais (tiers "
        "payant), moins 5,00 € versés en trop, qui pourront être repris sur un prochain paiement",
    ),
}


@pytest.mark.parametrize(("lines", "sentences", "why"), BESIDES.values(), ids=BESIDES)
def test_recovered_deductions_beside_care_are_no_bill(lines: list[Line], sentences: str, why: str) -> None:
    assert said(lines) == french(sentences)
    assert reasons(lines) == french(f"Votre reste à charge : {why}.")


def test_third_party_payment_foretells_the_deduction_that_could_not_be_withheld() -> None:
    sentence = french(
        "Sur 26,26 € de soins, tout a été payé : vous n’avez rien avancé. L’Assurance Maladie pourra récupérer plus "
        "tard une franchise ou une participation."
    )
    assert "".join(words.text for words in explain([SPEECH], third_party=True)) == sentence
    assert reasons([SPEECH], third_party=True) == sentence


def test_third_party_payment_foretells_nothing_where_something_was_withheld_or_is_left() -> None:
    withheld = care(3_000, 3_000, 7_000, 1_100, deduction=200)
    for lines in ([withheld], [VISIT]):
        assert explain(lines, third_party=True) == explain(lines)


def test_recovered_deduction_says_who_takes_it_and_why() -> None:
    care = "qu’elle n’avait pas pu retenir sur un soin sans avance de frais (tiers payant)"
    assert said([recovered()]) == french(
        f"L’Assurance Maladie récupère 2,00 € de participation forfaitaire {care} : "
        "la loi laisse cette somme à votre charge."
    )
    assert reasons([recovered()]) == french(
        "Votre reste à charge : 2,00 € de participation forfaitaire récupérée par l’Assurance Maladie sur un soin "
        "sans avance de frais (tiers payant)."
    )


def test_recovered_deductions_of_both_kinds_are_told_apart() -> None:
    assert said([recovered(), recovered(100, FRANCHISE), recovered()]) == french(
        "L’Assurance Maladie récupère 5,00 € qu’elle n’avait pas pu retenir sur des soins sans avance de frais (tiers "
        f"payant) : 4,00 € de participation forfaitaire et 1,00 € de franchise médicale, {LAW}."
    )
