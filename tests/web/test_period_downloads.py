import asyncio
import csv
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import httpx
import pytest
from pypdf import PdfReader
from starlette.types import ASGIApp

from espace import db, routes
from espace.domain.labels import Recipient
from espace.services import period_downloads
from tests import factories
from tests.web.conftest import People, trail

PERIOD = "periode=dates&du=01/01/2026&au=31/12/2026"
STATEMENTS = f"{routes.ALL_STATEMENTS}?{PERIOD}"
TABLE = f"{routes.PAYMENTS_TABLE}?{PERIOD}"
TYPES = {
    STATEMENTS: "application/pdf",
    f"{STATEMENTS}&format=zip": "application/zip",
    TABLE: "text/csv; charset=utf-8",
}
LogIn = Callable[..., str]


@pytest.fixture
def paid(people: People) -> list[str]:
    """Alice's payment numbers of the period, newest first; one to a pharmacy, one of another year besides."""
    with db.transaction(writes=True) as session:
        days = [date(2026, 12, 31) - timedelta(days=90 * number) for number in range(4)]
        made = [factories.payment(session, people.alice, paid_on=day) for day in days]
        factories.payment(session, people.alice, paid_on=date(2025, 12, 31))
        factories.payment(
            session, people.alice, factories.pharmacy(), recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port"
        )
        return [one.payment.payment_number for one in made]


def _numbers(pdf: bytes) -> list[str]:
    """Read the payment numbers in the outline, the summary's own entry left out."""
    return [entry.title.partition("n°\u00a0")[2] for entry in PdfReader(BytesIO(pdf)).outline[1:]]


async def test_a_member_takes_every_statement_of_a_period_in_one_file(
    browser: httpx.AsyncClient, people: People, paid: list[str], logged_in: LogIn
) -> None:
    logged_in(people.alice)
    answer = await browser.get(STATEMENTS)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="releves-2026-01-01-2026-12-31.pdf"'
    assert answer.headers["vary"] == "Accept"
    assert _numbers(answer.content) == paid
    assert trail() == [("download", people.alice.account_id, "payments:pdf")]


async def test_the_period_is_the_last_twelve_months_when_nothing_is_asked(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn
) -> None:
    with db.transaction(writes=True) as session:
        factories.payment(session, people.alice, paid_on=date.today() - timedelta(days=30))  # noqa: DTZ011 - any day will do
    logged_in(people.alice)
    assert (await browser.get(routes.ALL_STATEMENTS)).headers["content-type"] == "application/pdf"


async def test_payments_to_third_parties_are_another_file(
    browser: httpx.AsyncClient, people: People, paid: list[str], logged_in: LogIn
) -> None:
    logged_in(people.alice)
    answer = await browser.get(f"{STATEMENTS}&onglet=tiers")
    assert 'filename="releves-tiers-2026-01-01-2026-12-31.pdf"' in answer.headers["content-disposition"]
    assert len(_numbers(answer.content)) == 1
    assert "Pharmacie du Port" in PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert paid


async def test_a_zip_holds_one_file_a_statement(
    browser: httpx.AsyncClient, people: People, paid: list[str], logged_in: LogIn
) -> None:
    logged_in(people.alice)
    answer = await browser.get(f"{STATEMENTS}&format=zip")
    assert answer.headers["content-disposition"] == 'attachment; filename="releves-2026-01-01-2026-12-31.zip"'
    with ZipFile(BytesIO(answer.content)) as opened:
        assert [name[18:-4] for name in opened.namelist()] == paid
        assert all(opened.read(name).startswith(b"%PDF-") for name in opened.namelist())
    assert trail() == [("download", people.alice.account_id, "payments:zip")]


async def test_the_table_has_every_prestation_of_the_search(
    browser: httpx.AsyncClient, people: People, paid: list[str], logged_in: LogIn
) -> None:
    logged_in(people.alice)
    answer = await browser.get(TABLE)
    assert answer.headers["content-disposition"] == 'attachment; filename="remboursements-2026-01-01-2026-12-31.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbfDate de paiement;")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["N° de paiement"] for row in rows] == paid
    assert trail() == [("download", people.alice.account_id, "payments:csv")]


@pytest.mark.parametrize("address", TYPES)
async def test_a_file_is_private_and_of_its_kind(
    browser: httpx.AsyncClient, people: People, paid: list[str], logged_in: LogIn, address: str
) -> None:
    logged_in(people.alice)
    answer = await browser.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, TYPES[address])
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert paid


@pytest.mark.parametrize("address", TYPES)
async def test_without_a_session_it_leads_to_login_and_back(browser: httpx.AsyncClient, address: str) -> None:
    answer = await browser.get(address)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/connexion?suite=/documents/re")
    assert trail() == []


@pytest.mark.parametrize("address", TYPES)
async def test_a_head_request_makes_nothing_and_tells_the_same_headers(
    browser: httpx.AsyncClient, people: People, paid: list[str], logged_in: LogIn, address: str
) -> None:
    logged_in(people.alice)
    answer = await browser.head(address)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"", TYPES[address])
    assert paid


