from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from espace.documents.letter import Letter, render
from tests.documents.conftest import ISSUER

LETTER = Letter(
    issuer=ISSUER,
    member_number="0541190",
    addressee=("Sofia Lambert", "9 rue des Voiliers", "13299 Port-Mistral"),
    issued_on=date(2026, 11, 23),
    code=("K7QM", "2WPA", "9RTV"),
    last_day=date(2026, 12, 22),
    address="https://espace.vieux-port.example/activation/code",
)
UNBROKEN = "X" * 300


def test_letter_is_one_page_that_says_everything(read):
    (page,) = read(render(LETTER))
    for words in (
        "Mutuelle du Vieux-Port 2 quai des Félibres, 13299 Port-Mistral",
        "N° d’adhérent 0541190",
        "Édité le 23 novembre 2026",
        "Sofia Lambert 9 rue des Voiliers 13299 Port-Mistral",
        "Votre code d’activation",
        "Valable jusqu’au 22 décembre 2026 inclus",
        "K7QM 2WPA 9RTV",
        "https://espace.vieux-port.example/activation/code",
        "Recopiez votre numéro d’adhérent, 0541190",
        "Appelez-nous au 04 65 71 00 12",
        "SIREN 000 000 000. Document fictif.",
    ):
        assert words in page.plain
    assert page.overlaps() == []


def test_code_is_read_aloud_group_by_group():
    text = PdfReader(BytesIO(render(LETTER))).pages[0].extract_text()
    assert " ".join(text.split()).count("K7QM 2WPA 9RTV") == 1


def test_code_is_the_largest_thing_on_the_page(read):
    (page,) = read(render(LETTER))
    sizes = {text.text: text.size for text in page.texts}
    assert {sizes.pop(group) for group in LETTER.code} == {34}
    assert max(sizes.values()) < 34


def test_address_shows_in_the_window_of_the_envelope(read):
    (page,) = read(render(LETTER))
    for line in LETTER.addressee:
        text = page.find(line)
        assert text.left >= 110
        assert text.right <= 192
        assert 45 <= text.baseline <= 80


def test_document_says_its_title_day_and_language_but_not_the_code():
    reader = PdfReader(BytesIO(render(LETTER)))
    assert reader.metadata.title == "Votre code d’activation"
    assert reader.metadata.creation_date.date() == date(2026, 11, 23)
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"
    assert not any(group in str(value) for value in reader.metadata.values() for group in LETTER.code)


def test_a_letter_never_shows_its_code_in_a_log():
    assert "K7QM" not in f"{LETTER!r} {LETTER}"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<b>gras</b>", "</para>", "& &amp; &lt;", "%s {0} \\n (a) \\)"]
)
def test_markup_comes_out_as_literal_text(read, text):
    (page,) = read(render(replace(LETTER, addressee=(text, text), member_number=text, address=text)))
    assert page.plain.count(text) >= 3
    assert page.overlaps() == []


def test_extreme_texts_never_overlap_or_leave_the_page(read):
    letter = replace(LETTER, addressee=(UNBROKEN,) * 6, member_number="X" * 20, address=f"https://{UNBROKEN}")
    (page,) = read(render(letter))
    assert page.overlaps() == []
    assert all(text.left >= 17.9 and text.right <= 192.1 and 14 < text.baseline < 290 for text in page.texts)


def test_widest_code_stays_in_its_band(read):
    (page,) = read(render(replace(LETTER, code=("WWWW",) * 3)))
    assert max(text.right for text in page.texts if text.text == "WWWW") < 184
