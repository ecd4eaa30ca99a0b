"""The end of a session: a warning that lets the member stay, and the way back after it."""

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from espace.adapters import clock
from espace.db import transaction
from espace.models import LoginSession
from tests.e2e.conftest import Server, portal, watch
from tests.e2e.steps import enter

pytestmark = pytest.mark.e2e

# What a browser does when somebody comes back to the tab: the page asks how long the session still lives.
COME_BACK = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def quiet(chromium: Browser, tmp_path: Path, demonstration: Path) -> Iterator[tuple[Page, Server]]:
    """A member who is alone on a server of their own."""
    shutil.copy(demonstration, tmp_path)
    server = portal(tmp_path)
    server.start()
    context = chromium.new_context(base_url=server.url)
    page = context.new_page()
    problems = watch(page)
    enter(page)
    yield page, server
    context.close()
    server.stop()
    assert not problems, problems


def _idle_for(server: Server, minutes: float) -> None:
    with transaction(server.engine(), writes=True) as session:
        row = session.exec(select(LoginSession)).one()
        row.last_seen_at = clock.now() - timedelta(minutes=minutes)


def _last_seen(server: Server) -> timedelta:
    with transaction(server.engine()) as session:
        return clock.now() - session.exec(select(LoginSession)).one().last_seen_at


def test_the_warning_lets_the_member_stay(quiet: tuple[Page, Server]) -> None:
    page, server = quiet
    _idle_for(server, 13.5)
    page.evaluate(COME_BACK)
    dialog = page.get_by_role("dialog", name="Vous êtes toujours là ?")
    expect(dialog).to_be_visible()
    assert _last_seen(server) > timedelta(minutes=13), "the warning itself must prolong nothing"

    dialog.get_by_role("button", name="Rester connecté").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("link", name="Santé", exact=True).click()
    expect(page.locator("article.payment").first).to_be_visible()
    assert _last_seen(server) < timedelta(minutes=1)


def test_after_the_end_a_login_leads_back_to_the_same_place(quiet: tuple[Page, Server]) -> None:
    page, server = quiet
    page.goto("/remboursements?page=2")
    expect(page.locator("article.payment").first).to_be_visible()
    _idle_for(server, 15)
    page.evaluate(COME_BACK)
    page.wait_for_url(re.compile(r"/connexion\?suite="))

    page.get_by_label("Identifiant").fill("0472318")
    page.get_by_label("Mot de passe", exact=True).fill("soleil-sur-le-port")
    page.get_by_role("button", name="Me connecter").click()
    page.wait_for_url("**/remboursements?page=2")
    expect(page.locator("article.payment").first).to_be_visible()
