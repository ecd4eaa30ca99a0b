from collections.abc import Callable
from io import BytesIO

import httpx
import pytest
from pypdf import PdfReader

from espace import db, routes
from tests import factories
from tests.factories import Paid
from tests.web.conftest import People, trail

MARKUP = "<script>alert(1)</script> <b>gras</b> </para> <img src=x>"


@pytest.fixture
def paid(people: People) -> Paid:
    with db.transaction(writes=True) as session:
        return factories.payment(session, people.alice, payment_number="26-118-04471")


def _address(public_id: str) -> str:
    return f"{routes.STATEMENT_PDF}?paiement={public_id}"


async def test_a_member_downloads_their_statement(
    browser: httpx.AsyncClient, people: People, paid: Paid, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    answer = await browser.get(_address(paid.public_id))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == 'attachment; filename="releve-2026-11-18-26-118-04471.pdf"'
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content.startswith(b"%PDF-")
    assert trail() == [("download", people.alice.account_id, f"payment:{paid.public_id}")]


async def test_without_a_session_it_leads_to_login_and_back(browser: httpx.AsyncClient, paid: Paid) -> None:
    answer = await browser.get(_address(paid.public_id))
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/connexion?suite=/documents/releve%3Fpaiement%3D{paid.public_id}"
    assert trail() == []


async def test_anothers_statement_is_the_same_404_as_a_missing_one_and_is_audited(
    browser: httpx.AsyncClient, people: People, paid: Paid, logged_in: Callable[..., str]
) -> None:
    logged_in(people.chloe)
    answers = [
        await browser.get(address)
        for address in (
            _address(paid.public_id),
            _address("missing-missing-"),
            _address(""),
            _address("1"),
            _address("x" * 2000),
            _address("' OR 1=1 --"),
            _address("%00"),
            _address("../../etc/passwd"),
            routes.STATEMENT_PDF,
            "/nowhere",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "Page introuvable" in answers[0].text
    assert trail() == [("access_refused", people.chloe.account_id, f"payment:{paid.public_id}")]


async def test_extra_parameters_do_not_change_whose_statement_it_is(
    browser: httpx.AsyncClient, people: People, paid: Paid, logged_in: Callable[..., str]
) -> None:
    logged_in(people.chloe)
    answer = await browser.get(f"{_address(paid.public_id)}&member_id={people.alice.id}&account_id=1")
    assert answer.status_code == 404


async def test_markup_in_the_data_is_literal_text_in_the_document(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str]
) -> None:
    with db.transaction(writes=True) as session:
        line = factories.care(act_label=MARKUP, practitioner="Dr <i>Italique</i>")
        paid = factories.payment(session, people.alice, line, payment_number='26"; filename="evil.exe\r\nX-Evil: 1')
    logged_in(people.alice)
    answer = await browser.get(_address(paid.public_id))
    assert answer.headers["content-disposition"] == (
        'attachment; filename="releve-2026-11-18-26-filename-evil.exe-X-Evil-1.pdf"'
    )
    assert "x-evil" not in answer.headers
    drawn = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    words = " ".join(drawn.split())
    for literal in ("<script>alert(1)</script>", "<b>gras</b>", "</para>", "Dr <i>Italique</i>"):
        assert literal in words


async def test_a_head_request_draws_and_tells_the_same_headers(
    browser: httpx.AsyncClient, people: People, paid: Paid, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    answer = await browser.head(_address(paid.public_id))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == "application/pdf"


async def test_a_download_is_a_sign_of_life_of_a_live_session_only(
    browser: httpx.AsyncClient, people: People, paid: Paid, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    await browser.post(routes.LOGOUT_POST)
    browser.cookies.set("espace", "whatever-was-there")
    assert (await browser.get(_address(paid.public_id))).status_code == 303


def _line_address(public_id: str) -> str:
    return f"{routes.LINE_PDF}?id={public_id}"


async def test_a_member_downloads_one_prestation(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str]
) -> None:
    with db.transaction(writes=True) as session:
        cares = factories.care(), factories.care(5500, 3150, mutual=3150)
        paid = factories.payment(session, people.alice, *cares, payment_number="26-118-04471")
    logged_in(people.alice)
    answer = await browser.get(_line_address(paid.lines[1].public_id))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == 'attachment; filename="prestation-2026-11-18-26-118-04471-2.pdf"'
    assert answer.headers["cache-control"] == "private, no-store"
    drawn = PdfReader(BytesIO(answer.content)).pages[0].extract_text().replace("\u00a0", " ")
    assert "Extrait du relevé : une prestation" in drawn
    assert "40,50 €" not in drawn, "an extract never claims the payment's total"
    assert trail() == [("download", people.alice.account_id, f"payment_line:{paid.lines[1].public_id}")]


async def test_anothers_prestation_is_the_same_404_as_a_missing_one_and_is_audited(
    browser: httpx.AsyncClient, people: People, paid: Paid, logged_in: Callable[..., str]
) -> None:
    line = paid.lines[0].public_id
    logged_in(people.chloe)
    odd = ("missing-missing-", "", "1", "x" * 2000, "' OR 1=1 --", "%00", "../../etc/passwd", paid.public_id)
    addresses = [_line_address(line), *map(_line_address, odd), routes.LINE_PDF, _address(line), "/nowhere"]
    answers = [await browser.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert trail() == [("access_refused", people.chloe.account_id, f"payment_line:{line}")]


async def test_a_prestation_without_a_session_leads_to_login_and_back(browser: httpx.AsyncClient, paid: Paid) -> None:
    line = paid.lines[0].public_id
    answer = await browser.get(_line_address(line))
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/connexion?suite=/documents/prestation%3Fid%3D{line}",
    )
