from datetime import date

import pytest

from espace.domain import dates
from espace.domain.errors import InvalidInput

TODAY = date(2026, 11, 23)
FORM, UNKNOWN, FUTURE = "quatre chiffres de l’année", "n’existe pas", "dans l’avenir"


@pytest.mark.parametrize(
    "typed", ["14/06/1984", " 14/06/1984 ", "14/6/1984", "14 / 06 / 1984", "14\u00a0/06/1984", "14061984", "14 06 1984"]
)
def test_a_date_is_read_day_first(typed: str) -> None:
    assert dates.birth_date(typed, TODAY) == date(1984, 6, 14)


@pytest.mark.parametrize("born", [date(2026, 11, 23), date(2024, 2, 29), date(1896, 1, 1)])
def test_anybody_alive_may_be_born(born: date) -> None:
    assert dates.birth_date(f"{born:%d/%m/%Y}", TODAY) == born


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Indiquez"),
        ("   ", "Indiquez"),
        ("14-06-1984", FORM),
        ("14.06.84", FORM),
        ("14/06/84", FORM),
        ("14 juin 1984", FORM),
        ("14 juin 1984?", FORM),
        ("1984-06-14", FORM),
        ("1984/06/14", FORM),
        ("14//1984", FORM),
        ("١٤/٠٦/١٩٨٤", FORM),
        ("<b>", FORM),
        ("1" * 10_000, FORM),
        ("31/02/1984", UNKNOWN),
        ("29/02/2023", UNKNOWN),
        ("14/43/1984", UNKNOWN),
        ("00/06/1984", UNKNOWN),
        ("14/06/0000", UNKNOWN),
        ("14/06/0084", "trop ancienne"),
        ("31/12/1895", "trop ancienne"),
        ("24/11/2026", FUTURE),
        ("14/06/9999", FUTURE),
    ],
)
def test_each_fault_of_a_date_has_its_sentence_with_the_format(typed: str, said: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        dates.birth_date(typed, TODAY)
    assert said in refusal.value.sentence
    assert refusal.value.sentence.endswith("par exemple 14/06/1984.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("14/06/\u202e1984", "invisible"), ("14/06/1984\x00", "invisible"), ("14/06/1984\r\nBcc: x", "une seule ligne")],
)
def test_what_cannot_be_seen_is_refused_in_a_date(typed: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        dates.birth_date(typed, TODAY)
