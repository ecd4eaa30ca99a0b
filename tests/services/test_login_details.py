import re
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from espace.domain.errors import InvalidFields, NotFound
from espace.domain.labels import TokenPurpose
from espace.models import Account, AuditEntry, Member, OutboxEmail
from espace.services import login_details, sessions, tokens
from espace.services.login_details import AddressTaken, TooManyLinks, TooManyTries, WrongPassword
from espace.services.throttles import PASSWORD_CHECK
from espace.services.tokens import LinkExpired, LinkUnknown, LinkUsed
from tests import factories
from tests.factories import PASSWORD, Person

NEW_EMAIL = "alice@nouvelle.example"
SECOND = timedelta(seconds=1)


def _account(session: Session, person: Person) -> Account:
    query = select(Account).where(col(Account.id) == person.account_id)
    return session.exec(query.execution_options(populate_existing=True)).one()


def _sent(session: Session) -> list[tuple[str, str]]:
    return [(one.recipient, one.subject) for one in session.exec(select(OutboxEmail).order_by(col(OutboxEmail.id)))]


def _actions(session: Session) -> list[str]:
    return [one.action for one in session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))]


def _link(session: Session) -> str:
    """The token of the last e-mail with a confirmation link."""
    texts = [one.text for one in session.exec(select(OutboxEmail).order_by(col(OutboxEmail.id)))]
    return [found for text in texts for found in re.findall(r"lien=([\w-]+)", text)][-1]


def _ask(session: Session, person: Person, email: str, now: datetime) -> bool:
    return login_details.ask_email_change(session, person.account_id, person.account.password_hash, email, now)


