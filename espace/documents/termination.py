"""The confirmation of a résiliation that its member keeps (support durable): one A4 page, in the letter's look."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from espace.documents import letterhead
from espace.documents.letter import FOOT, GREETING, HEADING, LABEL, LEGAL_LINES, SMALL, STRONG, TEXT, TITLE
from espace.documents.statement_data import Issuer
from espace.documents.style import LEFT, LINE, RIGHT, SAND, WIDTH, Pen, Style
from espace.documents.typefaces import BOLD
from espace.domain.formats import long_day

BAND_HEIGHT, BAND_RADIUS, BAND_INSET, GAP, FACT_WIDTH = 24.0, 3.0, 8.0, 7.0, 46.0  # mm
DAY = Style(BOLD, 24, 1.1)
_TITLE = "Votre demande de résiliation"


@dataclass(frozen=True, slots=True)
class Termination:
    """What the confirmation says.

    Attributes:
        issuer: the mutual.
        member_number: numéro d’adhérent.
        contract_number: numéro de contrat.
        request_number: the number of the request.
        addressee: the member's name, then the lines of the address.
        received_on: the Paris day the request was received, and the document is made.
        reason: the reason the member chose.
        ends_on: the last day of the contract.
        refund_by: the last day to give back what was paid for the time after it.
        explanation: why that day, in a sentence, with its source.
    """

    issuer: Issuer
    member_number: str
    contract_number: str
    request_number: str
    addressee: tuple[str, ...]
    received_on: date
    reason: str
    ends_on: date
    refund_by: date
    explanation: str


def render(termination: Termination) -> bytes:
    """Draw the confirmation and return its PDF."""
    output = BytesIO()
    issued_on = termination.received_on
    canvas = letterhead.canvas(output, termination.issuer, _TITLE, "Espace Adhérent", issued_on)
    _Renderer(termination, Pen(canvas)).draw()
    canvas.save()
    return output.getvalue()


class _Renderer:
    """Draws one confirmation, from top to bottom; each method draws one part and returns where the next one starts."""

    def __init__(self, termination: Termination, pen: Pen) -> None:
        self._said = termination
        self._pen = pen

    def draw(self) -> None:
        said, issuer = self._said, self._said.issuer
        self._head()
        top = self._paragraph(GREETING, "Bonjour,")
        top = self._paragraph(
            top,
            f"Nous avons bien reçu, le {long_day(said.received_on)}, votre demande de résiliation faite dans votre "
            "espace adhérent. Ce document la confirme : gardez-le.",
        )
        top = self._facts(self._band(top))
        self._paragraph(
            top + GAP / 2,
            "Jusqu’à cette date, nous remboursons vos soins et ceux de vos bénéficiaires. Vos remboursements passés "
            f"restent visibles dans votre espace. Une question ? Appelez-nous au {issuer.telephone}, {issuer.hours}.",
        )
        self._foot()
        self._pen.finish_page()

    def _head(self) -> None:
        said, issuer = self._said, self._said.issuer
        letterhead.brand(self._pen, issuer, (issuer.address, f"{issuer.telephone}, {issuer.hours}"))
        references = (
            ("N° d’adhérent", said.member_number, 1),
            ("N° de contrat", said.contract_number, 2),
            ("Demande", said.request_number, 1),
            ("Édité le", long_day(said.received_on), 1),
        )
        letterhead.references(self._pen, references)
        letterhead.addressee(self._pen, said.addressee)
        self._pen.write(LEFT, TITLE, _TITLE, HEADING)

    def _facts(self, top: float) -> float:
        said = self._said
        refund = f"Elle vous est rendue au plus tard le {long_day(said.refund_by)}."
        top = self._fact(top, "Motif choisi", said.reason)
        top = self._fact(top, "Pourquoi cette date", said.explanation)
        return self._fact(top, "Cotisation payée en trop", refund)

    def _paragraph(self, top: float, text: str) -> float:
        return self._pen.write_lines(LEFT, top, TEXT.wrap(text, WIDTH), TEXT) + TEXT.line / 2

    def _band(self, top: float) -> float:
        """Draw the day the contract ends, large."""
        top += 1.5
        self._pen.box(LEFT, top, WIDTH, BAND_HEIGHT, SAND, BAND_RADIUS)
        self._pen.write(LEFT + BAND_INSET, top + 4, "Votre contrat prend fin le", LABEL)
        self._pen.write(LEFT + BAND_INSET, top + 10, long_day(self._said.ends_on), DAY)
        self._pen.write_right(RIGHT - BAND_INSET, top + 4, "au soir, ce jour compris", LABEL)
        return top + BAND_HEIGHT + GAP

    def _fact(self, top: float, name: str, value: str) -> float:
        self._pen.write(LEFT, top, name, STRONG)
        lines = TEXT.wrap(value, WIDTH - FACT_WIDTH - BAND_INSET)
        return self._pen.write_lines(LEFT + FACT_WIDTH + BAND_INSET, top, lines, TEXT) + TEXT.line / 3

    def _foot(self) -> None:
        self._pen.rule(FOOT, LINE, 0.3)
        self._pen.write_lines(LEFT, FOOT + 3.3, SMALL.wrap(self._said.issuer.legal, WIDTH, LEGAL_LINES), SMALL)
