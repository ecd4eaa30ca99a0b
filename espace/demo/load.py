"""Loading the demonstration: its feeds through the importers, an account for each member who has one, one adviser."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from espace.adapters import passwords
from espace.db import transaction
from espace.demo.directory.load import load_directory
from espace.demo.feeds import write_feeds
from espace.demo.people import ADVISER_EMAIL, ADVISER_NAME, PASSWORD, households
from espace.domain.errors import PortalError
from espace.domain.formats import numeric_day, paris_day
from espace.importers import import_feeds
from espace.models import Account, Adviser, Member
from espace.services import accounts, advisers
from espace.settings import settings


class NotInProduction(PortalError):
    """The demonstration's password is public: its accounts must not exist where real members are."""

    sentence = "La démonstration ne se charge pas en production. Importez vos fichiers avec espace import."


@dataclass(frozen=True, slots=True)
class Login:
    """What to type to open a demonstration space; `shows` says in French what it is good for."""

    name: str
    member_number: str
    email: str
    shows: str


def logins(today: date) -> list[Login]:
    """Return the demonstration's logins; they all share `people.PASSWORD`."""
    return [
        Login(f"{h.member.first_name} {h.member.last_name}", h.member_number, h.email, h.shows)
        for h in households(today)
        if h.has_account
    ]


def without_account(today: date) -> str:
    """Return the member card of the one who has no space yet, as the creation form asks for it."""
    who = next(h for h in households(today) if not h.has_account)
    card = who.member
    return (
        f"n° {who.member_number}, {card.last_name.upper()} {card.first_name}, {numeric_day(card.birth_date)}, "
        f"{card.nir}, {who.email}"
    )


def load(folder: Path, engine: Engine | None = None, *, now: datetime) -> bool:
    """Write the feeds into `folder` and load them into an empty database; return whether anything was loaded.

    A load that was interrupted before its accounts were made is finished. Any other database is left alone.

    Raises:
        NotInProduction: the settings are those of a production server.
    """
    if settings().environment == "production":
        raise NotInProduction
    today = paris_day(now)
    with transaction(engine) as session:
        members, accounts_exist = _found(session)
    if accounts_exist or members - _numbers(today):
        return False
    if not members:
        report = import_feeds(write_feeds(folder, today), engine=engine, now=now)
        if not report.ok:
            raise RuntimeError("\n".join(report.complaints()))
    with transaction(engine, writes=True) as session:
        for login in logins(today):
            accounts.create(session, login.member_number, login.email, passwords.hash_now(PASSWORD), now)
    return True


def add_adviser(engine: Engine | None = None, *, now: datetime) -> None:
    """Give the demonstration its adviser, unless it has one: a database loaded before there were any gets one too."""
    if settings().environment == "production":
        raise NotInProduction
    with transaction(engine, writes=True) as session:
        if session.exec(select(col(Adviser.id)).limit(1)).first() is None:
            advisers.add(session, ADVISER_EMAIL, ADVISER_NAME, passwords.hash_now(PASSWORD), now)


def add_directory(folder: Path, engine: Engine | None = None, *, now: datetime) -> None:
    """Give the demonstration its directory of health professionals, written into `folder`, unless it has one."""
    if settings().environment == "production":
        raise NotInProduction
    load_directory(folder, engine, now=now)


def is_loaded(today: date, engine: Engine | None = None) -> bool:
    """Tell whether the database's members are the demonstration's, all of them and nobody else."""
    with transaction(engine) as session:
        members, _ = _found(session)
    return members == _numbers(today)


def _numbers(today: date) -> set[str]:
    return {household.member_number for household in households(today)}


def _found(session: Session) -> tuple[set[str], bool]:
    members = session.exec(select(col(Member.member_number))).all()
    return set(members), session.exec(select(col(Account.id)).limit(1)).first() is not None
