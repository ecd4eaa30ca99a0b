from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from espace.documents.coverage_data import CoverageRow, CoverageSection, CoverageTable, ExampleRow
from espace.documents.coverage_table import render
from tests.documents.conftest import ISSUER

UNBROKEN = "X" * 300
TABLE = CoverageTable(
    issuer=ISSUER,
    member_number="0472318",
    contract_number="H3-0472318",
    plan="Horizon 3",
    responsible=True,
    issued_on=date(2026, 11, 23),
    valid_on=date(2026, 11, 23),
    addressee=("Camille Roux-Fabre", "18 rue des Embruns", "13299 Port-Mistral"),
    sections=(
        CoverageSection("Hospitalisation", (CoverageRow("Forfait journalier", False, "Frais réels"),)),
        CoverageSection(
            "Optique",
            (
                CoverageRow("Équipement de classe A", True, "Frais réels", conditions="Tous les 2 ans"),
                CoverageRow("Autre équipement", False, "350,00\u00a0€", "En plus de l’Assurance Maladie"),
            ),
        ),
    ),
    examples=(
        ExampleRow("Consultation d’un généraliste, secteur 1", 30_00, 19_00, 9_00, 2_00),
        ExampleRow("Lunettes de classe B, verres simples", 389_00, 9, 350_00, 38_91),
    ),
)


@pytest.fixture
def long_table() -> Callable[[int], CoverageTable]:
    """A table of two headings with so many rows each."""

    def make(rows: int) -> CoverageTable:
        row = CoverageRow(
            "Généralistes et spécialistes", False, "170\u00a0% de la base", conditions="Imagerie comprise"
        )
        sections = tuple(CoverageSection(heading, (row,) * rows) for heading in ("Hospitalisation", "Soins courants"))
        return replace(TABLE, sections=sections)

    return make


def test_the_table_is_one_page_that_says_everything(read):
    (page,) = read(render(TABLE))
    for words in (
        "Mutuelle du Vieux-Port 2 quai des Félibres, 13299 Port-Mistral",
        "N° d’adhérent 0472318",
        "N° de contrat H3-0472318",
        "Édité le 23 novembre 2026",
        "Camille Roux-Fabre 18 rue des Embruns 13299 Port-Mistral",
        "Tableau des prestations Formule Horizon 3, garanties au 23 novembre 2026",
        "les pourcentages et les frais réels comprennent le remboursement de l’Assurance Maladie",
        "Soins Remboursement Conditions Hospitalisation Forfait journalier Frais réels",
        "Équipement de classe A 100 % Santé : sans reste à charge Frais réels Tous les 2 ans",
        "Autre équipement 350,00 € En plus de l’Assurance Maladie",
        "Exemples de remboursement Pour un adulte qui suit le parcours de soins.",
        "Consultation d’un généraliste, secteur 1 30,00 € 19,00 € 9,00 € 2,00 €",
        "Lunettes de classe B, verres simples 389,00 € 0,09 € 350,00 € 38,91 €",
        "Contrat responsable (Code de la sécurité sociale, L871-1).",
        "SIREN 000 000 000. Document fictif.",
        "Page 1 sur 1",
    ):
        assert words in page.plain.replace("\u00a0", " ")
    assert page.overlaps() == []


def test_without_examples_nothing_is_said_of_them(read):
    (page,) = read(render(replace(TABLE, examples=(), responsible=False)))
    assert "Exemples" not in page.plain
    assert "Contrat responsable" not in page.plain


def test_a_long_table_goes_on_and_each_page_can_be_read_alone(read, long_table):
    pages = read(render(long_table(40)))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.plain.endswith(f"Page {number} sur {len(pages)}")
        assert page.overlaps() == []
    second = pages[1].plain
    assert "Tableau des prestations au 23 novembre 2026 Camille Roux-Fabre, n° d’adhérent 0472318" in second
    assert "Soins Remboursement Conditions" in second
    assert "Hospitalisation (suite)" in second


def test_no_row_is_lost_between_pages(read, long_table):
    pages = read(render(long_table(40)))
    assert sum(page.strings.count("Imagerie comprise") for page in pages) == 80


def test_examples_that_begin_a_page_say_again_what_their_columns_are(read):
    pages = read(render(replace(TABLE, examples=TABLE.examples * 30)))
    assert len(pages) > 1
    assert all("Prix" in page.strings for page in pages)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<b>gras</b>", "</para>", "& &amp; &lt;", "%s {0} \\n (a) \\)"]
)
def test_markup_in_any_field_comes_out_as_literal_text(read, text):
    row = CoverageRow(text, True, text, text, text)
    table = replace(
        TABLE, plan=text, addressee=(text, text), sections=(CoverageSection(text, (row,)),), member_number=text
    )
    (page,) = read(render(table))
    assert page.plain.replace("\u00a0", " ").count(text) >= 6
    assert page.overlaps() == []


def test_extreme_texts_never_overlap_or_leave_the_page(read):
    row = CoverageRow(UNBROKEN, True, UNBROKEN, UNBROKEN, UNBROKEN)
    example = ExampleRow(UNBROKEN, 9_999_99, 9_999_99, 9_999_99, 9_999_99)  # cares are a closed list, no higher
    table = replace(
        TABLE,
        plan=UNBROKEN,
        addressee=(UNBROKEN,) * 5,
        sections=(CoverageSection(UNBROKEN, (row,) * 3),),
        examples=(example,) * 2,
    )
    for page in read(render(table)):
        assert page.overlaps() == []
        assert all(text.left >= 17.9 and text.right <= 192.1 and 14 < text.baseline < 292 for text in page.texts)


def test_the_document_says_its_title_day_and_language():
    reader = PdfReader(BytesIO(render(TABLE)))
    assert reader.metadata.title == "Tableau des prestations"
    assert reader.metadata.subject == "Contrat n°\u00a0H3-0472318"
    assert reader.metadata.creation_date.date() == date(2026, 11, 23)
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"


def test_the_same_table_gives_the_same_bytes():
    assert render(TABLE) == render(TABLE)
