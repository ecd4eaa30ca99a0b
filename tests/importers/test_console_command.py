"""`espace import PATH…` as an operator runs it."""

import io
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from rich.console import Console
from sqlmodel import SQLModel
from typer.testing import CliRunner

from espace import cli
from espace.importers import console, import_feeds
from espace.settings import settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def command(database):
    """Run a command in this process, on a database of its own."""
    return lambda *arguments: CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def test_good_feeds_are_imported_with_a_quiet_summary(desk, command):
    desk.standing()
    result = command("import", desk.folder)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Formules : 1 ajoutée",
        "Lignes de garantie : 1 ajoutée",
        "Adhérents : 1 ajouté",
        "Contrats : 1 ajouté",
        "Bénéficiaires : 1 ajouté",
    ]
    assert result.stderr == ""


def test_refused_feeds_end_with_code_one_and_their_errors(desk, command):
    desk.standing()
    desk.feed("payments", {"charged": "31.00"})
    result = command("import", desk.folder)
    assert result.exit_code == 1
    assert result.stdout == ""
    first, last = result.stderr.splitlines()
    assert "payments.csv, ligne 2, colonne « charged » : " in first
    assert last.startswith("1 erreur : rien n’a été importé.")


def test_brackets_in_a_file_name_are_printed_as_they_are(desk, command):
    path = desk.text("[red]payments.csv", "")
    assert str(path) in command("import", path).stderr


def test_path_is_needed(command):
    assert command("import").exit_code == 2


@pytest.mark.parametrize("tables", [True, False])
def test_database_or_keys_that_are_not_ready_are_said_in_one_sentence(desk, command, database, monkeypatch, tables):
    if tables:
        monkeypatch.setenv("ESPACE_ENCRYPTION_KEYS", "none")
        settings.cache_clear()
    else:
        SQLModel.metadata.drop_all(database)
    desk.standing()
    result = command("import", desk.folder)
    assert result.exit_code == 1
    assert result.stderr.startswith("L’import n’a pas pu se faire, rien n’a changé : ")
    assert "Traceback" not in result.stderr


def test_terminal_shows_a_bar_a_file(desk, database):
    shown = io.StringIO()
    terminal = Console(file=shown, force_terminal=True, width=200)
    with console.bars(terminal) as progress:
        assert import_feeds(desk.standing(), progress=progress).ok
    assert "plans.csv" in shown.getvalue()
    assert "2/2" in shown.getvalue()


def test_module_runs_as_a_command_in_a_process_of_its_own(desk, database, tmp_path):
    desk.standing()
    environment = {**os.environ, "ESPACE_DATABASE_URL": settings().database_url}
    result = subprocess.run(
        [sys.executable, "-m", "espace.cli", "import", str(desk.folder)],
        capture_output=True, text=True, env=environment, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    assert "Adhérents : 1 ajouté" in result.stdout


def test_console_script_points_at_the_commands():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"]["espace"] == f"{cli.__name__}:app"