def test_a_new_password_ends_other_sessions_and_links_and_is_told(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    here, elsewhere = (sessions.hash_token(sessions.open_session(session, alice.account_id, now)) for _ in range(2))
    token = tokens.issue(session, TokenPurpose.PASSWORD_RESET, alice.id, alice.account.email, now)

    verified = login_details.try_password(session, alice.account_id, now)
    login_details.change_password(session, alice.account_id, verified, "new hash", now, keep=here)

    changed = _account(session, alice)
    assert (changed.password_hash, changed.password_changed_at) == ("new hash", now)
    assert sessions.who_is(session, here, now) is not None
    assert sessions.who_is(session, elsewhere, now) is None
    assert tokens.look(session, token, TokenPurpose.PASSWORD_RESET, now) is None
    assert [recipient for recipient, _ in _sent(session)] == [alice.account.email]
    assert "password_changed" in _actions(session)


def test_a_password_changed_elsewhere_in_the_meantime_is_asked_again(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    login_details.change_password(session, alice.account_id, alice.account.password_hash, "first", now, keep="")
    for late in (
        lambda: login_details.change_password(session, alice.account_id, "stale", "second", now, keep=""),
        lambda: login_details.ask_email_change(session, alice.account_id, "stale", NEW_EMAIL, now),
    ):
        with pytest.raises(WrongPassword) as refusal:
            late()
        assert "actuel" in refusal.value.sentences
    assert _account(session, alice).password_hash == "first"
    assert len(_sent(session)) == 1


def test_tries_at_the_current_password_are_limited(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    for _ in range(PASSWORD_CHECK.tries):
        login_details.try_password(session, alice.account_id, now)
        login_details.refuse_password(session, alice.account_id, now)
    with pytest.raises(TooManyTries):
        login_details.try_password(session, alice.account_id, now)
    assert login_details.try_password(session, chloe.account_id, now) == chloe.account.password_hash
    assert login_details.try_password(session, alice.account_id, now + PASSWORD_CHECK.per)
    assert _actions(session).count("password_refused") == PASSWORD_CHECK.tries


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("", "Tapez"),
        ("court", "12 caractères"),
        ("azertyuiop123", ""),
        ("Alice Martin 1984", ""),
        ("mon numéro 0472318 à moi", "numéro d’adhérent"),
        ("x" * 10_000, "256"),
        ("quatre mots\x00 sans rapport", ""),
        (PASSWORD, "différent de l’actuel"),
    ],
)
def test_a_new_password_that_does_not_fit_is_refused_with_its_sentence(session: Session, new: str, said: str) -> None:
    alice = factories.alice(session)
    with pytest.raises(InvalidFields) as refusal:
        login_details.check_new_password(session, alice.account_id, PASSWORD, new)
    assert said in refusal.value.sentences["nouveau"]


def test_a_password_is_judged_as_it_is_typed(session: Session) -> None:
    alice = factories.alice(session)
    login_details.check_new_password(session, alice.account_id, PASSWORD, "vélo girafe lanterne 🚲")
    assert all(rule.done for rule in login_details.judge(session, alice.account_id, "vélo girafe lanterne 🚲"))
    assert not all(rule.done for rule in login_details.judge(session, alice.account_id, "0472318"))


def test_a_new_address_serves_only_once_it_confirms(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    old = alice.account.email
    assert _ask(session, alice, f" {NEW_EMAIL.upper()} ", now)
    assert _account(session, alice).email == old
    assert [recipient for recipient, _ in _sent(session)] == [NEW_EMAIL]

    token = _link(session)
    for _ in range(3):  # a mail scanner opens the page
        shown = login_details.open_email_change(session, token, now)
    assert (shown.first_name, shown.email, _account(session, alice).email) == ("Alice", NEW_EMAIL, old)

    reset = tokens.issue(session, TokenPurpose.PASSWORD_RESET, alice.id, old, now)
    login_details.confirm_email_change(session, token, now)
    assert _account(session, alice).email == NEW_EMAIL
    assert session.exec(select(Member.email)).one() == NEW_EMAIL
    assert [recipient for recipient, _ in _sent(session)] == [NEW_EMAIL, old]
    assert tokens.look(session, reset, TokenPurpose.PASSWORD_RESET, now) is None
    assert _actions(session) == ["email_change_asked", "email_changed"]
    with pytest.raises(LinkUsed):
        login_details.confirm_email_change(session, token, now)


def test_the_link_lives_48_hours_to_the_second_and_a_new_one_kills_it(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    _ask(session, alice, "premiere@exemple.fr", now)
    first = _link(session)
    _ask(session, alice, NEW_EMAIL, now)
    second = _link(session)
    with pytest.raises(LinkUnknown):
        login_details.confirm_email_change(session, first, now)
    end = now + timedelta(hours=48)
    with pytest.raises(LinkExpired):
        login_details.confirm_email_change(session, second, end)
    login_details.confirm_email_change(session, second, end - SECOND)
    assert _account(session, alice).email == NEW_EMAIL


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 500, "' OR 1=1 --"])
def test_an_unknown_link_opens_nothing(session: Session, now: datetime, token: str) -> None:
    for act in (login_details.open_email_change, login_details.confirm_email_change):
        with pytest.raises(NotFound):
            act(session, token, now)


def test_a_link_made_for_something_else_confirms_no_address(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    token = tokens.issue(session, TokenPurpose.PASSWORD_RESET, alice.id, NEW_EMAIL, now)
    with pytest.raises(LinkUnknown):
        login_details.confirm_email_change(session, token, now)


def test_an_address_of_another_account_gets_the_same_answer_and_no_link(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    chloe.account.email = "chloe@exemple.fr"
    session.flush()
    assert _ask(session, alice, "chloe@exemple.fr", now)
    ((recipient, _),) = _sent(session)
    assert recipient == "chloe@exemple.fr"
    assert "lien=" not in session.exec(select(OutboxEmail.text)).one()


def test_an_address_that_became_anothers_in_the_meantime_is_refused(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    _ask(session, alice, NEW_EMAIL, now)
    chloe.account.email = NEW_EMAIL
    session.flush()
    with pytest.raises(AddressTaken):
        login_details.confirm_email_change(session, _link(session), now)
    assert _account(session, alice).email == "alice.martin@exemple.fr"


def test_ones_own_address_changes_and_sends_nothing(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    assert not _ask(session, alice, "Alice.Martin@exemple.fr", now)
    assert (_sent(session), _actions(session)) == ([], [])


def test_what_is_no_address_is_refused_and_links_are_limited(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    with pytest.raises(InvalidFields) as refusal:
        _ask(session, alice, "a@b.fr\r\nBcc: tous@exemple.fr", now)
    assert "une seule ligne" in refusal.value.sentences["email"]
    for number in range(login_details.EMAIL_CHANGES.tries):
        _ask(session, alice, f"a{number}@exemple.fr", now)
    with pytest.raises(TooManyLinks):
        _ask(session, alice, NEW_EMAIL, now)


def test_under_a_group_contract_password_and_login_address_stay_ones_own(session: Session, now: datetime) -> None:
    bruno = factories.bruno(session)
    _ask(session, bruno, NEW_EMAIL, now)
    login_details.confirm_email_change(session, _link(session), now)
    login_details.change_password(session, bruno.account_id, bruno.account.password_hash, "new hash", now, keep="")
    assert (_account(session, bruno).email, _account(session, bruno).password_hash) == (NEW_EMAIL, "new hash")
    assert session.exec(select(Member.email)).one() == "bruno.keller@exemple.fr"  # the employer's to change
