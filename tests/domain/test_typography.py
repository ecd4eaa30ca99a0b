import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain.typography import NBSP, french

CORRECTED = {
    "Que faire ?": f"Que faire{NBSP}?",
    "Que faire?": f"Que faire{NBSP}?",
    "Vraiment ?!": f"Vraiment{NBSP}?!",
    "Attention !": f"Attention{NBSP}!",
    "Objet : carte": f"Objet{NBSP}: carte",
    "Objet: carte": f"Objet{NBSP}: carte",
    "Objet:": f"Objet{NBSP}:",
    "un ; deux; trois": f"un{NBSP}; deux{NBSP}; trois",
    "65 % et 100%": f"65{NBSP}% et 100{NBSP}%",
    "51,00 € ou 3€": f"51,00{NBSP}€ ou 3{NBSP}€",
    "« Envoyer »": f"«{NBSP}Envoyer{NBSP}»",
    "«Envoyer»": f"«{NBSP}Envoyer{NBSP}»",
    "l'adhérent d'ici": "l’adhérent d’ici",
    "l'« essai »": f"l’«{NBSP}essai{NBSP}»",
    "Envoi en cours...": "Envoi en cours…",
    "dans 48 heures": f"dans 48{NBSP}heures",
    "1er mars": f"1er{NBSP}mars",
    "18 novembre 2026": f"18{NBSP}novembre 2026",
    "4 nov. 2026": f"4{NBSP}nov. 2026",
    "après 12 mois ou 1 an": f"après 12{NBSP}mois ou 1{NBSP}an",
    "de 9 h à 17 h 30": f"de 9{NBSP}h à 17{NBSP}h{NBSP}30",
    "1 234 567,89 €": f"1{NBSP}234{NBSP}567,89{NBSP}€",
    "Contrat n° 12": f"Contrat n°{NBSP}12",
    "Contrat n°12": f"Contrat n°{NBSP}12",
    "le Dr Martin et Mme Roux": f"le Dr{NBSP}Martin et Mme{NBSP}Roux",
    "M. Éric": f"M.{NBSP}Éric",
    "« Quand ? » dit-elle": f"«{NBSP}Quand{NBSP}?{NBSP}» dit-elle",
    "« »": f"«{NBSP}»",
    "Voir (ou non ?)": f"Voir (ou non{NBSP}?)",
}

LEFT_ALONE = (
    "",
    "à 12:30",
    "https://exemple.fr/aide?page=2;x: suite",
    "Écrivez à alice@exemple.fr: vite",
    "`a ? b : c`",
    "l&nbsp;;a",
    "f(x)!=y",
    "/remboursements/paiement?id=",
    "no-store;max-age=0",
    "%s et %d/%m/%Y",
    "02-07:30",
    "04 91 00 11 22",
    "5 marsouins",
    "2 minuscules",
    "en 2026 100 personnes",
    "….",
    "....",
    "'entre' 'deux'",
    "déjà\u202f: bien",
    " : ",
)


@pytest.mark.parametrize(("typed", "printed"), CORRECTED.items())
def test_text_is_set_as_french_printers_set_it(typed: str, printed: str) -> None:
    assert french(typed) == printed


@pytest.mark.parametrize("printed", CORRECTED.values())
def test_right_text_comes_back_unchanged(printed: str) -> None:
    assert french(printed) == printed


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_code_addresses_and_times_are_left_alone(text: str) -> None:
    assert french(text) == text


PIECES = st.sampled_from(
    [
        *"aéZ1 25%€?!:;.«»'’°()\"\n`@/&é\ue000",
        NBSP,
        "...",
        "n° ",
        "Dr ",
        "M. ",
        " mois",
        " mars",
        "h 30",
        "er ",
        " 000",
        "https://",
        "nov.",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40))
def test_setting_a_text_twice_is_setting_it_once(text: str) -> None:
    once = french(text)
    assert french(once) == once


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40))
def test_only_spaces_apostrophes_and_dots_change(text: str) -> None:
    def essence(value: str) -> str:
        return value.translate({ord(" "): None, ord(NBSP): None, ord("’"): "'", ord("…"): "..."})

    assert essence(french(text)) == essence(text)
