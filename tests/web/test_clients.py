import pytest
from starlette.requests import HTTPConnection

from espace.settings import settings
from espace.web.clients import client_address, client_key

VISITOR, PROXY, INNER = "203.0.113.9", "10.0.0.2", "10.0.0.3"


def _from(peer: str | None, *forwarded: str) -> HTTPConnection:
    headers = [(b"x-forwarded-for", value.encode("latin-1")) for value in forwarded]
    return HTTPConnection({"type": "http", "headers": headers, "client": (peer, 4711) if peer else None})


@pytest.fixture
def proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "trusted_proxies", "10.0.0.0/24, ::1")


@pytest.mark.parametrize("forwarded", [[], ["198.51.100.1"], ["127.0.0.1"], [PROXY, VISITOR]])
def test_without_trusted_proxies_only_the_connection_counts(forwarded: list[str]) -> None:
    assert client_address(_from(VISITOR, *forwarded)) == VISITOR


@pytest.mark.parametrize("forwarded", [["198.51.100.1"], [PROXY], [f"{PROXY}, {INNER}"]])
def test_who_is_no_trusted_proxy_is_not_believed(proxies: None, forwarded: list[str]) -> None:
    assert client_address(_from(VISITOR, *forwarded)) == VISITOR


@pytest.mark.parametrize(
    "forwarded",
    [
        [VISITOR],
        [f"{VISITOR}, {INNER}"],
        [f"198.51.100.1, {VISITOR}"],  # the visitor made the beginning up
        [f"{PROXY}, {VISITOR}, {INNER}"],
        ["198.51.100.1", VISITOR],  # several headers are one list
        [f"{VISITOR}:52011"],
        [f"::ffff:{VISITOR}"],
        [f"nonsense, {VISITOR}"],
        [", " * 1000 + VISITOR],
    ],
)
def test_a_trusted_proxy_is_believed_as_far_as_it_speaks(proxies: None, forwarded: list[str]) -> None:
    assert client_address(_from(PROXY, *forwarded)) == VISITOR


@pytest.mark.parametrize(
    "forwarded", [[], [""], ["unknown"], ["<b>"], [f"{VISITOR}, unknown"], ["999.1.1.1"], ["\xff"]]
)
def test_what_is_no_address_leaves_the_proxy_as_the_visitor(proxies: None, forwarded: list[str]) -> None:
    assert client_address(_from(PROXY, *forwarded)) == PROXY


@pytest.mark.parametrize(
    "host", ["2001:db8:1:2::7", "2001:db8:1:2:ffff::1", "[2001:db8:1:2::7]:443", "2001:db8:1:2::7%eth0"]
)
def test_an_ipv6_visitor_counts_as_their_whole_network(proxies: None, host: str) -> None:
    assert client_address(_from("::1", host)) == "2001:db8:1:2::/64"


@pytest.mark.parametrize("peer", [None, "", "testclient"])
def test_a_connection_without_an_address_has_none(proxies: None, peer: str | None) -> None:
    assert client_address(_from(peer, VISITOR)) == ""


def test_what_goes_further_is_a_keyed_hash() -> None:
    assert client_key(_from(VISITOR)) == client_key(_from(VISITOR))
    assert client_key(_from(VISITOR)) != client_key(_from(INNER))
    assert VISITOR not in client_key(_from(VISITOR))
    assert len(client_key(_from(VISITOR))) == 64
