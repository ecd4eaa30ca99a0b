"""Accounts (comptes): what a member logs in with."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlmodel import Session, col

from espace.domain.errors import NotFound, PortalError
from espace.domain.labels import AccountStatus
from espace.models import Account, Member


class AlreadyTaken(PortalError):
    """The member has an account already, or the e-mail address serves another one."""

    sentence = (
        "Un espace personnel existe déjà avec ces informations. Connectez-vous ou demandez un nouveau mot de passe."
    )


def create(session: Session, member_number: str, email: str, password_hash: str, now: datetime) -> Account:
    """Give a member an active account; the password was hashed by `espace.adapters.passwords`.

    Raises:
        NotFound: when no member has that number.
        AlreadyTaken: when the member has an account, or another account has the e-mail address.
    """
    login_email = email.strip().lower()
    member_id = session.execute(
        select(col(Member.id)).where(col(Member.member_number) == member_number)
    ).scalar_one_or_none()
    if member_id is None:
        raise NotFound("Aucun adhérent ne porte ce numéro. Vérifiez-le sur la carte mutualiste.")
    taken = select(col(Account.id)).where(or_(col(Account.member_id) == member_id, col(Account.email) == login_email))
    if session.execute(taken).first():
        raise AlreadyTaken
    account = Account(
        member_id=member_id,
        email=login_email,
        password_hash=password_hash,
        status=AccountStatus.ACTIVE,
        created_at=now,
        password_changed_at=now,
    )
    session.add(account)
    session.flush()
    return account
