"""The coverage table of a contract (tableau des prestations), in the design of the statement."""

from collections.abc import Iterator
from io import BytesIO

from espace.documents import letterhead
from espace.documents.coverage_blocks import example_chunks, section_chunks
from espace.documents.coverage_data import CoverageTable
from espace.documents.flow import Chunk, paginate
from espace.documents.style import LEFT, LINE, RIGHT, SOFT, WIDTH, Pen, Style
from espace.documents.typefaces import BOLD, REGULAR
from espace.domain.formats import NBSP, long_day

# Tops of the boxes, in mm.
TITLE, INTRODUCTION, TABLE, NEXT_TABLE = 77.0, 94.5, 108.0, 39.0
FLOW_BOTTOM, FOOT = 264.0, 270.0
FOOT_WIDTH, LEGAL_LINES, PLAN_LINES = 145.0, 3, 2

HEADING = Style(BOLD, 22, 1.1, tracking=-0.02)
SUBTITLE = Style(REGULAR, 11, 1.4, SOFT)
TEXT = Style(REGULAR, 9.5, 1.4)
SMALL = Style(REGULAR, 8, 1.45, SOFT)
_INTRODUCTION = (
    "Sauf mention contraire, les pourcentages et les frais réels comprennent le remboursement de l’Assurance Maladie. "
    "« Base » désigne son tarif de référence."
)


def render(table: CoverageTable) -> bytes:
    """Draw a coverage table and return its PDF: A4, fonts embedded, the same bytes for the same table."""
    output = BytesIO()
    subject = f"Contrat n°{NBSP}{table.contract_number}"
    canvas = letterhead.canvas(output, table.issuer, "Tableau des prestations", subject, table.issued_on)
    _Renderer(table, Pen(canvas)).draw()
    canvas.save()
    return output.getvalue()


class _Renderer:
    """Draws one table, page after page; each method draws one box."""

    def __init__(self, table: CoverageTable, pen: Pen) -> None:
        self._table = table
        self._pen = pen

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
        for section in self._table.sections:
            yield from section_chunks(section)
        if self._table.examples:
            yield from example_chunks(self._table.examples)

    def _first_page(self) -> None:
        table, issuer = self._table, self._table.issuer
        letterhead.brand(self._pen, issuer, (issuer.address, f"{issuer.telephone}, {issuer.hours}"))
        facts = (
            ("N° d’adhérent", table.member_number, 1),
            ("N° de contrat", table.contract_number, 1),
            ("Formule", table.plan, PLAN_LINES),
            ("Édité le", long_day(table.issued_on), 1),
        )
        letterhead.references(self._pen, facts)
        letterhead.addressee(self._pen, table.addressee)
        words = f"Formule {table.plan}, garanties au {long_day(table.valid_on)}"
        self._pen.write(LEFT, TITLE, "Tableau des prestations", HEADING)
        self._pen.write(LEFT, TITLE + HEADING.line + 1.5, SUBTITLE.shorten(words, WIDTH), SUBTITLE)
        self._pen.write_lines(LEFT, INTRODUCTION, TEXT.wrap(_INTRODUCTION, WIDTH), TEXT)

    def _next_page(self) -> None:
        """Say on a page that may be read alone whose table it belongs to."""
        table = self._table
        member = f"n°{NBSP}d’adhérent {table.member_number}"
        lines = (
            f"Tableau des prestations au {long_day(table.valid_on)}",
            ", ".join((*table.addressee[:1], member)),
        )
        letterhead.brand(self._pen, table.issuer, lines)

    def _foot(self, number: int, pages: int) -> None:
        table = self._table
        kind = "Contrat responsable (Code de la sécurité sociale, L871-1). " if table.responsible else ""
        self._pen.rule(FOOT, LINE, 0.3)
        lines = (
            f"{kind}Seules les garanties de votre contrat nous engagent.",
            *SMALL.wrap(table.issuer.legal, FOOT_WIDTH, LEGAL_LINES),
        )
        self._pen.write_lines(LEFT, FOOT + 3.3, lines, SMALL)
        self._pen.write_right(RIGHT, FOOT + 3.3, f"Page{NBSP}{number} sur {pages}", SMALL)
