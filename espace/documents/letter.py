"""The letter that carries the activation code (code d’activation): one A4 page for a window envelope."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from espace.documents import letterhead
from espace.documents.statement_data import Issuer
from espace.documents.style import INK, LEFT, LINE, MM, RIGHT, SAND, SOFT, WIDTH, Pen, Style
from espace.documents.typefaces import BOLD, REGULAR
from espace.domain.formats import long_day

# Tops of the boxes and sizes, in mm.
TITLE, GREETING, FOOT = 92.0, 112.0, 270.0
BAND_HEIGHT, BAND_RADIUS, BAND_INSET, GAP, STEP_INDENT = 31.0, 3.0, 8.0, 7.0, 7.0
LEGAL_LINES = 3

HEADING = Style(BOLD, 22, 1.1, tracking=-0.02)
TEXT = Style(REGULAR, 11, 1.5)
STRONG = Style(BOLD, 11, 1.5)
LABEL = Style(REGULAR, 9.5, 1.4, SOFT)
CODE = Style(BOLD, 34, 1.1, INK, tracking=0.06)
SMALL = Style(REGULAR, 8, 1.45, SOFT)
CODE_TRACKING, GROUPS_APART = CODE.tracking * CODE.size / MM, 9.0  # mm


@dataclass(frozen=True, slots=True, repr=False)  # the code belongs in no log
class Letter:
    """What the letter says.

    Attributes:
        issuer: the mutual.
        member_number: numéro d’adhérent.
        addressee: the member's name, then the lines of the address.
        issued_on: the Paris day the letter is made.
        code: the code, in its groups.
        last_day: the last whole day it works.
        address: the web address where it is typed, in full.
    """

    issuer: Issuer
    member_number: str
    addressee: tuple[str, ...]
    issued_on: date
    code: tuple[str, ...]
    last_day: date
    address: str


def render(letter: Letter) -> bytes:
    """Draw the letter and return its PDF."""
    output = BytesIO()
    canvas = letterhead.canvas(output, letter.issuer, "Votre code d’activation", "Espace Adhérent", letter.issued_on)
    _Renderer(letter, Pen(canvas)).draw()
    canvas.save()
    return output.getvalue()


class _Renderer:
    """Draws one letter, from top to bottom; each method draws one part and returns where the next one starts."""

    def __init__(self, letter: Letter, pen: Pen) -> None:
        self._letter = letter
        self._pen = pen

    def draw(self) -> None:
        letter, issuer = self._letter, self._letter.issuer
        letterhead.brand(self._pen, issuer, (issuer.address, f"{issuer.telephone}, {issuer.hours}"))
        facts = (("N° d’adhérent", letter.member_number, 1), ("Édité le", long_day(letter.issued_on), 1))
        letterhead.references(self._pen, facts)
        letterhead.addressee(self._pen, letter.addressee)
        self._pen.write(LEFT, TITLE, "Votre code d’activation", HEADING)
        top = self._paragraph(GREETING, "Bonjour,")
        top = self._paragraph(
            top,
            "Vous avez demandé à créer votre espace personnel avec une adresse e-mail que nous ne connaissions pas. "
            "Pour être sûrs que c’est bien vous, nous vous envoyons ce code par la poste.",
        )
        top = self._band(top)
        top = self._steps(top)
        top = self._paragraph(
            top,
            "Gardez ce code pour vous : nous ne vous le demanderons jamais, ni par téléphone, ni par e-mail.",
        )
        self._paragraph(
            top,
            f"Vous n’avez rien demandé, ou le code ne fonctionne pas ? Appelez-nous au {issuer.telephone}, "
            f"{issuer.hours}. Sans ce code, personne ne peut ouvrir votre espace.",
        )
        self._foot()
        self._pen.finish_page()

    def _paragraph(self, top: float, text: str) -> float:
        return self._pen.write_lines(LEFT, top, TEXT.wrap(text, WIDTH), TEXT) + TEXT.line / 2

    def _band(self, top: float) -> float:
        """Draw the code, large and in groups, over the last day it works."""
        pen, left = self._pen, LEFT + BAND_INSET
        top += 1.5
        pen.box(LEFT, top, WIDTH, BAND_HEIGHT, SAND, BAND_RADIUS)
        pen.write(left, top + 4.5, "Code à taper", LABEL)
        pen.write_right(
            RIGHT - BAND_INSET, top + 4.5, f"Valable jusqu’au {long_day(self._letter.last_day)} inclus", LABEL
        )
        for group in self._letter.code:
            pen.write(left, top + 12, group, CODE)
            left += CODE.width(group) + len(group) * CODE_TRACKING + GROUPS_APART
        return top + BAND_HEIGHT + GAP

    def _steps(self, top: float) -> float:
        """Say where and how the code is typed."""
        for number, (text, strong) in enumerate(self._told(), start=1):
            self._pen.write(LEFT, top, f"{number}.", STRONG)
            top = self._pen.write_lines(LEFT + STEP_INDENT, top, TEXT.wrap(text, WIDTH - STEP_INDENT), TEXT)
            if strong:
                lines = STRONG.wrap(strong, WIDTH - STEP_INDENT)
                top = self._pen.write_lines(LEFT + STEP_INDENT, top, lines, STRONG)
            top += 1.2
        return top + TEXT.line / 2

    def _told(self) -> Iterator[tuple[str, str]]:
        letter = self._letter
        yield "Dans votre navigateur, tapez cette adresse :", letter.address
        yield f"Recopiez votre numéro d’adhérent, {letter.member_number}, puis le code ci-dessus.", ""
        yield "Choisissez votre mot de passe. Votre espace est ouvert.", ""

    def _foot(self) -> None:
        self._pen.rule(FOOT, LINE, 0.3)
        self._pen.write_lines(LEFT, FOOT + 3.3, SMALL.wrap(self._letter.issuer.legal, WIDTH, LEGAL_LINES), SMALL)
