import hashlib
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from espace.documents.statement import render
from espace.documents.statement_data import Statement, StatementGroup, StatementLine
from espace.documents.typefaces import REGULAR, printable

UNBROKEN = "X" * 200
MARKUP = ("<script>alert(1)</script>", "<b>gras</b>", "</para>", "<img src=x>", "& &amp; &lt;", "%s {0} \\n (a) \\)")


def test_statement_of_the_design_is_one_page_that_says_everything(design, read):
    (page,) = read(render(design()))
    for words in (
        "Mutuelle du Vieux-Port",
        "2 quai des Félibres, 13299 Port-Mistral",
        "N° d’adhérent 0472318",
        "N° de contrat H3-0472318",
        "Formule Horizon 3",
        "Édité le 23 novembre 2026",
        "Camille Roux-Fabre 18 rue des Embruns Bâtiment B, 3e étage 13299 Port-Mistral",
        "Relevé de prestations Paiement du 18 novembre 2026, n° 26-118-04471",
        "Versé par la mutuelle 51,00 €",
        "Virement parti le 18 novembre 2026",
        "Sur le compte se terminant par 471",
        "Reste à votre charge 5,45 €",
        "04/11/2026 Consultation généraliste Dr Hélène Castaing 30,00 € 30,00 € 19,00 € 9,00 € 2,00 €",
        "Sous-total Camille 85,00 € 61,50 € 39,05 € 40,50 € 5,45 €",
        "Total du paiement 111,26 € 87,76 € 54,81 € 51,00 € 5,45 €",
        "Assurance Maladie 54,81 € Mutuelle 51,00 € Vous 5,45 €",
        "Votre reste à charge : 4,00 € de participation forfaitaire",
        "SIREN 000 000 000. Document fictif.",
        "Page 1 sur 1",
    ):
        assert words in page.plain


@pytest.mark.parametrize(
    ("string", "left", "baseline"),
    [
        # Where the browser puts them when it prints the design's releve.html, in mm.
        ("Vieux-Port", 33.5, 23.2),
        ("0472318", 42.1, 48.4),
        ("Camille Roux-Fabre", 112, 49.0),
        ("Relevé de prestations", 18, 84.0),
        ("51,00 €", 24, 114.0),
        ("18 novembre 2026", 70, 114.1),
        ("se terminant par 471", 108, 114.1),
        ("5,45 €", 152, 114.1),
        ("Date des soins", 18, 134.0),
        ("Consultation généraliste", 42, 151.7),
        ("Total du paiement", 18, 216.5),
        ("Qui a payé quoi ?", 18, 232.2),
        ("Conservez ce relevé : il justifie vos remboursements complémentaires.", 18, 276.4),
    ],
)
def test_text_stands_where_the_design_puts_it(design, read, string, left, baseline):
    (page,) = read(render(design()))
    nearest = min(
        (text for text in page.texts if text.text.replace("\u00a0", " ") == string),
        key=lambda text: abs(text.baseline - baseline),
    )
    assert nearest.left == pytest.approx(left, abs=0.15)
    assert nearest.baseline == pytest.approx(baseline, abs=0.4)


def test_amounts_end_at_the_right_edge_of_the_design_s_columns(design, read):
    (page,) = read(render(design()))
    start = page.strings.index("Total du paiement") + 1
    edges = [text.right for text in page.texts[start : start + 5]]
    assert edges == pytest.approx([110, 129, 151, 171, 192], abs=0.05)


def test_text_is_extracted_with_its_accents_and_no_break_spaces(design):
    text = PdfReader(BytesIO(render(design()))).pages[0].extract_text()
    assert "51,00\u00a0€" in text
    assert "23\u00a0novembre\u00a02026" in text
    assert "Séance d’orthophonie" in text
    assert "Édité le" in text


def test_only_embedded_truetype_subsets_are_used(design):
    reader = PdfReader(BytesIO(render(design())))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert sorted(font["/BaseFont"].split("+")[1] for font in fonts) == [
        "AtkinsonHyperlegibleNext-Bold",
        "AtkinsonHyperlegibleNext-Regular",
    ]
    assert all(font["/Subtype"] == "/TrueType" for font in fonts)
    assert all(len(font["/FontDescriptor"]["/FontFile2"].get_data()) < 20_000 for font in fonts)


