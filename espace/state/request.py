"""One request: where it stands, what was sent, and the member's reply when one is waited for."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from espace import db
from espace.adapters import clock
from espace.domain import formats, messages
from espace.domain.errors import InvalidFields, InvalidInput, NotFound
from espace.services import request_steps, requests
from espace.services.ownership import Thing
from espace.services.request_views import RequestView
from espace.state.attachments import AttachmentsState
from espace.state.form_errors import FormErrors
from espace.state.member import MemberState
from espace.state.missing import say_missing
from espace.state.request_parts import NOTHING, DocumentLink, RequestCard, card_of, document_link
from espace.state.status import Status

DONE, SUMMARY = "envoye", "a-corriger"  # what takes the focus once a reply is sent
LABELS = {"message": "Votre réponse"}
_SENT = "Votre réponse est envoyée. Nous reprenons l’étude de votre demande."
_EMPTY = "Écrivez votre réponse, même courte, pour accompagner vos documents."


@dataclass(frozen=True)
class SentLine:
    """One line of what was sent, ready to show."""

    label: str
    value: list[str]


class RequestState(FormErrors, MemberState):
    """What the page shows."""

    _labels = LABELS
    status: Status = "loading"
    made_for: str = ""  # the query of the address that this answers
    card: RequestCard = NOTHING
    effective: str = ""
    sent: list[SentLine] = []  # noqa: RUF012  # a state var: Reflex copies the default
    documents: list[DocumentLink] = []  # noqa: RUF012
    done: str = ""
    attempt: int = 0

    @rx.event
    async def load(self) -> None:
        """Show the request that the address asks for."""
        await self._find()

    @rx.event
    async def reply(self, form: dict[str, str]) -> Any:
        """Send the reply that is waited for, or say what to correct."""
        documents = await self.get_state(AttachmentsState)
        try:
            await self._reply(form, documents.form_key)
        except InvalidFields as refusal:
            self._show_errors(refusal.sentences)
            self.attempt += 1
            return None
        documents._close()
        await self._find()
        self._show_errors({})
        self.done, self.attempt = _SENT, 0
        return rx.set_focus(DONE)

    async def _find(self) -> None:
        public_id = self.router.url.query_parameters.get("id", "")
        if self.made_for != self.router.url.query:
            self._show_errors({})
            self.done, self.attempt = "", 0
        try:
            self._show(await db.read(requests.one, self._member_id, public_id))
        except NotFound:
            await say_missing(self, Thing.REQUEST, public_id)
        await (await self.get_state(AttachmentsState))._open(public_id)
        self.made_for = self.router.url.query

    async def _reply(self, form: dict[str, str], form_key: str) -> None:
        try:
            message = messages.read(form.get("message", ""), empty=_EMPTY)
        except InvalidInput as refusal:
            raise InvalidFields({"message": refusal.sentence}) from None
        mine = (self._member_id, self._account_id, self.card.id)
        await db.write(request_steps.reply, *mine, message=message, form_key=form_key, now=clock.now())

    def _show(self, found: RequestView) -> None:
        self.card = card_of(found.summary)
        day = found.summary.effective_on
        self.effective = formats.long_day(day) if day else ""
        self.sent = [SentLine(line.label, messages.paragraphs(line.value)) for line in found.details]
        self.documents = [document_link(one) for one in found.documents]
        self.status = "ready"
