from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from espace.domain.labels import RequestStatus
from espace.domain.life_events import BY_KEY
from espace.services import life_events, request_steps, requests
from espace.services.open_terminations import AlreadyAsked
from tests import factories
from tests.events import adviser, decide, row, tell, typed

TERMINATION, REMOVAL = BY_KEY["resiliation"], BY_KEY["radiation"]
LATER = timedelta(days=2)


@pytest.fixture(autouse=True)
def _kept(attachments_folder: Path) -> None:
    """Whatever is confirmed lies in a folder of the test's own."""


def test_a_second_resiliation_of_a_contract_is_refused_and_names_the_first(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    first = tell(session, alice, TERMINATION, now)
    with pytest.raises(AlreadyAsked) as refused:
        life_events.review(session, alice.id, TERMINATION, typed(TERMINATION), now + LATER)
    said = refused.value.sentence.replace("\u00a0", " ")
    assert f"le 23 novembre 2026 : demande n° {first.number}." in said
    assert "« Suivi »" in said
    assert len(requests.history(session, alice.id)) == 1


def test_one_that_was_read_over_before_the_first_was_sent_is_refused_too(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    mark = life_events.review(session, alice.id, TERMINATION, typed(TERMINATION), now).mark
    first = tell(session, alice, TERMINATION, now)
    with pytest.raises(AlreadyAsked, match=first.number):
        life_events.submit(
            session, alice.id, alice.account_id, TERMINATION, typed(TERMINATION),
            form_key=requests.new_form_key(), mark=mark, now=now,
        )  # fmt: skip
    assert len(requests.history(session, alice.id)) == 1


@pytest.mark.parametrize("status", [RequestStatus.IN_PROGRESS, RequestStatus.WAITING])
def test_one_that_an_adviser_has_in_hand_is_still_open(session: Session, now: datetime, status: RequestStatus) -> None:
    alice = factories.alice(session)
    first = tell(session, alice, TERMINATION, now)
    request_steps.add_step(session, decide(session, first), status=status, message="Bonjour", now=now)
    with pytest.raises(AlreadyAsked):
        tell(session, alice, TERMINATION, now)


def test_after_a_refusal_it_is_asked_for_again(session: Session, now: datetime) -> None:
    alice, who = factories.alice(session), adviser(session, now)
    first = tell(session, alice, TERMINATION, now)
    life_events.refuse(session, decide(session, first), who, now, message="Il manque une pièce.")
    assert tell(session, alice, TERMINATION, now + LATER).is_new


def test_it_keeps_neither_another_event_nor_another_family_from_being_told(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    tell(session, alice, TERMINATION, now)
    leaving = alice.beneficiary("Julien").public_id
    assert tell(session, alice, REMOVAL, now, personne=leaving).is_new
    assert row(session, tell(session, chloe, TERMINATION, now)).contract_id == chloe.contract.id
