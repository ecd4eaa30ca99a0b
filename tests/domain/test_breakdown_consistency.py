"""No sentence contradicts its numbers, whatever the lines: its amounts are read back and added up."""

import re
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings

from espace.domain.breakdown import Line, break_down, explain, reasons
from espace.domain.formats import amount
from espace.domain.labels import LineKind
from espace.domain.typography import NBSP, french
from tests.domain.breakdown_lines import payments

AMOUNT = re.compile(rf"(moins )?([\d{NBSP}]+,\d\d){NBSP}€")

# How the only part of what is left is named, where its amount is not said twice.
ALONE = {
    "participation": "c’est la participation forfaitaire",
    "franchise": "c’est la franchise médicale",
    "copayment": "c’est le ticket modérateur",
    "excess_fee": "c’est le dépassement d’honoraires|c’est ce que votre formule ne couvre pas",
    "off_pathway": ", parce qu(e|’).*par le médecin traitant",
    "not_covered": "c’est ce que votre contrat ne prend pas en charge",
    "overpaid": "en trop .trop-perçu.",
}


def said(lines: Sequence[Line]) -> str:
    return "".join(words.text for words in explain(lines))


@settings(deadline=None, max_examples=300)
@given(payments)
def test_sentence_never_contradicts_the_numbers(lines: list[Line]) -> None:
    strong = [_cents(words.text) for words in explain(lines) if words.strong]
    text, *besides = said(lines).split(" De plus, ")
    text, *cancelled = re.split(r"(?= Ce paiement (?:annule|corrige) aussi )", text)
    care, corrections, recovered = ([line for line in lines if line.kind is kind] for kind in LineKind)
    assert len(besides) == bool(recovered and (care or corrections))
    assert len(cancelled) == bool(corrections and care)
    if besides:
        # What was recovered concerns other care: it is told last, with an amount of its own.
        assert strong.pop() == break_down(recovered).out_of_pocket == sum(_listed(besides[0]))
    if cancelled:
        _check_cancelled(corrections, cancelled[0], strong)
    _check_main_sentence(care or corrections or recovered, text, strong)
    if break_down(lines).out_of_pocket > 0 and (care or recovered):
        assert sum(_listed(reasons(lines).partition(f"{NBSP}: ")[2])) == break_down(lines).out_of_pocket
    else:
        assert reasons(lines) == said(lines)


def _check_cancelled(corrections: Sequence[Line], text: str, strong: list[int]) -> None:
    whole = break_down(corrections)
    if "annule aussi" in text:
        charged, *left = _listed(text)
        assert (-charged, [-cents for cents in left]) == (whole.charged, [whole.out_of_pocket] * bool(left))
        assert bool(left) == bool(whole.out_of_pocket)
    else:
        _check_changes(corrections, text.partition(f"{NBSP}: ")[2])
        assert not whole.out_of_pocket or strong.pop() == abs(whole.out_of_pocket)


def _check_changes(corrections: Sequence[Line], clauses: str) -> None:
    whole = break_down(corrections)
    assert _told_of(clauses) == {
        "annul": -whole.charged,
        "Assurance": -whole.social_security,
        "votre mutuelle": -whole.mutual,
        "autre mutuelle": -whole.other_insurer,
        "reste": -whole.out_of_pocket,
    }


def _check_main_sentence(lines: Sequence[Line], text: str, strong: list[int]) -> None:
    whole = break_down(lines)
    lead, _, list_ = text.partition(f"{NBSP}: ")
    kinds = {line.kind for line in lines}
    if kinds == {LineKind.CORRECTION}:
        assert strong == ([abs(whole.out_of_pocket)] if whole.out_of_pocket else [])
        _check_changes(lines, list_)
        return
    if whole.charged:
        assert strong.pop(0) == whole.charged
        assert f"{amount(whole.charged)} de soins" in lead
    assert strong == ([abs(whole.out_of_pocket)] if whole.out_of_pocket else [])
    listed = _listed(list_)
    if listed:
        assert sum(listed) == abs(whole.out_of_pocket)
    elif whole.out_of_pocket and kinds == {LineKind.CARE}:
        (name,) = [name for name, cents in whole.parts.items() if cents]
        assert re.search(ALONE[name], text)


@settings(deadline=None)
@given(payments)
def test_third_party_sentence_foretells_only_where_nothing_is_left(lines: list[Line]) -> None:
    told = "".join(words.text for words in explain(lines, third_party=True))
    if "rien avancé" in told:
        care = [line for line in lines if line.kind is not LineKind.RECOVERED_DEDUCTION]
        assert not any(line.deduction for line in care)
        assert break_down(care).out_of_pocket == 0
    else:
        assert told == said(lines)


@settings(deadline=None)
@given(payments)
def test_sentences_are_few_and_well_set(lines: list[Line]) -> None:
    for text in (said(lines), reasons(lines)):
        named = re.sub("Dr Karim", f"Dr{NBSP}Karim", text)  # a name stays as the payer wrote it
        assert named == french(named)
        sentences = re.split(r"(?<=\.) (?=De plus|Ce paiement)", text)
        assert all(sentence.count(f"{NBSP}:") <= 1 for sentence in sentences)
        assert text.endswith(".")
        assert re.sub(r"\. (De plus, |Ce paiement |Vous n’avez rien à envoyer)", "", text).count(". ") == 0
        assert f"0,00{NBSP}€" not in re.sub(rf"\d[{NBSP}\d]*0,00", "", text)
        assert "  " not in text
        assert " ," not in text
    assert all(words.text for words in explain(lines))


@settings(deadline=None)
@given(payments)
def test_confidential_care_is_neither_named_nor_described(lines: list[Line]) -> None:
    hidden = [replace(line, practitioner="", care_kind=None) for line in lines]
    for text in (said(hidden), reasons(hidden)):
        assert not re.search("chez|consultation|boîte|trajet|honoraires", text)


def _told_of(clauses: str) -> dict[str, int]:
    """Read a correction's clauses: what each takes back, or gives back when negative."""
    told = dict.fromkeys(("annul", "Assurance", "votre mutuelle", "autre mutuelle", "reste"), 0)
    for clause in re.split(r", (?=l’|votre)| et (?=votre)", clauses):
        name = next((name for name in told if name in clause), None)
        found = AMOUNT.search(clause)
        if name and found:
            told[name] = _cents(found[0]) * (-1 if re.search(" rend |augmente", clause) else 1)
    return told


def _listed(text: str) -> list[int]:
    """Read the amounts of a list, those after « moins » negative; what parentheses say only details them."""
    bare = re.sub(r"\([^)]*\)", "", text)
    return [_cents(found[0]) * (-1 if found[1] else 1) for found in AMOUNT.finditer(bare)]


def _cents(text: str) -> int:
    return int(re.sub(r"\D", "", text))