@pytest.mark.parametrize(
    "criteria",
    [
        "du=30/02/2026",
        "du=31/12/2026&au=01/01/2026",
        "periode=7",
        "soins=magie",
        "min=dix",
        "min=20&max=10",
        "dates=demain",
        f"pro={'x' * 101}",
        f"beneficiaire={'x' * 101}",
        "beneficiaire=1",
        "beneficiaire=missing-missing-",
        "beneficiaire=%27%20OR%201%3D1",
        "onglet=rib",
        "format=exe",
    ],
)
@pytest.mark.parametrize("path", [routes.ALL_STATEMENTS, routes.PAYMENTS_TABLE])
async def test_what_cannot_be_understood_is_the_same_404_as_a_page_that_does_not_exist(
    browser: httpx.AsyncClient, people: People, paid: list[str], logged_in: LogIn, path: str, criteria: str
) -> None:
    logged_in(people.alice)
    answer = await browser.get(f"{path}?{criteria}")
    assert (answer.status_code, answer.content) == (404, (await browser.get("/nowhere")).content)
    assert trail() == []
    assert paid


async def test_anothers_beneficiary_is_the_same_404_and_is_audited(
    browser: httpx.AsyncClient, people: People, paid: list[str], logged_in: LogIn
) -> None:
    noe = people.alice.beneficiary("Noé").public_id
    logged_in(people.chloe)
    answers = [await browser.get(f"{address}&beneficiaire={noe}") for address in TYPES]
    answers.append(await browser.get(f"{STATEMENTS}&beneficiaire=missing-missing-"))
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.content for answer in answers} == {(await browser.get("/nowhere")).content}
    assert trail() == [("access_refused", people.chloe.account_id, f"beneficiary:{noe}")] * 3
    assert paid


async def test_the_stranger_gets_nothing_of_anothers_whatever_the_parameters(
    browser: httpx.AsyncClient, people: People, paid: list[str], logged_in: LogIn
) -> None:
    logged_in(people.chloe)
    for address in TYPES:
        answer = await browser.get(f"{address}&member_id={people.alice.id}&account_id=1")
        assert answer.status_code == 422
        assert not any(number in answer.text for number in paid)
    assert trail() == []


@pytest.mark.parametrize("address", TYPES)
async def test_a_period_without_payments_gets_a_page_that_leads_back_and_no_empty_file(
    browser: httpx.AsyncClient, people: People, paid: list[str], logged_in: LogIn, address: str
) -> None:
    logged_in(people.alice)
    answer = await browser.get(f"{address}&soins=optical&pro=%22%3E%3Cb%3E")
    assert (answer.status_code, answer.headers["cache-control"]) == (422, "no-store")
    assert "Aucun paiement ne correspond à cette recherche" in answer.text
    days = "du=01%2F01%2F2026&amp;au=31%2F12%2F2026"
    assert f'href="/remboursements?periode=dates&amp;{days}&amp;soins=optical&amp;pro=%22%3E%3Cb%3E"' in answer.text
    assert "<b>" not in answer.text
    assert trail() == []
    assert paid


async def test_too_long_a_period_gets_a_sentence_that_says_what_to_do(
    browser: httpx.AsyncClient,
    people: People,
    paid: list[str],
    logged_in: LogIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(period_downloads, "MOST", 3)
    logged_in(people.alice)
    answer = await browser.get(f"{STATEMENTS}&onglet=")
    assert answer.status_code == 422
    assert "Choisissez une période plus courte." in answer.text
    assert "Revenir à la recherche" in answer.text
    assert len(paid) == 4


async def test_hostile_numbers_reach_neither_a_header_nor_a_path(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn
) -> None:
    with db.transaction(writes=True) as session:
        for number in ('26"; filename="evil.exe\r\nX-Evil: 1', "../../etc/passwd", "..\\..\\etc\\passwd"):
            factories.payment(session, people.alice, payment_number=number)
    logged_in(people.alice)
    answer = await browser.get(f"{STATEMENTS}&format=zip")
    assert "x-evil" not in answer.headers
    with ZipFile(BytesIO(answer.content)) as opened:
        assert len(set(opened.namelist())) == 3
        assert not any(sign in name for name in opened.namelist() for sign in '/\\"\r\n')


async def test_two_downloads_of_four_hundred_statements_come_whole_at_the_same_time(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn, app: ASGIApp
) -> None:
    with db.transaction(writes=True) as session:
        days = [date(2026, 1, 1) + timedelta(days=number % 365) for number in range(400)]
        made = [factories.payment(session, people.alice, paid_on=day).payment.payment_number for day in days]
    logged_in(people.alice)
    pdf, archive = await asyncio.gather(browser.get(STATEMENTS), browser.get(f"{STATEMENTS}&format=zip"))
    assert sorted(_numbers(pdf.content)) == sorted(made)
    with ZipFile(BytesIO(archive.content)) as opened:
        assert sorted(name[18:-4] for name in opened.namelist()) == sorted(made)
