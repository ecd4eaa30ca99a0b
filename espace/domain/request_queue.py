"""The queue of requests as an adviser asks for it, and how long each has waited, in words."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from espace.domain.formats import NBSP
from espace.domain.labels import RequestKind, RequestStatus

_TO_TREAT = frozenset({RequestStatus.RECEIVED, RequestStatus.IN_PROGRESS})
_OVER = frozenset({RequestStatus.ANSWERED, RequestStatus.APPLIED, RequestStatus.REFUSED})
# By the words of the address; the first is what stands without being asked.
STATUSES: dict[str, tuple[str, frozenset[RequestStatus]]] = {
    "": ("À traiter", _TO_TREAT),
    "attente": ("En attente de l’adhérent", frozenset({RequestStatus.WAITING})),
    "terminees": ("Terminées", _OVER),
    "toutes": ("Toutes", frozenset(RequestStatus)),
}
KINDS = {kind.value: kind for kind in RequestKind}
AGES = (2, 7, 30)  # days
# The criteria of an address, and what each may say.
_KNOWN: dict[str, Container[str]] = {"type": KINDS, "etat": STATUSES, "age": tuple(map(str, AGES))}
_DAYS_TOLD, _WEEKS_TOLD = 14, 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: the words of the address that were understood, and what they mean."""

    kinds: frozenset[RequestKind]
    statuses: frozenset[RequestStatus]
    days: int  # whole days a request has waited at least
    words: tuple[tuple[str, str], ...]

    @property
    def is_narrowed(self) -> bool:
        """Whether something was asked for, beyond what stands without asking."""
        return bool(self.words)

    def address(self, path: str, page: int = 1) -> str:
        """Return the address of a page of the same."""
        query = urlencode([*self.words, *([("page", page)] if page > 1 else [])])
        return f"{path}?{query}" if query else path


def read(asked: Mapping[str, str]) -> Wanted:
    """Read the criteria of an address; a word that is none is as if it were not there."""
    kind, status, age = (_known(asked.get(name, ""), known) for name, known in _KNOWN.items())
    return Wanted(
        kinds=frozenset({KINDS[kind]} if kind else KINDS.values()),
        statuses=STATUSES[status][1],
        days=int(age or 0),
        words=tuple((name, value) for name, value in zip(_KNOWN, (kind, status, age), strict=True) if value),
    )


def _known(word: str, known: Container[str]) -> str:
    return word if word in known else ""


def age_words(sent_on: date, today: date) -> str:
    """Say how long ago a Paris day was: `aujourd’hui`, `hier`, `il y a 3 jours`, `il y a 2 semaines`, `… 3 mois`."""
    days = max(0, (today - sent_on).days)
    if days < 2:
        return ("aujourd’hui", "hier")[days]
    if days < _DAYS_TOLD:
        return f"il y a {days}{NBSP}jours"
    if days < _WEEKS_TOLD:
        return f"il y a {days // 7}{NBSP}semaines"
    return f"il y a {days // 30}{NBSP}mois"


def counted(count: int) -> str:
    """Say how many were found: `Aucune demande`, `Une demande`, `12 demandes`."""
    return {0: "Aucune demande", 1: "Une demande"}.get(count, f"{count}{NBSP}demandes")
