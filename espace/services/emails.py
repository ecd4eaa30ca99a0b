"""The e-mails of the portal, one function each: what it says is in `espace/content/emails/`, it leaves by the outbox.

A link is a path of the portal or begins with the configured public address, never with what a request called
itself. No e-mail holds health data, a NIR, an IBAN or a password.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from espace.domain.formats import day_and_time
from espace.domain.labels import RequestKind, RequestStatus
from espace.services import email_texts, outbox
from espace.services.email_texts import Rendered
from espace.services.outbox import Draft, UnfitForMail
from espace.settings import settings

Reader = tuple[str, str]  # an address, and the first name of whom it belongs to

_DONE = "C’est fait : le changement est enregistré, vous n’avez rien d’autre à faire."
_SOON = "Un conseiller va la lire. Nous vous écrirons dès qu’elle avance."
# What comes next where nobody has to decide.
_UNDECIDED = {
    RequestKind.TERMINATION: "Votre résiliation est enregistrée : votre contrat prend fin à la date inscrite sur la "
    "confirmation jointe à votre demande. Téléchargez cette confirmation et gardez-la.",
    RequestKind.MOVE: "Votre adresse changera le jour de votre déménagement, sans autre démarche. Nous vous écrirons "
    "ce jour-là.",
}
_NEWS = {
    RequestStatus.RECEIVED: "Votre demande est bien arrivée chez nous.",
    RequestStatus.IN_PROGRESS: "Un conseiller s’occupe de votre demande.",
    RequestStatus.WAITING: "Pour continuer, nous avons besoin d’une réponse ou d’un document de votre part.",
    RequestStatus.ANSWERED: "Nous avons répondu à votre demande.",
    RequestStatus.APPLIED: "Votre demande est acceptée.",
    RequestStatus.REFUSED: "Nous n’avons pas pu accepter votre demande. Notre réponse vous explique pourquoi.",
}


def activation(session: Session, to: str, *, first_name: str, link: str, expires_at: datetime, now: datetime) -> None:
    """Invite a member to activate the space they asked for."""
    _queue(session, "activation", to, now, first_name=first_name, link=_ours(link), expires=day_and_time(expires_at))


def already_member(session: Session, to: str, *, login_link: str, forgotten_link: str, now: datetime) -> None:
    """Answer a request to create a space, or to use an address, for somebody who has a space."""
    links = {"login_link": _ours(login_link), "forgotten_link": _ours(forgotten_link)}
    _queue(session, "already_member", to, now, **links)


def no_match(session: Session, to: str, *, now: datetime) -> None:
    """Answer a request to create a space with a card that fits nobody."""
    _queue(session, "no_match", to, now)


def letter_on_its_way(session: Session, to: str, *, first_name: str, now: datetime) -> None:
    """Say that the code of the activation comes by post."""
    _queue(session, "letter_on_its_way", to, now, first_name=first_name)


def account_activated(session: Session, to: str, *, first_name: str, now: datetime) -> None:
    """Welcome a member whose space is open."""
    _queue(session, "account_activated", to, now, first_name=first_name, link=_ours("/connexion"))


def password_reset(
    session: Session, to: str, *, first_name: str, link: str, expires_at: datetime, now: datetime
) -> None:
    """Send the link that lets a member choose a new password."""
    values = {"first_name": first_name, "link": _ours(link), "expires": day_and_time(expires_at)}
    _queue(session, "password_reset", to, now, **values)


def password_changed(session: Session, to: str, *, first_name: str, now: datetime) -> None:
    """Tell a member that their password was changed."""
    _queue(session, "password_changed", to, now, first_name=first_name, when=day_and_time(now))


def contact_details_changed(session: Session, to: str, *, first_name: str, what: str, now: datetime) -> None:
    """Tell a member which of their contact details were changed: `what` names them, never their values."""
    _queue(session, "contact_details_changed", to, now, first_name=first_name, what=what, when=day_and_time(now))


def confirm_email_change(
    session: Session, to: str, *, first_name: str, link: str, expires_at: datetime, now: datetime
) -> None:
    """Ask for a click at the new address before it serves."""
    values = {"first_name": first_name, "link": _ours(link), "expires": day_and_time(expires_at)}
    _queue(session, "confirm_email_change", to, now, **values)


def email_changed(session: Session, to: str, *, first_name: str, now: datetime) -> None:
    """Tell a member, at the old address, that another one serves from now on."""
    _queue(session, "email_changed", to, now, first_name=first_name, when=day_and_time(now))


def known_addresses(login_email: str, on_file: str) -> tuple[str, ...]:
    """Return where a member is told of what must not escape them: the login address, and another one on file.

    What the back office wrote that is no address is left out: it must not keep the other one from being told.
    """
    differs = on_file.strip().lower() != login_email.lower()
    return (login_email, on_file.strip()) if differs and outbox.is_one_address(on_file.strip()) else (login_email,)


def bank_change_asked(
    session: Session, to: Iterable[str], *, first_name: str, link: str, effective_at: datetime, now: datetime
) -> None:
    """Tell a member that another bank account will be used, from when on, and how to say no."""
    values = {"first_name": first_name, "link": _ours(link)}
    values |= {"when": day_and_time(now), "effective": day_and_time(effective_at)}
    for address in to:
        _queue(session, "bank_change_asked", address, now, **values)


def bank_change_cancelled(session: Session, to: Iterable[str], *, first_name: str, now: datetime) -> None:
    """Tell a member that the account they had goes on being used."""
    for address in to:
        _queue(session, "bank_change_cancelled", address, now, first_name=first_name, when=day_and_time(now))


def bank_change_applied(
    session: Session, to: Iterable[str], *, first_name: str, effective_at: datetime, now: datetime
) -> None:
    """Tell a member that the new account is used from now on."""
    for address in to:
        _queue(session, "bank_change_applied", address, now, first_name=first_name, when=day_and_time(effective_at))


def request_received(
    session: Session,
    to: str,
    *,
    first_name: str,
    number: str,
    kind: RequestKind,
    is_done: bool,
    link: str,
    now: datetime,
) -> None:
    """Acknowledge what a member sent: its number and what comes next, not what it says."""
    comes_next = _DONE if is_done else _UNDECIDED.get(kind, _SOON)
    values = {"first_name": first_name, "number": number, "next": comes_next, "link": _ours(link)}
    _queue(session, "request_received", to, now, **values)


def request_moved(
    session: Session, to: str, *, first_name: str, number: str, status: RequestStatus, link: str, now: datetime
) -> None:
    """Tell a member that there is news of their request, to be read in the portal."""
    values = {"first_name": first_name, "number": number, "news": _NEWS[status], "link": _ours(link)}
    _queue(session, "request_moved", to, now, **values)


def request_answered(
    session: Session, to: str, *, first_name: str, number: str, answer: str, link: str, now: datetime
) -> None:
    """Send the answer to a member's question; of what is written only its lines count, never its marks."""
    values = {"first_name": first_name, "number": number, "link": _ours(link)}
    _queue(session, "request_answered", to, now, passage=answer, **values)


