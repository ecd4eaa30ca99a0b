"""How the pages of a payment and of a prestation lead to each other and back, and whom the money went to."""

from collections.abc import Mapping

from espace.domain import searches
from espace.domain.labels import PaymentMethod, Recipient
from espace.routes import Route
from espace.services.payment_views import PaymentView

SOMEBODY = "un professionnel de santé"


def address_from(query: Mapping[str, str], route: Route, **named: str) -> str:
    """Return the address of another page of the same search: what the query of this page says of the list is kept.

    Only the search's own parameters and the page's number are taken over; the list judges them.
    """
    page = query.get("page", "")
    return searches.address(route.path, query, **named, page=page if page.isdecimal() else "")


def sent_to(payment: PaymentView, full_name: str) -> tuple[str, str]:
    """Return the label and the words for whom a payment went to: a professional, an account, the member in person."""
    if payment.recipient is Recipient.THIRD_PARTY:
        return "Payé à", payment.payee or SOMEBODY
    if payment.total <= 0:
        return "Versement", "aucun"
    if payment.method is PaymentMethod.CHEQUE:
        return "À l’ordre de", full_name
    return "Sur le compte", f"se terminant par {payment.account_ending}"
