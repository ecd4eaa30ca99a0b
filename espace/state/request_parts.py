"""A request as pages show it: its badge, its timeline, its documents, in words."""

from dataclasses import dataclass
from datetime import datetime

from espace import routes
from espace.domain import formats, messages
from espace.domain.labels import RequestStatus
from espace.domain.uploads import size_words
from espace.services.request_steps import ENDED
from espace.services.request_views import Document, RequestSummary, Step

_TONES = {
    RequestStatus.WAITING: "warn",
    RequestStatus.ANSWERED: "ok",
    RequestStatus.APPLIED: "ok",
    RequestStatus.REFUSED: "error",
}
_TITLES = {
    RequestStatus.RECEIVED: "Demande reçue",
    RequestStatus.IN_PROGRESS: "À l’étude par un conseiller",
    RequestStatus.WAITING: "Nous attendons votre réponse",
    RequestStatus.ANSWERED: "Réponse envoyée",
    RequestStatus.APPLIED: "Demande acceptée",
    RequestStatus.REFUSED: "Demande refusée",
}
_REPLY = "Votre réponse"


@dataclass(frozen=True)
class StepRow:
    """One step of the timeline, ready to show: `look` is done, current or next, `iso` the day for machines."""

    title: str
    when: str
    iso: str
    look: str
    message: list[str]


@dataclass(frozen=True)
class DocumentLink:
    """One document that was sent, with the address it is taken from."""

    name: str
    size: str
    href: str


@dataclass(frozen=True)
class RequestCard:
    """One request, ready to show; `id` is the public one, `note` what was last written to the member."""

    id: str
    title: str
    number: str
    sent: str
    status: str
    tone: str
    is_waiting: bool
    is_over: bool
    note: list[str]
    steps: list[StepRow]


NOTHING = RequestCard("", "", "", "", "", "info", is_waiting=False, is_over=False, note=[], steps=[])


def card_of(request: RequestSummary) -> RequestCard:
    """Return a request as a list shows it."""
    over = request.status in ENDED
    return RequestCard(
        id=request.public_id,
        title=request.subject,
        number=request.number,
        sent=formats.long_day(formats.paris_day(request.sent_at)),
        status=request.status.label,
        tone=_TONES.get(request.status, "info"),
        is_waiting=request.status is RequestStatus.WAITING,
        is_over=over,
        note=messages.paragraphs(request.steps[-1].message),
        steps=[*_steps(request, over), *([] if over else [_next(request.status)])],
    )


def document_link(document: Document) -> DocumentLink:
    """Return a document that was sent as its page shows it."""
    href = f"{routes.ATTACHMENT}?id={document.public_id}"
    return DocumentLink(document.name, size_words(document.size), href)


def _steps(request: RequestSummary, over: bool) -> list[StepRow]:
    last = len(request.steps) - 1
    return [
        _row(step, "current" if position == last and not over else "done")
        for position, step in enumerate(request.steps)
    ]


def _row(step: Step, look: str) -> StepRow:
    title = _REPLY if step.by_member else _TITLES[step.status]
    return StepRow(title, _when(step.at), f"{formats.paris_day(step.at)}", look, messages.paragraphs(step.message))


def _next(status: RequestStatus) -> StepRow:
    title = "Suite donnée à votre réponse" if status is RequestStatus.WAITING else "Réponse de la mutuelle"
    return StepRow(title, "", "", "next", [])


def _when(instant: datetime) -> str:
    day = formats.paris_day(instant)
    return f"{formats.WEEKDAYS[day.weekday()]} {formats.long_day(day)}"