def new_reimbursements(session: Session, to: Iterable[Reader], *, link: str, choices_link: str, now: datetime) -> None:
    """Tell members who asked for it that something was paid to them: neither what for nor how much."""
    _queue_each(session, "new_reimbursements", to, now, link=_ours(link), choices_link=_ours(choices_link))


def statement_ready(
    session: Session, to: Iterable[Reader], *, month: str, year: int, link: str, choices_link: str, now: datetime
) -> None:
    """Tell members who asked for it that a month's statement is there; `month` follows « du mois »: `d’avril`."""
    values = {"month": month, "year": str(year), "link": _ours(link), "choices_link": _ours(choices_link)}
    _queue_each(session, "statement_ready", to, now, **values)


def _queue(session: Session, name: str, to: str, now: datetime, passage: str = "", **values: str) -> None:
    outbox.queue(session, [_draft(to, _written(name, values, passage))], now)


def _queue_each(session: Session, name: str, to: Iterable[Reader], now: datetime, **values: str) -> None:
    """Queue one e-mail for many, written once a first name: thousands leave at a time."""
    by_name: dict[str, Rendered] = {}
    drafts = []
    for address, first_name in to:
        if first_name not in by_name:
            by_name[first_name] = _written(name, values | {"first_name": first_name})
        drafts.append(_draft(address, by_name[first_name]))
    outbox.queue(session, drafts, now)


def _written(name: str, values: dict[str, str], passage: str = "") -> Rendered:
    if not all(map(outbox.is_one_line, [*values.values(), *passage.splitlines()])):
        raise UnfitForMail
    return email_texts.render(name, values, passage)


def _draft(to: str, mail: Rendered) -> Draft:
    return Draft(to, mail.subject, mail.text, mail.html)


def _ours(link: str) -> str:
    """Return the full address of a link of ours."""
    home = settings().public_url.rstrip("/")
    if link.startswith("/") and not link.startswith("//"):
        return home + link
    if not link.startswith(f"{home}/"):
        raise ValueError("an e-mail links to the portal's public address only")
    return link
