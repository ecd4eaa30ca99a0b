"""The command line: `espace import PATH…`, `espace adviser add EMAIL NAME`.

Commands only parse, call and print; exit code 1 means nothing was done.
"""

import gc
import socket
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from espace.cli import advisers, directory
from espace.demo import commands as demo_commands
from espace.settings import settings

# Each command imports what it needs when it runs: the server starts sooner without the database and the importers.

SECONDS_TO_STOP = 5

# Locals in a traceback could show a NIR or a key.
app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False, help="Espace Adhérent : les commandes.")
app.add_typer(demo_commands.app, name="demo")
app.add_typer(directory.app, name="directory")
app.add_typer(advisers.app, name="adviser")
audit_app = typer.Typer(no_args_is_help=True, help="Le journal de ce qui a été fait, et sa chaîne.")
app.add_typer(audit_app, name="audit")


@app.command()
def serve() -> None:
    """Sert l’espace adhérent à l’adresse des réglages, jusqu’à Ctrl-C."""
    _refuse_a_busy_port(settings().host, settings().port)
    gc.disable()  # a worker inherits it until it is up: what it imports is no garbage (espace.asgi)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from espace.adapters import logs

    Granian(
        "espace.asgi:create",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings().host,
        port=settings().port,
        workers=settings().workers,
        workers_kill_timeout=SECONDS_TO_STOP,
        log_level=LogLevels(settings().log_level),
        log_access=False,
        log_dictconfig=logs.for_server(),
    ).serve()


@app.command()
def purge() -> None:
    """Efface ce qui ne sert plus : sessions finies, liens morts, anciens essais, e-mails partis. Chaque jour."""
    from espace import db
    from espace.adapters import clock
    from espace.services import purges

    with db.transaction(writes=True) as session:
        typer.echo(f"{purges.run(session, clock.now())} lignes effacées.")


@app.command()
def notify() -> None:
    """Prévient par e-mail, une fois par mois, ceux qui l’ont choisi que leur relevé est disponible. Chaque jour."""
    from espace import db
    from espace.adapters import clock
    from espace.domain.wording import plural
    from espace.services import payment_news

    told, batch = 0, 1
    while batch:  # a transaction each: nobody waits long for the database
        with db.transaction(writes=True) as session:
            batch = payment_news.tell_of_statements(session, clock.now())
        told += batch
    typer.echo(f"{plural(told, 'relevé annoncé', 'relevés annoncés')} par e-mail.")


def _refuse_a_busy_port(host: str, port: int) -> None:
    """Granian shares a port that another process holds (SO_REUSEPORT): the two would answer in turns."""
    family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what a stopped server leaves is no obstacle
        try:
            probe.bind(place)
        except OSError as fault:
            said = f"Le port {port} est déjà pris ou interdit : arrêtez l’autre serveur, ou changez ESPACE_PORT."
            Console(stderr=True).print(said, soft_wrap=True)
            raise typer.Exit(1) from fault


@app.command("import")
def import_(paths: Annotated[list[Path], typer.Argument(help="Fichiers CSV, ou dossiers de fichiers CSV.")]) -> None:
    """Importe les fichiers du gestionnaire (docs/feeds.md) : tout, ou rien si une seule ligne est refusée."""
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from espace.adapters.crypto import KeyProblem
    from espace.importers import console as import_console
    from espace.importers import import_feeds

    out, err = Console(), Console(stderr=True)
    try:
        with import_console.bars(err) as progress:
            report = import_feeds(paths, progress=progress)
    except (KeyProblem, OperationalError, ProgrammingError) as fault:
        reason = fault.orig if isinstance(fault, OperationalError | ProgrammingError) else fault
        err.print(f"L’import n’a pas pu se faire, rien n’a changé : {reason}", markup=False, soft_wrap=True)
        raise typer.Exit(1) from fault
    import_console.show(report, out, err)
    raise typer.Exit(0 if report.ok else 1)


@audit_app.command("verify")
def verify_audit() -> None:
    """Vérifie que rien du journal n’a été changé, retiré, ajouté ni déplacé ; le code 1 dit que si."""
    from espace import db
    from espace.services import audit_chain

    with db.transaction() as session:
        verdict = audit_chain.verify(session)
    for fault in verdict.faults:
        typer.echo(fault, err=True)
    typer.echo(f"{verdict.count} entrées scellées. Dernier sceau, à noter ailleurs : {verdict.last_mac or 'aucun'}")
    raise typer.Exit(1 if verdict.faults else 0)
