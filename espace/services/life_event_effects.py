"""What applying each life event does to a member's data. Called by `espace.services.life_events`, which decides.

Every effect touches the contract of the request alone, and done twice it leaves the same data: the request's status
keeps it from being done twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlmodel import Session, col

from espace.adapters import crypto
from espace.domain.labels import AccountStatus, Relationship, RequestKind
from espace.domain.life_events import Answers
from espace.models import Account, Beneficiary, Contract, Member, Plan
from espace.services import audit, contact_details, sessions, tokens
from espace.services.audit import Action


@dataclass(frozen=True, slots=True)
class Change:
    """An event to apply: whose, to which contract, from which day (a Paris day), and what was answered."""

    member_id: int
    contract_id: int
    starts_on: date
    answers: Answers


Effect = Callable[[Session, Change, datetime], None]


def _move(session: Session, change: Change, now: datetime) -> None:
    contact_details.change_address(session, change.member_id, change.answers, now)


def _union(session: Session, change: Change, _now: datetime) -> None:
    if change.answers["couvrir"] == "oui":
        _cover(session, change, Relationship.SPOUSE, change.answers["prenom"])


def _birth(session: Session, change: Change, _now: datetime) -> None:
    """Cover the child, or the twins in the order they were told: that is their rank."""
    for name in ("prenom", "prenom2"):
        if name in change.answers:
            _cover(session, change, Relationship.CHILD, change.answers[name])


def _addition(session: Session, change: Change, _now: datetime) -> None:
    relationship = next(one for one in Relationship if one.value == change.answers["lien"])
    _cover(session, change, relationship, change.answers["prenom"])


def _separation(session: Session, change: Change, _now: datetime) -> None:
    if "conjoint" in change.answers:
        _end(session, change, change.answers["conjoint"])


def _removal(session: Session, change: Change, _now: datetime) -> None:
    _end(session, change, change.answers["personne"])


def _death(session: Session, change: Change, now: datetime) -> None:
    who = _end(session, change, change.answers["personne"])
    if who is not Relationship.SELF:
        return
    session.execute(update(Member).where(col(Member.id) == change.member_id).values(deceased_on=change.starts_on))
    if not _covers_anybody(session, change):
        _end_contract(session, change)
    account = update(Account).where(col(Account.member_id) == change.member_id).values(status=AccountStatus.FROZEN)
    account_id = session.execute(account.returning(col(Account.id))).scalar_one_or_none()
    tokens.kill(session, change.member_id, now)
    if account_id is not None:
        sessions.close_all(session, account_id, now)
        audit.record(session, Action.ACCOUNT_FROZEN, account_id=account_id, detail="deceased", now=now)


def _health_fund(session: Session, change: Change, _now: datetime) -> None:
    answers = change.answers
    values = {"health_fund_name": answers["caisse"], "health_fund_code": answers["code"]}
    _update_contract(session, change, electronic_transmission=True, **values)


def _plan_change(session: Session, change: Change, _now: datetime) -> None:
    wanted = select(col(Plan.id)).where(col(Plan.code) == change.answers["formule"])
    _update_contract(session, change, plan_id=session.execute(wanted).scalar_one())


def _employer_change(_session: Session, _change: Change, _now: datetime) -> None:
    """Change nothing: an individual contract names no employer; the request itself is what is kept."""


def _termination(session: Session, change: Change, _now: datetime) -> None:
    _end_contract(session, change)


EFFECTS: dict[RequestKind, Effect] = {
    RequestKind.MOVE: _move,
    RequestKind.UNION: _union,
    RequestKind.BIRTH: _birth,
    RequestKind.SEPARATION: _separation,
    RequestKind.DEATH: _death,
    RequestKind.ADDITION: _addition,
    RequestKind.REMOVAL: _removal,
    RequestKind.HEALTH_FUND: _health_fund,
    RequestKind.PLAN_CHANGE: _plan_change,
    RequestKind.EMPLOYER_CHANGE: _employer_change,
    RequestKind.TERMINATION: _termination,
}
# What these change has no day of its own: it would count at once.
UNDATED = frozenset({RequestKind.MOVE, RequestKind.HEALTH_FUND, RequestKind.PLAN_CHANGE})


def _cover(session: Session, change: Change, relationship: Relationship, first_name: str) -> None:
    """Add somebody to the contract, after everybody of it; the contract's row is held so that no rank serves twice."""
    session.execute(select(col(Contract.id)).where(col(Contract.id) == change.contract_id).with_for_update())
    last = select(func.max(col(Beneficiary.rank))).where(col(Beneficiary.contract_id) == change.contract_id)
    nir = change.answers.get("nir", "")
    session.add(
        Beneficiary(
            contract_id=change.contract_id,
            rank=(session.execute(last).scalar() or 0) + 1,
            relationship=relationship,
            first_name=first_name,
            last_name=change.answers["nom"],
            birth_date=change.answers.day("naissance"),
            nir_encrypted=crypto.encrypt(nir, "nir") if nir else "",
            nir_hash=crypto.lookup_hash(nir) if nir else "",
            starts_on=change.starts_on,
        )
    )
    session.flush()


def _end(session: Session, change: Change, public_id: str) -> Relationship:
    """End the cover of somebody of the contract, unless it ends before; return what they are to the member."""
    mine = (col(Beneficiary.contract_id) == change.contract_id, col(Beneficiary.public_id) == public_id)
    later = or_(col(Beneficiary.ends_on).is_(None), col(Beneficiary.ends_on) > change.starts_on)
    session.execute(update(Beneficiary).where(*mine, later).values(ends_on=change.starts_on))
    who: Relationship = session.execute(select(col(Beneficiary.relationship)).where(*mine)).scalar_one()
    return who


def _covers_anybody(session: Session, change: Change) -> bool:
    still = or_(col(Beneficiary.ends_on).is_(None), col(Beneficiary.ends_on) > change.starts_on)
    query = select(col(Beneficiary.id)).where(col(Beneficiary.contract_id) == change.contract_id, still)
    return session.execute(query).first() is not None


def _end_contract(session: Session, change: Change) -> None:
    later = or_(col(Contract.ends_on).is_(None), col(Contract.ends_on) > change.starts_on)
    session.execute(
        update(Contract).where(col(Contract.id) == change.contract_id, later).values(ends_on=change.starts_on)
    )


def _update_contract(session: Session, change: Change, **values: Any) -> None:
    session.execute(update(Contract).where(col(Contract.id) == change.contract_id).values(values))
