"""The prestations of a search as a table for a spreadsheet: one line each, as the member may read it."""

from collections.abc import Iterator, Sequence

from espace.domain import spreadsheets
from espace.domain.labels import Recipient
from espace.domain.spreadsheets import amount, day, rate
from espace.services.payment_views import CareLine, PaymentView
from espace.services.statements import SOMEBODY

HEADERS = (
    "Date de paiement",
    "N° de paiement",
    "Mode de paiement",
    "Payé à",
    "Bénéficiaire",
    "Date des soins",
    "N° de ligne",
    "N° de décompte",  # typography: a column that people name in a formula
    "Nature",
    "Type de soins",
    "Code de l’acte",
    "Acte",
    "Professionnel de santé",
    "Dépense (€)",
    "Base de remboursement (€)",
    "Taux (%)",
    "Participation forfaitaire ou franchise (€)",
    "Assurance Maladie (€)",
    "Mutuelle (€)",
    "Autre mutuelle (€)",
    "Reste à charge (€)",
    "Remarque",
)


def lines(payments: Sequence[PaymentView]) -> Iterator[str]:
    """Return the lines of the file: the headers behind a byte order mark, then each prestation, in the given order.

    Amounts are those of the prestations, in euros; they add up to the totals of the search that found them.
    """
    yield spreadsheets.BYTE_ORDER_MARK + next(spreadsheets.lines([HEADERS]))
    yield from spreadsheets.lines(_row(paid, line) for paid in payments for line in paid.lines)


def _row(paid: PaymentView, line: CareLine) -> tuple[str, ...]:
    amounts = line.amounts
    return (
        day(paid.paid_on),
        paid.number,
        paid.method.label,
        _payee(paid),
        f"{line.first_name} {line.last_name}",
        day(line.care_date),
        str(line.number),
        line.settlement,
        amounts.kind.label,
        line.care_kind.label if line.care_kind else "",
        line.code,
        line.act,
        line.practitioner,
        amount(amounts.charged),
        *_computation(line),
        amount(amounts.social_security),
        amount(amounts.mutual),
        amount(amounts.other_insurer),
        amount(amounts.out_of_pocket),
        line.note,
    )


def _computation(line: CareLine) -> tuple[str, str, str]:
    """Write base, rate and deduction; of another adult's care they would tell what it was: their cells stay empty."""
    amounts = line.amounts
    return ("", "", "") if line.private else (amount(amounts.base), rate(amounts.rate), amount(amounts.deduction))


def _payee(paid: PaymentView) -> str:
    """Name who was paid; a name that would tell what another adult's care was is left out."""
    return paid.payee or SOMEBODY if paid.recipient is Recipient.THIRD_PARTY else paid.recipient.label
