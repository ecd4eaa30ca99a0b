"""A real server on the production build, and a real browser. Nothing here runs inside the unit tests' process."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from espace.db import make_engine
from tests.e2e.secrets import found_in

ROOT = Path(__file__).resolve().parents[2]
POSTGRESQL = "postgresql://postgres@127.0.0.1:5432"
REDIS = "redis://127.0.0.1:6379"
PATIENCE = 20_000  # milliseconds: what comes at once on a quiet machine may take a while on a busy one
expect.set_options(PATIENCE)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Server:
    """The portal under test: its address, its log, and what it takes to stop and start it again."""

    url: str
    log: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def engine(self) -> Engine:
        return make_engine(self.environment["ESPACE_DATABASE_URL"])

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "espace.cli", "serve"], cwd=ROOT, env=self.environment, stdout=out, stderr=out
            )
        self._wait()

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(15)

    def _wait(self) -> None:
        deadline = monotonic() + 60
        while monotonic() < deadline:
            assert self.process is not None
            if self.process.poll() is not None:
                raise RuntimeError(self.log.read_text()[-3000:])
            try:
                httpx.get(f"{self.url}/sante", timeout=2).raise_for_status()
                return
            except httpx.HTTPError:
                continue
        raise TimeoutError(self.log.read_text()[-3000:])


def run(server: Server, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=server.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def portal(folder: Path, **settings: str) -> Server:
    """Describe a portal with its own folder, port and database; nothing runs yet."""
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ESPACE_")}
    environment = {
        **clean,
        "ESPACE_PORT": str(port),
        "ESPACE_PUBLIC_URL": f"http://localhost:{port}",
        "ESPACE_DATABASE_URL": f"sqlite:///{folder / 'espace.db'}",
        "ESPACE_ATTACHMENTS_FOLDER": str(folder / "pieces-jointes"),
        "ESPACE_LOG_LEVEL": "debug",
        **settings,
    }
    return Server(f"http://localhost:{port}", folder / "server.log", environment)


def fill(server: Server) -> None:
    """Create the tables and load the demonstration, as `make run` does."""
    run(server, "alembic", "upgrade", "head")
    run(server, "espace.cli", "demo", "load")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the demonstration, to copy."""
    folder = tmp_path_factory.mktemp("demonstration")
    fill(portal(folder))
    return folder / "espace.db"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, demonstration: Path) -> Iterator[Server]:
    """The portal as `make run` starts it: SQLite, one worker."""
    folder = tmp_path_factory.mktemp("sqlite")
    shutil.copy(demonstration, folder)
    running = portal(folder)
    running.start()
    yield running
    running.stop()
    assert found_in(running.log.read_bytes()) == [], "the log must hold nothing personal"


def _services_missing() -> str:
    return " and ".join(name for name, port in (("PostgreSQL", 5432), ("Redis", 6379)) if not listens(port))


def _own_redis() -> int:
    """Return a Redis database that no other process of these tests uses."""
    return 7 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@pytest.fixture(scope="session")
def scaled_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The portal as it scales: PostgreSQL, Redis, two workers."""
    if (missing := _services_missing()) and not os.environ.get("CI"):
        pytest.skip(f"{missing} not running on 127.0.0.1")
    name = f"espace_e2e_{os.getpid()}"
    admin = make_engine(f"{POSTGRESQL}/test").execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    running = portal(
        tmp_path_factory.mktemp("postgresql"),
        ESPACE_DATABASE_URL=str(make_url(f"{POSTGRESQL}/{name}")),
        ESPACE_REDIS_URL=f"{REDIS}/{_own_redis()}",
        ESPACE_WORKERS="2",
    )
    fill(running)
    running.start()
    yield running
    running.stop()
    assert found_in(running.log.read_bytes()) == [], "the log must hold nothing personal"
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "the browser tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@contextmanager
def tab(chromium: Browser, server: Server, **options: Any) -> Iterator[Page]:
    """A tab of a visitor of their own, who has what `options` say of `Browser.new_context`."""
    context = chromium.new_context(base_url=server.url, **options)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture(autouse=True)
def no_former_tries(request: pytest.FixtureRequest) -> None:
    """Let no test pay for the refused logins of another: all come from one address, which takes ten in five minutes."""
    if "server" in request.fixturenames:
        with request.getfixturevalue("server").engine().begin() as connection:
            connection.execute(text("DELETE FROM attempt"))


@pytest.fixture
def visit(chromium: Browser, server: Server) -> Iterator[BrowserContext]:
    """A fresh visitor of the SQLite server."""
    context = chromium.new_context(base_url=server.url, locale="fr-FR", timezone_id="Europe/Paris")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(visit: BrowserContext) -> Iterator[Page]:
    """A tab whose console must stay silent."""
    tab = visit.new_page()
    problems = watch(tab)
    yield tab
    assert not problems, problems


def watch(tab: Page) -> list[str]:
    """Collect what the console complains about: errors, warnings, refused scripts and styles."""
    problems: list[str] = []
    tab.on("pageerror", lambda error: problems.append(f"pageerror: {error}"))
    tab.on("console", lambda said: problems.append(said.text) if _is_complaint(said.type, said.text) else None)
    return problems


def _is_complaint(kind: str, text: str) -> bool:
    # Chromium itself reports a page that is not found, a file that is refused, and a socket that a quick navigation
    # closes as it opens.
    own = ("status of 404", "status of 422", "closed before the connection is established")
    return kind in {"error", "warning"} and not any(words in text for words in own)
