"""The only reader of the environment: typed settings, prefix `ESPACE_`, documented in `.env.example`."""

import re
from datetime import timedelta
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
DEMO_ENCRYPTION_KEYS = "demo:ZGVtby1vbmx5LWtleS1uZXZlci1pbi1wcm9kdWN0aW8="
DEMO_LOOKUP_KEY = "ZGVtby1vbmx5LWxvb2t1cC1rZXktbm90LXNlY3JldCE="
DEMO_MAIL_FROM = "Mutuelle du Vieux-Port <bonjour@vieux-port.example>"
_ADDRESS = r"[^<>@\s,;\"\\]+@[\w-]+(?:\.[\w-]+)+"
_SENDER = re.compile(rf"{_ADDRESS}|[^<>@,;\"\\\x00-\x1f\x7f]+ <{_ADDRESS}>")
_TILES = re.compile(r"(?:https://[\w.-]+|http://(?:localhost|127\.0\.0\.1))(?::\d+)?/[^\s;,'\"]+")
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_HOST_AND_PATH = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:/[A-Za-z0-9_][A-Za-z0-9._~-]*)*"
)


class Settings(BaseSettings):
    """What a deployment may set. The defaults serve the demonstration on SQLite, with no service."""

    # A refusal names the setting, and never shows what was typed: it could be a key.
    model_config = SettingsConfigDict(env_prefix="ESPACE_", env_file=".env", extra="ignore", hide_input_in_errors=True)

    environment: Literal["demo", "production"] = "demo"
    public_url: str = "http://localhost:8000"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    workers: int = Field(default=1, ge=1, le=64)
    database_url: str = f"sqlite:///{ROOT / '.data' / 'espace.db'}"
    redis_url: str = ""
    trusted_proxies: str = ""
    encryption_keys: SecretStr = SecretStr(DEMO_ENCRYPTION_KEYS)
    lookup_key: SecretStr = SecretStr(DEMO_LOOKUP_KEY)
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    mail_from: str = DEMO_MAIL_FROM
    outgoing_folder: str = ".data/courrier"
    attachments_folder: str = ".data/pieces-jointes"
    geocoder_domain: str = ""
    map_tiles: str = ""
    map_attribution: str = ""
    session_idle_minutes: int = Field(default=15, ge=1, le=24 * 60)
    session_hours: int = Field(default=8, ge=1, le=24)
    events_per_second: int = Field(default=20, ge=1, le=1000)
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def session_idle(self) -> timedelta:
        """How long a session lives without a request from its member."""
        return timedelta(minutes=self.session_idle_minutes)

    @property
    def session_lifetime(self) -> timedelta:
        """How long a session lives at most, busy or not."""
        return timedelta(hours=self.session_hours)

    @property
    def outgoing(self) -> Path:
        """The folder that letters go to; a relative one is the project's."""
        return ROOT / self.outgoing_folder

    @property
    def attachments(self) -> Path:
        """The folder that members' documents lie in, outside what is served; a relative one is the project's."""
        return ROOT / self.attachments_folder

    @property
    def geocoder_scheme(self) -> Literal["http", "https"]:
        """How the geocoder is asked: in clear only on this very machine, where a stub or a relay may listen."""
        host = urlsplit(f"//{self.geocoder_domain}").hostname
        return "http" if host in _THIS_MACHINE else "https"

    @property
    def map_origin(self) -> str:
        """Where the tiles of the map come from, such as `https://data.geopf.fr`; empty without any."""
        address = urlsplit(self.map_tiles)
        return f"{address.scheme}://{address.netloc}" if self.map_tiles else ""

    @property
    def https(self) -> bool:
        """Whether members reach the portal over https: then cookies are `Secure` and HSTS is sent."""
        return urlsplit(self.public_url).scheme == "https"

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> Self:
        """Refuse to start in production with what only a demonstration may use."""
        if self.workers > 1 and not self.redis_url:
            raise ValueError("ESPACE_WORKERS above 1 needs ESPACE_REDIS_URL: a page's state must be shared")
        try:
            parsed_networks(self.trusted_proxies)
        except ValueError:
            raise ValueError("ESPACE_TRUSTED_PROXIES must be addresses or networks, separated by commas") from None
        if bool(self.smtp_user) != bool(self.smtp_password.get_secret_value()):
            raise ValueError("ESPACE_SMTP_USER and ESPACE_SMTP_PASSWORD go together: set both, or neither")
        if not _SENDER.fullmatch(self.mail_from):
            raise ValueError("ESPACE_MAIL_FROM must be `address` or `Name <address>`")
        if self.geocoder_domain and not _HOST_AND_PATH.fullmatch(self.geocoder_domain):
            raise ValueError("ESPACE_GEOCODER_DOMAIN must be a host and a path, such as data.geopf.fr/geocodage")
        if self.map_tiles and not (
            _TILES.fullmatch(self.map_tiles) and all(f"{{{n}}}" in self.map_tiles for n in "xyz")
        ):
            raise ValueError("ESPACE_MAP_TILES must be an https address that holds {x}, {y} and {z}")
        if self.environment == "production":
            for unsafe, refusal in self._demonstration_only():
                if unsafe:
                    raise ValueError(refusal)
        return self

    def _demonstration_only(self) -> tuple[tuple[bool, str], ...]:
        in_clear = self.smtp_security == "none" and self.smtp_host not in _THIS_MACHINE
        return (
            (not self.https, "ESPACE_PUBLIC_URL must be https in production"),
            (
                not self.trusted_proxies.strip(),
                "ESPACE_TRUSTED_PROXIES is empty: all visitors would have the proxy's address, and share its limits",
            ),
            (
                self.encryption_keys.get_secret_value() == DEMO_ENCRYPTION_KEYS,
                "ESPACE_ENCRYPTION_KEYS still has the demonstration's keys",
            ),
            (
                self.lookup_key.get_secret_value() == DEMO_LOOKUP_KEY,
                "ESPACE_LOOKUP_KEY still has the demonstration's key",
            ),
            (not self.smtp_host, "ESPACE_SMTP_HOST is empty: no e-mail would leave"),
            (in_clear, "ESPACE_SMTP_SECURITY none would send links in clear: use starttls or tls"),
            (self.mail_from == DEMO_MAIL_FROM, "ESPACE_MAIL_FROM still has the demonstration's address"),
        )


def parsed_networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks of a list such as `10.0.0.0/8, ::1`; `ValueError` when one of them is none."""
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


@lru_cache
def settings() -> Settings:
    """Return the settings, read once."""
    return Settings()
