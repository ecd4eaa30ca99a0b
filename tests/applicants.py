"""People who ask for a space, and what they get by e-mail and by post: for the tests of creation and reset."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from sqlmodel import Session, col, select

from espace import routes
from espace.domain.card import Card
from espace.models import Account, OutboxEmail
from espace.services import enrolment
from espace.settings import settings
from tests import factories

ON_FILE = "sofia.lambert@exemple.fr"
ELSEWHERE = "sofia@ailleurs.example"
FIELDS = {
    "num": "0541190",
    "nom": "LAMBERT",
    "prenom": "SOFIA",
    "naiss": "02/04/1994",
    "nir": "2 94 04 83 999 012 92",
    "mail": ON_FILE,
}


def sofia(session: Session, *, account: bool = False) -> factories.Person:
    """Sofia Lambert, born Pérès, with a running contract and no space."""
    person = factories.person(
        session,
        "Sofia",
        "Lambert",
        member_number="0541190",
        birth_date=date(1994, 4, 2),
        nir="294048399901292",
        email=ON_FILE,
    )
    person.member.birth_name = "Pérès"
    if not account:
        session.delete(person.account)
    session.flush()
    return person


def card(**typed: str) -> Card:
    """The card of Sofia as typed, with changes by input name."""
    return Card.parse({**FIELDS, **typed}, date(2026, 11, 23))


def mails(session: Session) -> Sequence[OutboxEmail]:
    """The e-mails queued, oldest first."""
    return session.exec(select(OutboxEmail).order_by(col(OutboxEmail.id))).all()


def link_in(mail: OutboxEmail, path: str) -> str:
    """The token of the link that an e-mail holds."""
    found = re.search(re.escape(settings().public_url + path) + r"\?lien=([\w-]+)", mail.text)
    assert found, mail.text
    return found[1]


def letters(folder: Path) -> list[str]:
    """The words of the letters in the outgoing folder, oldest first."""
    files = sorted(folder.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)
    pages = [PdfReader(BytesIO(file.read_bytes())).pages[0].extract_text() for file in files]
    return [" ".join(page.split()) for page in pages]


def code_in(letter: str) -> str:
    """The code that a letter carries, as printed."""
    found = re.search(r"\b([A-Z2-9]{4} [A-Z2-9]{4} [A-Z2-9]{4})\b", letter)
    assert found, letter
    return found[1]


def asked(session: Session, now: datetime, mail: str) -> str:
    """Send Sofia's form with an address, and take the token from the e-mail."""
    enrolment.ask(session, card(mail=mail), now, client="192.0.2.1")
    return link_in(mails(session)[-1], routes.ACTIVATION.path)


def posted(session: Session, now: datetime, folder: Path) -> str:
    """Ask from an unknown address, confirm it, and read the letter."""
    enrolment.confirm_address(session, asked(session, now, ELSEWHERE), now)
    return code_in(letters(folder)[-1])


def opened(session: Session) -> list[tuple[str, str]]:
    """The accounts there are: address and password hash."""
    return [tuple(row) for row in session.exec(select(Account.email, Account.password_hash))]
