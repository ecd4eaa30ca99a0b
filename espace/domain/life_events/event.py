"""A life event: what it asks, what goes with it, from when it counts. Each has a file of its own beside this one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from espace.domain.errors import InvalidFields, InvalidInput
from espace.domain.formats import long_day
from espace.domain.labels import Labelled, RequestKind
from espace.domain.life_events.questions import Answers, Question
from espace.domain.life_events.situation import Situation

Fault = tuple[str, str]  # the name of a question, and the sentence that says how to correct its answer
Fact = tuple[str, str]  # a label and its value, as the summary says them


class Group(Labelled):
    """Under which title an event is chosen."""

    FAMILY = "family", "Ma famille"
    LIFE = "life", "Mon adresse, mon travail"
    CONTRACT = "contract", "Mon contrat"


class Step(Labelled):
    """A step of the form, by its name in the address; the first has its event's own title."""

    ANSWERS = "reponses", ""
    DOCUMENTS = "justificatifs", "Les justificatifs"
    VERIFY = "verification", "La vérification"
    SENT = "envoi", ""


@dataclass(frozen=True, slots=True)
class Document:
    """A supporting document (justificatif), in plain words; `hint` says where to find it."""

    name: str
    hint: str = ""


def _no_fault(_answers: Answers, _situation: Situation) -> Iterable[Fault]:
    return ()


def _from_its_start(answers: Answers, situation: Situation, starts_on: date) -> Iterable[Fact]:
    return (("Prise en compte", f"à partir du {long_day(starts_on)}"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """One life event.

    Attributes:
        kind: of the request it makes.
        key: its name in the address.
        title: its name on the pages.
        brings: what to prepare, in a few words.
        group: under which title it is chosen.
        step: the name of its first step.
        questions: in the order they are asked.
        starts: from which day it counts.
        documents: what the member joins.
        faults: what the answers contradict, each in the first sentence that says so.
        facts: what the summary says beside the answers, given the day it counts from.
        at_once: whether it needs no decision of an adviser once its day has come.
        confirm: the words of the button that sends.
        remarks: what to know, as a title and a sentence.
    """

    kind: RequestKind
    key: str
    title: str
    brings: str
    group: Group
    step: str
    questions: tuple[Question, ...]
    starts: Callable[[Answers, Situation], date]
    documents: tuple[Document, ...] = ()
    faults: Callable[[Answers, Situation], Iterable[Fault]] = _no_fault
    facts: Callable[[Answers, Situation, date], Iterable[Fact]] = _from_its_start
    at_once: bool = False
    confirm: str = "Envoyer ma demande"
    remarks: tuple[tuple[str, str], ...] = ()

    @property
    def steps(self) -> tuple[tuple[Step, str], ...]:
        """The steps before sending with their titles; an event without documents has two."""
        documents = ((Step.DOCUMENTS, Step.DOCUMENTS.label),) if self.documents else ()
        return ((Step.ANSWERS, self.step), *documents, (Step.VERIFY, Step.VERIFY.label))

    @property
    def labels(self) -> dict[str, str]:
        """The short labels of the questions by their names, in their order."""
        return {question.name: question.fact or question.label for question in self.questions}

    def read(self, typed: Mapping[str, str], situation: Situation) -> Answers:
        """Return the answers typed in the inputs of those names; others are ignored.

        Raises:
            InvalidFields: with one sentence for each answer that cannot be accepted.
        """
        answers, sentences = Answers(), {}
        for question in self.questions:
            try:
                if question.is_asked(answers) and (answer := _answer(question, typed, situation)):
                    answers[question.name] = answer
            except InvalidInput as refusal:
                sentences[question.name] = refusal.sentence
        if not sentences:
            for name, sentence in self.faults(answers, situation):
                sentences.setdefault(name, sentence)
        if sentences:
            raise InvalidFields(sentences)
        return answers

    def summary(self, answers: Answers, situation: Situation) -> tuple[Fact, ...]:
        """Return what the member reads before sending: each answer, then what follows from them."""
        given = [
            (self.labels[question.name], question.show(answers[question.name], situation))
            for question in self.questions
            if question.name in answers
        ]
        return (*given, *self.facts(answers, situation, self.starts(answers, situation)))


def _answer(question: Question, typed: Mapping[str, str], situation: Situation) -> str:
    line = typed.get(question.name, "").strip()
    if line:
        return question.read(line, situation)
    if question.missing:
        raise InvalidInput(question.missing)
    return ""
