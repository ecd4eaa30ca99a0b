"""What is left to pay, said in French: the reference wordings, then no sentence contradicts its numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from espace.domain.breakdown import Line, explain, reasons
from espace.domain.labels import CareKind, LineKind
from espace.domain.typography import NBSP, french
from tests.domain.breakdown_lines import FRANCHISE, box, care, correction_of, recovered

OLD_BOX = box(50, care_date=date(2024, 3, 30))
VISIT = care(3_000, 3_000, 7_000, 900, deduction=200, practitioner="Dr Hélène Castaing")
SKIN = care(5_500, 3_150, 7_000, 3_150, deduction=200, practitioner="Dr Karim Bensaïd")
SPEECH = care(2_626, 2_626, 6_000, 1_050, practitioner="Léa Tallard", care_kind=CareKind.SPEECH_THERAPY)
OFF = care(3_000, 3_000, 3_000, 900, standard_rate=7_000, deduction=200)
ANALYSES = care(5_000, 5_000, 6_000, 2_000, deduction=200, care_kind=CareKind.LABORATORY)
KINE = care(2_000, 2_000, 6_000, 800, deduction=100, deduction_kind=FRANCHISE, care_kind=CareKind.PHYSIOTHERAPY)
KINE = replace(KINE, care_date=date(2026, 11, 4))
GLASSES = care(30_000, 9, 6_000, 10_000, practitioner="Optique du Port", care_kind=CareKind.OPTICAL)
OSTEOPATH = care(6_000, 0, 0, 4_000, practitioner="Luc Ferrer", care_kind=CareKind.ALTERNATIVE)
UNCOVERED = care(3_000, 3_000, 7_000, 0)
TWICE = care(3_000, 3_000, 7_000, 1_400)
CANCELLED = correction_of(VISIT)
TAKEN_BACK = Line(0, 0, 0, 0, social_security=0, mutual=-500, out_of_pocket=500, kind=LineKind.CORRECTION)
LAW = "que la loi laisse à votre charge"
TWO_VISITS = f"4,00 € de participation forfaitaire, {LAW} (2,00 € par consultation)"
FEE = "1,45 € de dépassement d’honoraires chez le Dr Karim Bensaïd"

LEFT = {
    "the design's payment": ([VISIT, SKIN, SPEECH], "111,26", "5,45", f"{TWO_VISITS}, et {FEE}"),
    "one visit": ([VISIT], "30,00", "2,00", f"2,00 € de participation forfaitaire, {LAW}"),
    "two participations that differ": (
        [VISIT, care(2_500, 2_500, 7_000, 750, deduction=100)],
        "55,00",
        "3,00",
        f"3,00 € de participation forfaitaire, {LAW}",
    ),
    "two participations, both reduced": (
        [care(3_000, 3_000, 7_000, 1_000, deduction=200)] * 2,
        "60,00",
        "2,00",
        f"2,00 € de participation forfaitaire, {LAW}",
    ),
    "a visit and analyses": (
        [VISIT, ANALYSES],
        "80,00",
        "4,00",
        f"4,00 € de participation forfaitaire, {LAW} (2,00 € par acte)",
    ),
    "one box": ([box()], "20,90", "1,00", f"1,00 € de franchise médicale, {LAW}"),
    "two boxes": ([box(), box()], "41,80", "2,00", f"2,00 € de franchise médicale, {LAW} (1,00 € par boîte)"),
    "three boxes in a line": ([box(300)], "20,90", "3,00", f"3,00 € de franchise médicale, {LAW} (1,00 € par boîte)"),
    "two boxes of before 2024": (
        [OLD_BOX, OLD_BOX],
        "41,80",
        "1,00",
        f"1,00 € de franchise médicale, {LAW} (0,50 € par boîte)",
    ),
    "boxes at two tariffs": ([box(), OLD_BOX], "41,80", "1,50", f"1,50 € de franchise médicale, {LAW}"),
    "boxes and physiotherapy": ([box(), KINE], "40,90", "2,00", f"2,00 € de franchise médicale, {LAW}"),
    "physiotherapy": ([KINE, KINE], "40,00", "2,00", f"2,00 € de franchise médicale, {LAW} (1,00 € par acte)"),
    "boxes of an unknown day": ([box(care_date=None)] * 2, "41,80", "2,00", f"2,00 € de franchise médicale, {LAW}"),
    "boxes of a day without a tariff": (
        [box(care_date=date(2007, 5, 1))] * 2,
        "41,80",
        "2,00",
        f"2,00 € de franchise médicale, {LAW}",
    ),
    "a franchise cut by the annual cap": ([box(), box(40)], "41,80", "1,40", f"1,40 € de franchise médicale, {LAW}"),
    "participation and franchise": (
        [VISIT, SKIN, box()],
        "105,90",
        "6,45",
        f"{TWO_VISITS}, 1,00 € de franchise médicale, pour la même raison, et {FEE}",
    ),
    "outside the pathway": (
        [OFF],
        "30,00",
        "14,00",
        f"2,00 € de participation forfaitaire, {LAW}, et 12,00 € parce que cette consultation n’est pas passée par "
        "le médecin traitant",
    ),
    "one of several outside the pathway": (
        [OFF, SPEECH],
        "56,26",
        "14,00",
        f"2,00 € de participation forfaitaire, {LAW}, et 12,00 € parce qu’une consultation n’est pas passée par "
        "le médecin traitant",
    ),
    "several outside the pathway": (
        [replace(OFF, deduction=0, social_security=900, out_of_pocket=1_200)] * 2,
        "60,00",
        "24,00",
        "24,00 € parce que ces consultations ne sont pas passées par le médecin traitant",
    ),
    "confidential care": (
        [care(4_000, 3_000, 3_000, 900, standard_rate=7_000, care_kind=None)],
        "40,00",
        "22,00",
        "12,00 € parce que ce soin n’est pas passé par le médecin traitant et 10,00 € que votre formule ne couvre pas, "
        "au-delà du tarif de l’Assurance Maladie",
    ),
    "nothing covered beyond the Assurance Maladie": (
        [UNCOVERED],
        "30,00",
        "9,00",
        "9,00 € de ticket modérateur (la part du tarif que votre garantie ne couvre pas)",
    ),
    "glasses": (
        [GLASSES],
        "300,00",
        "199,95",
        "199,95 € que votre formule ne couvre pas chez Optique du Port, au-delà du tarif de l’Assurance Maladie",
    ),
    "a fee and a price": (
        [replace(SKIN, deduction=0, social_security=2_205, out_of_pocket=145), GLASSES],
        "355,00",
        "201,40",
        f"{FEE} et 199,95 € que votre formule ne couvre pas chez Optique du Port, "
        "au-delà du tarif de l’Assurance Maladie",
    ),
    "osteopath": ([OSTEOPATH], "60,00", "20,00", "20,00 € que votre contrat ne prend pas en charge"),
    "paid twice in part": (
        [OSTEOPATH, TWICE],
        "90,00",
        "15,00",
        "20,00 € que votre contrat ne prend pas en charge, moins 5,00 € versés en trop, qui pourront être repris sur "
        "un prochain paiement",
    ),
}


def said(lines: Sequence[Line]) -> str:
    return "".join(words.text for words in explain(lines))


# A reason that is alone is named without saying the amount twice.
ALONE = {
    "2,00 € de participation forfaitaire": " : c’est la participation forfaitaire",
    "3,00 € de participation forfaitaire": " : c’est la participation forfaitaire",
    "4,00 € de participation forfaitaire": " : c’est la participation forfaitaire",
    "1,00 € de franchise médicale": " : c’est la franchise médicale",
    "1,40 € de franchise médicale": " : c’est la franchise médicale",
    "1,50 € de franchise médicale": " : c’est la franchise médicale",
    "2,00 € de franchise médicale": " : c’est la franchise médicale",
    "3,00 € de franchise médicale": " : c’est la franchise médicale",
    "24,00 € parce que": ", parce que",
    "9,00 € de ticket modérateur": " : c’est le ticket modérateur",
    "199,95 € que votre formule": " : c’est ce que votre formule",
    "1,45 € de dépassement": " : c’est le dépassement",
    "20,00 € que votre contrat": " : c’est ce que votre contrat",
}
SEVERAL = re.compile(r" et \d|, moins \d")


@pytest.mark.parametrize(("lines", "charged", "left", "why"), LEFT.values(), ids=LEFT)
def test_what_is_left_is_said_with_its_reasons(lines: list[Line], charged: str, left: str, why: str) -> None:
    told = f" : {why}"
    if not SEVERAL.search(why):
        start = next(start for start in ALONE if why.startswith(start))
        told = ALONE[start] + why.removeprefix(start)
    assert said(lines) == _spaced(f"Sur {charged} € de soins, il vous reste {left} € à payer{told}.")
    assert [words.text for words in explain(lines) if words.strong] == [f"{charged}{NBSP}€", f"{left}{NBSP}€"]
    assert reasons(lines) == _spaced(f"Votre reste à charge : {why}.")


OTHERWISE = {
    "all reimbursed": ([SPEECH], "Sur 26,26 € de soins, tout est remboursé : il ne vous reste rien à payer."),
    "nothing charged": ([care(0, 0, 0, 0)], "Pour ces soins, il ne vous reste rien à payer."),
    "no line": ([], "Pour ces soins, il ne vous reste rien à payer."),
    "paid twice": (
        [TWICE],
        "Sur 30,00 € de soins, vous n’avez rien à payer : 5,00 € ont été versés en trop (trop-perçu) et pourront être "
        "repris sur un prochain paiement ; gardez cette somme de côté.",
    ),
    "one euro too much": (
        [care(3_000, 3_000, 7_000, 1_000)],
        "Sur 30,00 € de soins, vous n’avez rien à payer : 1,00 € a été versé en trop (trop-perçu) et pourra être "
        "repris sur un prochain paiement ; gardez cette somme de côté.",
    ),
    "more paid twice than owed": (
        [TWICE, VISIT],
        "Sur 60,00 € de soins, il y a 3,00 € de trop-perçu : 5,00 € versés en trop, qui pourront être repris sur un "
        f"prochain paiement, moins 2,00 € de participation forfaitaire, {LAW}.",
    ),
    "as much paid twice as owed": (
        [care(3_000, 3_000, 7_000, 1_100), VISIT],
        f"Sur 60,00 € de soins, il ne vous reste rien à payer : 2,00 € de participation forfaitaire, {LAW}, "
        "moins 2,00 € versés en trop, qui pourront être repris sur un prochain paiement.",
    ),
    "a correction": (
        [CANCELLED],
        "Cette ligne corrige un paiement précédent : elle annule 30,00 € de soins, l’Assurance Maladie reprend 19,00 "
        "€, votre mutuelle reprend 9,00 € et votre reste à charge baisse de 2,00 €.",
    ),
    "corrections": (
        [CANCELLED, correction_of(care(6_000, 0, 0, 3_000, other_insurer=3_000))],
        "Ces lignes corrigent des paiements précédents : elles annulent 90,00 € de soins, l’Assurance Maladie reprend "
        "19,00 €, votre mutuelle reprend 39,00 €, l’autre mutuelle reprend 30,00 € et votre reste à charge baisse de "
        "2,00 €.",
    ),
    "a correction that takes back": (
        [TAKEN_BACK],
        "Cette ligne corrige un paiement précédent : votre mutuelle reprend 5,00 € et votre reste à charge augmente de "
        "5,00 €.",
    ),
    "a correction of what was all reimbursed": (
        [correction_of(SPEECH)],
        "Cette ligne corrige un paiement précédent : elle annule 26,26 € de soins, l’Assurance Maladie reprend 15,76 "
        "€, votre mutuelle reprend 10,50 € et votre reste à charge ne change pas.",
    ),
    "a deduction given back": (
        [correction_of(recovered())],
        "Cette ligne corrige un paiement précédent : l’Assurance Maladie rend 2,00 € et votre reste à charge baisse de "
        "2,00 €.",
    ),
    "a correction of nothing": (
        [replace(TAKEN_BACK, mutual=0, out_of_pocket=0)],
        "Cette ligne corrige un paiement précédent, sans changer les montants.",
    ),
}


@pytest.mark.parametrize(("lines", "sentence"), OTHERWISE.values(), ids=OTHERWISE)
def test_statement_says_the_same_where_nothing_is_left(lines: list[Line], sentence: str) -> None:
    assert said(lines) == reasons(lines) == _spaced(sentence)


@pytest.mark.parametrize(
    ("names", "where"),
    [
        (["Dr Karim Bensaïd"] * 2, " chez le Dr Karim Bensaïd."),
        (["dr. Bensaïd"] * 2, " chez le dr. Bensaïd."),
        ([f"Pr{NBSP}Bensaïd"] * 2, f" chez le Pr{NBSP}Bensaïd."),
        (["Drouet et fils"] * 2, " chez Drouet et fils."),
        (["Léa Tallard ", "Léa Tallard"], " chez Léa Tallard."),
        (["Dr Karim Bensaïd", "Léa Tallard"], "honoraires."),
        (["Dr Karim Bensaïd", ""], "honoraires."),
        (["", ""], "honoraires."),
    ],
)
def test_practitioner_is_named_only_when_alone_to_carry_the_excess(names: list[str], where: str) -> None:
    assert said([replace(SKIN, practitioner=name) for name in names]).endswith(where)


@pytest.mark.parametrize("kind", [CareKind.OTHER, None, CareKind.PHARMACY])
def test_excess_is_no_fee_where_nobody_is_known_to_charge_one(kind: CareKind | None) -> None:
    assert "honoraires" not in said([replace(SKIN, care_kind=kind)])


def _spaced(text: str) -> str:
    """Set the no-break spaces of an expected sentence, names aside."""
    return french(text).replace(f"Dr{NBSP}Karim", "Dr Karim")
