from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from espace.documents import period
from espace.documents.period import Period, Piece
from espace.documents.statement import render
from espace.documents.statement_data import Statement
from espace.domain.formats import amount
from tests.documents.conftest import Page

FIRST, LAST = date(2025, 11, 23), date(2026, 11, 23)


@pytest.fixture
def many(design: Callable[..., Statement]) -> Callable[..., Period]:
    """A period of so many statements, newest first, their numbers in order."""

    def period(count: int, **changes: object) -> Period:
        statements = tuple(
            design(paid_on=LAST - timedelta(days=number % 365), payment_number=f"26-118-{number:05d}")
            for number in range(count)
        )
        return replace(Period(statements, FIRST, LAST), **changes)

    return period


def drawn(asked: Period) -> bytes:
    return b"".join(piece.data for piece in period.pdf(asked))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _numbers(page: Page) -> list[str]:
    return [text for text in page.strings if text.startswith("26-118-")]


@pytest.mark.parametrize("count", [1, 17, 60])
def test_each_statement_stands_in_it_once_and_where_the_summary_says(
    many: Callable[..., Period], read: Callable[[bytes], list[Page]], count: int
) -> None:
    asked = many(count)
    pages = read(drawn(asked))

    summary = [page for page in pages if "Relevés de prestations" in page.plain]
    told = {}
    for page in summary:
        rows = iter(page.strings[page.strings.index("Page") + 1 :])
        told |= {text: int(page.strings[page.strings.index(text) + 3]) for text in rows if text.startswith("26-118-")}
    assert list(told) == [one.payment_number for one in asked.statements]
    assert len(pages) == len(summary) + count
    for number, at in told.items():
        assert "Paiement du" in pages[at - 1].plain
        assert f"n° {number}" in pages[at - 1].plain


def test_the_summary_says_who_when_how_many_and_how_much(
    many: Callable[..., Period], read: Callable[[bytes], list[Page]]
) -> None:
    page = read(drawn(many(3)))[0]
    for words in (
        "Relevés de prestations Paiements du 23 novembre 2025 au 23 novembre 2026",
        "N° d’adhérent 0472318",
        "Camille Roux-Fabre 18 rue des Embruns",
        "Versé par la mutuelle 153,00 €",
        "Relevés 3",
        "Période du 23/11/2025 au 23/11/2026",
        "Date N° de paiement Versé Reste à charge Page",
        "23/11/2026 26-118-00000 51,00 € 5,45 € 2",
        "Total, 3 relevés 153,00 € 16,35 €",
        "Page 1 sur 4",
    ):
        assert words in page.plain


def test_every_page_is_numbered_within_the_whole(
    many: Callable[..., Period], read: Callable[[bytes], list[Page]]
) -> None:
    pages = read(drawn(many(45)))
    assert [page.plain.count(f"Page {number} sur {len(pages)}") for number, page in enumerate(pages, 1)] == [1] * len(
        pages
    )


def test_the_outline_and_the_rows_lead_to_each_statement(many: Callable[..., Period]) -> None:
    asked = many(20)
    reader = PdfReader(BytesIO(drawn(asked)))

    entries = reader.outline
    assert [_plain(entry.title) for entry in entries[:2]] == ["Récapitulatif", "23 novembre 2026, n° 26-118-00000"]
    pages = [reader.get_destination_page_number(entry) for entry in entries]
    assert pages == [0, *range(2, 22)]  # the summary takes two pages
    links = [link.get_object() for page in reader.pages[:2] for link in page["/Annots"]]
    assert len(links) == 20


def test_a_statement_of_several_pages_moves_the_next_ones(
    long_statement: Callable[[int, int], Statement],
    design: Callable[..., Statement],
    read: Callable[[bytes], list[Page]],
) -> None:
    long = replace(long_statement(1, 60), payment_number="26-118-10000")
    asked = Period((long, design(payment_number="26-118-20000")), FIRST, LAST)

    pages = read(drawn(asked))

    alone = len(read(render(long)))
    assert alone > 1
    assert "n° 26-118-20000" in pages[alone + 1].plain
    assert f"26-118-20000 51,00 € 5,45 € {alone + 2}" in pages[0].plain


