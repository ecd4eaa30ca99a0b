"""What an adviser may decide on a request, and what has to be written for it.

An answer goes to the member's own mailbox, where nothing about health may stand: whoever writes it says each time
which of the two it is, for only they can tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from espace.domain import messages
from espace.domain.errors import InvalidFields, InvalidInput
from espace.domain.labels import Labelled, RequestKind, RequestStatus


class Decision(Labelled):
    """What comes next for a request, in the words of the adviser's form."""

    ANSWER = "answer", "Répondre et terminer, par e-mail aussi : la réponse ne dit rien de la santé ni des soins"
    ANSWER_HERE = "answer_here", "Répondre dans l’espace seulement, puis terminer : la réponse parle de santé"
    APPLY = "apply", "Appliquer ce changement"
    REFUSE = "refuse", "Refuser ce changement"
    ASK = "ask", "Demander une précision ou un document"
    STUDY = "study", "Indiquer que la demande est à l’étude"


FIELDS = {"decision": "Suite à donner", "message": "Message à l’adhérent"}
LEADS_TO = {
    Decision.ANSWER: RequestStatus.ANSWERED,
    Decision.ANSWER_HERE: RequestStatus.ANSWERED,
    Decision.APPLY: RequestStatus.APPLIED,
    Decision.REFUSE: RequestStatus.REFUSED,
    Decision.ASK: RequestStatus.WAITING,
    Decision.STUDY: RequestStatus.IN_PROGRESS,
}
FOR_QUESTIONS = (Decision.ANSWER, Decision.ANSWER_HERE, Decision.ASK, Decision.STUDY)
FOR_CHANGES = (Decision.APPLY, Decision.REFUSE, Decision.ASK, Decision.STUDY)
# What must be written, as the form says when it is not.
_NO_ANSWER = "Écrivez la réponse que lira l’adhérent."
_MISSING = {
    Decision.ANSWER: _NO_ANSWER,
    Decision.ANSWER_HERE: _NO_ANSWER,
    Decision.REFUSE: "Écrivez pourquoi la demande est refusée : l’adhérent le lira.",
    Decision.ASK: "Écrivez ce que vous attendez de l’adhérent.",
}
_NOT_CHOSEN = "Choisissez la suite à donner."


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and what the member reads of it; empty when nothing had to be said."""

    what: Decision
    message: str


def offered(kind: RequestKind) -> tuple[Decision, ...]:
    """Return what may be decided on a request: a question changes nothing, a change is not merely answered."""
    return FOR_QUESTIONS if kind is RequestKind.QUESTION else FOR_CHANGES


def read(form: Mapping[str, str]) -> Decided:
    """Read the adviser's form.

    Raises:
        InvalidFields: with a sentence for each answer to correct.
    """
    chosen = next((one for one in Decision if one.value == form.get("decision", "")), None)
    faults = {} if chosen else {"decision": _NOT_CHOSEN}
    try:
        message = _message(form.get("message", ""), _MISSING.get(chosen, "") if chosen else "")
    except InvalidInput as refusal:
        faults["message"], message = refusal.sentence, ""
    if chosen is None or faults:
        raise InvalidFields(faults)
    return Decided(chosen, message)


def _message(typed: str, missing: str) -> str:
    """Read what was written; nothing is fine where nothing says that it is missing."""
    return messages.read(typed, empty=missing) if typed.strip() or missing else ""
