"""The statement of a payment (relevé de prestations), drawn as the design's print reference `releve.html`."""

from collections.abc import Iterator
from io import BytesIO

from espace.documents import letterhead, sheet
from espace.documents.flow import Chunk, paginate
from espace.documents.shares import Share, picture
from espace.documents.sheet import FACT, PAID, Fact
from espace.documents.statement_data import Statement
from espace.documents.statement_table import table
from espace.documents.style import AMBER, GREEN, INK, SEA, Pen
from espace.domain.formats import NBSP, amount, long_day

PLAN_LINES = 2
KEPT = "Conservez ce relevé : il justifie vos remboursements complémentaires."
KEPT_EXTRACT = "Extrait : ce document montre une seule prestation, et non tout le paiement. Conservez-le."


def render(statement: Statement) -> bytes:
    """Draw a statement and return its PDF: A4, fonts embedded, the same bytes for the same statement."""
    output = BytesIO()
    canvas = letterhead.canvas(
        output, statement.issuer, statement.title, f"Paiement {statement.reference}", statement.issued_on
    )
    pages = StatementPages(statement)
    pages.draw(Pen(canvas), first=1, of=pages.count)
    canvas.save()
    return output.getvalue()


class StatementPages:
    """One statement cut into pages, to be drawn alone or among others; each method draws one box of the design."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._sums = statement.amounts
        self._pages = paginate(self._flow(), sheet.TABLE, sheet.NEXT_TABLE, sheet.FLOW_BOTTOM)

    @property
    def count(self) -> int:
        """How many pages it takes."""
        return len(self._pages)

    def draw(self, pen: Pen, *, first: int, of: int) -> None:
        """Draw every page; the document numbers them from `first` on and has `of` pages in all."""
        statement = self._statement
        for number, placed in enumerate(self._pages, start=first):
            if number == first:
                self._first_page(pen)
            else:
                self._next_page(pen)
            for item in placed:
                item.block.draw(pen, item.top)
            sheet.foot(pen, statement.issuer, KEPT_EXTRACT if statement.is_extract else KEPT, number, of)
            pen.finish_page()

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

    def _first_page(self, pen: Pen) -> None:
        statement = self._statement
        day = long_day(statement.paid_on)
        sheet.head(pen, statement.issuer)
        facts = (
            ("N° d’adhérent", statement.member_number, 1),
            ("N° de contrat", statement.contract_number, 1),
            ("Formule", statement.plan, PLAN_LINES),
            ("Édité le", long_day(statement.issued_on), 1),
        )
        letterhead.references(pen, facts)
        letterhead.addressee(pen, statement.addressee)
        sheet.title(pen, statement.heading, f"Paiement du {day}, {statement.reference}")
        sheet.band(pen, self._summary(day))

    def _next_page(self, pen: Pen) -> None:
        """Say on a page that may be read alone whose statement it belongs to."""
        statement = self._statement
        member = f"n°{NBSP}d’adhérent {statement.member_number}"
        lines = (
            f"{statement.title}, {statement.reference}",
            ", ".join((*statement.addressee[:1], member)),
        )
        letterhead.brand(pen, statement.issuer, lines)

    def _summary(self, day: str) -> tuple[Fact, ...]:
        """Say what was paid, when, to whom, and what is left."""
        statement = self._statement
        label, value = self._destination()
        return (
            Fact(statement.total_words, (amount(statement.total),), PAID),
            Fact(statement.payment_words, (day,)),
            Fact(label, FACT.wrap(value, sheet.BAND_CELLS[2].room, 2)),
            Fact("Reste à votre charge", (amount(self._sums.out_of_pocket),)),
        )

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
