import base64
from datetime import date, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlmodel import Session, col, select

from espace.adapters import crypto
from espace.domain.errors import NotFound
from espace.domain.labels import PaymentMethod, Recipient
from espace.models import Account, EmailToken
from espace.services import bank_changes, bank_details, login_details
from espace.services.bank_details import AnotherPending, SameAccount, Shown, TooSoon
from espace.services.login_details import WrongPassword
from espace.services.throttles import PASSWORD_CHECK
from espace.settings import Settings
from tests import factories
from tests.bank_accounts import BIC, NEW, OLD, OTHER, SECOND, WAIT, actions, ask, changes, mails, sent, trail, used

DAY = timedelta(hours=24)
MASKED_OLD, MASKED_NEW = "FR76 •••• •••• •••• •••• •••• 189", "FR14 •••• •••• •••• •••• •••• 606"


def _paid(session: Session, person: factories.Person, ending: str, day: date) -> None:
    factories.payment(session, person, paid_on=day).payment.account_ending = ending
    session.flush()


def test_a_member_sees_their_account_by_its_ends_and_nothing_of_anothers(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    ask(session, alice, now)
    assert bank_details.view(session, alice.id, now).current == Shown(MASKED_OLD, "189", "Alice Martin")
    theirs = bank_details.view(session, chloe.id, now)
    assert theirs == bank_details.BankDetails()


@pytest.mark.parametrize(
    ("paid", "since"),
    [
        ([], ""),
        ([("189", date(2024, 3, 2)), ("189", date(2026, 1, 5))], "le 2\u00a0mars\u00a02024"),
        ([("471", date(2024, 3, 2))], ""),
        (
            [("189", date(2023, 1, 1)), ("471", date(2024, 3, 2)), ("189", date(2025, 5, 1))],
            "le 1er\u00a0mai\u00a02025",
        ),
        ([("189", date(2023, 1, 1)), ("471", date(2024, 3, 2))], ""),
    ],
)
def test_payments_tell_since_when_an_account_is_used(
    session: Session, now: datetime, paid: list[tuple[str, date]], since: str
) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    for ending, day in paid:
        _paid(session, alice, ending, day)
    _paid(session, chloe, "189", date(2020, 1, 1))
    factories.payment(session, alice, paid_on=date(2021, 1, 1), method=PaymentMethod.CHEQUE)
    third = factories.payment(session, alice, paid_on=date(2020, 1, 1), recipient=Recipient.THIRD_PARTY)
    third.payment.account_ending = "189"
    session.flush()
    assert bank_details.view(session, alice.id, now).used_since == since


def test_a_change_waits_72_hours_to_the_second_and_is_told_at_every_address(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    alice.member.email = "alice@dossier.example"
    session.flush()
    assert ask(session, alice, now)

    (change,) = changes(session)
    assert (change.effective_at - change.asked_at, change.bic, change.holder) == (WAIT, BIC, "Alice et Julien")
    assert used(session, alice) == OLD
    found = bank_details.view(session, alice.id, now)
    assert found.new == Shown(MASKED_NEW, "606", "Alice et Julien")
    assert found.effective == "jeudi 26\u00a0novembre\u00a02026 à\u00a013\u00a0h\u00a000"
    subject = "Votre compte bancaire va changer"
    assert sent(session) == [("alice.martin@exemple.fr", subject), ("alice@dossier.example", subject)]
    assert session.exec(select(EmailToken.expires_at)).one() == change.effective_at
    (entry,) = trail(session)
    assert (entry.action, entry.account_id) == ("bank_change_asked", alice.account_id)
    assert entry.target == f"bank_details:{change.public_id}"


def test_no_email_and_no_trail_holds_an_account_or_its_ending(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    ask(session, alice, now)
    bank_details.reveal(session, alice.id, alice.account.password_hash, now)
    bank_changes.cancel(session, alice.id, now)
    ask(session, alice, now)
    bank_changes.apply_due(session, now + WAIT)
    told = " ".join(f"{mail.subject} {mail.text} {mail.html}" for mail in mails(session))
    kept = " ".join(f"{entry.action} {entry.target} {entry.detail}" for entry in trail(session))
    assert actions(session) == [
        "bank_change_asked", "iban_shown", "bank_change_cancelled", "bank_change_asked", "bank_change_applied",
    ]  # fmt: skip
    for secret in (OLD, NEW, OLD[4:], NEW[4:], BIC, "Alice et Julien", "se terminant", "3M02"):
        assert secret not in told + kept


def test_the_same_click_again_changes_nothing_and_another_account_waits_its_turn(
    session: Session, now: datetime
) -> None:
    alice = factories.alice(session)
    assert ask(session, alice, now)
    assert not ask(session, alice, now + SECOND)
    with pytest.raises(AnotherPending):
        ask(session, alice, now, iban=OTHER)
    assert (len(changes(session)), len(sent(session)), len(trail(session))) == (1, 1, 1)


def test_the_account_that_is_used_already_is_refused_beside_its_input(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    with pytest.raises(SameAccount) as refusal:
        ask(session, alice, now, iban=OLD)
    assert "déjà celui de vos remboursements" in refusal.value.sentences["iban"]
    ask(session, alice, now)
    with pytest.raises(SameAccount):  # the change took effect just now, though nobody had looked
        ask(session, alice, now + WAIT)
    assert used(session, alice) == NEW


@pytest.mark.parametrize("column", ["password_changed_at", "email_changed_at"])
def test_after_a_new_password_or_address_a_day_passes_to_the_second(
    session: Session, now: datetime, column: str
) -> None:
    alice = factories.alice(session)
    setattr(alice.account, column, now)
    session.flush()
    with pytest.raises(TooSoon) as refusal:
        ask(session, alice, now + DAY - SECOND)
    assert "mardi 24\u00a0novembre\u00a02026 à\u00a013\u00a0h\u00a000" in refusal.value.sentence
    assert bank_details.view(session, alice.id, now + DAY - SECOND).too_soon == refusal.value.sentence
    assert (changes(session), sent(session)) == ([], [])
    assert bank_details.view(session, alice.id, now + DAY).too_soon == ""
    assert ask(session, alice, now + DAY)


def test_a_confirmed_address_and_a_new_password_are_both_remembered(session: Session, now: datetime) -> None:
    alice, bruno = factories.alice(session), factories.bruno(session)
    login_details.change_password(session, alice.account_id, alice.account.password_hash, "new", now, keep="")
    login_details.ask_email_change(session, bruno.account_id, bruno.account.password_hash, "b@exemple.fr", now)
    token = mails(session)[-1].text.split("lien=")[1].split()[0]
    login_details.confirm_email_change(session, token, now)
    query = select(Account).order_by(col(Account.id)).execution_options(populate_existing=True)
    first, second = session.exec(query).all()
    assert (first.password_changed_at, second.email_changed_at) == (now, now)
    assert all(bank_details.view(session, one.id, now + DAY - SECOND).too_soon for one in (alice, bruno))


def test_a_member_of_a_group_contract_changes_their_own_account(session: Session, now: datetime) -> None:
    bruno = factories.bruno(session)
    assert bank_details.view(session, bruno.id, now).current == Shown()
    assert ask(session, bruno, now, holder="Bruno Keller")
    bank_changes.apply_due(session, now + WAIT)
    assert bank_details.view(session, bruno.id, now + WAIT).current == Shown(MASKED_NEW, "606", "Bruno Keller")


def test_a_password_changed_in_the_meantime_is_asked_again_beside_its_input(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    alice.account.password_hash = "another"
    session.flush()
    stale = factories.password_hash()
    with pytest.raises(WrongPassword) as refusal:
        bank_details.ask(session, alice.id, stale, bank_details.NewAccount("Alice", NEW), BIC, now)
    assert "actuel" in refusal.value.sentences
    with pytest.raises(WrongPassword) as refusal:
        bank_details.reveal(session, alice.id, stale, now)
    assert bank_details.REVEAL_FIELD in refusal.value.sentences
    assert actions(session) == []


def test_the_whole_number_is_shown_for_a_password_audited_and_forgives_former_tries(
    session: Session, now: datetime
) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    for _ in range(PASSWORD_CHECK.tries):
        verified = login_details.try_password(session, alice.account_id, now)
    assert bank_details.reveal(session, alice.id, verified, now) == "FR76 3000 6000 0112 3456 7890 189"
    login_details.try_password(session, alice.account_id, now)
    assert [(one.action, one.account_id, one.detail) for one in trail(session)] == [
        ("iban_shown", alice.account_id, "")
    ]
    with pytest.raises(NotFound):
        bank_details.reveal(session, chloe.id, chloe.account.password_hash, now)


def test_an_account_asked_under_an_old_key_is_shown_and_takes_effect_under_the_new_one(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = (f"{name}:{base64.b64encode(name.encode() * crypto.KEY_BYTES).decode()}" for name in "ab")
    ring = Settings(encryption_keys=SecretStr(old))
    monkeypatch.setattr(crypto, "settings", lambda: ring)
    alice = factories.alice(session)
    ask(session, alice, now)
    ring = Settings(encryption_keys=SecretStr(f"{new},{old}"))
    assert changes(session)[0].iban_encrypted.startswith("a:")
    assert bank_details.view(session, alice.id, now).new.ending == "606"
    bank_changes.apply_due(session, now + WAIT)
    assert used(session, alice) == NEW
    assert ask(session, alice, now + WAIT, iban=OTHER)
    assert changes(session)[-1].iban_encrypted.startswith("b:")
