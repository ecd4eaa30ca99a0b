"""What the page is told of a place somebody looks around: where it is, how exactly, or which of several is meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from espace.adapters.gazetteer import Commune
from espace.domain import places, wording
from espace.domain.formats import NBSP
from espace.domain.labels import Precision
from espace.domain.positions import Position
from espace.services.places import Known

MOST_CHOICES = 50
APPROXIMATE = "Position approximative"
DOWN = "Le service d’adresses ne répond pas"
UNKNOWN_STREET = "Nous ne trouvons pas cette adresse"


@dataclass(frozen=True)
class Choice:
    """A commune to choose; `address` is what to look around then, `where` says which of that name it is."""

    address: str
    name: str
    where: str


@dataclass(frozen=True)
class Whereabouts:
    """Where to look around; without a `position`, `asks` is the question that one of `choices` answers.

    `centre` names the middle of the map. `note` is empty when the position is exact, else a sentence that says it.
    """

    position: Position | None = None
    precision: Precision | None = None
    centre: str = ""
    note: str = ""
    choices: tuple[Choice, ...] = ()
    asks: str = ""


def at(known: Known, name: str) -> Whereabouts:
    """Tell where an address is; `name` is its commune's, for when no more than that is known."""
    if known.precision.is_exact:
        return Whereabouts(known.position, known.precision, "Votre adresse")
    return Whereabouts(known.position, known.precision, *_from_the_centre(name, APPROXIMATE))


def around(commune: Commune, why: str) -> Whereabouts:
    """Tell where a commune is, or the one close by that stands in for it; `why` begins the sentence."""
    centre, note = _from_the_centre(commune.name, why)
    if commune.near:
        centre = f"Centre {wording.of_town(commune.near)}"
        whose = f"nous ne connaissons pas le centre {wording.of_town(commune.name)}{NBSP}: "
        start = whose[0].upper() + whose[1:] if why == APPROXIMATE else f"{why}{NBSP}: "
        note = f"{start}nous partons {wording.of_town(commune.near)}, tout près."
    return Whereabouts(commune.position, commune.precision, centre, note)


def _from_the_centre(name: str, why: str) -> tuple[str, str]:
    centre = f"entre {wording.of_town(name)}"
    return f"C{centre}", f"{why}{NBSP}: nous partons du c{centre}."


def which(
    communes: Sequence[Commune], street: str, *, postcode: str = "", have_the_street: bool = False
) -> Whereabouts:
    """Ask which of several communes is meant: those that share a postcode, a street or, without either, a name.

    Each choice is an address that fits that commune alone, `street` included, so that the next search asks no more.
    """
    asks = "Plusieurs communes portent ce nom"
    if have_the_street:
        asks = "Plusieurs communes ont cette adresse"
    elif postcode:
        asks = f"{len(communes)} communes ont le code postal {postcode}"
    choices = tuple(
        Choice(_in(one, street), one.name, f"{one.department}, {one.postcodes[0]}") for one in communes[:MOST_CHOICES]
    )
    return Whereabouts(choices=choices, asks=f"{asks}{NBSP}: laquelle{NBSP}?")


def _in(commune: Commune, street: str) -> str:
    return places.one_line(street, commune.postcodes[0], commune.name) if street else commune.label


def not_found(address: str, *, is_down: bool) -> str:
    """Say that a place is not known, and what to type instead."""
    instead = f"tapez un code postal, par exemple{NBSP}13006."
    if is_down:
        return f"{DOWN}{NBSP}: tapez une commune ou {instead.removeprefix('tapez ')}"
    return f"Nous ne trouvons pas «{NBSP}{address}{NBSP}» en France{NBSP}: vérifiez l’orthographe, ou {instead}"