def test_document_says_its_title_author_day_and_language(design):
    reader = PdfReader(BytesIO(render(design())))
    assert reader.metadata.title == "Relevé de prestations du 18\u00a0novembre\u00a02026"
    assert reader.metadata.author == "Mutuelle du Vieux-Port"
    assert reader.metadata.creation_date.date() == date(2026, 11, 23)
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [float(side) for side in reader.pages[0].mediabox] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)


def test_same_statement_gives_the_same_bytes_and_another_one_does_not(design):
    assert render(design()) == render(design())
    assert render(design()) != render(design(total=5101))


def test_same_statement_gives_the_same_bytes_in_another_process(design):
    program = (
        "import hashlib, pickle, sys; from espace.documents.statement import render; "
        "print(hashlib.sha256(render(pickle.loads(sys.stdin.buffer.read()))).hexdigest())"
    )

    result = subprocess.run(
        [sys.executable, "-c", program], input=pickle.dumps(design()), capture_output=True, check=True
    )
    assert result.stdout.decode().strip() == hashlib.sha256(render(design())).hexdigest()


def test_statements_drawn_by_many_threads_are_those_drawn_one_by_one(design):
    # Accented letters are made of parts: reportlab seeks for them in the font while it cuts the subset.
    accents = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸàâäçéèêëîïôöùûüÿŞşŐőŰűČčŠšŽžĆćŃńŻżĀāĒēĪīŪūẀẁ"
    statements = [design(explanation=accents[first:] + accents[:first]) for first in range(12)]
    alone = [render(statement) for statement in statements]
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            together = list(threads.map(render, statements * 25))
    finally:
        sys.setswitchinterval(switching)
    assert together == alone * 25


def test_markup_in_any_field_comes_out_as_literal_text(design, read):
    for markup in MARKUP:
        line = StatementLine(date(2026, 11, 4), markup, markup, 100, 100, 70, 30, 0, note=markup)
        statement = design(
            issuer=replace(design().issuer, name_end=markup, address=markup, legal=markup),
            member_number=markup,
            contract_number=markup,
            plan=markup,
            addressee=(markup, markup),
            payment_number=markup,
            payment_words=markup,
            payee=markup,
            groups=(StatementGroup(markup, markup, (line,)), StatementGroup("Noé", markup, (line,))),
            explanation=markup,
        )
        (page,) = read(render(statement))
        # Narrow cells cut it over two lines or end it with « … »; the wide ones show all of it.
        assert page.plain.replace("\u00a0", " ").count(markup) >= 8
        assert page.overlaps() == []


def test_payment_to_a_professional_names_it_in_place_of_the_account(design, read):
    (page,) = read(render(design(payee="Pharmacie du Ponant", account_ending="")))
    assert "Payé à Pharmacie du Ponant" in page.plain
    assert "Sur le compte" not in page.plain


def test_cheque_names_the_member_in_place_of_the_account(design, read):
    (page,) = read(render(design(account_ending="", cheque_to="Étienne Barral", payment_words="Chèque émis le")))
    assert "Chèque émis le 18 novembre 2026 À l’ordre de Étienne Barral Reste à votre charge" in page.plain
    assert "Sur le compte" not in page.plain


def test_payment_without_any_known_destination_leaves_its_place_empty(design, read):
    (page,) = read(render(design(account_ending="", payment_words="Chèque émis le")))
    assert "Chèque émis le 18 novembre 2026 Reste à votre charge" in page.plain


def test_statement_without_any_line_still_shows_its_total(design, read):
    (page,) = read(render(design(groups=(), total=0, explanation="")))
    assert "Total du paiement 0,00 €" in page.plain


def test_address_is_never_cut_it_becomes_smaller(design, read):
    parts = (
        "Marie-Antoinette-Joséphine de La Rochefoucauld-Liancourt-Doudeauville",
        "Chez Monsieur et Madame Bartholomé de Castelnau-Montmiral",
        "Résidence des Embruns, bâtiment B, escalier 4, 3e étage, porte 302",
        "248 bis boulevard du Maréchal-de-Lattre-de-Tassigny prolongé",
        "Lieu-dit Le Bout du Monde, BP 12345",
        "13299 Port-Mistral Cedex 01",
    )
    (page,) = read(render(design(addressee=parts)))
    assert " ".join(parts) in page.plain
    assert page.find("13299 Port-Mistral Cedex 01").baseline < 77
    assert page.overlaps() == []


