from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from espace.documents.termination import Termination, render
from tests.documents.conftest import ISSUER

TERMINATION = Termination(
    issuer=ISSUER,
    member_number="0472318",
    contract_number="C-0472318",
    request_number="D-26-K7F4Q2",
    addressee=("Alice Martin", "18 rue des Embruns", "13299 Port-Mistral"),
    received_on=date(2026, 11, 23),
    reason="Sans motif, après un an d’adhésion",
    ends_on=date(2026, 12, 23),
    refund_by=date(2027, 1, 22),
    explanation="Vous avez plus d’un an d’adhésion : votre contrat prend fin un mois après votre demande. (Code de la "
    "mutualité, L221-10-2)",
)
UNBROKEN = "X" * 300


def test_the_confirmation_is_one_page_that_says_when_and_why(read):
    (page,) = read(render(TERMINATION))
    for words in (
        "N° d’adhérent 0472318",
        "N° de contrat C-0472318",
        "Demande D-26-K7F4Q2",
        "Alice Martin 18 rue des Embruns 13299 Port-Mistral",
        "Nous avons bien reçu, le 23 novembre 2026",
        "Votre contrat prend fin le",
        "23 décembre 2026",
        "Sans motif, après un an d’adhésion",
        "L221-10-2",
        "rendue au plus tard le 22 janvier 2027",
        "SIREN 000 000 000. Document fictif.",
    ):
        assert words in page.plain
    assert page.overlaps() == []


def test_the_day_of_the_end_is_the_largest_thing_on_the_page(read):
    (page,) = read(render(TERMINATION))
    assert max(page.texts, key=lambda text: text.size).text.replace("\u00a0", " ") == "23 décembre 2026"


def test_the_same_confirmation_is_the_same_file_and_says_its_day_and_title():
    reader = PdfReader(BytesIO(render(TERMINATION)))
    assert render(TERMINATION) == render(TERMINATION)
    assert reader.metadata.title == "Votre demande de résiliation"
    assert reader.metadata.creation_date.date() == date(2026, 11, 23)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "</para>", "& &amp; &lt;", "%s {0} \\n (a) \\)"])
def test_markup_comes_out_as_literal_text(read, text):
    (page,) = read(render(replace(TERMINATION, addressee=(text, text), reason=text, contract_number=text)))
    assert page.plain.count(text) >= 3
    assert page.overlaps() == []


def test_extreme_texts_never_overlap_or_leave_the_page(read):
    said = replace(TERMINATION, addressee=(UNBROKEN,) * 6, contract_number="X" * 30, reason=UNBROKEN[:100])
    (page,) = read(render(said))
    assert page.overlaps() == []
    assert all(text.left >= 17.9 and text.right <= 192.1 and 14 < text.baseline < 290 for text in page.texts)
