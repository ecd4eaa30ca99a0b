import ast
from pathlib import Path

import pytest

from espace.domain.typography import NBSP
from tools.fix_typography import corrected, findings, fix, fix_lines, looks_french

CORRECTED = {
    '"Qui a payé quoi ?"': f'"Qui a payé quoi{NBSP}?"',
    "'Bienvenue chez vous !'": f"'Bienvenue chez vous{NBSP}!'",
    'f"Versé le {day} : {amount} €"': f'f"Versé le {{day}}{NBSP}: {{amount}}{NBSP}€"',
    'f"dans {left.get(1)} mois, {{entre}} : déjà"': f'f"dans {{left.get(1)}}{NBSP}mois, {{{{entre}}}}{NBSP}: déjà"',
    '"l\'espace\\nde votre famille :"': f'"l’espace\\nde votre famille{NBSP}:"',
    '"Votre n\\u00b0 12 : ici"': f'"Votre n\\u00b0{NBSP}12{NBSP}: ici"',
    '"""Vos soins :\n- déjà payés ;"""': f'"""Vos soins{NBSP}:\n- déjà payés{NBSP};"""',
}

LEFT_ALONE = (
    '"no-store; max-age=0"',
    '"the member\'s contract must be open: call us"',
    '"SELECT id FROM payment WHERE member_id = ? ; "',
    '"/remboursements/période?id="',
    '"card card--s"',
    '"{value:>10} %"',
    'r"[éèê] ?: le la les"',
    '"(?<=«) | (?=[%€:;?!»])"',
    'b"vous ?"',
    'f"{first}:{second}"',
    '"Dr Hélène Castaing"',
    f'"Déjà adhérent{NBSP}?"',
    '"Déjà adhérent\\u00a0?"',
    'f"Déjà {name}{NBSP}?"',
    'f"n°{NBSP}{number} de votre contrat"',
)


@pytest.mark.parametrize(("literal", "wanted"), CORRECTED.items())
def test_french_literal_is_set_right_and_means_the_same(literal: str, wanted: str) -> None:
    assert corrected(literal) == wanted
    assert corrected(wanted) == wanted
    ast.parse(wanted)


@pytest.mark.parametrize("literal", LEFT_ALONE)
def test_what_is_not_french_or_already_right_is_left_alone(literal: str) -> None:
    assert corrected(literal) == literal


@pytest.mark.parametrize("text", ["Votre carte", "« Envoyer »", "Déconnexion : maintenant", "Combien ? ", "12,00 €"])
def test_french_is_told_by_words_accents_and_signs(text: str) -> None:
    assert looks_french(text)


@pytest.mark.parametrize("text", ["", "12", "card", "the plan of a member (adhérent)", "/situation/déménagement"])
def test_code_and_english_are_not_taken_for_french(text: str) -> None:
    assert not looks_french(text)


def test_file_is_fixed_in_place_but_for_docstrings_and_lines_that_say_why(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    kept = '"""Le titre : vous !"""\nRAW = "Vous avez dit : oui"  # typography: a feed writes it so\n'
    page.write_text(kept + 'TITLE = "Êtes-vous là ?", f"dans {2} jours"\n')
    assert [found.line for found in findings(page)] == [3, 3]
    assert fix(page) == 2
    assert page.read_text() == kept + f'TITLE = "Êtes-vous là{NBSP}?", f"dans {{2}}{NBSP}jours"\n'
    assert fix(page) == 0


def test_a_text_is_fixed_line_by_line(tmp_path: Path) -> None:
    mail = tmp_path / "mail.txt"
    mail.write_text("Objet : l'essai\n\nC'était vous ?\n", encoding="utf-8")
    assert fix_lines(mail) == 2
    assert mail.read_text(encoding="utf-8") == f"Objet{NBSP}: l’essai\n\nC’était vous{NBSP}?\n"
    assert fix_lines(mail) == 0
