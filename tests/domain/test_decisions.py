import pytest

from espace.domain import decisions
from espace.domain.decisions import Decided, Decision
from espace.domain.errors import InvalidFields
from espace.domain.labels import RequestKind


def _faults(**form: str) -> set[str]:
    with pytest.raises(InvalidFields) as refused:
        decisions.read(form)
    return set(refused.value.sentences)


def test_a_question_is_answered_and_a_change_is_applied_or_refused() -> None:
    assert {Decision.ANSWER, Decision.ANSWER_HERE} <= set(decisions.offered(RequestKind.QUESTION))
    assert Decision.APPLY not in decisions.offered(RequestKind.QUESTION)
    for kind in set(RequestKind) - {RequestKind.QUESTION}:
        assert {Decision.APPLY, Decision.REFUSE} <= set(decisions.offered(kind))
        assert {Decision.ANSWER, Decision.ANSWER_HERE}.isdisjoint(decisions.offered(kind))


@pytest.mark.parametrize("decision", [Decision.ANSWER, Decision.ANSWER_HERE, Decision.REFUSE, Decision.ASK])
def test_what_the_member_must_read_must_be_written(decision: Decision) -> None:
    assert _faults(decision=decision.value, message="  \n") == {"message"}
    assert decisions.read({"decision": decision.value, "message": " Bonjour "}) == Decided(decision, "Bonjour")


@pytest.mark.parametrize("decision", [Decision.APPLY, Decision.STUDY])
def test_what_speaks_for_itself_needs_no_message(decision: Decision) -> None:
    assert decisions.read({"decision": decision.value}) == Decided(decision, "")


def test_both_faults_are_told_at_once() -> None:
    assert _faults(decision="delete", message="x" * 6000) == {"decision", "message"}
    assert _faults() == {"decision"}
