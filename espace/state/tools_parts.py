"""The professionals found and their map, ready to show."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from espace.domain import formats, nearby, phones, positions, rings
from espace.domain.places import one_line
from espace.domain.positions import Position
from espace.domain.practitioner_kinds import PractitionerKind
from espace.domain.wording import plural
from espace.services.directory_status import Status
from espace.services.nearby import PAGE_SIZE, Nearby, Place, Professional
from espace.state.whereabouts import Whereabouts

_DIRECTIONS = "https://www.openstreetmap.org/directions"


@dataclass(frozen=True)
class PlaceRow:
    """One place where somebody receives; `phone_href` is empty without a telephone."""

    structure: str
    address: str
    phone: str
    phone_href: str
    directions: str
    distance: str


@dataclass(frozen=True)
class ProfessionalRow:
    """Somebody of the list; `row` counts on this page, `others` are their places beyond the nearest."""

    number: str
    row: str
    name: str
    distance: str
    nearest: PlaceRow
    others: list[PlaceRow]


@dataclass(frozen=True)
class Pin:
    """One of them on the map, in the drawing's units and in degrees."""

    number: str
    row: str
    x: str
    y: str
    latitude: str
    longitude: str
    name: str


@dataclass(frozen=True)
class Link:
    """A choice that is an address of the same page; `hint` is a word more about it."""

    text: str
    hint: str
    href: str


def rows(found: Nearby) -> list[ProfessionalRow]:
    """Return the rows of a page of the list."""
    return [_row(number_of(found, row), row + 1, one) for row, one in enumerate(found.people)]


def _row(number: int, row: int, one: Professional) -> ProfessionalRow:
    nearest, *others = (_place(place) for place in one.places)
    return ProfessionalRow(str(number), str(row), one.name, nearest.distance, nearest, others)


def _place(place: Place) -> PlaceRow:
    address = one_line(place.street, place.postcode, place.city)
    to = ",".join(degrees(place.position)) if place.precision.is_exact else address
    return PlaceRow(
        structure=place.structure,
        address=address.replace(f"{place.postcode} ", f"{place.postcode}{formats.NBSP}"),
        phone=phones.shown(place.phone) if place.phone else "",
        phone_href=f"tel:{place.phone}" if place.phone else "",
        directions=f"{_DIRECTIONS}?{urlencode({'to': to})}",
        distance=formats.distance(place.distance, exact=place.precision.is_exact),
    )


@dataclass(frozen=True)
class Drawing:
    """The map of a page: its pins, what its two rings are away, and how many metres the outer one is."""

    pins: list[Pin]
    rings: list[str]
    reach: int


def drawing(found: Nearby, middle: Position, centre: str, radius: int) -> Drawing:
    """Return the pins of those whose own place is known, not only their commune.

    `centre` is what the `middle` is called, `radius` that of the search in metres.
    """
    drawn = [(row, one.name, one.places[0]) for row, one in enumerate(found.people) if one.places[0].precision.is_exact]
    offsets = [positions.offset(middle, place.position) for _, _, place in drawn]
    ring = rings.scale(max((math.hypot(*offset) for offset in offsets), default=radius), radius)
    points = rings.pins(offsets, ring, centre)
    placed = [
        Pin(str(number_of(found, row)), str(row + 1), f"{x:.0f}", f"{y:.0f}", *degrees(place.position), name)
        for (row, name, place), (x, y) in zip(drawn, points, strict=True)
    ]
    return Drawing(placed, [formats.distance(ring / 2), formats.distance(ring)], ring)


def number_of(found: Nearby, row: int) -> int:
    """Return the number in the whole list of a row of this page, both counted from its beginning."""
    return (found.page - 1) * PAGE_SIZE + row + 1


def degrees(position: Position) -> tuple[str, str]:
    """Write a latitude and a longitude as a map reads them, to the metre."""
    return f"{position.latitude:.5f}", f"{position.longitude:.5f}"


def heading(kind: PractitionerKind, count: int, radius: int) -> str:
    """Write how many were found: `5 généralistes à moins de 2 km`."""
    return f"{counted(kind, count)} à moins de {radius}{formats.NBSP}km"


def counted(kind: PractitionerKind, count: int) -> str:
    """Write how many of a kind there are, or that there is none."""
    if count == 0:
        return f"{'Aucune' if kind.is_feminine else 'Aucun'} {kind.singular}"
    return plural(count, kind.singular, kind.plural)


def wider(path: str, asked: dict[str, str], kind: PractitionerKind, counts: dict[int, int]) -> list[Link]:
    """Return the larger circles that hold somebody, the smallest first: two are enough to choose from."""
    some = [(radius // 1000, count) for radius, count in counts.items() if count]
    return [
        Link(
            f"À moins de {radius}{formats.NBSP}km",
            counted(kind, count),
            nearby.address(path, asked, rayon=radius),
        )
        for radius, count in some[:2]
    ]


def choices(path: str, asked: dict[str, str], where: Whereabouts) -> list[Link]:
    """Return the communes to choose from, each as the same search there."""
    return [Link(one.name, one.where, nearby.address(path, asked, adresse=one.address)) for one in where.choices]


def map_words(drawn: Sequence[Pin], centre: str) -> str:
    """Write what the map shows, for who does not see it: the list says the rest."""
    shown = plural(len(drawn), "professionnel de la liste", "professionnels de la liste")
    return f"Plan schématique : {shown}, à leur distance et dans leur direction. Au milieu : {centre}."


def caption(missing: int, tiles: str) -> str:
    """Say what the map is, who drew it if it is a real one, and how many of the page are not on it."""
    kind = "Plan schématique"
    if tiles:
        host = urlsplit(tiles).hostname
        kind = f"Fond de carte fourni par {host}, qui voit quelle région vous regardez"
    words = f"{kind} : distances à vol d’oiseau."
    if missing:
        without = plural(missing, "adresse", "adresses")
        words += f" {without} sans position précise : dans la liste, mais pas sur le plan."
    return words


def source(status: Status) -> str:
    """Say where the list comes from, and from which day it is."""
    if status.imported_on is None:
        return ""
    return (
        f"Source : Annuaire Santé (Agence du Numérique en Santé), mis à jour le {formats.long_day(status.imported_on)}."
    )


def third_party(domain: str) -> str:
    """Say who is asked where an address is: nobody but us, or the geocoder of the settings."""
    if not domain:
        return "L’adresse que vous tapez reste chez nous."
    host = domain.partition("/")[0]
    to = "au service public d’adresses de l’IGN" if f".{host}".endswith(".geopf.fr") else "à notre service d’adresses"
    return f"L’adresse que vous tapez, et rien d’autre, est envoyée {to} ({host}) pour la situer."
