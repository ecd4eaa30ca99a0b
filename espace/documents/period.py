"""Every statement of a period in one file: a summary that says where each one is, then the statements themselves."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import accumulate
from typing import NamedTuple

from espace.documents import letterhead, sheet
from espace.documents.flow import Chunk, Placed, paginate
from espace.documents.sheet import PAID, Fact
from espace.documents.statement import StatementPages
from espace.documents.statement_data import Statement
from espace.documents.statement_table import CELL, CELL_BOLD, CELL_SOFT, HAIRLINE, HEAD, PADDING, TOTAL, TOTAL_RULE
from espace.documents.style import BODY, INK, LEFT, LINE, RIGHT, WIDTH, Pen
from espace.domain.formats import NBSP, amount, long_day, numeric_day, period
from espace.domain.wording import plural

TITLE = "Relevés de prestations"
ADVICE = "Chaque relevé de ce document se lit seul : imprimez celui qu’on vous demande, ou gardez le tout."
WHOLE = (
    "Chaque relevé est donné en entier : il peut contenir d’autres soins que ceux de votre recherche, et ce "
    "récapitulatif compte tout ce qu’il contient."
)
SUMMARY_KEY, SUMMARY_NAME = "recapitulatif", "Récapitulatif"
PART = 64 * 1024  # bytes handed over at once when the file is ready

# Where the columns of the summary stand, in mm.
NUMBER_LEFT, NUMBER_ROOM, PAYEE_LEFT, PAYEE_ROOM = 44.0, 34.0, 80.0, 48.0
PAID_RIGHT, LEFT_RIGHT = 148.0, 176.0
NOTE_GAP = 7.0


class Piece(NamedTuple):
    """What a long drawing hands over step by step: how many statements are done, and what is ready of the file."""

    done: int
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Period:
    """The statements of a period, ready to be drawn.

    Attributes:
        statements: at least one, in the order they are to stand in; all of one member.
        first: first day of the period.
        last: last day, included.
        by_care_date: whether the period is one of days of care rather than of payment.
        to_third_parties: whether the payments went to health professionals.
        chose_lines: whether the search looked at single prestations, of which a whole statement may hold others.
    """

    statements: tuple[Statement, ...]
    first: date
    last: date
    by_care_date: bool = False
    to_third_parties: bool = False
    chose_lines: bool = False

    @property
    def words(self) -> str:
        """Say which payments these are: `Paiements du 1er juin au 23 novembre 2026`."""
        what = "Remboursements aux tiers" if self.to_third_parties else "Paiements"
        return f"{what}, soins {self._days}" if self.by_care_date else f"{what} {self._days}"

    @property
    def title(self) -> str:
        """The document's title, as viewers show it."""
        return f"{TITLE} {self._days}"

    @property
    def _days(self) -> str:
        days = period(self.first, self.last)
        return days[0].lower() + days[1:]


def pdf(asked: Period) -> Iterator[Piece]:
    """Draw the file, one statement a step; the bytes come after the last one, when the file is complete.

    Whoever stops asking for the next step stops the drawing.
    """
    statements, head = asked.statements, asked.statements[0]
    layouts: deque[StatementPages] = deque()
    for statement in statements:
        layouts.append(StatementPages(statement))
        yield Piece(0)
    summary = _Summary(asked, [pages.count for pages in layouts])
    output = BytesIO()
    canvas = letterhead.canvas(output, head.issuer, asked.title, TITLE, head.issued_on)
    canvas.showOutline()
    pen = Pen(canvas)
    summary.draw(pen)
    for number, (statement, first) in enumerate(zip(statements, summary.firsts, strict=True), start=1):
        pen.bookmark(_key(number - 1), f"{long_day(statement.paid_on)}, n°{NBSP}{statement.payment_number}")
        layouts.popleft().draw(pen, first=first, of=summary.page_count)  # what is drawn is let go
        yield Piece(number)
    canvas.save()
    for start in range(0, output.tell(), PART):
        yield Piece(len(statements), bytes(output.getbuffer()[start : start + PART]))


def _key(position: int) -> str:
    return f"releve-{position + 1}"


@dataclass(frozen=True, slots=True)
class _Head:
    """The words over the columns, repeated on each page."""

    with_payee: bool
    height: float = HEAD.line + 1.6

    def draw(self, pen: Pen, top: float) -> None:
        pen.write(LEFT, top, "Date", HEAD)
        pen.write(NUMBER_LEFT, top, "N° de paiement", HEAD)
        if self.with_payee:
            pen.write(PAYEE_LEFT, top, "Payé à", HEAD)
        pen.write_right(PAID_RIGHT, top, "Versé", HEAD)
        pen.write_right(LEFT_RIGHT, top, "Reste à charge", HEAD)
        pen.write_right(RIGHT, top, "Page", HEAD)


