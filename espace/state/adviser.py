"""Which adviser is logged in, as every page of `/gestion` sees it. Filled by `espace.web.guard` before each event."""

import reflex as rx

from espace.services.adviser_sessions import AdviserWho


class AdviserState(rx.State):
    """Base of every state of the advisers' side: none of its handlers runs without a live session of an adviser.

    It has nothing in common with `MemberState`: in one browser, a member's session opens none of this, and an
    adviser's none of theirs. `_adviser_id` is 0 when no adviser is logged in; no handler takes it from an argument.
    """

    adviser_name: str = ""
    adviser_initials: str = ""
    _session_hash: str = ""
    _adviser_id: int = 0

    @rx.event
    async def enter(self) -> None:
        """Do nothing but meet the guard: what keeps a session alive while somebody reads."""

    def _fill(self, who: AdviserWho | None) -> None:
        self._session_hash = who.id_hash if who else ""
        self._adviser_id = who.adviser_id if who else 0
        self.adviser_name = who.full_name if who else ""
        self.adviser_initials = "".join(word[0] for word in who.full_name.split()[:2]).upper() if who else ""
