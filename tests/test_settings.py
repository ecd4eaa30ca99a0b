from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from espace.settings import Settings

KEY = "bm90LXRoZS1kZW1vbnN0cmF0aW9uLWtleS1hdC1hbGwhIQ=="
PRODUCTION = {
    "environment": "production",
    "public_url": "https://espace.example.org",
    "trusted_proxies": "127.0.0.1",
    "encryption_keys": f"2026:{KEY}",
    "lookup_key": KEY,
    "smtp_host": "smtp.example.org",
    "mail_from": "Mutuelle Exemple <bonjour@example.org>",
}


def _settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)


def test_the_defaults_serve_a_demonstration() -> None:
    made = _settings()
    assert made.environment == "demo"
    assert made.session_idle == timedelta(minutes=15)
    assert made.session_lifetime == timedelta(hours=8)
    assert not made.https


def test_production_starts_with_its_own_address_and_keys() -> None:
    assert _settings(**PRODUCTION).https


@pytest.mark.parametrize(
    ("unsafe", "named"),
    [
        ({"public_url": "http://espace.example.org"}, "ESPACE_PUBLIC_URL"),
        ({"trusted_proxies": " "}, "ESPACE_TRUSTED_PROXIES"),
        ({"encryption_keys": _settings().encryption_keys.get_secret_value()}, "ESPACE_ENCRYPTION_KEYS"),
        ({"lookup_key": _settings().lookup_key.get_secret_value()}, "ESPACE_LOOKUP_KEY"),
        ({"workers": 2}, "ESPACE_REDIS_URL"),
        ({"smtp_host": ""}, "ESPACE_SMTP_HOST"),
        ({"smtp_security": "none"}, "ESPACE_SMTP_SECURITY"),
        ({"mail_from": _settings().mail_from}, "ESPACE_MAIL_FROM"),
    ],
)
def test_production_refuses_what_only_a_demonstration_may_use(unsafe: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        _settings(**PRODUCTION | unsafe)


def test_production_may_use_a_relay_of_the_same_machine_without_encryption() -> None:
    assert _settings(**PRODUCTION | {"smtp_host": "localhost", "smtp_security": "none"}).smtp_security == "none"


@pytest.mark.parametrize("sender", ["bonjour@example.org", "Mutuelle d’Été <bonjour@example.org>"])
def test_a_sender_is_an_address_with_or_without_a_name(sender: str) -> None:
    assert _settings(mail_from=sender).mail_from == sender


@pytest.mark.parametrize(
    "value",
    [
        {"port": 0},
        {"port": 70_000},
        {"workers": 0},
        {"session_hours": 25},
        {"log_level": "loud"},
        {"smtp_security": "ssl"},
        {"smtp_user": "portal"},
        {"smtp_password": "secret"},
        {"mail_from": ""},
        {"mail_from": "Mutuelle"},
        {"mail_from": "a@example.org>"},
        {"mail_from": "a@example.org\r\nBcc: b@example.org"},
        {"mail_from": "a@example.org, b@example.org"},
    ],
)
def test_a_value_that_makes_no_sense_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        _settings(**value)


@pytest.mark.parametrize(
    "domain",
    [
        "https://data.geopf.fr/geocodage",
        "data.geopf.fr/geocodage/",
        "data.geopf.fr/search?q=",
        "user:secret@data.geopf.fr",
        "data.geopf.fr/../other",
        "data.geopf.fr geocodage",
        "data.geopf.fr:port",
        "/geocodage",
        ".",
    ],
)
def test_a_geocoder_is_a_host_and_a_path_and_nothing_else(domain: str) -> None:
    with pytest.raises(ValidationError, match="ESPACE_GEOCODER_DOMAIN must be a host and a path"):
        _settings(geocoder_domain=domain)


@pytest.mark.parametrize(
    ("domain", "scheme"),
    [
        ("data.geopf.fr/geocodage", "https"),
        ("adresses.example.org:8443", "https"),
        ("localhost.example.org", "https"),
        ("localhost:7878", "http"),
        ("127.0.0.1:7878/ban", "http"),
    ],
)
def test_addresses_leave_this_machine_encrypted(domain: str, scheme: str) -> None:
    assert _settings(geocoder_domain=domain).geocoder_scheme == scheme


@pytest.mark.parametrize(
    "tiles",
    [
        "http://tuiles.example.org/{z}/{x}/{y}.png",
        "https://tuiles.example.org/carte.png",
        "https://tuiles.example.org/{z}/{x}.png",
        "https://tuiles.example.org/{z}/{x}/{y}.png; script-src *",
        "https://*/{z}/{x}/{y}.png",
        "https://moi@tuiles.example.org/{z}/{x}/{y}.png",
        "javascript://{z}/{x}/{y}",
    ],
)
def test_tiles_are_an_https_address_with_the_three_numbers_of_a_tile(tiles: str) -> None:
    with pytest.raises(ValidationError, match="ESPACE_MAP_TILES must be an https address"):
        _settings(map_tiles=tiles)


@pytest.mark.parametrize(
    ("tiles", "origin"),
    [
        ("", ""),
        ("https://tuiles.example.org/{z}/{x}/{y}.png", "https://tuiles.example.org"),
        ("https://data.geopf.fr/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}", "https://data.geopf.fr"),
        ("http://127.0.0.1:9/{z}/{x}/{y}.png", "http://127.0.0.1:9"),
    ],
)
def test_pages_are_allowed_the_origin_of_the_tiles_and_no_more(tiles: str, origin: str) -> None:
    assert _settings(map_tiles=tiles).map_origin == origin


@pytest.mark.parametrize("proxies", ["localhost", "10.0.0.0/33", "127.0.0.1;::1", "*"])
def test_a_proxy_is_an_address_or_a_network(proxies: str) -> None:
    with pytest.raises(ValidationError, match="ESPACE_TRUSTED_PROXIES"):
        _settings(trusted_proxies=proxies)


def test_a_refusal_shows_no_part_of_a_key() -> None:
    with pytest.raises(ValidationError) as refused:
        _settings(**PRODUCTION | {"public_url": "http://espace.example.org"})
    assert not [KEY[at : at + 8] for at in range(len(KEY) - 8) if KEY[at : at + 8] in str(refused.value)]


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESPACE_PORT", "8123")
    assert _settings().port == 8123