@dataclass(frozen=True, slots=True)
class _Row:
    """One statement: its day, its number, what was paid and what is left, and its page, to which the row leads."""

    statement: Statement
    paid: int
    left: int
    page: int
    key: str
    height: float = 2 * PADDING + CELL.line

    def draw(self, pen: Pen, top: float) -> None:
        statement = self.statement
        pen.rule(top, LINE, HAIRLINE)
        pen.link(self.key, top, self.height)
        top += PADDING
        pen.write(LEFT, top, numeric_day(statement.paid_on), CELL)
        pen.write(NUMBER_LEFT, top, CELL.shorten(statement.payment_number, NUMBER_ROOM), CELL)
        if statement.payee:
            pen.write(PAYEE_LEFT, top, CELL_SOFT.shorten(statement.payee, PAYEE_ROOM), CELL_SOFT)
        pen.write_right(PAID_RIGHT, top, amount(self.paid), CELL_BOLD)
        pen.write_right(LEFT_RIGHT, top, amount(self.left), CELL)
        pen.write_right(RIGHT, top, str(self.page), CELL)


@dataclass(frozen=True, slots=True)
class _Total:
    """What the rows add up to."""

    words: str
    total: int
    left: int
    height: float = 2.75 + TOTAL.line + PADDING

    def draw(self, pen: Pen, top: float) -> None:
        pen.rule(top, INK, TOTAL_RULE)
        pen.write(LEFT, top + 2.75, self.words, TOTAL)
        pen.write_right(PAID_RIGHT, top + 2.75, amount(self.total), TOTAL)
        pen.write_right(LEFT_RIGHT, top + 2.75, amount(self.left), TOTAL)


@dataclass(frozen=True, slots=True)
class _Note:
    """A line of small print under the table."""

    text: str
    height: float = BODY.line

    def draw(self, pen: Pen, top: float) -> None:
        pen.write(LEFT, top, self.text, BODY)


class _Summary:
    """The pages that come first; they are laid out before anything is drawn, for they tell where everything is."""

    def __init__(self, asked: Period, counts: Sequence[int]) -> None:
        self._asked = asked
        sums = [statement.amounts for statement in asked.statements]
        self._paid, self._left = [one.mutual for one in sums], [one.out_of_pocket for one in sums]
        self._pages = self._laid_out([0] * len(counts))
        self.firsts = list(accumulate(counts, initial=len(self._pages) + 1))
        self.page_count = self.firsts.pop() - 1
        self._pages = self._laid_out(self.firsts)

    def _laid_out(self, firsts: Sequence[int]) -> list[list[Placed]]:
        return paginate(self._flow(firsts), sheet.TABLE, sheet.NEXT_TABLE, sheet.FLOW_BOTTOM)

    def _flow(self, firsts: Sequence[int]) -> Iterator[Chunk]:
        asked = self._asked
        head = _Head(with_payee=any(statement.payee for statement in asked.statements))
        facts = zip(asked.statements, self._paid, self._left, firsts, strict=True)
        rows = [_Row(*values, key=_key(place)) for place, values in enumerate(facts)]
        *before, last = rows
        for row in before:
            yield Chunk((row,), opening=(head,))
        count = plural(len(rows), "relevé", "relevés")
        yield Chunk((last, _Total(f"Total, {count}", sum(self._paid), sum(self._left))), opening=(head,))
        if asked.chose_lines:
            yield Chunk(tuple(_Note(line) for line in BODY.wrap(WHOLE, WIDTH)), gap=NOTE_GAP)

    def draw(self, pen: Pen) -> None:
        """Draw the summary's pages."""
        pen.bookmark(SUMMARY_KEY, SUMMARY_NAME)
        issuer = self._asked.statements[0].issuer
        for number, placed in enumerate(self._pages, start=1):
            if number == 1:
                self._first_page(pen)
            else:
                letterhead.brand(pen, issuer, (TITLE, self._asked.words))
            for item in placed:
                item.block.draw(pen, item.top)
            sheet.foot(pen, issuer, ADVICE, number, self.page_count)
            pen.finish_page()

    def _first_page(self, pen: Pen) -> None:
        asked, member = self._asked, self._asked.statements[0]
        sheet.head(pen, member.issuer)
        letterhead.references(
            pen, (("N° d’adhérent", member.member_number, 1), ("Édité le", long_day(member.issued_on), 1))
        )
        letterhead.addressee(pen, member.addressee)
        sheet.title(pen, TITLE, asked.words)
        days = (f"du {numeric_day(asked.first)}", f"au {numeric_day(asked.last)}")
        sums = (
            Fact("Versé par la mutuelle", (amount(sum(self._paid)),), PAID),
            Fact("Relevés", (str(len(asked.statements)),)),
            Fact("Soins" if asked.by_care_date else "Période", days),
            Fact("Reste à votre charge", (amount(sum(self._left)),)),
        )
        sheet.band(pen, sums)
