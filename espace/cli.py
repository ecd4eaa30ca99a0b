"""The command line: `espace import PATH…`, `espace adviser add EMAIL NAME`.

Commands only parse, call and print; exit code 1 means nothing was done.
"""

import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from espace import cli_directory, routes
from espace.content.mutual import MUTUAL
from espace.demo import commands as demo_commands
from espace.domain.errors import PortalError
from espace.settings import settings

# Each command imports what it needs when it runs: the server starts sooner without the database and the importers.

SECONDS_TO_STOP = 5
T = TypeVar("T")
_Ask = Annotated[bool, typer.Option("--ask", help="Saisir le mot de passe au lieu d’en recevoir un.")]

# Locals in a traceback could show a NIR or a key.
app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False, help="Espace Adhérent : les commandes.")
app.add_typer(demo_commands.app, name="demo")
app.add_typer(cli_directory.app, name="directory")
advisers_app = typer.Typer(no_args_is_help=True, help="Les conseillers qui traitent les demandes dans /gestion.")
app.add_typer(advisers_app, name="adviser")
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


@advisers_app.command("add")
def add_adviser(
    email: Annotated[str, typer.Argument(help="L’adresse e-mail de connexion.")],
    full_name: Annotated[str, typer.Argument(help="Le prénom et le nom, entre guillemets.")],
    ask: _Ask = False,
) -> None:
    """Ajoute un conseiller, et affiche une seule fois ce qu’il faut pour se connecter."""
    from espace.adapters import passwords
    from espace.domain import email_addresses, names
    from espace.services import advisers

    with _refusals():
        address, name = email_addresses.read(email), names.read(full_name)
        password = _chosen_password(name, address, ask=ask)
        secret = _write(advisers.add, address, name, passwords.hash_now(password))
    typer.echo(f"{name} peut se connecter sur {settings().public_url}{routes.QUEUE.path}")
    _show_password(password, ask=ask)
    _show_secret(address, secret)


@advisers_app.command("password")
def change_adviser_password(
    email: Annotated[str, typer.Argument(help="L’adresse e-mail de connexion.")],
    ask: _Ask = False,
) -> None:
    """Change le mot de passe d’un conseiller : ses sessions se ferment aussitôt."""
    from espace import db
    from espace.adapters import passwords
    from espace.services import advisers

    address = email.strip().lower()
    with _refusals():
        with db.transaction() as session:
            name = advisers.name_of(session, address)
        password = _chosen_password(name, address, ask=ask)
        _write(advisers.change_password, address, passwords.hash_now(password))
    _show_password(password, ask=ask)


@advisers_app.command("list")
def list_advisers() -> None:
    """Liste les conseillers."""
    from espace import db
    from espace.services import advisers

    with db.transaction() as session:
        for one in advisers.listed(session):
            typer.echo(f"{one.email}  {one.full_name}{'' if one.active else '  (désactivé)'}")


@advisers_app.command("disable")
def disable_adviser(email: str) -> None:
    """Désactive un conseiller : ses sessions se ferment aussitôt."""
    from espace.services import advisers

    with _refusals():
        _write(advisers.disable, email.strip().lower())
    typer.echo("Ce conseiller ne peut plus se connecter.")


@advisers_app.command("reset-code")
def reset_adviser_code(email: str) -> None:
    """Remplace le secret de l’application d’authentification, après un téléphone perdu ou changé."""
    from espace.services import advisers

    address = email.strip().lower()
    with _refusals():
        secret = _write(advisers.reset_code, address)
    _show_secret(address, secret)


@advisers_app.command("code")
def adviser_code(email: str) -> None:
    """Affiche le code du moment : dans une démonstration seulement, où personne n’a l’application."""
    from espace.services import advisers

    with _refusals():
        if settings().environment == "production":
            raise PortalError("Le code se lit dans l’application d’authentification du conseiller.")
        typer.echo(_write(advisers.current_code, email.strip().lower()))


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


def _write(service: Callable[..., T], *args: object) -> T:
    from espace import db
    from espace.adapters import clock

    with db.transaction(writes=True) as session:
        return service(session, *args, clock.now())


@contextmanager
def _refusals() -> Iterator[None]:
    """Print the sentence of a refusal, and end with code 1."""
    try:
        yield
    except PortalError as refusal:
        typer.echo(refusal.sentence, err=True)
        raise typer.Exit(1) from None


def _chosen_password(name: str, address: str, *, ask: bool) -> str:
    """Return a password for an adviser, typed twice or drawn at random; one that is easy to guess is refused."""
    from espace.domain.passwords import problems
    from espace.services import advisers

    typed = typer.prompt("Mot de passe", hide_input=True, confirmation_prompt=True) if ask else ""
    password = typed or advisers.new_password()
    if found := problems(password, names=(name, address, MUTUAL.name)):
        raise PortalError(" ".join(found))
    return password


def _show_password(password: str, *, ask: bool) -> None:
    typer.echo("Mot de passe : celui que vous venez de saisir" if ask else f"Mot de passe : {password}")


def _show_secret(email: str, secret: bytes) -> None:
    from espace.domain import one_time_codes

    typer.echo("À entrer dans une application d’authentification, maintenant : ce ne sera plus affiché.")
    typer.echo(f"  {one_time_codes.written(secret)}")
    typer.echo(f"  {one_time_codes.address(secret, issuer=MUTUAL.name, who=email)}")


if __name__ == "__main__":
    app()
