"""What a member takes away of a whole search: its statements, or its prestations as a table.

Reading and writing down are two transactions: reading hundreds of payments would keep every other write waiting on
SQLite. Nothing leaves before it is written down.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import func, select
from sqlmodel import Session

from espace.documents.period import Period
from espace.domain import formats
from espace.domain.errors import NotFound, PortalError
from espace.domain.formats import NBSP
from espace.domain.labels import Recipient
from espace.domain.searches import Search
from espace.services import audit, ownership, payment_search, statements
from espace.services.audit import Action
from espace.services.ownership import Thing
from espace.services.payment_views import PaymentView
from espace.services.sessions import Who

# Twenty years of weekly payments. Drawing them takes some 1.5 s of a processor and 40 MiB: two at once fit in memory.
MOST: Final = 1_000


class Kind(StrEnum):
    """What is taken away; the word is its name in the audit trail."""

    PDF = "pdf"
    ZIP = "zip"
    CSV = "csv"


class NothingFound(PortalError):
    """No payment fits: there is no file to make."""

    sentence = "Aucun paiement ne correspond à cette recherche : choisissez une autre période ou d’autres critères."


class TooMany(PortalError):
    """More payments than one file may hold."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"Cette recherche trouve {formats.number(count)}{NBSP}paiements, et un fichier en contient "
            f"{formats.number(MOST)} au plus. Choisissez une période plus courte."
        )


def all_statements(session: Session, member_id: int, wanted: Search, recipient: Recipient, today: date) -> Period:
    """Return the statements of every payment found, each once and whole, newest first.

    Raises:
        NotFound: when the person looked for is not one of the member's.
        NothingFound: when no payment fits.
        TooMany: beyond `MOST` payments.
    """
    _check(session, member_id, wanted, recipient)
    return Period(
        statements.of_search(session, member_id, wanted, recipient, today),
        wanted.first,
        wanted.last,
        by_care_date=wanted.by_care_date,
        to_third_parties=recipient is Recipient.THIRD_PARTY,
        chose_lines=bool(wanted.by_care_date or wanted.person or wanted.care_kind or wanted.practitioner),
    )


def all_payments(session: Session, member_id: int, wanted: Search, recipient: Recipient) -> tuple[PaymentView, ...]:
    """Return every payment found with the prestations that fit, newest first.

    Raises:
        NotFound, NothingFound, TooMany: as `all_statements`.
    """
    _check(session, member_id, wanted, recipient)
    return payment_search.everything(session, member_id, wanted, recipient)


def _check(session: Session, member_id: int, wanted: Search, recipient: Recipient) -> None:
    if wanted.person and not ownership.is_owned(session, Thing.BENEFICIARY, member_id, wanted.person):
        raise NotFound
    found = payment_search.payment_ids(wanted).subquery()
    asked = payment_search.parameters(member_id, wanted, recipient)
    count = session.execute(select(func.count()).select_from(found), asked).scalar_one()
    if not count:
        raise NothingFound
    if count > MOST:
        raise TooMany(count)


def record(session: Session, who: Who, kind: Kind, recipient: Recipient, count: int, now: datetime) -> None:
    """Write down that a member takes away so many payments in one file."""
    audit.record(
        session,
        Action.DOWNLOAD,
        account_id=who.account_id,
        target=f"payments:{kind}",
        detail=f"{count} payments to {'health professionals' if recipient is Recipient.THIRD_PARTY else 'the member'}",
        now=now,
    )
