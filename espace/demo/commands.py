"""`espace demo load` and `espace demo logins`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from espace import routes
from espace.adapters import clock
from espace.demo.people import ADVISER_EMAIL, PASSWORD
from espace.domain.errors import PortalError
from espace.domain.formats import paris_day
from espace.settings import settings

app = typer.Typer(
    no_args_is_help=True, help="Les données de démonstration : des personnes fictives et leurs remboursements."
)


@app.command("load")
def load_command(
    folder: Annotated[Path | None, typer.Option(help="Où garder les fichiers écrits ; sinon ils sont effacés.")] = None,
) -> None:
    """Charger la démonstration, si la base n’a encore aucun adhérent."""
    from espace.demo.load import (
        add_adviser,
        add_directory,
        is_loaded,
        load,
    )  # with the database and the importers: only when it is used

    now = clock.now()
    with TemporaryDirectory() as scratch:
        files = folder or Path(scratch)
        try:
            loaded = load(files, now=now)
        except PortalError as refusal:
            typer.echo(refusal.sentence, err=True)
            raise typer.Exit(1) from None
        if not loaded and not is_loaded(paris_day(now)):
            typer.echo("La base a déjà d’autres adhérents : rien n’a été chargé.")
            return
        add_adviser(now=now)
        add_directory(files, now=now)
    typer.echo("La démonstration est chargée." if loaded else "La démonstration était déjà chargée.")
    logins_command()


@app.command("logins")
def logins_command() -> None:
    """Afficher les identifiants de la démonstration."""
    from espace.demo.load import logins, without_account

    typer.echo(f"\nPour se connecter sur {settings().public_url}/connexion, mot de passe de tous : {PASSWORD}\n")
    for login in logins(paris_day(clock.now())):
        typer.echo(f"  {login.member_number}  {login.name:<20}{login.shows}")
    card = without_account(paris_day(clock.now()))
    typer.echo(f"\nPour créer un espace : {card}.")
    typer.echo(
        f"Pour traiter les demandes : {settings().public_url}{routes.QUEUE.path}, {ADVISER_EMAIL}, même mot de passe,"
    )
    typer.echo(f"et le code qu’affiche, toutes les 30 secondes : espace adviser code {ADVISER_EMAIL}")
    typer.echo(f"Les e-mails se lisent sur {settings().public_url}{routes.MAILBOX.path}\n")
