"""A life event told step by step: answers, documents, verification, sent.

The step is in the address, so that Back goes one step back. What is typed stays in the browser and comes whole with
every step; the state keeps what the member reads before sending, and the mark that it was read.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from espace import db, routes
from espace.adapters import clock
from espace.domain.errors import InvalidFields, NotFound
from espace.domain.labels import RequestStatus
from espace.domain.life_events import BY_KEY, LifeEvent, Situation, Step
from espace.services import contact_details, life_events, ownership, requests
from espace.services.contact_details import LockedByEmployer
from espace.services.life_event_situation import NoContract
from espace.services.life_events import NotReviewed
from espace.services.termination_letters import FILE_NAME
from espace.state.attachments import AttachmentsState
from espace.state.form_errors import FieldError, field_errors, summary_title
from espace.state.life_event_parts import Entry, FactRow
from espace.state.member import MemberState
from espace.state.request_parts import coming_day
from espace.state.status import Status

TITLE = "etape"  # what takes the focus
_START = "Commencez par répondre aux questions de cette première étape."


class LifeEventState(MemberState):
    """What the guided form shows."""

    status: Status = "loading"
    locked: bool = False
    employer: str = ""
    event: str = ""
    title: str = ""
    step: str = Step.ANSWERS.value
    heading: str = ""
    subject: str = ""
    first: str = ""
    draft: str = ""
    people: list[Entry] = []  # noqa: RUF012  # a state var: Reflex copies the default
    offers: list[Entry] = []  # noqa: RUF012
    facts: list[FactRow] = []  # noqa: RUF012
    sentence: str = ""
    errors: list[FieldError] = []  # noqa: RUF012
    sentences: dict[str, str] = {}  # noqa: RUF012
    errors_title: str = ""
    attempt: int = 0
    number: str = ""
    applied: bool = False
    coming: str = ""
    request: str = ""
    pdf: str = ""
    back: str = ""
    _mark: str = ""

    @rx.event
    async def load(self) -> Any:
        """Show the step that the address names, if the ones before it are done."""
        query = self.router.url.query_parameters
        event, shown = BY_KEY.get(query.get("evenement", "")), (self.event, self.step)
        if event is None:
            self.reset()
            self.status = "missing"
            return None
        if "demande" in query:
            return await self._show_sent(event, query["demande"])
        await self._open(event, query.get("etape", ""))
        moved = shown[0] == event.key and shown[1] != self.step
        return rx.set_focus(TITLE) if moved and not self.errors else None

    @rx.event
    async def go_on(self, form: dict[str, str]) -> Any:
        """Judge all the answers again, then show the next step; from the last one, send."""
        event = BY_KEY.get(self.event)
        if event is None:
            raise NotFound
        try:
            return await (self._send(event, form) if self.step == Step.VERIFY else self._review(event, form))
        except InvalidFields as refusal:
            return self._correct(event, refusal.sentences)
        except LockedByEmployer:
            await db.write(contact_details.refuse_locked, self._account_id, clock.now())
            raise

    async def _open(self, event: LifeEvent, step: str) -> None:
        now = clock.now()
        try:
            found = await db.read(life_events.situation, self._member_id, event, now)
        except (LockedByEmployer, NoContract) as refusal:
            await self._close(isinstance(refusal, LockedByEmployer))
            return
        if self.event != event.key or self.step == Step.SENT:
            self._start(event)
        await (await self.get_state(AttachmentsState))._open(f"situation {event.key}")
        self._offer(found)
        self._show_step(event, step)
        self.status = "ready"

    def _show_step(self, event: LifeEvent, wanted: str) -> None:
        """Show the step the address names; one whose answers were not read over leads back to the first."""
        ahead = wanted in [step for step, _ in event.steps[1:]]
        self.sentence = _START if ahead and not self._mark and not self.errors else ""
        names = [step.value for step, _ in event.steps]
        place = names.index(wanted) if ahead and self._mark else 0
        self.step, self.heading = event.steps[place][0].value, event.steps[place][1]
        self.back = _address(event, names[place - 1]) if place else routes.LIFE_EVENTS.path

    async def _review(self, event: LifeEvent, form: Mapping[str, str]) -> Any:
        await self._read_over(event, form)
        names = [step.value for step, _ in event.steps]
        return rx.redirect(_address(event, names[names.index(self.step) + 1]))

    async def _read_over(self, event: LifeEvent, form: Mapping[str, str]) -> None:
        found = await db.read(life_events.review, self._member_id, event, form, clock.now())
        self.facts, self._mark = [FactRow(*one) for one in found.facts], found.mark
        self._show_faults(event, {})

    async def _send(self, event: LifeEvent, form: Mapping[str, str]) -> Any:
        documents = await self.get_state(AttachmentsState)
        told = (self._member_id, self._account_id, event, form)
        sent = {"form_key": documents.form_key, "mark": self._mark, "now": clock.now()}
        try:
            made = await db.write(life_events.submit, *told, **sent)
        except NotReviewed as refusal:
            await self._read_over(event, form)
            self.sentence = refusal.sentence
            return rx.set_focus(TITLE)
        there = f"{self.first}&{urlencode({'demande': made.public_id})}"
        return [rx.remove_session_storage(self.draft), rx.redirect(there, replace=True)]

    async def _show_sent(self, event: LifeEvent, public_id: str) -> Any:
        (await self.get_state(AttachmentsState))._close()  # not before: a second click finds the form it was made in
        self._start(event)
        try:
            found = await db.read(requests.one, self._member_id, public_id)
        except NotFound:
            asked = (ownership.Thing.REQUEST, self._member_id, self._account_id, public_id)
            await db.write(ownership.refuse, *asked, clock.now())
            self.status = "missing"
            return None
        self.number, self.applied = found.summary.number, found.summary.status is RequestStatus.APPLIED
        self.coming = coming_day(found.summary)
        self.request = f"{routes.REQUEST.path}?id={public_id}"
        letters = [one.public_id for one in found.documents if one.name.startswith(FILE_NAME)]
        self.pdf = f"{routes.ATTACHMENT}?id={letters[0]}" if letters else ""
        self.step, self.status = Step.SENT.value, "ready"
        return rx.set_focus(TITLE)

    async def _close(self, locked: bool) -> None:
        found = await db.read(life_events.overview, self._member_id, clock.now())
        self.locked, self.employer = locked, found.employer
        self.status = "empty"

    def _start(self, event: LifeEvent) -> None:
        """Begin an event anew: nothing of another one is left."""
        self.reset()
        self.event, self.title, self.subject = event.key, event.title, event.step
        self.first = _address(event, Step.ANSWERS)
        self.draft = life_events.draft_key(self._member_id, event)

    def _offer(self, found: Situation) -> None:
        self.people = [Entry(one.id, one.name, one.relationship.value) for one in found.people]
        self.offers = [Entry(one.code, one.name) for one in found.offers]

    def _correct(self, event: LifeEvent, sentences: Mapping[str, str]) -> Any:
        """Show what to correct, where it was asked."""
        self._show_faults(event, sentences)
        self._mark = ""
        self.attempt += 1
        return rx.redirect(self.first) if self.step != Step.ANSWERS else None

    def _show_faults(self, event: LifeEvent, sentences: Mapping[str, str]) -> None:
        self.sentences, self.errors = dict(sentences), field_errors(sentences, event.labels)
        self.errors_title = summary_title(len(self.errors))


def _address(event: LifeEvent, step: str) -> str:
    query = {"evenement": event.key} | ({} if step == Step.ANSWERS else {"etape": step})
    return f"{routes.LIFE_EVENT.path}?{urlencode(query)}"
