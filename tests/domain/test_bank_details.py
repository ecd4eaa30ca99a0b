from datetime import UTC, datetime, timedelta

import pytest

from espace.domain import bank_details
from espace.domain.errors import InvalidFields

IBAN = "FR1420041010050500013M02606"
OPENED = datetime(2026, 5, 12, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Camille Roux-Fabre", "Camille Roux-Fabre"),
        ("  M. et  Mme O’Neil ", "M. et Mme O’Neil"),
        ("Ine\u0300s D'Arc, Le\u0301a & Zo\u00eb", "Inès D'Arc, Léa & Zoë"),
        ("A/B", "A/B"),
        ("x" * 70, "x" * 70),
    ],
)
def test_a_holder_is_kept_as_a_rib_writes_it(typed: str, kept: str) -> None:
    assert bank_details.read({"titulaire": typed, "iban": IBAN}).holder == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Indiquez le nom du titulaire"),
        (" \u00a0 ", "Indiquez le nom du titulaire"),
        ("x" * 10_000, "70 caractères au plus"),
        ("Camille\x00Roux", "caractère invisible"),
        ("\u202eCamille", "caractère invisible"),
        ("Cam\u200bille", "caractère invisible"),
        ("Camille\r\nBcc: x@y.fr", "une seule ligne"),
        ("<b>Camille</b>", "en lettres"),
        ("Саmille", "autre alphabet"),  # a Cyrillic С
        ("Camille 2", "en lettres"),
        ("=SOMME(A1)", "en lettres"),
        ("-", "en lettres"),
        ("🙂", "en lettres"),
    ],
)
def test_a_holder_that_no_transfer_can_carry_is_refused_with_its_sentence(typed: str, words: str) -> None:
    with pytest.raises(InvalidFields) as refusal:
        bank_details.read({"titulaire": typed, "iban": IBAN})
    assert refusal.value.sentences.keys() == {"titulaire"}
    assert words in refusal.value.sentences["titulaire"].replace("\u00a0", " ")


def test_both_faults_are_told_at_once_and_other_fields_are_ignored() -> None:
    with pytest.raises(InvalidFields) as refusal:
        bank_details.read({"member_id": "1", "status": "applied"})
    assert refusal.value.sentences.keys() == {"titulaire", "iban"}


def test_an_account_is_shown_by_no_error_or_log() -> None:
    assert IBAN not in repr(bank_details.read({"titulaire": "Camille", "iban": IBAN}))


@pytest.mark.parametrize(
    ("password", "email", "free"),
    [
        (OPENED, None, OPENED),
        (OPENED + HOUR, None, OPENED + 25 * HOUR),
        (OPENED, OPENED + 2 * HOUR, OPENED + 26 * HOUR),
        (OPENED + 3 * HOUR, OPENED + 2 * HOUR, OPENED + 27 * HOUR),
    ],
)
def test_a_day_passes_after_a_new_password_or_address_but_not_after_the_first(
    password: datetime, email: datetime | None, free: datetime
) -> None:
    assert bank_details.free_from(OPENED, password, email) == free
