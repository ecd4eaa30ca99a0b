"""The questions that life events ask: what may be typed, what is kept of it, how the summary says it.

An answer is kept as a short canonical text, as it is stored: a day in ISO form, a NIR of 15 characters, the public id
of a person, the code of a plan, the value of a choice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from espace.domain import addresses, names, nir
from espace.domain.errors import InvalidInput
from espace.domain.labels import Relationship
from espace.domain.life_events.situation import Situation

MAX_TEXT = 100
Look = Literal["text", "day", "digits", "choice", "person", "plan"]
Read = Callable[[str, Situation], str]


class Answers(dict[str, str]):
    """Canonical answers by the names of their questions; one that was not asked, or left empty, is not there."""

    def day(self, name: str) -> date:
        """Return the day that answers a question."""
        return date.fromisoformat(self[name])


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an event; `name` is that of its input.

    Attributes:
        name: of the input, and of the answer.
        label: what is asked.
        look: how it is asked.
        read: returns the canonical answer to what was typed, or raises `InvalidInput`.
        show: returns the words of an answer.
        missing: the sentence for no answer; empty, the question may stay without one.
        hint: what helps to answer.
        choices: the values to choose from, with their words; of a list, the words of no choice alone.
        people: the relatives that a list offers.
        when: another question and those of its answers for which this one is asked.
        complete: what a browser may fill in by itself (HTML's `autocomplete`).
        fact: its label in the summary, where the question's own is too long for one.
        is_secret: whether a browser must not keep what is typed.
    """

    name: str
    label: str
    look: Look
    read: Read
    show: Callable[[str, Situation], str]
    missing: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None
    complete: str = "off"
    people: tuple[Relationship, ...] = ()
    fact: str = ""
    is_secret: bool = False

    def is_asked(self, answers: Answers) -> bool:
        """Tell whether the answers given before call for this question."""
        return self.when is None or answers.get(self.when[0]) in self.when[1]


When = tuple[str, tuple[str, ...]] | None


def _as_typed(answer: str, _situation: Situation) -> str:
    return answer


def first_name(name: str, label: str, *, optional: bool = False, hint: str = "", when: When = None) -> Question:
    """Ask a first name."""
    return Question(
        name, label, "text", _read_name, _as_typed, "" if optional else "Écrivez ce prénom.", hint, when=when
    )


def last_name(name: str, label: str, *, when: When = None) -> Question:
    """Ask a last name."""
    return Question(name, label, "text", _read_name, _as_typed, "Écrivez ce nom.", when=when)


def _read_name(typed: str, _situation: Situation) -> str:
    return names.read(typed)


def text(name: str, label: str, *, missing: str = "", hint: str = "", when: When = None) -> Question:
    """Ask a few words on one line."""

    def read(typed: str, _situation: Situation) -> str:
        line = addresses.plain(typed)
        if len(line) > MAX_TEXT:
            raise InvalidInput(f"Écrivez {MAX_TEXT} caractères au plus.")
        return line

    return Question(name, label, "text", read, _as_typed, missing, hint, when=when)


def social_security_number(name: str, label: str, *, optional: bool = False, when: When = None) -> Question:
    """Ask a NIR, which is shown masked."""
    return Question(
        name,
        label,
        "digits",
        lambda typed, _: nir.normalise(typed),
        lambda answer, _: nir.masked(answer),
        "" if optional else "Indiquez le numéro de Sécurité sociale de cette personne.",
        "13 chiffres, et la clé de 2 chiffres si vous l’avez.",
        when=when,
        is_secret=True,
    )


def choice(name: str, label: str, *choices: tuple[str, str], fact: str = "", when: When = None) -> Question:
    """Ask for one of a few answers: `(value, words)`."""
    words = dict(choices)

    def read(typed: str, _situation: Situation) -> str:
        if typed not in words:
            raise InvalidInput("Choisissez une des réponses proposées.")
        return typed

    def show(answer: str, _situation: Situation) -> str:
        return words[answer]

    missing = "Choisissez une réponse."
    return Question(name, label, "choice", read, show, missing, choices=choices, when=when, fact=fact)


def person(
    name: str, label: str, *relationships: Relationship, nobody: str = "", hint: str = "", fact: str = ""
) -> Question:
    """Ask for somebody the contract covers, of some relationships; `nobody` are the words for no one."""

    def read(typed: str, situation: Situation) -> str:
        found = situation.who(typed)
        if found is None or found.relationship not in relationships:
            raise InvalidInput("Choisissez une personne de votre contrat.")
        return found.id

    def show(answer: str, situation: Situation) -> str:
        found = situation.who(answer)
        return found.name if found else ""

    missing = "" if nobody else "Choisissez une personne."
    blank = (("", nobody or "Choisissez une personne"),)
    return Question(name, label, "person", read, show, missing, hint, blank, people=relationships, fact=fact)


def plan(name: str, label: str) -> Question:
    """Ask for another plan than the present one."""

    def read(typed: str, situation: Situation) -> str:
        if typed not in {offer.code for offer in situation.offers}:
            raise InvalidInput("Choisissez une des formules proposées.")
        return typed

    def show(answer: str, situation: Situation) -> str:
        return next((offer.name for offer in situation.offers if offer.code == answer), "")

    return Question(
        name, label, "plan", read, show, "Choisissez une formule.", choices=(("", "Choisissez une formule"),)
    )


def address() -> tuple[Question, ...]:
    """Ask a postal address, line by line."""
    asked = (
        ("voie", "Numéro et rue", "Indiquez le numéro et le nom de la rue, ou le lieu-dit.", "address-line1"),
        ("complement", "Complément : bâtiment, étage…", "", "address-line2"),
        ("code_postal", "Code postal", "Indiquez le code postal.", "postal-code"),
        ("ville", "Ville", "Indiquez la ville.", "address-level2"),
    )
    return tuple(_address_line(*line) for line in asked)


def _address_line(name: str, label: str, missing: str, complete: str) -> Question:
    def read(typed: str, _situation: Situation) -> str:
        return addresses.READERS[name](typed)

    look: Look = "digits" if name == "code_postal" else "text"
    return Question(name, label, look, read, _as_typed, missing, complete=complete)
