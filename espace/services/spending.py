"""What care cost a member's family over a period, and who paid it: in all, by kind of care, by person.

Everything that was settled counts, whoever was paid (the member, or a professional by tiers payant), and so do
corrections and recovered deductions: each sum keeps the invariant of its lines. One aggregated statement answers all.

Confidentiality: the care of another adult who does not share it keeps its person and its amounts, never its kind
(see `payment_views`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, func, null, select
from sqlmodel import Session

from espace.domain.labels import CareKind, Recipient, Relationship
from espace.domain.searches import Search
from espace.domain.spending import Sums
from espace.services.payment_views import line, of_another_adult, person


@dataclass(frozen=True, slots=True)
class Patient:
    """Somebody who was cared for: one person, in however many contracts."""

    first_name: str
    last_name: str
    birth_date: date
    is_member: bool = False


@dataclass(frozen=True, slots=True)
class Spending:
    """The sums of a period: `line_count` is 0 when nothing was settled.

    `by_kind` starts with the dearest kind; its key is None for care whose kind must not be told. `by_person` is in
    the order of the contract, the member first. Either adds up to `whole`.
    """

    whole: Sums = field(default_factory=Sums)
    by_kind: tuple[tuple[CareKind | None, Sums], ...] = ()
    by_person: tuple[tuple[Patient, Sums], ...] = ()
    line_count: int = 0


_SUMMED = ("charged", "social_security", "mutual", "other_insurer", "out_of_pocket")


def _grouped(*, by_care_date: bool) -> Select[Any]:
    """Select the sums of each person and kind of care; a kind that must not be told never leaves the database."""
    day = line.care_date if by_care_date else line.paid_on
    lines = (
        select(
            person.first_name,
            person.last_name,
            person.birth_date,
            person.rank,
            case((person.relationship == Relationship.SELF, 1), else_=0).label("is_member"),
            case((of_another_adult(), null()), else_=line.care_kind).label("kind"),
            *(line[name] for name in _SUMMED),
        )
        .join(person.id.table, person.id == line.beneficiary_id)
        .where(
            line.member_id == bindparam("member_id"),
            line.recipient.in_(tuple(Recipient)),  # all of them: the index has the day behind the recipient
            day.between(bindparam("first"), bindparam("last")),
        )
        .subquery()
    )
    who = (lines.c.first_name, lines.c.last_name, lines.c.birth_date)
    about = (func.min(lines.c.rank).label("rank"), func.max(lines.c.is_member).label("is_member"))
    sums = (func.count().label("line_count"), *(func.sum(lines.c[name]).label(name) for name in _SUMMED))
    return select(*who, lines.c.kind, *about, *sums).group_by(*who, lines.c.kind).order_by("rank", *who)


# Built once: putting one of these together at each event costs more than running it does.
_BY_PAYMENT_DATE, _BY_CARE_DATE = _grouped(by_care_date=False), _grouped(by_care_date=True)


def between(session: Session, member_id: int, wanted: Search) -> Spending:
    """Return the spending of the wanted period, both its days included; its other criteria are not looked at."""
    statement = _BY_CARE_DATE if wanted.by_care_date else _BY_PAYMENT_DATE
    asked = {"member_id": member_id, "first": wanted.first, "last": wanted.last}
    rows = session.execute(statement, asked).all()
    sums = [_sums(row) for row in rows]
    kinds = _added((row.kind for row in rows), sums)
    people = _added((_patient(row) for row in rows), sums)
    return Spending(
        whole=sum(sums, Sums()),
        by_kind=tuple(sorted(kinds.items(), key=lambda entry: (-entry[1].charged, entry[0] or ""))),
        by_person=tuple(people.items()),
        line_count=sum(row.line_count for row in rows),
    )


def _patient(row: Row[Any]) -> Patient:
    return Patient(row.first_name, row.last_name, row.birth_date, bool(row.is_member))


def _sums(row: Row[Any]) -> Sums:
    return Sums(row.charged, row.social_security, row.mutual, row.other_insurer, row.out_of_pocket)


def _added(keys: Iterable[Any], sums: Iterable[Sums]) -> dict[Any, Sums]:
    """Add up the sums of the same key, in the order of the first of each."""
    found: dict[Any, Sums] = {}
    for key, more in zip(keys, sums, strict=True):
        found[key] = found.get(key, Sums()) + more
    return found
