"""One request as an adviser treats it: what was asked, by whom, what happened, and the form that goes on with it."""

from typing import Any

import reflex as rx

from espace import db, routes
from espace.adapters import clock
from espace.domain import decisions, formats, messages, phones
from espace.domain.errors import InvalidFields, NotFound, PortalError
from espace.domain.labels import RequestKind
from espace.services import cases
from espace.services.askers import Asker
from espace.services.cases import Case
from espace.state.adviser import AdviserState
from espace.state.changes import assign
from espace.state.form_errors import FormErrors
from espace.state.line_parts import Fact
from espace.state.request import SentLine
from espace.state.request_parts import NOTHING, TO_ADVISER, DocumentLink, RequestCard, card_of, document_link
from espace.state.status import Status

DONE, WARNING = "envoye", "entre-temps"  # what takes the focus
SENT = "C’est enregistré. L’adhérent est prévenu par e-mail."


class CaseState(FormErrors, AdviserState):
    """What the page shows; `seen` travels through the form, so that a second click is known as one."""

    _labels = decisions.FIELDS
    status: Status = "loading"
    made_for: str = ""  # the query of the address that this answers
    card: RequestCard = NOTHING
    is_question: bool = False
    effective: str = ""
    seen: str = ""
    facts: list[Fact] = []  # noqa: RUF012  # a state var: Reflex copies the default
    sent: list[SentLine] = []  # noqa: RUF012
    documents: list[DocumentLink] = []  # noqa: RUF012
    done: str = ""
    warning: str = ""
    unsent: list[str] = []  # noqa: RUF012  # what was typed for a request that ended meanwhile
    attempt: int = 0
    form_count: int = 0  # another form each time one was sent: an empty one

    @rx.event
    async def load(self) -> None:
        """Show the request that the address asks for."""
        if self.made_for != self.router.url.query:
            self._start_anew()
        await self._read(self.router.url.query_parameters.get("id", ""))
        self.made_for = self.router.url.query

    @rx.event
    async def treat(self, form: dict[str, str]) -> Any:
        """Go on with the request as the form says, or say why not; what was typed stays."""
        try:
            which = (self._adviser_id, self.card.id, decisions.read(form))
            await db.write(cases.treat, *which, seen=form.get("vu", ""), now=clock.now())
        except InvalidFields as refusal:
            self._show_errors(refusal.sentences)
            self.attempt += 1
            return None
        except PortalError as refusal:
            return await self._stop(refusal, form)
        return await self._go_on()

    async def _go_on(self) -> Any:
        self._start_anew()
        self.done = SENT
        await self._read(self.card.id)
        return rx.set_focus(DONE)

    async def _stop(self, refusal: PortalError, form: dict[str, str]) -> Any:
        self._show_errors({})
        await self._read(self.card.id)
        unsent = messages.paragraphs(form.get("message", "")) if self.card.is_over else []
        assign(self, done="", warning=refusal.sentence, unsent=unsent)
        return rx.set_focus(WARNING)

    def _start_anew(self) -> None:
        self._show_errors({})
        assign(self, done="", warning="", unsent=[], attempt=0, form_count=self.form_count + 1)

    async def _read(self, public_id: str) -> None:
        try:
            self._show(await db.write(cases.read, self._adviser_id, public_id, clock.now()))
        except NotFound:
            assign(self, status="missing", card=NOTHING, facts=[], sent=[], documents=[], seen="")

    def _show(self, case: Case) -> None:
        summary = case.view.summary
        assign(
            self,
            card=card_of(summary, TO_ADVISER),
            is_question=summary.kind is RequestKind.QUESTION,
            effective=formats.long_day(summary.effective_on) if summary.effective_on else "",
            seen=case.seen,
            facts=_facts(case.asker),
            sent=[SentLine(line.label, messages.paragraphs(line.value)) for line in case.view.details],
            documents=[document_link(one, routes.ADVISER_ATTACHMENT) for one in case.view.documents],
            status="ready",
        )


def _facts(asker: Asker) -> list[Fact]:
    contracts = [f"{one.number} ({one.kind.label.lower()}, {one.plan})" for one in asker.contracts]
    rows = (
        ("Nom", asker.name),
        ("Numéro d’adhérent", asker.member_number),
        ("Date de naissance", formats.long_day(asker.birth_date)),
        ("Numéro de Sécurité sociale", asker.nir),
        ("Contrat", formats.enumeration(contracts) if contracts else ""),
        ("E-mail", asker.email),
        ("Mobile", phones.shown(asker.mobile)),
        ("Téléphone fixe", phones.shown(asker.landline)),
        ("Adresse", ", ".join(asker.address)),
    )
    return [Fact(name, value) for name, value in rows if value]
