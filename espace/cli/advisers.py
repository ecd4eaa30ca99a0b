"""`espace adviser …`: the advisers who treat requests in /gestion."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, TypeVar

import typer

from espace import routes
from espace.content.mutual import MUTUAL
from espace.domain.errors import PortalError
from espace.settings import settings

T = TypeVar("T")
_Ask = Annotated[bool, typer.Option("--ask", help="Saisir le mot de passe au lieu d’en recevoir un.")]
app = typer.Typer(no_args_is_help=True, help="Les conseillers qui traitent les demandes dans /gestion.")


@app.command("add")
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


@app.command("password")
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


@app.command("list")
def list_advisers() -> None:
    """Liste les conseillers."""
    from espace import db
    from espace.services import advisers

    with db.transaction() as session:
        for one in advisers.listed(session):
            typer.echo(f"{one.email}  {one.full_name}{'' if one.active else '  (désactivé)'}")


@app.command("disable")
def disable_adviser(email: str) -> None:
    """Désactive un conseiller : ses sessions se ferment aussitôt."""
    from espace.services import advisers

    with _refusals():
        _write(advisers.disable, email.strip().lower())
    typer.echo("Ce conseiller ne peut plus se connecter.")


@app.command("reset-code")
def reset_adviser_code(email: str) -> None:
    """Remplace le secret de l’application d’authentification, après un téléphone perdu ou changé."""
    from espace.services import advisers

    address = email.strip().lower()
    with _refusals():
        secret = _write(advisers.reset_code, address)
    _show_secret(address, secret)


@app.command("code")
def adviser_code(email: str) -> None:
    """Affiche le code du moment : dans une démonstration seulement, où personne n’a l’application."""
    from espace.services import advisers

    with _refusals():
        if settings().environment == "production":
            raise PortalError("Le code se lit dans l’application d’authentification du conseiller.")
        typer.echo(_write(advisers.current_code, email.strip().lower()))


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
