"""How the pages of a payment and of a prestation lead to each other and back, and whom the money went to."""

from collections.abc import Mapping

from espace import routes
from espace.domain import searches
from espace.domain.labels import PaymentMethod, Recipient
from espace.routes import Route
from espace.services.payment_views import PaymentView

SOMEBODY = "un professionnel de santé"


def list_address(query: Mapping[str, str]) -> str:
    """Return the address of the search one came from: its tab, its criteria, its page; anything else is left out."""
    tab = routes.THIRD_PARTIES if _tab(query) else routes.PAYMENTS
    return searches.address(tab.path, query, page=_page(query))


def address_from(query: Mapping[str, str], route: Route, public_id: str) -> str:
    """Return the address of a payment or a prestation, from where the same way leads back to the same search."""
    return searches.address(route.path, query, id=public_id, onglet=_tab(query), page=_page(query))


def _tab(query: Mapping[str, str]) -> str:
    return "tiers" if query.get("onglet") == "tiers" else ""


def _page(query: Mapping[str, str]) -> str:
    page = query.get("page", "")
    return page[:9] if page.isascii() and page.isdecimal() else ""


def sent_to(payment: PaymentView, full_name: str) -> tuple[str, str]:
    """Return the label and the words for whom a payment went to: a professional, an account, the member in person."""
    if payment.recipient is Recipient.THIRD_PARTY:
        return "Payé à", payment.payee or SOMEBODY
    if payment.total <= 0:
        return "Versement", "aucun"
    if payment.method is PaymentMethod.CHEQUE:
        return "À l’ordre de", full_name
    return "Sur le compte", f"se terminant par {payment.account_ending}"