def test_a_statement_is_drawn_as_it_is_alone(many: Callable[..., Period], read: Callable[[bytes], list[Page]]) -> None:
    asked = many(2)
    together, alone = read(drawn(asked))[1], read(render(asked.statements[0]))[0]
    number = [at for at, text in enumerate(alone.strings) if text.startswith("Page")]
    assert together.strings[number[0]] == "Page\u00a02 sur 3"
    for at in number:
        del together.texts[at], alone.texts[at]
    assert (together.texts, together.boxes, together.rules) == (alone.texts, alone.boxes, alone.rules)


def test_what_was_taken_back_counts_against_the_total(
    design: Callable[..., Statement], read: Callable[[bytes], list[Page]]
) -> None:
    (group, other) = design().groups
    back = replace(
        group, lines=tuple(replace(line, charged=-line.charged, mutual=-line.mutual) for line in group.lines)
    )
    asked = Period((design(), design(groups=(back,), total=0)), FIRST, LAST)
    assert f"Total, 2 relevés {_plain(amount(5100 - 4050))}" in read(drawn(asked))[0].plain
    assert other.lines


def test_payees_are_named_among_payments_to_third_parties(
    many: Callable[..., Period], read: Callable[[bytes], list[Page]]
) -> None:
    asked = many(2, to_third_parties=True)
    asked = replace(
        asked, statements=tuple(replace(one, payee="Pharmacie " + "du Port " * 9) for one in asked.statements)
    )
    page = read(drawn(asked))[0]
    assert "Remboursements aux tiers du 23 novembre 2025 au 23 novembre 2026" in page.plain
    assert "Payé à" in page.plain
    assert "26-118-00000 Pharmacie du Port du Port" in page.plain
    assert page.overlaps() == []


def test_a_search_among_single_prestations_says_that_statements_are_whole(
    many: Callable[..., Period], read: Callable[[bytes], list[Page]]
) -> None:
    asked = many(1, by_care_date=True, chose_lines=True)
    assert "Chaque relevé est donné en entier" in read(drawn(asked))[0].plain
    assert "Paiements, soins du 23 novembre 2025 au 23 novembre 2026" in read(drawn(asked))[0].plain
    assert "Chaque relevé est donné en entier" not in read(drawn(many(1)))[0].plain


def test_no_text_of_the_summary_prints_over_another(
    many: Callable[..., Period], read: Callable[[bytes], list[Page]]
) -> None:
    asked = many(40)
    huge = tuple(replace(one, payment_number="N" * 60) for one in asked.statements)
    for page in read(drawn(replace(asked, statements=huge)))[:3]:
        assert page.overlaps() == []


def test_it_is_drawn_one_statement_a_step_and_comes_whole_at_the_end(many: Callable[..., Period]) -> None:
    pieces = list(period.pdf(many(5)))
    assert [piece.done for piece in pieces][:10] == [0] * 5 + [1, 2, 3, 4, 5]
    assert all(not piece.data for piece in pieces[:10])
    assert all(piece.done == 5 and len(piece.data) <= period.PART for piece in pieces[10:])


def test_whoever_stops_asking_stops_the_drawing(many: Callable[..., Period]) -> None:
    steps = period.pdf(many(5))
    assert next(steps) == Piece(0)
    steps.close()
    assert list(steps) == []


def test_the_same_period_gives_the_same_bytes(many: Callable[..., Period]) -> None:
    assert drawn(many(3)) == drawn(many(3))


def test_the_document_says_its_title_and_day(many: Callable[..., Period]) -> None:
    found = PdfReader(BytesIO(drawn(many(1)))).metadata
    assert found is not None
    assert _plain(found.title or "") == "Relevés de prestations du 23 novembre 2025 au 23 novembre 2026"
    assert found.creation_date is not None
    assert found.creation_date.date() == LAST
