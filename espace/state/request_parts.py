"""A request as pages show it: its badge, its timeline, its documents, in words."""

from dataclasses import dataclass
from datetime import datetime

from espace import routes
from espace.domain import formats, messages
from espace.domain.labels import RequestKind, RequestStatus
from espace.domain.uploads import size_words
from espace.services.request_steps import ENDED
from espace.services.request_views import Document, RequestSummary, Step

TONES = {
    RequestStatus.WAITING: "warn",
    RequestStatus.ANSWERED: "ok",
    RequestStatus.APPLIED: "ok",
    RequestStatus.REFUSED: "error",
}
_TITLES = {
    RequestStatus.RECEIVED: "Demande reçue",
    RequestStatus.IN_PROGRESS: "À l’étude par un conseiller",
    RequestStatus.ANSWERED: "Réponse envoyée",
    RequestStatus.APPLIED: "Demande acceptée",
    RequestStatus.REFUSED: "Demande refusée",
}


@dataclass(frozen=True)
class Voice:
    """How a request is told: to its member, or to an adviser. `badge` says where one that waits stands."""

    waiting: str
    badge: str
    reply: str
    after_waiting: str

    def title(self, step: Step) -> str:
        """Return what happened at a step."""
        return self.reply if step.by_member else _TITLES.get(step.status, self.waiting)

    def status(self, status: RequestStatus) -> str:
        """Return where a request stands."""
        return self.badge if status is RequestStatus.WAITING else status.label


TO_MEMBER = Voice(
    waiting="Nous attendons votre réponse",
    badge=RequestStatus.WAITING.label,
    reply="Votre réponse",
    after_waiting="Suite donnée à votre réponse",
)
TO_ADVISER = Voice(
    waiting="Précision demandée à l’adhérent",
    badge="En attente de l’adhérent",
    reply="Réponse de l’adhérent",
    after_waiting="Réponse de l’adhérent",
)


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


def card_of(request: RequestSummary, voice: Voice = TO_MEMBER) -> RequestCard:
    """Return a request as a list shows it, told to its member or to an adviser."""
    over = request.status in ENDED
    return RequestCard(
        id=request.public_id,
        title=request.subject,
        number=request.number,
        sent=formats.long_day(formats.paris_day(request.sent_at)),
        status=voice.status(request.status),
        tone=TONES.get(request.status, "info"),
        is_waiting=request.status is RequestStatus.WAITING,
        is_over=over,
        note=messages.paragraphs(request.steps[-1].message),
        steps=[*_steps(request, voice, over), *([] if over else [_next(request, voice)])],
    )


def coming_day(request: RequestSummary) -> str:
    """Return the day on which a move that waits is applied by itself; empty for any other request."""
    waits = request.kind is RequestKind.MOVE and request.status is RequestStatus.RECEIVED
    return formats.long_day(request.effective_on) if waits and request.effective_on else ""


def document_link(document: Document, path: str = routes.ATTACHMENT) -> DocumentLink:
    """Return a document that was sent as its page shows it; `path` is where it is taken from."""
    href = f"{path}?id={document.public_id}"
    return DocumentLink(document.name, size_words(document.size), href)


def _steps(request: RequestSummary, voice: Voice, over: bool) -> list[StepRow]:
    last = len(request.steps) - 1
    return [
        _row(step, voice.title(step), "current" if position == last and not over else "done")
        for position, step in enumerate(request.steps)
    ]


def _row(step: Step, title: str, look: str) -> StepRow:
    return StepRow(title, _when(step.at), f"{formats.paris_day(step.at)}", look, messages.paragraphs(step.message))


def _next(request: RequestSummary, voice: Voice) -> StepRow:
    if day := coming_day(request):
        return StepRow("Changement d’adresse", f"le {day}", f"{request.effective_on}", "next", [])
    title = voice.after_waiting if request.status is RequestStatus.WAITING else "Réponse de la mutuelle"
    return StepRow(title, "", "", "next", [])


def _when(instant: datetime) -> str:
    day = formats.paris_day(instant)
    return f"{formats.WEEKDAYS[day.weekday()]} {formats.long_day(day)}"
