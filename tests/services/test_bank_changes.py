from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from espace.domain.errors import PortalError
from espace.domain.labels import AccountStatus, TokenPurpose
from espace.services import bank_changes, bank_details, login_details, resets, tokens
from espace.services.bank_changes import AlreadyCancelled, CancelUnknown, TooLate
from tests import factories
from tests.bank_accounts import NEW, OLD, OTHER, SECOND, WAIT, actions, ask, changes, link, sent, used

CANCELLED, APPLIED = "Le changement de compte bancaire est annulé", "Votre nouveau compte bancaire est utilisé"


def test_a_change_takes_effect_at_its_second_and_not_before(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    alice.member.email = "alice@dossier.example"
    session.flush()
    ask(session, alice, now)
    assert not bank_changes.is_due(session, now + WAIT - SECOND)
    assert bank_changes.apply_due(session, now + WAIT - SECOND) == 0
    assert used(session, alice) == OLD

    assert bank_changes.is_due(session, now + WAIT)
    assert bank_changes.apply_due(session, now + WAIT) == 1
    assert bank_changes.apply_due(session, now + WAIT) == 0
    assert used(session, alice) == NEW
    assert sent(session)[2:] == [("alice.martin@exemple.fr", APPLIED), ("alice@dossier.example", APPLIED)]
    assert actions(session) == ["bank_change_asked", "bank_change_applied"]
    (change,) = changes(session)
    assert (change.applied_at, change.iban_encrypted) == (now + WAIT, "")
    assert bank_details.view(session, alice.id, now + WAIT).effective == ""


@pytest.mark.parametrize("evening", ["2027-03-26 18:30", "2026-10-23 18:30", "2028-02-27 23:59", "2026-12-30 12:00"])
def test_72_hours_are_259_200_seconds_on_any_night(session: Session, evening: str) -> None:
    alice = factories.alice(session)
    asked = datetime.fromisoformat(evening).replace(tzinfo=ZoneInfo("Europe/Paris"))
    ask(session, alice, asked)
    effect = asked.astimezone(UTC) + timedelta(seconds=259_200)
    assert changes(session)[0].effective_at == effect
    assert bank_changes.apply_due(session, effect - SECOND) == 0
    assert bank_changes.apply_due(session, effect) == 1


def test_one_members_page_applies_their_own_change_only(session: Session, now: datetime) -> None:
    alice, bruno = factories.alice(session), factories.bruno(session)
    ask(session, alice, now)
    ask(session, bruno, now, iban=OTHER)
    assert bank_changes.is_due(session, now + WAIT, member_id=bruno.id)
    assert bank_changes.apply_due(session, now + WAIT, member_id=bruno.id) == 1
    assert not bank_changes.is_due(session, now + WAIT, member_id=bruno.id)
    assert (used(session, alice), used(session, bruno)) == (OLD, OTHER)
    assert bank_changes.apply_due(session, now + WAIT) == 1


def test_a_frozen_account_and_a_deceased_member_keep_the_account_they_have(session: Session, now: datetime) -> None:
    alice, bruno = factories.alice(session), factories.bruno(session)
    ask(session, alice, now)
    ask(session, bruno, now, iban=OTHER)
    alice.account.status = AccountStatus.FROZEN
    bruno.member.deceased_on = now.date()
    session.flush()
    assert not bank_changes.is_due(session, now + WAIT)
    assert bank_changes.apply_due(session, now + WAIT) == 0
    alice.account.status = AccountStatus.ACTIVE
    session.flush()
    assert bank_changes.apply_due(session, now + WAIT) == 1
    assert (used(session, alice), used(session, bruno)) == (NEW, "")


def test_cancelled_on_screen_until_the_last_second_it_leaves_nothing_of_the_account(
    session: Session, now: datetime
) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    alice.member.email = "alice@dossier.example"
    session.flush()
    ask(session, alice, now)
    token = link(session)
    assert not bank_changes.cancel(session, chloe.id, now)
    assert bank_changes.cancel(session, alice.id, now + WAIT - SECOND)
    assert not bank_changes.cancel(session, alice.id, now + WAIT - SECOND)

    (change,) = changes(session)
    assert (change.holder, change.iban_encrypted, change.iban_hash, change.bic) == ("", "", "", "")
    assert bank_changes.apply_due(session, now + WAIT) == 0
    assert used(session, alice) == OLD
    assert sent(session)[2:] == [("alice.martin@exemple.fr", CANCELLED), ("alice@dossier.example", CANCELLED)]
    assert actions(session) == ["bank_change_asked", "bank_change_cancelled"]
    for later in (now, now + WAIT):
        with pytest.raises(AlreadyCancelled):
            bank_changes.open_cancellation(session, token, later)


def test_once_in_effect_nothing_is_cancelled_any_more(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    ask(session, alice, now)
    token = link(session)
    assert not bank_changes.cancel(session, alice.id, now + WAIT)
    for act in (bank_changes.open_cancellation, bank_changes.cancel_by_link):
        with pytest.raises(TooLate) as refusal:
            act(session, token, now + WAIT)
    assert "04" in refusal.value.sentence
    bank_changes.apply_due(session, now + WAIT)
    assert used(session, alice) == NEW


def test_the_link_cancels_once_and_looking_at_it_changes_nothing(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    ask(session, alice, now)
    token = link(session)
    for _ in range(3):  # a mail scanner opens the page
        found = bank_changes.open_cancellation(session, token, now)
    assert (found.first_name, found.effective) == ("Alice", bank_details.view(session, alice.id, now).effective)
    assert changes(session)[0].cancelled_at is None

    bank_changes.cancel_by_link(session, token, now + WAIT - SECOND)
    assert changes(session)[0].cancelled_at == now + WAIT - SECOND
    with pytest.raises(AlreadyCancelled):
        bank_changes.cancel_by_link(session, token, now + WAIT - SECOND)
    assert [subject for _, subject in sent(session)] == ["Votre compte bancaire va changer", CANCELLED]


def test_the_link_outlives_a_new_password_and_a_new_address(session: Session, now: datetime) -> None:
    """Whoever stole the password and asked for the change cannot take the owner's way to stop it."""
    alice = factories.alice(session)
    ask(session, alice, now)
    token = link(session)
    login_details.change_password(session, alice.account_id, alice.account.password_hash, "new hash", now, keep="")
    reset = tokens.issue(session, TokenPurpose.PASSWORD_RESET, alice.id, alice.account.email, now)
    resets.reset(session, reset, "newer hash", now)
    change = tokens.issue(session, TokenPurpose.EMAIL_CHANGE, alice.id, "alice@nouvelle.example", now)
    login_details.confirm_email_change(session, change, now)
    bank_changes.cancel_by_link(session, token, now)
    assert bank_changes.apply_due(session, now + WAIT) == 0


def test_a_newer_request_has_its_own_link(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    ask(session, alice, now)
    first = link(session)
    bank_changes.cancel(session, alice.id, now)
    ask(session, alice, now, iban=OTHER)
    with pytest.raises(CancelUnknown):
        bank_changes.cancel_by_link(session, first, now)
    assert changes(session)[1].cancelled_at is None
    bank_changes.cancel_by_link(session, link(session), now)
    assert changes(session)[1].cancelled_at == now


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 500, "\x00", "' OR 1=1 --"])
def test_an_unknown_link_cancels_nothing(session: Session, now: datetime, token: str) -> None:
    alice = factories.alice(session)
    ask(session, alice, now)
    for act in (bank_changes.open_cancellation, bank_changes.cancel_by_link):
        with pytest.raises(CancelUnknown):
            act(session, token, now)
    assert changes(session)[0].cancelled_at is None


def test_a_link_made_for_something_else_cancels_nothing(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    ask(session, alice, now)
    token = tokens.issue(session, TokenPurpose.PASSWORD_RESET, alice.id, alice.account.email, now)
    with pytest.raises(PortalError):
        bank_changes.cancel_by_link(session, token, now)
    assert changes(session)[0].cancelled_at is None


def test_an_address_on_file_that_is_none_keeps_nobody_from_the_effect(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    alice.member.email = "a, b@dossier.example"
    session.flush()
    ask(session, alice, now)
    bank_changes.apply_due(session, now + WAIT)
    assert {recipient for recipient, _ in sent(session)} == {"alice.martin@exemple.fr"}
    assert used(session, alice) == NEW
