"""What a member takes away as a file, each time written down in the audit trail."""

from datetime import datetime

from sqlmodel import Session

from espace.documents.coverage_data import CoverageTable
from espace.documents.statement_data import Statement
from espace.domain.formats import paris_day
from espace.services import audit, coverage_tables, statements
from espace.services.audit import Action
from espace.services.ownership import Thing
from espace.services.sessions import Who


def statement(session: Session, who: Who, public_id: str, now: datetime) -> Statement:
    """Return the statement of one payment of the member, as of the Paris day of `now`.

    Raises:
        NotFound: when the payment does not exist or is somebody else's.
    """
    found = statements.build(session, who.member_id, public_id, paris_day(now))
    _record(session, who, Thing.PAYMENT, public_id, now)
    return found


def line_statement(session: Session, who: Who, public_id: str, now: datetime) -> Statement:
    """Return the extract of the statement that shows one prestation of the member.

    Raises:
        NotFound: when the prestation does not exist or is somebody else's.
    """
    found = statements.build_line(session, who.member_id, public_id, paris_day(now))
    _record(session, who, Thing.LINE, public_id, now)
    return found


def coverage_table(session: Session, who: Who, public_id: str, now: datetime) -> CoverageTable:
    """Return the coverage table of one contract of the member, as of the Paris day of `now`.

    Raises:
        NotFound: when the contract does not exist or is somebody else's.
    """
    found = coverage_tables.build(session, who.member_id, public_id, paris_day(now))
    _record(session, who, Thing.CONTRACT, public_id, now)
    return found


def _record(session: Session, who: Who, thing: Thing, public_id: str, now: datetime) -> None:
    audit.record(session, Action.DOWNLOAD, account_id=who.account_id, target=f"{thing}:{public_id}", now=now)
