import httpx
import pytest

from espace.settings import settings

ADDRESSES = ["/courrier", "/courrier/", "/courrier?id=kT3", "/courrier.html", "/courrier/index.html"]


@pytest.mark.parametrize("address", ADDRESSES[:3])
async def test_a_demonstration_shows_its_mailbox(browser: httpx.AsyncClient, address: str) -> None:
    answer = await browser.get(address)
    assert (answer.status_code, "Courrier de démonstration" in answer.text) == (200, True)


@pytest.mark.parametrize(("setting", "value"), [("environment", "production"), ("smtp_host", "smtp.exemple.fr")])
@pytest.mark.parametrize("address", ADDRESSES)
async def test_elsewhere_the_mailbox_is_a_page_that_does_not_exist(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, address: str, setting: str, value: str
) -> None:
    missing = await browser.get("/nowhere")
    monkeypatch.setattr(settings(), setting, value)
    answer = await browser.get(address)
    assert (answer.status_code, answer.text) == (404, missing.text)
