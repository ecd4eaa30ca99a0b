"""The résiliation of a contract that is already asked for: of one contract, one at a time."""

from datetime import date

from sqlalchemy import bindparam, select
from sqlmodel import Session

from espace.domain.errors import PortalError
from espace.domain.formats import long_day, paris_day
from espace.domain.labels import RequestKind
from espace.services.request_steps import ENDED
from espace.services.request_views import request


class AlreadyAsked(PortalError):
    """The contract has a résiliation that nobody has decided yet."""

    def __init__(self, number: str, asked_on: date) -> None:
        super().__init__(
            f"Vous avez déjà demandé la résiliation de ce contrat le {long_day(asked_on)} : demande n° {number}. "
            "Suivez-la dans « Suivi ». Pour la changer ou l’annuler, appelez-nous."
        )


_OPEN = (
    select(request.number, request.created_at)
    .where(request.member_id == bindparam("member_id"), request.contract_id == bindparam("contract_id"))
    .where(request.kind == RequestKind.TERMINATION, request.status.not_in(ENDED))
    .where(request.form_key != bindparam("form_key"))
    .order_by(request.id)
    .limit(1)
)


def refuse_another(session: Session, member_id: int, contract_id: int, *, form_key: str = "") -> None:
    """Accept the résiliation of a contract that has none open; the one that the same form made is no other.

    Of two forms at once the second sees the first only when the caller holds the member
    (`request_emails.held_owner`).

    Raises:
        AlreadyAsked: when one is open, with its number and where to follow it.
    """
    wanted = {"member_id": member_id, "contract_id": contract_id, "form_key": form_key}
    found = session.execute(_OPEN, wanted).first()
    if found is not None:
        raise AlreadyAsked(found.number, paris_day(found.created_at))
