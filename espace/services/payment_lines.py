"""One prestation in full, with the other prestations it hangs together with.

Which ones: what it corrects or was recovered for, what corrects it or was recovered for it later, and the care of
the same settlement (décompte, always one person's) that was paid in another payment. One statement answers a page.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, bindparam, literal, select, union_all
from sqlmodel import Session

from espace.domain.errors import NotFound
from espace.domain.labels import LineKind, Recipient
from espace.models import PaymentLine
from espace.models.base import is_public_id
from espace.services.payment_views import (
    LINE_COLUMNS,
    LINK_COLUMNS,
    PAYMENT_COLUMNS,
    CareLine,
    PaymentView,
    corrected,
    line,
    payment,
    person,
    views,
)


@dataclass(frozen=True, slots=True)
class Linked:
    """Another prestation, with the payment it travelled in (`payment.lines` holds it alone)."""

    payment: PaymentView

    @property
    def line(self) -> CareLine:
        return self.payment.lines[0]


@dataclass(frozen=True, slots=True)
class LineView:
    """One prestation and what it is linked to; each of `later` corrects it, or recovers its deduction.

    `about` is what it corrects itself, or the care that its deduction is recovered for; None when it is neither, or
    older than what the portal was given. `payment` holds the line alone; its `total` is still the whole payment's.
    """

    payment: PaymentView
    about: Linked | None = None
    later: tuple[Linked, ...] = ()
    same_settlement: tuple[Linked, ...] = ()

    @property
    def line(self) -> CareLine:
        return self.payment.lines[0]

    @property
    def may_be_recovered(self) -> bool:
        """Whether a deduction may still be recovered: nobody could withhold it, and it has not been since."""
        recovered = any(other.line.amounts.kind is LineKind.RECOVERED_DEDUCTION for other in self.later)
        return self.payment.recipient is Recipient.THIRD_PARTY and not recovered


_ASKED = PaymentLine.__table__.alias("asked").c  # type: ignore[attr-defined]  # SQLModel's types leave it out


def _related() -> Any:
    """Select the ids of the line asked for and of the lines it is linked to, each with its place on the page."""
    mine = (_ASKED.member_id == bindparam("member_id")) & (_ASKED.public_id == bindparam("public_id"))
    of_settlement = (
        (line.member_id == bindparam("member_id"))
        & (line.beneficiary_id == _ASKED.beneficiary_id)  # in the index: nobody else's lines are looked up
        & (line.settlement_number == _ASKED.settlement_number)
        & (line.payment_id != _ASKED.payment_id)
        & (line.kind == LineKind.CARE)
    )

    def related(place: str, condition: Any) -> Select[Any]:
        chosen = select(line.id, literal(place).label("place"))
        return chosen.join_from(_ASKED.id.table, line.id.table, condition).where(mine)

    settled = related("same_settlement", of_settlement)
    return union_all(
        related("asked", line.id == _ASKED.id),
        related("about", line.id == _ASKED.corrects_line_id),
        related("later", line.corrects_line_id == _ASKED.id),
        settled.where(_ASKED.settlement_number != "", _ASKED.kind == LineKind.CARE),
    ).subquery("related")


def _one() -> Select[Any]:
    chosen = _related()
    return (
        select(*PAYMENT_COLUMNS, *LINE_COLUMNS, *LINK_COLUMNS, chosen.c.place)
        .join_from(chosen, line.id.table, line.id == chosen.c.id)
        .join(payment.id.table, payment.id == line.payment_id)
        .join(person.id.table, person.id == line.beneficiary_id)
        .outerjoin(corrected.id.table, corrected.id == line.corrects_line_id)
        .where(line.member_id == bindparam("member_id"))
        .order_by(payment.paid_on, payment.id, line.line_number)
    )


_ONE = _one()


def one(session: Session, member_id: int, public_id: str) -> LineView:
    """Return one prestation of the member, paid to themself or to a third party.

    Raises:
        NotFound: when it does not exist or is somebody else's.
    """
    if not is_public_id(public_id):
        raise NotFound
    rows = session.execute(_ONE, {"member_id": member_id, "public_id": public_id}).all()
    asked, about = _at("asked", rows), _at("about", rows)
    if not asked:
        raise NotFound
    return LineView(
        asked[0].payment,
        about=about[0] if about else None,
        later=_at("later", rows),
        same_settlement=_told(_at("same_settlement", rows), asked[0].line),
    )


def _at(place: str, rows: Any) -> tuple[Linked, ...]:
    return tuple(Linked(_alone(row)) for row in rows if row.place == place)


def _alone(row: Row[Any]) -> PaymentView:
    return views([row])[0]


def _told(found: tuple[Linked, ...], asked: CareLine) -> tuple[Linked, ...]:
    """Leave out what another adult keeps to themself: being settled together tells of both."""
    return () if asked.private else tuple(one for one in found if not one.line.private)
