from collections.abc import Callable
from io import BytesIO

import httpx
import pytest
from pypdf import PdfReader

from espace import db, routes
from tests.contracts import table
from tests.web.conftest import People, trail


@pytest.fixture
def own(people: People) -> str:
    """The public id of Alice's contract, which has a table."""
    with db.transaction(writes=True) as session:
        table(session, people.alice.plan)
    return people.alice.contract.public_id


def _address(public_id: str) -> str:
    return f"{routes.COVERAGE_PDF}?contrat={public_id}"


async def test_a_member_downloads_the_table_of_their_contract(
    browser: httpx.AsyncClient, people: People, own: str, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    answer = await browser.get(_address(own))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"].startswith('attachment; filename="garanties-C-0472318-')
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    drawn = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())
    for words in ("Tableau des prestations", "Médecins adhérents à l’OPTAM", "Exemples de remboursement"):
        assert words in drawn
    assert trail() == [("download", people.alice.account_id, f"contract:{own}")]


async def test_the_table_can_be_read_in_the_browser_and_is_audited_all_the_same(
    browser: httpx.AsyncClient, people: People, own: str, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    answer = await browser.get(f"{_address(own)}&lire=oui")
    assert answer.headers["content-disposition"].startswith('inline; filename="garanties-C-0472318-')
    assert answer.headers["cache-control"] == "private, no-store"
    assert len(trail()) == 1


async def test_without_a_session_it_leads_to_login_and_back(browser: httpx.AsyncClient, own: str) -> None:
    answer = await browser.get(_address(own))
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/connexion?suite=/documents/garanties%3Fcontrat%3D{own}"
    assert trail() == []


async def test_anothers_table_is_the_same_404_as_a_missing_one_and_is_audited(
    browser: httpx.AsyncClient, people: People, own: str, logged_in: Callable[..., str]
) -> None:
    logged_in(people.chloe)
    answers = [
        await browser.get(address)
        for address in (
            _address(own),
            _address("missing-missing-"),
            _address(""),
            _address("x" * 2000),
            _address("' OR 1=1 --"),
            f"{_address(own)}&member_id={people.alice.id}",
            routes.COVERAGE_PDF,
            "/nowhere",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert set(trail()) == {("access_refused", people.chloe.account_id, f"contract:{own}")}


async def test_the_page_of_anothers_contract_is_a_404_and_ones_own_is_not(
    browser: httpx.AsyncClient, people: People, own: str, logged_in: Callable[..., str]
) -> None:
    page = routes.CONTRACT.path
    logged_in(people.chloe)
    theirs = [await browser.get(f"{page}?contrat={name}") for name in (own, "missing-missing-", "%00")]
    unnamed = await browser.get(page)
    logged_in(people.alice)
    mine = await browser.get(f"{page}?contrat={own}")

    assert {answer.status_code for answer in theirs} == {404}
    assert len({answer.content for answer in theirs}) == 1
    assert (unnamed.status_code, mine.status_code) == (200, 200)