@pytest.mark.parametrize("lines", [1, 40])
@pytest.mark.parametrize("cents", [0, -1200, 123456789, -123456789, 999_999_999_99])
def test_extreme_texts_and_amounts_never_overlap_or_leave_the_page(design, read, cents, lines):
    line = StatementLine(
        date(2026, 11, 4), UNBROKEN, f"Dr {UNBROKEN}", 4 * cents, cents, cents, cents, cents, cents, UNBROKEN
    )
    statement = design(
        member_number=UNBROKEN,
        contract_number=UNBROKEN,
        plan="Formule très longue " * 20,
        addressee=(UNBROKEN,) * 6,
        payment_number=UNBROKEN,
        payment_words=UNBROKEN,
        payee=UNBROKEN,
        total=cents,
        groups=(StatementGroup(UNBROKEN, UNBROKEN, (line,) * lines), StatementGroup("Noé", "Noé", (line,))),
        explanation="Parce que. " * 200,
    )
    for page in read(render(statement)):
        assert page.overlaps() == []
        assert all(text.left >= 17.9 and text.right <= 192.1 and 14 < text.baseline < 290 for text in page.texts)


def test_characters_no_font_has_are_replaced_by_a_box_and_nothing_breaks(design, read):
    (page,) = read(render(design(addressee=("Łukasz 日本 😀 Nguyễn \ud800 مرحبا", "a\x00b\tc"))))
    assert "Łukasz \ufffd\ufffd \ufffd Nguyên \ufffd \ufffd\ufffd\ufffd\ufffd\ufffd a\ufffdb c" in page.plain


def test_more_characters_than_one_subset_holds_are_all_drawn(design, read):
    every = "".join(sorted(set(REGULAR.advances) - {" "}))
    assert len(every) > 255
    pages = read(render(design(explanation=" ".join(every))))
    drawn = {character for page in pages for text in page.texts if not text.bold for character in text.text}
    assert set(every) <= drawn
    assert [page.overlaps() for page in pages] == [[]] * len(pages)


texts = st.text(max_size=60)
cents = st.integers(-(10**10), 10**10)
lines = st.builds(
    StatementLine, st.dates(date(1950, 1, 1)), texts, texts, cents, cents, cents, cents, cents, cents, texts
)
groups = st.builds(StatementGroup, texts, texts, st.lists(lines, max_size=3).map(tuple))


@settings(max_examples=40, deadline=None)
@given(st.lists(groups, max_size=3).map(tuple), texts, texts, cents)
def test_whatever_the_data_every_amount_is_shown_and_nothing_overlaps(design, read, groups, name, explanation, total):
    statement: Statement = design(groups=groups, addressee=(name, name), explanation=explanation, total=total)
    pages = read(render(statement))
    for page in pages:
        assert page.overlaps() == []
        assert "Page" in page.plain
    shown = [string for page in pages for string in page.strings]
    for group in groups:
        for line in group.lines:
            assert f"{line.care_date:%d/%m/%Y}" in shown
    assert all(printable(string) == string for string in shown)


def test_extract_of_one_prestation_says_so_and_has_no_total(design, care, read):
    groups = (StatementGroup("Camille Roux-Fabre", "Camille", (care,)),)
    (page,) = read(render(design(groups=groups, total=900, line_number=2, total_words="Repris par la mutuelle")))
    for words in (
        "Extrait du relevé : une prestation Paiement du 18 novembre 2026, n° 26-118-04471, ligne n° 2",
        "Repris par la mutuelle 9,00 €",
        "Extrait : ce document montre une seule prestation, et non tout le paiement.",
    ):
        assert words in page.plain.replace("\u00a0", " ")
    assert "Total du paiement" not in page.plain
    assert page.overlaps() == []


def test_extract_is_named_as_one_in_the_file(design, care):
    groups = (StatementGroup("Camille", "Camille", (care,)),)
    metadata = PdfReader(BytesIO(render(design(groups=groups, line_number=2)))).metadata
    assert metadata.title == "Extrait du relevé de prestations du 18\u00a0novembre\u00a02026"
    assert metadata.subject == "Paiement n°\u00a026-118-04471, ligne n°\u00a02"
