"""The design's own statement, and a reader that says what stands where in a PDF."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from espace.documents.statement_data import Issuer, Statement, StatementGroup, StatementLine

MM = 72 / 25.4
PAGE_HEIGHT = 297


@dataclass(frozen=True)
class Text:
    """A string as drawn: edges and baseline in mm from the top left corner, size in points."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool

    def covers(self, other: "Text") -> bool:
        """Whether the two would print over each other (from the height of capitals down to the baseline)."""
        apart = self.right <= other.left + 0.05 or other.right <= self.left + 0.05
        upper, lower = sorted((self, other), key=lambda text: text.baseline)
        return not apart and upper.baseline > lower.baseline - lower.size * 0.66 / MM


@dataclass
class Page:
    """What one page shows. `boxes` are left, top, width, height in mm; `rules` their height in mm."""

    texts: list[Text] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)

    @property
    def strings(self) -> list[str]:
        return [text.text for text in self.texts]

    @property
    def plain(self) -> str:
        """All the page's words, in drawing order, plain spaces only."""
        return " ".join(" ".join(self.strings).split())

    def find(self, string: str) -> Text:
        return next(text for text in self.texts if text.text.replace("\u00a0", " ") == string)

    def overlaps(self) -> list[tuple[str, str]]:
        return [(one.text, two.text) for one, two in combinations(self.texts, 2) if one.covers(two)]


def _characters(page: PageObject) -> dict[str, tuple[dict[int, str], list[int], bool]]:
    """Return each font of the page: its characters by code, its widths, whether it is bold."""
    fonts = {}
    for name, reference in page["/Resources"]["/Font"].items():
        font = reference.get_object()
        mapping = font["/ToUnicode"].get_object().get_data().decode("ascii")
        pairs = re.findall(r"<([0-9A-F]{2})> <([0-9A-F]+)>", mapping.split("beginbfchar")[1])
        characters = {int(code, 16): chr(int(character, 16)) for code, character in pairs}
        fonts[name] = characters, list(font["/Widths"].get_object()), "Bold" in font["/BaseFont"]
    return fonts


def _operations(page: PageObject, reader: PdfReader) -> Iterator[tuple[list, bytes]]:
    yield from ContentStream(page.get_contents(), reader).operations


def _read_page(page: PageObject, reader: PdfReader) -> Page:
    fonts, result = _characters(page), Page()
    font, size, tracking, x, y, line_start = "", 0.0, 0.0, 0.0, 0.0, 0.0
    for operands, operator in _operations(page, reader):
        numbers = operands if operator in (b"Tm", b"re", b"m", b"l", b"Tc") else ()
        match operator:
            case b"Tf":
                font, size = operands[0], float(operands[1])
            case b"Tc":
                tracking = float(numbers[0])
            case b"Tm":
                x, y = float(numbers[4]), float(numbers[5])
            case b"Tj":
                characters, widths, bold = fonts[font]
                codes = operands[0].original_bytes
                end = x + sum(float(widths[code]) * size / 1000 + tracking for code in codes)
                text = "".join(characters[code] for code in codes)
                result.texts.append(Text(text, x / MM, end / MM, PAGE_HEIGHT - y / MM, size, bold))
                x = end
            case b"re":
                left, bottom, width, height = (float(number) / MM for number in numbers)
                result.boxes.append((left, PAGE_HEIGHT - bottom - height, width, height))
            case b"m":
                line_start = float(numbers[1])
            case b"l" if float(numbers[1]) == line_start:
                result.rules.append(PAGE_HEIGHT - line_start / MM)
    return result


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], list[Page]]:
    """Read a PDF: one `Page` a page."""

    def pages(pdf: bytes) -> list[Page]:
        reader = PdfReader(BytesIO(pdf))
        return [_read_page(page, reader) for page in reader.pages]

    return pages


ISSUER = Issuer(
    "Mutuelle du",
    "Vieux-Port",
    "2 quai des Félibres, 13299 Port-Mistral",
    "04 65 71 00 12",
    "du lundi au vendredi, de 8 h 30 à 18 h 00",
    "Mutuelle soumise aux dispositions du livre II du Code de la mutualité, SIREN 000 000 000. Document fictif.",
)
CAMILLE = StatementGroup(
    "Camille Roux-Fabre",
    "Camille",
    (
        StatementLine(date(2026, 11, 4), "Consultation généraliste", "Dr Hélène Castaing", 3000, 3000, 1900, 900, 200),
        StatementLine(date(2026, 11, 5), "Consultation dermatologue", "Dr Karim Bensaïd", 5500, 3150, 2005, 3150, 345),
    ),
)
NOE = StatementGroup(
    "Noé Roux-Fabre",
    "Noé",
    (StatementLine(date(2026, 11, 6), "Séance d’orthophonie", "Léa Tallard", 2626, 2626, 1576, 1050, 0),),
)
DESIGN = Statement(
    issuer=ISSUER,
    member_number="0472318",
    contract_number="H3-0472318",
    plan="Horizon 3",
    issued_on=date(2026, 11, 23),
    addressee=("Camille Roux-Fabre", "18 rue des Embruns", "Bâtiment B, 3e étage", "13299 Port-Mistral"),
    payment_number="26-118-04471",
    paid_on=date(2026, 11, 18),
    total=5100,
    payment_words="Virement parti le",
    account_ending="471",
    groups=(CAMILLE, NOE),
    explanation="Votre reste à charge : 4,00 € de participation forfaitaire, que la loi laisse à votre charge "
    "(2,00 € par consultation), et 1,45 € de dépassement d’honoraires chez le dermatologue.",
)


@pytest.fixture(scope="session")
def design() -> Callable[..., Statement]:
    """Build the statement of the design's `releve.html`, with changes."""

    def statement(**changes: object) -> Statement:
        return replace(DESIGN, **changes)

    return statement


@pytest.fixture(scope="session")
def care() -> StatementLine:
    """One plain line, to be changed."""
    return CAMILLE.lines[0]


@pytest.fixture(scope="session")
def long_statement(care: StatementLine) -> Callable[[int, int], Statement]:
    """Build a statement of so many people with so many lines each."""

    def statement(people: int, lines: int) -> Statement:
        acts = ("Consultation généraliste", "Séance de kinésithérapie", "Détartrage et polissage de toutes les dents")
        groups = tuple(
            StatementGroup(
                f"Personne {person} Roux-Fabre",
                f"Personne {person}",
                tuple(
                    replace(care, care_date=date(2026, 1, 1) + timedelta(days=line % 300), act=acts[line % 3])
                    for line in range(lines)
                ),
            )
            for person in range(people)
        )
        return replace(DESIGN, groups=groups, total=900 * people * lines)

    return statement
