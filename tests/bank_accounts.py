"""Changes of bank details for tests: what is asked, what was sent, what the trail says."""

import re
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from espace.adapters import crypto
from espace.domain.bank_details import NewAccount
from espace.models import AuditEntry, BankDetailsChange, Member, OutboxEmail
from espace.services import bank_details
from tests.factories import Person

OLD, NEW, OTHER = "FR7630006000011234567890189", "FR1420041010050500013M02606", "BE68539007547034"
BIC = "PSSTFRPP"
WAIT, SECOND = timedelta(seconds=259_200), timedelta(seconds=1)


def ask(session: Session, person: Person, now: datetime, iban: str = NEW, holder: str = "Alice et Julien") -> bool:
    wanted = NewAccount(holder, iban)
    return bank_details.ask(session, person.id, person.account.password_hash, wanted, BIC, now)


def used(session: Session, person: Person) -> str:
    """The account in the member's row."""
    row = session.exec(select(Member).where(Member.id == person.id).execution_options(populate_existing=True)).one()
    if not row.iban_encrypted:
        return row.iban_hash
    iban = crypto.decrypt(row.iban_encrypted, "iban")
    assert row.iban_hash == crypto.lookup_hash(iban)
    return iban


def changes(session: Session) -> list[BankDetailsChange]:
    query = select(BankDetailsChange).order_by(col(BankDetailsChange.id))
    return list(session.exec(query.execution_options(populate_existing=True)))


def mails(session: Session) -> list[OutboxEmail]:
    return list(session.exec(select(OutboxEmail).order_by(col(OutboxEmail.id))))


def sent(session: Session) -> list[tuple[str, str]]:
    return [(mail.recipient, mail.subject) for mail in mails(session)]


def link(session: Session) -> str:
    """The token of the last e-mail that holds one."""
    return [found for mail in mails(session) for found in re.findall(r"annuler\?lien=([\w-]+)", mail.text)][-1]


def trail(session: Session) -> list[AuditEntry]:
    return list(session.exec(select(AuditEntry).order_by(col(AuditEntry.id))))


def actions(session: Session) -> list[str]:
    return [entry.action for entry in trail(session)]
