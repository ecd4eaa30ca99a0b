"""The letters to post, and marking them as gone."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from espace import db, routes
from espace.adapters import clock
from espace.domain.errors import PortalError
from espace.domain.formats import NBSP, long_day, paris_day
from espace.services import letter_queue
from espace.services.letter_queue import ToPost
from espace.state.adviser import AdviserState
from espace.state.status import Status

DONE = "lettre-postee"  # what takes the focus


@dataclass(frozen=True)
class LetterRow:
    """One letter, ready to show; `id` is the public one."""

    id: str
    title: str
    who: str
    made: str
    href: str


class LettersState(AdviserState):
    """What the page shows."""

    status: Status = "loading"
    letters: list[LetterRow] = []  # noqa: RUF012  # a state var: Reflex copies the default
    done: str = ""

    @rx.event
    async def load(self) -> None:
        """Show the letters to post."""
        self.done = ""
        await self._list()

    @rx.event
    async def mark(self, public_id: str) -> Any:
        """Note a letter as posted, or say that it was already."""
        try:
            await db.write(letter_queue.mark_posted, self._adviser_id, public_id, clock.now())
            self.done = "La lettre est notée comme postée."
        except PortalError as refusal:
            self.done = refusal.sentence
        await self._list()
        return rx.set_focus(DONE)

    async def _list(self) -> None:
        self.letters = [_row(one) for one in await db.read(letter_queue.waiting)]
        self.status = "ready" if self.letters else "empty"


def _row(letter: ToPost) -> LetterRow:
    return LetterRow(
        id=letter.public_id,
        title=letter.kind.label,
        who=f"{letter.who}, n°{NBSP}{letter.member_number}, {letter.city}",
        made=long_day(paris_day(letter.made_at)),
        href=f"{routes.LETTER_PDF}?id={letter.public_id}",
    )
