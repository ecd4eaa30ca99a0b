"""What a member asks for when looking for a health professional, and how the address of a page says it.

Whoever is looked for, and where, lives in the address of the page: the search can be bookmarked, reloaded and found
again by the browser's Back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from espace.domain import criteria, places
from espace.domain.errors import InvalidFields, InvalidInput
from espace.domain.positions import Position
from espace.domain.practitioner_kinds import PractitionerKind

RADII: Final = (1, 2, 5, 10, 20, 50)  # kilometres
DEFAULT_RADIUS: Final = 5
# The inputs of the form, with their labels, in the order they stand in.
FIELDS: Final = {"adresse": "Autour de cette adresse", "profession": "Profession", "rayon": "Rayon"}
HERE: Final = "ici"  # where the device says it is
_PARAMETERS: Final = (*FIELDS, HERE)
MAX_TYPED: Final = 200  # characters that an input of the form takes
_KINDS: Final = {kind.value: kind for kind in PractitionerKind}
_CHOOSE: Final = "Choisissez une réponse de la liste."


@dataclass(frozen=True, slots=True)
class NearbySearch:
    """Who is looked for, and where: around `here` if the device gave its position, else around the typed `address`.

    `radius` is in kilometres.
    """

    kind: PractitionerKind
    radius: int = DEFAULT_RADIUS
    address: str = ""
    here: Position | None = None


def is_asked(parameters: Mapping[str, str]) -> bool:
    """Tell whether the parameters of an address ask for anything at all."""
    return any(parameters.get(name, "").strip() for name in _PARAMETERS)


def around_home(parameters: Mapping[str, str], home: str) -> dict[str, str]:
    """Return the parameters, with the member's own address where they say nothing of a place.

    An address that was emptied is there, and empty: what to type is then said.
    """
    says_where = "adresse" in parameters or bool(parameters.get(HERE))
    return dict(parameters) if says_where or not is_asked(parameters) else {**parameters, "adresse": home}


def read(parameters: Mapping[str, str]) -> NearbySearch:
    """Return the search that the parameters of an address ask for.

    Raises:
        InvalidFields: with a sentence for each answer to correct.
    """
    given = {name: parameters.get(name, "").strip() for name in _PARAMETERS}
    sentences: dict[str, str] = {}
    here = _position(given[HERE])
    address = ""
    try:
        address = places.read(given["adresse"]) if here is None else ""
    except InvalidInput as refusal:
        sentences["adresse"] = refusal.sentence
    if given["profession"] not in _KINDS:
        sentences["profession"] = _CHOOSE if given["profession"] else "Choisissez qui vous cherchez."
    if given["rayon"] and given["rayon"] not in map(str, RADII):
        sentences["rayon"] = _CHOOSE
    if sentences:
        raise InvalidFields(sentences)
    radius = int(given["rayon"] or DEFAULT_RADIUS)
    return NearbySearch(_KINDS[given["profession"]], radius, address, here)


def _position(text: str) -> Position | None:
    """Read `43.297,5.370`; anything else is as if the device had said nothing."""
    latitude, _, longitude = text[:40].partition(",")
    try:
        return Position(float(latitude), float(longitude))
    except ValueError:
        return None


def address(path: str, parameters: Mapping[str, str], **changed: str | int) -> str:
    """Return the address of the same search, with some parameters changed, or left out when empty."""
    return criteria.address(path, _PARAMETERS, parameters, MAX_TYPED, changed)


def next_radii(radius: int) -> tuple[int, ...]:
    """Return the radii beyond this one, in kilometres."""
    return tuple(one for one in RADII if one > radius)
