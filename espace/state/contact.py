"""« Contact »: the question being written, which stays in its inputs, and whether somebody answers now."""

from typing import Any

import reflex as rx

from espace import db, routes
from espace.adapters import clock
from espace.content.mutual import MUTUAL
from espace.domain.errors import InvalidFields
from espace.domain.opening_hours import is_open, next_opening
from espace.services import questions
from espace.state.attachments import AttachmentsState
from espace.state.form_errors import FormErrors
from espace.state.member import MemberState
from espace.state.search_results import Choice
from espace.state.status import Status

DONE, SUMMARY = "envoye", "a-corriger"  # what takes the focus once a form is sent
LABELS = {"sujet": "Votre demande concerne", "qui": "Pour qui ?", "message": "Votre message"}
PURPOSE = "contact"


class ContactState(FormErrors, MemberState):
    """What the page shows."""

    _labels = LABELS
    status: Status = "loading"
    email: str = ""
    people: list[Choice] = []  # noqa: RUF012  # a state var: Reflex copies the default
    is_open: bool = False
    opens: str = ""
    attempt: int = 0
    number: str = ""
    follow: str = ""  # the address of the request that was sent

    @rx.event
    async def load(self) -> None:
        """Open the form, or find it again as it was."""
        await self._open()

    @rx.event
    async def send(self, form: dict[str, str]) -> Any:
        """Send the question, or say what to correct."""
        documents = await self.get_state(AttachmentsState)
        typed = (form, documents.form_key)
        try:
            made = await db.write(questions.ask, self._member_id, self._account_id, *typed, clock.now())
        except InvalidFields as refusal:
            self._show_errors(refusal.sentences)
            self.attempt += 1
            return None
        self._show_errors({})
        self.number, self.follow, self.attempt = made.number, f"{routes.REQUEST.path}?id={made.public_id}", 0
        return rx.set_focus(DONE)

    @rx.event
    async def write_another(self) -> Any:
        """Open an empty form after one that was sent."""
        self.number, self.follow = "", ""
        (await self.get_state(AttachmentsState))._close()
        await self._open()
        return rx.set_focus("sujet")

    @rx.event
    async def leave(self) -> None:
        """Forget, when the page is left, what was sent or refused."""
        if self.number:
            (await self.get_state(AttachmentsState))._close()
        self._show_errors({})
        self.number, self.follow, self.attempt = "", "", 0

    async def _open(self) -> None:
        now = clock.now()
        self.is_open = is_open(now, MUTUAL.opens, MUTUAL.closes)
        self.opens = "" if self.is_open else next_opening(now, MUTUAL.opens, MUTUAL.closes)
        opened = await db.read(questions.form, self._member_id)
        self.email = opened.email
        self.people = [Choice(one.public_id, one.first_name) for one in opened.people]
        await (await self.get_state(AttachmentsState))._open(PURPOSE)
        self.status = "ready"
