"""What the documents that go by post share: the file's settings, the brand, the address in the envelope's window."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from espace.documents.statement_data import Issuer
from espace.documents.style import BODY, BODY_BOLD, LEFT, LINE, RIGHT, SOFT, Pen, Style
from espace.documents.typefaces import BOLD, REGULAR, printable

# In mm.
BRAND, BRAND_RULE, REFERENCES = 14.0, 31.0, 45.0
ADDRESS_LEFT, ADDRESS_WIDTH, ADDRESS_HEIGHT, ADDRESS_SIZES = 112.0, 80.0, 30.0, range(11, 2, -1)
REFERENCE_VALUE, REFERENCES_WIDTH, REFERENCE_GAP = 24.1, 80.0, 0.8

BRAND_START = Style(REGULAR, 10, 1.1)
BRAND_END = Style(BOLD, 14, 1.1, tracking=-0.01)
CONTACT = Style(REGULAR, 8.5, 1.45, SOFT)
REFERENCE = replace(BODY, colour=SOFT)
ADDRESS = Style(REGULAR, 11)


def canvas(output: BytesIO, issuer: Issuer, title: str, subject: str, issued_on: date) -> Canvas:
    """Return an A4 document: fonts embedded, the same bytes for the same drawing."""
    # Without initialFontName reportlab declares Helvetica, which is not embedded, on every page.
    made = Canvas(output, pagesize=A4, pdfVersion=(1, 7), invariant=1, lang="fr-FR", initialFontName=REGULAR.name)
    made.setTitle(printable(title))
    made.setAuthor(printable(f"{issuer.name_start} {issuer.name_end}"))
    made.setCreator("Espace Adhérent")
    # `invariant` leaves out the clock; the day on the page is the document's date.
    made.setDateFormatter(lambda *_: f"D:{issued_on:%Y%m%d}")
    made.setSubject(printable(subject))
    made.setViewerPreference("DisplayDocTitle", "true")
    return made


def brand(pen: Pen, issuer: Issuer, lines: Sequence[str]) -> None:
    """Draw the brand on the left, and lines on the right."""
    pen.brand_mark(LEFT, BRAND, 12)
    pen.write(33.5, 15.35, BRAND_START.shorten(issuer.name_start, 60), BRAND_START)
    pen.write(33.5, 15.35 + BRAND_START.line, BRAND_END.shorten(issuer.name_end, 60), BRAND_END)
    top = 15.65
    for line in lines:
        pen.write_right(RIGHT, top, CONTACT.shorten(line, 95), CONTACT)
        top += CONTACT.line
    pen.rule(BRAND_RULE, LINE, 0.3)


def references(pen: Pen, facts: Sequence[tuple[str, str, int]]) -> None:
    """Write facts beside the address: the name, the value and how many lines it may take."""
    top, room = REFERENCES, REFERENCES_WIDTH - REFERENCE_VALUE
    for name, value, most in facts:
        pen.write(LEFT, top, name, REFERENCE)
        lines = BODY_BOLD.wrap(value, room, most) or ("",)
        top = pen.write_lines(LEFT + REFERENCE_VALUE, top, lines, BODY_BOLD) + REFERENCE_GAP


def addressee(pen: Pen, parts: Sequence[str]) -> None:
    """Write the address; many or long lines make it smaller, for it must stay whole."""
    for size in ADDRESS_SIZES:
        style = replace(ADDRESS, size=size)
        lines = tuple(line for part in parts for line in style.wrap(part, ADDRESS_WIDTH))
        if len(lines) * style.line <= ADDRESS_HEIGHT:
            break
    pen.write_lines(ADDRESS_LEFT, REFERENCES, lines, style)
