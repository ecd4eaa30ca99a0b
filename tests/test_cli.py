import re
import socket
from datetime import UTC, datetime

import pytest
from click.testing import Result
from sqlalchemy import Engine, text
from typer.testing import CliRunner

from espace import db
from espace.adapters import clock
from espace.cli import app
from espace.services import payment_news
from espace.settings import settings
from tests import factories


def test_a_server_does_not_start_on_a_port_that_another_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as Granian does: sharing would be allowed
        other.bind((settings().host, 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setattr(settings(), "port", port)
        done = CliRunner().invoke(app, ["serve"])
    assert done.exit_code == 1
    assert f"Le port {port} est déjà pris" in done.stderr


def test_statements_are_told_in_batches_until_everybody_knows(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 5, 4, tzinfo=UTC))
    with db.transaction(writes=True) as session:
        for made in (factories.alice(session), factories.bruno(session)):
            factories.payment(session, made)
    monkeypatch.setattr(payment_news, "_STATEMENTS", payment_news._STATEMENTS.limit(1))
    assert CliRunner().invoke(app, ["notify"]).stdout == "2\u00a0relevés annoncés par e-mail.\n"
    assert CliRunner().invoke(app, ["notify"]).stdout == "0\u00a0relevé annoncé par e-mail.\n"


class Commands:
    """`espace adviser …` on a database of the test's own."""

    def __init__(self) -> None:
        self.run = CliRunner()

    def __call__(self, *words: str, typed: str = "") -> Result:
        return self.run.invoke(app, ["adviser", *words], input=typed)


@pytest.fixture
def adviser(database: Engine) -> Commands:
    return Commands()


EMAIL = "nadia@vieux-port.example"


def test_an_adviser_is_added_with_what_they_need_once(adviser: Commands) -> None:
    said = adviser("add", f" {EMAIL.upper()} ", "Nadia Ben Amar").stdout
    assert f"otpauth://totp/Mutuelle%20du%20Vieux-Port:{EMAIL}?secret=" in said
    assert "Mot de passe : " in said
    listed = adviser("list").stdout
    assert listed == f"{EMAIL}  Nadia Ben Amar\n"


def test_a_password_of_ones_own_is_judged(adviser: Commands) -> None:
    weak = adviser("add", EMAIL, "Nadia Ben Amar", "--ask", typed="motdepasse123\nmotdepasse123\n")
    assert weak.exit_code == 1
    assert weak.stderr.strip()
    assert adviser("list").stdout == ""
    good = adviser("add", EMAIL, "Nadia Ben Amar", "--ask", typed="quatre mots sans rapport\n" * 2)
    assert good.exit_code == 0
    assert "quatre mots" not in good.stdout


def test_a_new_password_is_shown_once_or_typed_and_judged(adviser: Commands) -> None:
    adviser("add", EMAIL, "Nadia Ben Amar")
    shown = adviser("password", f" {EMAIL.upper()} ")
    assert re.fullmatch(r"Mot de passe : \S{24}\n", shown.stdout)
    weak = adviser("password", EMAIL, "--ask", typed="nadia ben amar\n" * 2)
    assert (weak.exit_code, bool(weak.stderr.strip())) == (1, True)
    with db.transaction() as session:
        trail = session.execute(text("SELECT action FROM audit_entry ORDER BY id")).scalars().all()
    assert trail == ["adviser_added", "adviser_password_changed"]
    good = adviser("password", EMAIL, "--ask", typed="quatre mots sans rapport\n" * 2)
    assert (good.exit_code, "quatre mots" in good.stdout) == (0, False)


@pytest.mark.parametrize(
    ("email", "name"), [("nadia", "Nadia"), (f"{EMAIL}\nBcc: x@y.fr", "Nadia"), (EMAIL, ""), (EMAIL, "<b>")]
)
def test_what_is_no_address_or_no_name_is_refused_in_a_sentence(adviser: Commands, email: str, name: str) -> None:
    done = adviser("add", email, name)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.strip().endswith((".", "x@y.fr"))


def test_an_address_is_not_added_twice(adviser: Commands) -> None:
    adviser("add", EMAIL, "Nadia Ben Amar")
    again = adviser("add", EMAIL, "Nadia Ben Amar")
    assert (again.exit_code, again.stdout) == (1, "")


def test_a_disabled_adviser_is_told_apart_and_a_code_renewed(adviser: Commands) -> None:
    adviser("add", EMAIL, "Nadia Ben Amar")
    assert "otpauth://" in adviser("reset-code", EMAIL).stdout
    assert adviser("disable", EMAIL).exit_code == 0
    assert "(désactivé)" in adviser("list").stdout
    for command in ("disable", "reset-code", "password", "code"):
        assert adviser(command, "personne@exemple.fr").exit_code == 1


def test_a_code_is_shown_in_a_demonstration_only(adviser: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    adviser("add", EMAIL, "Nadia Ben Amar")
    assert re.fullmatch(r"\d{6}\n", adviser("code", EMAIL).stdout)
    monkeypatch.setattr(settings(), "environment", "production")
    refused = adviser("code", EMAIL)
    assert (refused.exit_code, refused.stdout) == (1, "")


def test_the_trail_is_verified_and_a_change_ends_with_code_1(adviser: Commands) -> None:
    adviser("add", EMAIL, "Nadia Ben Amar")
    fine = adviser.run.invoke(app, ["audit", "verify"])
    assert (fine.exit_code, fine.stdout.startswith("1 entrées scellées")) == (0, True)
    with db.transaction(writes=True) as session:
        session.execute(text("UPDATE audit_entry SET detail = 'forged'"))
    forged = adviser.run.invoke(app, ["audit", "verify"])
    assert forged.exit_code == 1
    assert "Entrée 1" in forged.stderr
