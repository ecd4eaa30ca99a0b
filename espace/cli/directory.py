"""`espace directory …`: the directory of health professionals, for the operator (docs/directory.md)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from espace.domain.errors import PortalError
from espace.domain.formats import NBSP, long_day

app = typer.Typer(no_args_is_help=True, help="L’annuaire des professionnels de santé (docs/directory.md).")
Extract = Annotated[Path, typer.Argument(metavar="FICHIER", help="L’extraction PS_LibreAcces_Personne_activite….txt.")]
Answer = Annotated[Path, typer.Argument(metavar="FICHIER", help="Le CSV rendu par le géocodage par lot de la BAN.")]
Target = Annotated[Path, typer.Argument(metavar="FICHIER", help="Le CSV à écrire.")]
Force = Annotated[bool, typer.Option("--force", help="Retirer les absents même si le fichier semble incomplet.")]


@app.command("import")
def import_command(file: Extract, force: Force = False) -> None:
    """Importe l’extraction ; interrompu, l’import du même fichier reprend où il en était."""
    from espace.importers import console
    from espace.importers.directory import import_directory

    with _refusals(file), console.bars(Console(stderr=True)) as progress:
        report = import_directory(file, force=force, progress=progress)
    _say(report.sentences(), failed=not report.ok)
    raise typer.Exit(0 if report.ok else 1)


@app.command("addresses")
def addresses_command(file: Target) -> None:
    """Écrit les adresses qui ne sont pas encore situées, pour le géocodage par lot de la BAN."""
    from espace.importers.directory.positions import write_addresses

    with _refusals(file):
        count = write_addresses(file)
    _say([f"Adresses à situer{NBSP}: {count}"])


@app.command("positions")
def positions_command(file: Answer) -> None:
    """Lit ce que le géocodage par lot a répondu, et place les professionnels à leur adresse."""
    from espace.importers import console
    from espace.importers.directory.positions import import_positions

    with _refusals(file), console.bars(Console(stderr=True)) as progress:
        placing = import_positions(file, progress=progress)
    _say(placing.sentences())


@app.command("status")
def status_command() -> None:
    """Dit de quand date l’annuaire, et combien de lieux sont situés à leur adresse."""
    from espace import db
    from espace.services import directory_status

    with _refusals(Path()), db.transaction() as session:
        status = directory_status.current(session)
        places = directory_status.by_precision(session)
    if status.imported_on is None:
        _say(["Aucun import de l’annuaire n’est allé à son terme."])
    else:
        _say([f"Annuaire importé le {long_day(status.imported_on)} ({status.file_name}), {status.practices} lieux."])
    _say([f"{precision.label}{NBSP}: {count}" for precision, count in places.items()])


@contextmanager
def _refusals(file: Path) -> Iterator[None]:
    """Print why nothing could be done, and end with code 1."""
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from espace.adapters.crypto import KeyProblem
    from espace.importers.files import Unreadable

    try:
        yield
    except Unreadable as fault:
        _fail(f"{file}{f', ligne{NBSP}{fault.line}' if fault.line else ''}{NBSP}: {fault.reason}")
    except OSError as fault:
        _fail(f"{file}{NBSP}: {fault.strerror}. Vérifiez le chemin.")
    except PortalError as refusal:
        _fail(refusal.sentence)
    except (KeyProblem, OperationalError, ProgrammingError) as fault:
        reason = fault if isinstance(fault, KeyProblem) else fault.orig
        _fail(f"La base de données ne répond pas, ou n’a pas ses tables{NBSP}: {reason}")


def _fail(sentence: str) -> None:
    _say([sentence], failed=True)
    raise typer.Exit(1)


def _say(sentences: list[str], *, failed: bool = False) -> None:
    console = Console(stderr=failed)
    for sentence in sentences:
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)
