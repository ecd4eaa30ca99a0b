"""`espace directory …` as an operator runs it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Engine, text
from typer.testing import CliRunner

from espace import cli
from espace.demo.directory import write_directory
from espace.demo.directory.extract import HEADER
from espace.importers.directory import AnotherImport

NB = "\u00a0"


@pytest.fixture
def command(database: Engine) -> Callable[..., Result]:
    """Run a command in this process, on a database of its own."""
    return lambda *words: CliRunner().invoke(cli.app, ["directory", *(str(word) for word in words)])


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_directory(tmp_path_factory.mktemp("directory"))


def test_an_operator_brings_the_directory_in_and_places_it(
    command: Callable[..., Result], files: tuple[Path, Path], tmp_path: Path
) -> None:
    extract, positions = files
    imported = command("import", extract)
    assert (imported.exit_code, imported.stderr) == (0, "")
    assert imported.stdout.startswith("Lignes lues")

    addresses = command("addresses", tmp_path / "addresses.csv")
    assert addresses.exit_code == 0
    assert int(addresses.stdout.split(NB + ":")[1]) == len((tmp_path / "addresses.csv").read_text().splitlines()) - 1

    placed = command("positions", positions)
    assert placed.exit_code == 0
    assert placed.stdout.startswith("Adresses situées")

    status = command("status").stdout
    assert f"({extract.name})" in status
    assert f"À l’adresse{NB}: 3" in status


def test_a_directory_that_was_never_imported_says_so(command: Callable[..., Result]) -> None:
    shown = command("status")
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[0] == "Aucun import de l’annuaire n’est allé à son terme."


def test_a_file_that_holds_too_little_ends_with_code_one_unless_forced(
    command: Callable[..., Result], files: tuple[Path, Path], tmp_path: Path
) -> None:
    command("import", files[0])
    small = tmp_path / "small.txt"
    small.write_text("".join(files[0].read_text(encoding="utf-8").splitlines(keepends=True)[:100]), encoding="utf-8")

    refused = command("import", small)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Rien n’a été retiré" in refused.stderr
    forced = command("import", small, "--force")
    assert forced.exit_code == 0
    assert "retirés" in forced.stdout


@pytest.mark.parametrize(
    ("word", "content", "said"),
    [
        ("import", None, "No such file or directory. Vérifiez le chemin."),
        ("import", b"", "Décompressez l’archive"),
        ("import", HEADER.encode("windows-1252"), "Windows-1252"),
        ("positions", None, "No such file or directory. Vérifiez le chemin."),
        ("positions", b"nom\n", "Colonne manquante"),
        ("positions", "adresse,é\n".encode("windows-1252"), "Windows-1252"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    command: Callable[..., Result], tmp_path: Path, word: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / "[red]file.txt"
    if content is not None:
        path.write_bytes(content)
    done = command(word, path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr
    assert str(path) in done.stderr


def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(
    command: Callable[..., Result], tmp_path: Path
) -> None:
    done = command("addresses", tmp_path / "nowhere" / "addresses.csv")
    assert done.exit_code == 1
    assert "Vérifiez le chemin." in done.stderr


def test_a_second_import_beside_the_first_is_refused_in_a_sentence(
    command: Callable[..., Result], files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise AnotherImport

    monkeypatch.setattr("espace.importers.directory.run._move", busy)
    done = command("import", files[0])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Un autre import")


def test_a_database_without_its_tables_is_said_so(
    command: Callable[..., Result], files: tuple[Path, Path], database: Engine
) -> None:
    with database.begin() as connection:
        connection.execute(text("DROP TABLE directory_import"))
    done = command("import", files[0])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "n’a pas ses tables" in done.stderr
