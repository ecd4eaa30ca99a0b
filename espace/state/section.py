"""Pages of sections that are not built yet: nothing to load, but only for members."""

import reflex as rx

from espace.state.member import MemberState


class SectionState(MemberState):
    """Brings the guard to a page that loads nothing."""

    @rx.event
    async def enter(self) -> None:
        """Let the guard meet whoever arrives by client-side navigation."""
