"""Creating a space (adhésion en ligne): from the member card to an account.

What the caller sees never tells whether the card is somebody's or whether a space exists: the answer is an e-mail to
the address typed. A card proves nothing by itself, for card data get stolen. An address on file opens the space by
its link; any other one is first confirmed by the link, then needs a code posted to the address on file.

A deceased member, a frozen account and a member without a running contract are answered like an unknown card.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from espace import routes
from espace.domain import card
from espace.domain.card import Card
from espace.domain.errors import InvalidInput, PortalError
from espace.domain.formats import paris_day
from espace.domain.labels import TokenPurpose
from espace.models import Account, EmailToken
from espace.services import accounts, applicants, audit, emails, letters, own_details, throttles, tokens
from espace.services.accounts import AlreadyTaken
from espace.services.applicants import Applicant
from espace.services.audit import Action
from espace.services.throttles import CARD_ADDRESS, CARD_NUMBER, CODE, RESEND, Limit

PURPOSE = TokenPurpose.ACTIVATION
CODE_LIFETIME = timedelta(days=30)
CODE_TRIES = 5
LETTERS = Limit("letters", 3, timedelta(days=1))
CODE_ADDRESS = Limit("code_address", 20, timedelta(hours=1))
CODE_REFUSED = (
    "Ce code ne convient pas, ou ne fonctionne plus. Vérifiez le numéro d’adhérent et le code inscrits sur la "
    "lettre ; après cinq essais, demandez une nouvelle lettre."
)


class TooManyCards(PortalError):
    """Too many forms for one number or from one network address, whether or not they fit somebody."""

    sentence = "Trop d’essais en peu de temps. Attendez une heure, ou appelez-nous : nous le ferons ensemble."


class TooManyLetters(PortalError):
    """Several letters are on their way already."""

    sentence = "Plusieurs lettres sont déjà en route vers vous. Attendez la dernière, ou appelez-nous."


class NotNow(PortalError):
    """Since the link was sent, the space was opened otherwise, or may no longer be."""

    sentence = "Cet espace ne peut pas être activé. Connectez-vous s’il existe déjà, ou appelez-nous."


class WrongStep(InvalidInput):
    """The step does not fit the link: a posted code is needed, or is not."""

    sentence = "Cette étape n’est pas la bonne. Ouvrez de nouveau le lien reçu par e-mail."


@dataclass(frozen=True, slots=True, repr=False)
class ActivationStep:
    """What a link leads to.

    Attributes:
        first_name: for the page to greet.
        needs_code: whether the link only confirms the address, and a code comes by post.
        personal: what the password may not be made of; not for the browser.
    """

    first_name: str
    needs_code: bool
    personal: tuple[str, ...]


def ask(session: Session, asked: Card, now: datetime, *, client: str) -> None:
    """Answer a creation form by one e-mail to the address typed, whoever it is about; `client` is where it came from.

    Raises:
        TooManyCards: for a known and an unknown number alike.
    """
    allowed = throttles.allow(session, CARD_ADDRESS, client, now)
    if not allowed or not throttles.allow(session, CARD_NUMBER, asked.member_number, now):
        raise TooManyCards
    person = applicants.by_number(session, asked.member_number, paris_day(now))
    _answer(session, applicants.matching(asked, person), asked.email, now)


def resend(session: Session, token: str, now: datetime) -> None:
    """Send a new link in place of one that expired or was used, to the same address; say nothing in any case."""
    link = tokens.last_seen(session, token, PURPOSE)
    if link and throttles.allow(session, RESEND, str(link.member_id), now):
        _answer(session, applicants.by_id(session, link.member_id, paris_day(now)), link.email, now)


def open_activation(session: Session, token: str, now: datetime) -> ActivationStep:
    """Tell what a link leads to without consuming it: a mail scanner's visit changes nothing.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired: when it is good for nothing.
        NotNow: when the space may not be opened any more.
    """
    link = tokens.find(session, token, PURPOSE, now)
    person = _still(session, link.member_id, now)
    return ActivationStep(person.first_name, not person.on_file(link.email), person.words(link.email))


def confirm_address(session: Session, token: str, now: datetime) -> None:
    """Take a link's click as proof of the address, and send the code by post to the one on file.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired: when the link is good for nothing.
        NotNow: when the space may not be opened any more.
        WrongStep: when the address is on file; the link is not consumed.
        TooManyLetters: beyond three in a day; the link is not consumed.
    """
    link = tokens.use(session, token, PURPOSE, now)
    person = _still(session, link.member_id, now)
    if person.on_file(link.email):
        raise WrongStep
    if not throttles.allow(session, LETTERS, str(person.id), now):
        raise TooManyLetters
    code, expires_at = letters.new_code(), now.astimezone(UTC) + CODE_LIFETIME
    session.execute(delete(EmailToken).where(_waits_for_code(person.id)))
    session.execute(
        update(EmailToken)
        .where(col(EmailToken.id_hash) == link.id_hash)
        .values(code_hash=letters.code_hash(person.id, code), expires_at=expires_at)
    )
    audit.record(session, Action.CODE_POSTED, target=_target(person), now=now)
    emails.letter_on_its_way(session, link.email, first_name=person.first_name, now=now)
    letters.queue_code(session, person.id, code, routes.ACTIVATION_CODE.path, expires_at, now)


def activate(session: Session, token: str, password_hash: str, now: datetime) -> None:
    """Open the space of a link that went to the address on file.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired: when the link is good for nothing.
        NotNow, AlreadyTaken: when the space may not be opened any more, or the address became another's login.
        WrongStep: when the address is not, or no longer, on file; the link is not consumed.
    """
    link = tokens.use(session, token, PURPOSE, now)
    person = _still(session, link.member_id, now)
    if not person.on_file(link.email):
        raise WrongStep
    _open(session, person, link.email, password_hash, now)


def activate_with_code(
    session: Session, typed_number: str, code: str, password_hash: str, now: datetime, *, client: str = ""
) -> bool:
    """Open the space of a confirmed address with the code of the letter; tell whether it did.

    A refusal is an answer (`CODE_REFUSED`), not an error: the try must be committed with it. `client` is where the
    form came from, when it is known: nobody may use up the tries of one member after the other.

    Raises:
        InvalidInput: when what was typed cannot be a member number.
        AlreadyTaken: when the code is right but the address became another's login.
    """
    number = card.member_number(typed_number)
    person = applicants.by_number(session, number, paris_day(now))
    allowed = not client or throttles.allow(session, CODE_ADDRESS, client, now)
    allowed = allowed and throttles.allow(session, CODE, number, now)
    member_id = person.id if person else 0
    waiting = select(col(EmailToken.id_hash), col(EmailToken.email), col(EmailToken.code_hash)).where(
        _waits_for_code(member_id), col(EmailToken.expires_at) > now, col(EmailToken.code_tries) < CODE_TRIES
    )
    row = session.execute(waiting.with_for_update()).first()
    fits = hmac.compare_digest(letters.code_hash(member_id, code), row.code_hash if row else "")
    if not (allowed and fits and row and person and person.may_open):
        if allowed and row:
            tried = update(EmailToken).where(col(EmailToken.id_hash) == row.id_hash)
            session.execute(tried.values(code_tries=col(EmailToken.code_tries) + 1))
        audit.record(session, Action.CODE_REFUSED, target=_target(person), now=now)
        return False
    throttles.forget(session, CODE, number)
    _open(session, person, row.email, password_hash, now)
    return True


def _answer(session: Session, person: Applicant | None, email: str, now: datetime) -> None:
    """Send one e-mail, with as much work in each case."""
    taken = session.execute(select(col(Account.id)).where(col(Account.email) == email)).first() is not None
    if person and person.may_open and not taken:
        token = tokens.issue(session, PURPOSE, person.id, email, now)
        link, expires_at = f"{routes.ACTIVATION.path}?lien={token}", tokens.expiry(PURPOSE, now)
        emails.activation(session, email, first_name=person.first_name, link=link, expires_at=expires_at, now=now)
        outcome = "link sent"
    else:
        tokens.pretend(session, PURPOSE)
        if person and (person.has_space or (person.may_open and taken)):
            links = {"login_link": routes.LOGIN.path, "forgotten_link": routes.FORGOTTEN.path}
            emails.already_member(session, email, **links, now=now)
            outcome = "has a space"
        else:
            emails.no_match(session, email, now=now)
            outcome = "no match"
    audit.record(session, Action.ENROLMENT_ASKED, target=_target(person), detail=outcome, now=now)


def _still(session: Session, member_id: int, now: datetime) -> Applicant:
    person = applicants.by_id(session, member_id, paris_day(now))
    if person is None or not person.may_open:
        raise NotNow
    return person


def _open(session: Session, person: Applicant, email: str, password_hash: str, now: datetime) -> None:
    """Create the account; an address proven by letter becomes the one on file, and the former one is told."""
    try:
        with session.begin_nested():
            account = accounts.create(session, person.member_number, email, password_hash, now)
    except IntegrityError:
        raise AlreadyTaken from None
    tokens.kill(session, person.id, now)
    by_letter = not person.on_file(email)
    if by_letter:
        own_details.write(session, person.id, {"email": email}, now)
        if person.email:
            emails.email_changed(session, person.email, first_name=person.first_name, now=now)
    emails.account_activated(session, email, first_name=person.first_name, now=now)
    proof = "letter" if by_letter else "link"
    audit.record(session, Action.ACCOUNT_ACTIVATED, account_id=account.id, detail=f"proven by {proof}", now=now)


def _waits_for_code(member_id: int) -> ColumnElement[bool]:
    return and_(
        col(EmailToken.member_id) == member_id, col(EmailToken.purpose) == PURPOSE, col(EmailToken.code_hash) != ""
    )


def _target(person: Applicant | None) -> str:
    return f"member:{person.id}" if person else ""
