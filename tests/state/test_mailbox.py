from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from espace import db
from espace.models import OutboxEmail
from espace.services import emails
from espace.settings import settings
from espace.state.mailbox import MailboxState
from tests.factories import Person, alice
from tests.state.conftest import Open

ALICE = "alice.martin@exemple.fr"


@pytest.fixture
def member(database: Engine) -> Person:
    with db.transaction(writes=True) as session:
        return alice(session)


def _write(now: datetime) -> str:
    """Queue an activation then, a minute later, a password change; return the id of the first."""
    with db.transaction(writes=True) as session:
        link = "/activation?jeton=abc&suite=1"
        emails.activation(session, ALICE, first_name="<b>Alice</b>", link=link, expires_at=now, now=now)
        session.flush()
        emails.password_changed(session, ALICE, first_name="Alice", now=now + timedelta(minutes=1))
        return session.exec(select(OutboxEmail.public_id).order_by(OutboxEmail.id)).first() or ""


async def _shown(opened: Open, member: Person, query: str = "") -> MailboxState:
    state: MailboxState = await opened(MailboxState, member, f"/courrier{query}")
    await MailboxState.load.fn(state)
    return state


async def test_the_mailbox_lists_the_newest_first(opened: Open, member: Person, now: datetime) -> None:
    first = _write(now)
    state = await _shown(opened, member)
    assert state.status == "ready"
    assert [mail.subject for mail in state.mails] == ["Votre mot de passe a changé", "Activez votre espace adhérent"]
    assert state.mails[1].recipient == ALICE
    assert state.mails[1].href == f"/courrier?id={first}"
    assert state.mails[1].when == "23\u00a0nov.\u00a02026, 13\u00a0h\u00a000"
    assert state.subject == ""


async def test_an_opened_email_shows_its_text_and_makes_links_of_our_addresses(
    opened: Open, member: Person, now: datetime
) -> None:
    state = await _shown(opened, member, f"?id={_write(now)}")
    assert (state.subject, state.recipient) == ("Activez votre espace adhérent", ALICE)
    lines = [line for paragraph in state.paragraphs for line in paragraph.lines]
    assert lines[0].text == "Bonjour <b>Alice</b>,"
    assert [(line.text, line.href) for line in lines if line.href] == [
        ("http://localhost:8000/activation?jeton=abc&suite=1", "/activation?jeton=abc&suite=1")
    ]


@pytest.mark.parametrize(
    "line", ["https://pirate.example/", "http://localhost:8000.pirate.example/", "javascript:alert(1)"]
)
async def test_an_address_elsewhere_stays_text(opened: Open, member: Person, now: datetime, line: str) -> None:
    public_id = _write(now)
    with db.transaction(writes=True) as session:
        session.exec(select(OutboxEmail).where(OutboxEmail.public_id == public_id)).one().text = line
    state = await _shown(opened, member, f"?id={public_id}")
    assert [(one.text, one.href) for one in state.paragraphs[0].lines] == [(line, "")]


async def test_going_back_to_the_list_forgets_the_opened_email(opened: Open, member: Person, now: datetime) -> None:
    state = await _shown(opened, member, f"?id={_write(now)}")
    state.router = (await _shown(opened, member)).router
    await MailboxState.load.fn(state)
    assert (state.subject, state.paragraphs, len(state.mails)) == ("", [], 2)


async def test_an_empty_mailbox_says_so(opened: Open, member: Person) -> None:
    assert (await _shown(opened, member)).status == "empty"


async def test_an_unknown_email_is_not_found(opened: Open, member: Person) -> None:
    assert (await _shown(opened, member, "?id=missing")).status == "missing"


@pytest.mark.parametrize(("setting", "value"), [("environment", "production"), ("smtp_host", "smtp.exemple.fr")])
async def test_only_a_demonstration_without_a_server_shows_anything(
    opened: Open, member: Person, now: datetime, monkeypatch: pytest.MonkeyPatch, setting: str, value: str
) -> None:
    public_id = _write(now)
    monkeypatch.setattr(settings(), setting, value)
    for query in ("", f"?id={public_id}"):
        state = await _shown(opened, member, query)
        assert (state.status, state.mails, state.subject, state.paragraphs) == ("missing", [], "", [])
