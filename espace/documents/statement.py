"""The statement of a payment (relevé de prestations), drawn as the design's print reference `releve.html`."""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from espace.documents import letterhead
from espace.documents.flow import Chunk, paginate
from espace.documents.shares import Share, picture
from espace.documents.statement_data import Statement
from espace.documents.statement_table import table
from espace.documents.style import (
    AMBER,
    GREEN,
    INK,
    LEFT,
    LINE,
    RIGHT,
    SAND,
    SEA,
    SOFT,
    WIDTH,
    Pen,
    Style,
)  # fmt: skip
from espace.documents.typefaces import BOLD, REGULAR
from espace.domain.formats import NBSP, amount, long_day


def render(statement: Statement) -> bytes:
    """Draw a statement and return its PDF: A4, fonts embedded, the same bytes for the same statement."""
    output = BytesIO()
    canvas = letterhead.canvas(
        output, statement.issuer, statement.title, f"Paiement {statement.reference}", statement.issued_on
    )
    _Renderer(statement, Pen(canvas)).draw()
    canvas.save()
    return output.getvalue()


_KEPT = "Conservez ce relevé : il justifie vos remboursements complémentaires."
_KEPT_EXTRACT = "Extrait : ce document montre une seule prestation, et non tout le paiement. Conservez-le."


class _Cell(NamedTuple):
    """A cell of the summary: its left edge and what a line may take (mm)."""

    left: float
    room: float


# Tops of the boxes, in mm.
TITLE, SUMMARY, TABLE, NEXT_TABLE, PLAN_LINES = 77.0, 97.0, 127.0, 39.0, 2
FLOW_BOTTOM, FOOT = 265.0, 270.0
SUMMARY_HEIGHT, SUMMARY_RADIUS, SUMMARY_BOTTOM = 24.0, 3.0, 115.5
SUMMARY_CELLS = (_Cell(24.0, 42.0), _Cell(70.0, 34.0), _Cell(108.0, 40.0), _Cell(152.0, 34.0))
FOOT_WIDTH, LEGAL_LINES = 145.0, 3

HEADING = Style(BOLD, 22, 1.1, tracking=-0.02)
SUBTITLE = Style(REGULAR, 11, 1.4, SOFT)
LABEL = Style(REGULAR, 8.5, 1.4, SOFT)
FACT = Style(BOLD, 10)
PAID = Style(BOLD, 19, 1.1, tracking=-0.01)
SMALL = Style(REGULAR, 8, 1.45, SOFT)


class _Renderer:
    """Draws one statement, page after page; each method draws one box of the design."""

    def __init__(self, statement: Statement, pen: Pen) -> None:
        self._statement = statement
        self._pen = pen
        self._sums = statement.amounts

    def draw(self) -> None:
        pages = paginate(self._flow(), TABLE, NEXT_TABLE, FLOW_BOTTOM)
        for number, placed in enumerate(pages, start=1):
            if number == 1:
                self._first_page()
            else:
                self._next_page()
            for item in placed:
                item.block.draw(self._pen, item.top)
            self._foot(number, len(pages))
            self._pen.finish_page()

    def _flow(self) -> Iterator[Chunk]:
        """Yield the table, then the picture of who paid what and the explanation."""
        statement = self._statement
        yield from table(statement.groups, with_total=not statement.is_extract)
        yield from picture(list(self._shares()), statement.explanation, statement.apart)

    def _shares(self) -> Iterator[Share]:
        paid = self._statement.pictured
        if paid is None:
            return
        yield Share("Assurance Maladie", paid.social_security, SEA)
        yield Share("Mutuelle", paid.mutual, GREEN)
        if paid.other_insurer:
            yield Share("Autre mutuelle", paid.other_insurer, INK)
        yield Share("Vous", paid.out_of_pocket, AMBER)

    def _first_page(self) -> None:
        statement, issuer = self._statement, self._statement.issuer
        letterhead.brand(self._pen, issuer, (issuer.address, f"{issuer.telephone}, {issuer.hours}"))
        facts = (
            ("N° d’adhérent", statement.member_number, 1),
            ("N° de contrat", statement.contract_number, 1),
            ("Formule", statement.plan, PLAN_LINES),
            ("Édité le", long_day(statement.issued_on), 1),
        )
        letterhead.references(self._pen, facts)
        letterhead.addressee(self._pen, statement.addressee)
        self._title()
        self._summary()

    def _next_page(self) -> None:
        """Say on a page that may be read alone whose statement it belongs to."""
        statement = self._statement
        member = f"n°{NBSP}d’adhérent {statement.member_number}"
        lines = (
            f"{statement.title}, {statement.reference}",
            ", ".join((*statement.addressee[:1], member)),
        )
        letterhead.brand(self._pen, statement.issuer, lines)

    def _title(self) -> None:
        statement = self._statement
        words = f"Paiement du {long_day(statement.paid_on)}, {statement.reference}"
        self._pen.write(LEFT, TITLE, statement.heading, HEADING)
        self._pen.write(LEFT, TITLE + HEADING.line + 1.5, SUBTITLE.shorten(words, WIDTH), SUBTITLE)

    def _summary(self) -> None:
        """Draw the band that says what was paid, when, to whom, and what is left."""
        statement = self._statement
        self._pen.box(LEFT, SUMMARY, WIDTH, SUMMARY_HEIGHT, SAND, SUMMARY_RADIUS)
        first, second, third, fourth = SUMMARY_CELLS
        self._fact(first, statement.total_words, (amount(statement.total),), PAID)
        self._fact(second, statement.payment_words, (long_day(statement.paid_on),), FACT)
        label, value = self._destination()
        self._fact(third, label, FACT.wrap(value, third.room, 2), FACT)
        self._fact(fourth, "Reste à votre charge", (amount(self._sums.out_of_pocket),), FACT)

    def _destination(self) -> tuple[str, str]:
        """Say where the money went: to a professional, by cheque, or to an account."""
        statement = self._statement
        if statement.payee:
            return "Payé à", statement.payee
        if statement.account_ending:
            return "Sur le compte", f"se terminant par {statement.account_ending}"
        if statement.cheque_to:
            return "À l’ordre de", statement.cheque_to
        return "", ""

    def _fact(self, cell: _Cell, label: str, lines: tuple[str, ...], style: Style) -> None:
        """Write a value standing on the band's last line, its label above; a figure too wide becomes smaller."""
        top = SUMMARY_BOTTOM - len(lines) * style.line
        self._pen.write(cell.left, top - LABEL.line, LABEL.shorten(label, cell.room), LABEL)
        for line in lines:
            self._pen.write(cell.left, top, line, style.fitted(line, cell.room))
            top += style.line

    def _foot(self, number: int, pages: int) -> None:
        self._pen.rule(FOOT, LINE, 0.3)
        legal = SMALL.wrap(self._statement.issuer.legal, FOOT_WIDTH, LEGAL_LINES)
        lines = (_KEPT_EXTRACT if self._statement.is_extract else _KEPT, *legal)
        self._pen.write_lines(LEFT, FOOT + 3.3, lines, SMALL)
        self._pen.write_right(RIGHT, FOOT + 3.3, f"Page{NBSP}{number} sur {pages}", SMALL)
