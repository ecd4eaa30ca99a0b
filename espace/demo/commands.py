"""`espace demo load` and `espace demo logins`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from espace.adapters import clock
from espace.demo.load import is_loaded, load, logins
from espace.demo.people import PASSWORD
from espace.domain.errors import PortalError
from espace.domain.formats import paris_day

app = typer.Typer(
    no_args_is_help=True, help="Les données de démonstration : des personnes fictives et leurs remboursements."
)


@app.command("load")
def load_command(
    folder: Annotated[Path | None, typer.Option(help="Où garder les fichiers écrits ; sinon ils sont effacés.")] = None,
) -> None:
    """Charger la démonstration, si la base n’a encore aucun adhérent."""
    now = clock.now()
    with TemporaryDirectory() as scratch:
        try:
            loaded = load(folder or Path(scratch), now=now)
        except PortalError as refusal:
            typer.echo(refusal.sentence, err=True)
            raise typer.Exit(1) from None
    if not loaded and not is_loaded(paris_day(now)):
        typer.echo("La base a déjà d’autres adhérents : rien n’a été chargé.")
        return
    typer.echo("La démonstration est chargée." if loaded else "La démonstration était déjà chargée.")
    logins_command()


@app.command("logins")
def logins_command() -> None:
    """Afficher les identifiants de la démonstration."""
    table = Table(title=f"Mot de passe de tous : {PASSWORD}", title_justify="left")
    for heading in ("N° d’adhérent", "Adresse e-mail", "Nom", "Ce que l’on y voit"):
        table.add_column(heading)
    for login in logins(paris_day(clock.now())):
        table.add_row(login.member_number, login.email, login.name, login.shows)
    Console().print(table)
