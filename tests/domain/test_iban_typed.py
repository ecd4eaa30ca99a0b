"""IBANs as members type them: what is accepted, and the sentence for each fault."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schwifty import registry as banks
from stdnum import iban as registry

from espace.domain import iban
from espace.domain.errors import InvalidInput

POSTAL = "FR1420041010050500013M02606"
WRONG_RIB_KEY = "FR" + registry.calc_check_digits("FR0030006000011234567890188") + "30006000011234567890188"


@pytest.mark.parametrize(
    "typed",
    [
        POSTAL,
        "FR14 2004 1010 0505 0001 3M02 606",
        " iban fr14.2004.1010.0505.0001.3m02.606 ",
        "fr14\u00a02004-1010 0505\t0001 3M02 606",
    ],
)
def test_lower_case_spaces_and_dots_are_accepted(typed):
    assert iban.read(typed) == POSTAL


@pytest.mark.parametrize(
    "number", ["BE68539007547034", "DE89370400440532013000", "MT84MALT011000012345MTLCAST001S", "NO9386011117947"]
)
def test_any_account_of_the_sepa_area_is_accepted(number):
    assert iban.read(number) == number


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Recopiez l’IBAN"),
        ("   ", "Recopiez l’IBAN"),
        ("IBAN", "Recopiez l’IBAN"),
        ("FR14" + "2" * 9_996, "34 caractères au plus"),
        (f"{POSTAL[:10]}\x00{POSTAL[10:]}", "caractère invisible"),
        (f"\u202e{POSTAL}", "caractère invisible"),
        (f"{POSTAL[:8]}\u200b{POSTAL[8:]}", "caractère invisible"),
        (f"{POSTAL[:8]}\r\n{POSTAL[8:]}", "une seule ligne"),
        ("FR14e\u0301", "autre alphabet"),
        (f"<b>{POSTAL}</b>", "que des lettres et des chiffres"),
        (POSTAL.replace("M", "М"), "autre alphabet"),  # a Cyrillic М
        (POSTAL.replace("0", "٠"), "autre alphabet"),
        (POSTAL.replace("0", "O"), "chiffre 0"),
        (POSTAL.replace("1", "I").replace("0", "o"), "chiffre 0"),
        (POSTAL[:-1] + "7", "clé de cet IBAN"),
        ("FR15" + POSTAL[4:], "clé de cet IBAN"),
        (WRONG_RIB_KEY, "clé RIB"),
        (POSTAL[:-3], "24 caractères, et il en faut 27"),
        (POSTAL + "0", "28 caractères, et il en faut 27"),
        ("20041010050500013M02606", "deux lettres du pays"),
        ("TN5910006035183598478831", "zone SEPA"),
        ("US64SVBKUS6S3300958879", "zone SEPA"),
        ("ZZ1420041010050500013M02606", "zone SEPA"),
    ],
)
def test_each_fault_has_its_own_sentence_that_never_repeats_what_was_typed(typed, words):
    with pytest.raises(InvalidInput) as refusal:
        iban.read(typed)
    assert words in refusal.value.sentence.replace("\u00a0", " ")
    assert not typed.strip() or typed == "IBAN" or typed not in refusal.value.sentence


@pytest.mark.parametrize(
    ("typed", "look", "words"),
    [
        ("", "", ""),
        ("f", "wait", "commence par deux lettres"),
        ("FR", "wait", "Encore 25 caractères."),
        ("FR14 2004 1010 0505", "wait", "Encore 11 caractères."),
        (POSTAL[:-1], "wait", "Encore 1 caractère."),
        (POSTAL, "right", "IBAN correct : 27 caractères, clé vérifiée."),
        ("BE68539007547034", "right", "IBAN correct : 16 caractères, clé vérifiée."),
        ("2", "wrong", "deux lettres du pays"),
        ("US", "wrong", "zone SEPA"),
        ("FR14 <", "wrong", "que des lettres"),
        (POSTAL[:-1] + "7", "wrong", "clé de cet IBAN"),
        (POSTAL + "1", "wrong", "28 caractères"),
    ],
)
def test_a_number_being_typed_waits_until_it_is_whole(typed, look, words):
    found = iban.check(typed)
    assert found.look == look
    assert words in found.words.replace("\u00a0", " ")
    assert found.number == (typed if look == "right" else "")


def test_the_sepa_table_agrees_with_the_registries():
    for country, length in iban.SEPA_LENGTHS.items():
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert banks.get_iban_spec(country).iban_length == length
    old_area = {"AT", "BE", "CH", "DE", "ES", "FR", "GB", "IE", "IT", "LU", "MC", "NL", "PL", "PT", "SE"}
    assert old_area <= iban.SEPA_LENGTHS.keys()
    assert len(iban.SEPA_LENGTHS) == 42  # 41 countries, and Gibraltar's own code


@given(st.text(max_size=60))
def test_whatever_is_typed_is_judged(typed):
    found = iban.check(typed)
    assert found.look in {"", "wait", "wrong", "right"}
    assert bool(found.words) == bool(found.look)
