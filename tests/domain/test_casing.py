import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import casing

CAPITALS = st.text("ABCDELMRSTUÉÈ'- ", max_size=40)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("CASTAING", "Castaing"),
        ("MARTIN-DUPONT", "Martin-Dupont"),
        ("DE LA TOUR", "de La Tour"),
        ("DU BELLAY", "du Bellay"),
        ("D'ARTAGNAN", "d’Artagnan"),
        ("O'BRIEN", "O’Brien"),
        ("N'DIAYE", "N’Diaye"),
        ("MCDONALD", "McDonald"),
        ("MAC GREGOR", "Mac Gregor"),
        ("MCE", "Mce"),
        ("LE GOFF", "Le Goff"),
        ("BENSAÏD", "Bensaïd"),
        ("DE", "De"),
        ("DUBOIS D", "Dubois D"),
        ("  JEAN   PIERRE ", "Jean Pierre"),
        ("Jean-Pierre", "Jean-Pierre"),
        ("", ""),
    ],
)
def test_a_name_in_capitals_is_written_as_its_bearer_does(written: str, shown: str) -> None:
    assert casing.person(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("DE BESANCON", "de Besancon"),
        ("DE L'OPÉRA", "de l’Opéra"),
        ("DE L OPERA", "de l’Opera"),
        ("D'ARMES", "d’Armes"),
        ("HENRI IV", "Henri IV"),
        ("JEAN XXIII", "Jean XXIII"),
        ("DU 8 MAI 1945", "du 8 mai 1945"),
        ("DU 1ER MAI", "du 1er mai"),
        ("DU MOIS DE MAI", "du Mois de Mai"),
        ("DE LA 2EME DIVISION", "de la 2e Division"),
        ("DE LA 1RE ARMÉE", "de la 1re Armée"),
        ("SAINT-MARTIN-DE-CRAU", "Saint-Martin-de-Crau"),
        ("ZAC DES LILAS", "ZAC des Lilas"),
        ("RN7", "RN7"),
        ("BATIMENT D", "Batiment D"),
        ("du Mistral", "du Mistral"),
    ],
)
def test_a_street_in_capitals_is_written_as_on_its_sign(written: str, shown: str) -> None:
    assert casing.street(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("LA CIOTAT", "La Ciotat"),
        ("AIX-EN-PROVENCE", "Aix-en-Provence"),
        ("PHARMACIE DU PONANT", "Pharmacie du Ponant"),
        ("SELARL DES OLIVIERS", "SELARL des Oliviers"),
        ("L'OPTICIEN", "L’Opticien"),
        ("MAISON DE SANTÉ DU PONANT", "Maison de santé du Ponant"),
        ("CENTRE HOSPITALIER DU LEVANT", "Centre hospitalier du Levant"),
        ("IMAGERIE DU LARGE", "Imagerie du Large"),
        ("", ""),
    ],
)
def test_a_town_and_a_shop_begin_with_a_capital(written: str, shown: str) -> None:
    assert casing.sign(written) == shown


@given(CAPITALS)
def test_no_letter_is_lost_or_added(written: str) -> None:
    for cased in (casing.person(written), casing.sign(written)):
        assert cased.upper().replace("’", "'").split() == written.split()


@given(CAPITALS)
def test_what_is_cased_stays_as_it_is(written: str) -> None:
    once = casing.person(written)
    assert once == once.upper() or casing.person(once) == once
