"""What a page of one thing answers when its address names nothing of the member's."""

from typing import Any

from espace import db
from espace.adapters import clock
from espace.services import ownership
from espace.services.ownership import Thing
from espace.state.member import MemberState


async def say_missing(state: MemberState, thing: Thing, public_id: str) -> None:
    """Show the page as of a thing that does not exist, and write it down when it is another member's.

    Nothing of the thing shown before is left.
    """
    await db.write(ownership.refuse, thing, state._member_id, state._account_id, public_id, clock.now())
    state.reset()
    page: Any = state  # a page's own state, which has a status
    page.status = "missing"
