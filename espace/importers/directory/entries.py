"""What a line of the extract means: who can be looked for where, or why it is left out of the nearby search."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from espace.adapters import gazetteer
from espace.domain import casing, phones, places, streets
from espace.domain.addresses import FRENCH_POSTCODE
from espace.domain.formats import NBSP
from espace.domain.labels import Labelled, Precision
from espace.domain.positions import Metres, Position, metres
from espace.domain.practitioner_kinds import PractitionerKind, kind_of
from espace.importers.cells import longest
from espace.importers.directory.lines import Activity
from espace.models import Practice, Practitioner
from espace.services.places import address_hash

_REMEMBERED: Final = 20_000  # addresses and towns: neighbours in the extract share them, and memory must stay flat
_TITLES: Final = {"DR": "Dr", "PR": "Pr"}
_SPECIALTY: Final = "S"
_STUDENT: Final = "E"
_SELF_EMPLOYED: Final = "L"
# Sections of the Ordre des pharmaciens without a counter (Code de la santé publique, L. 4232-1): industry, wholesale,
# laboratories, hospitals.
_NO_COUNTER: Final = frozenset(("B", "C", "G", "H"))
_FRANCE: Final = frozenset(("", "99000", "99100"))
_OVERSEAS: Final = ("971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988")
_CEDEX = re.compile(r"\s+cedex\b.*", re.IGNORECASE)
_LONGEST_KEY: Final = longest(Practitioner, "key")
_LENGTHS: Final = {name: longest(Practice, name) for name in ("structure", "street", "city")} | {
    "name": longest(Practitioner, "name")
}

Specialties = Mapping[tuple[str, str], str]


class Left(Labelled):
    """Why a line is kept out of the nearby search; the label follows a count."""

    MALFORMED = "malformed", "mal formées"
    NO_ADDRESS = "no_address", "sans adresse"
    ABROAD = "abroad", "à l’étranger"
    NOBODY_LOOKS = "nobody_looks", "d’une profession que l’on ne cherche pas"
    STUDENT = "student", "d’étudiants"
    EMPLOYED = "employed", "de salariés d’un établissement"
    NO_COUNTER = "no_counter", "de pharmaciens hors officine"
    NOWHERE = "nowhere", "à une adresse introuvable"


@dataclass(frozen=True, slots=True)
class Spot:
    """A position with what a search reads of it."""

    precision: Precision
    position: Position
    metres: Metres


class Entry(NamedTuple):
    """A practice as one line tells it. `spot` is the centre of its commune; unknown, `town_hash` may find it."""

    key: str
    practitioner: str
    name: str
    kind: PractitionerKind
    structure: str
    street: str
    postcode: str
    city: str
    phone: str
    address_hash: str
    town_hash: str
    spot: Spot | None


def specialties(activities: Iterable[Activity]) -> dict[tuple[str, str], str]:
    """Return the first specialty of each person, as a member of a profession.

    A line that names another skill (« compétence ») or none takes it: a cardiologist is nowhere a general practitioner.
    """
    found: dict[tuple[str, str], str] = {}
    for one in activities:
        if one.skill_type == _SPECIALTY:
            found.setdefault((one.person, one.profession), one.skill)
    return found


def read(one: Activity, known: Specialties) -> Entry | Left:
    """Return what a line tells, or why it is left out; `known` are the `specialties` of the lines around it."""
    if one.category == _STUDENT:
        return Left.STUDENT
    if not one.person.strip() or not one.last_name.strip():
        return Left.MALFORMED
    own = one.skill if one.skill_type == _SPECIALTY else ""
    kind = kind_of(one.profession, own or known.get((one.person, one.profession), ""))
    if kind is None:
        return Left.NOBODY_LOOKS
    if kind.is_self_employed and one.mode != _SELF_EMPLOYED:
        return Left.EMPLOYED
    if kind is PractitionerKind.PHARMACY and one.section in _NO_COUNTER:
        return Left.NO_COUNTER
    postcode = one.postcode.strip() or one.cedex.strip()[:5]
    if one.country not in _FRANCE and not postcode.startswith(_OVERSEAS):
        return Left.ABROAD
    if not FRENCH_POSTCODE.fullmatch(postcode):
        return Left.ABROAD if postcode and not postcode[0].isdecimal() else Left.NO_ADDRESS
    return _entry(one, kind, postcode)


def _entry(one: Activity, kind: PractitionerKind, postcode: str) -> Entry:
    label = one.commune_name.strip() or _CEDEX.sub("", one.cedex.strip().removeprefix(postcode)).strip()
    city, spot = _town(postcode, label, one.commune.strip())
    street = _fit("street", streets.line(one.number.strip(), one.repetition.strip(), one.street_kind, one.street))
    address = places.one_line(street, postcode, city)
    compared = _compared(address)
    practitioner, name, structure = _who(one, kind, compared)
    return Entry(
        key=hashlib.sha256(f"{practitioner}|{kind}|{compared}".encode()).hexdigest(),
        practitioner=practitioner,
        name=_fit("name", name),
        kind=kind,
        structure=_fit("structure", structure),
        street=street,
        postcode=postcode,
        city=city,
        phone=phones.listed(one.phone) or phones.listed(one.other_phone),
        address_hash=_hash(compared),
        town_hash="" if spot else _hash(places.one_line("", postcode, city)),
        spot=spot,
    )


def _who(one: Activity, kind: PractitionerKind, address: str) -> tuple[str, str, str]:
    """Return the key and the name of the one whom people go to, and the place where they work ("" for none)."""
    place = casing.sign(one.brand.strip() or one.company.strip())
    if kind.is_a_shop and place:
        return _place_key(one, f"{places.compared(place)}|{address}"), place, ""
    first, last = casing.person(one.first_name.strip()), casing.person(one.last_name.strip())
    title, name = _TITLES.get(one.civility), f"{first} {last}".strip()
    name = f"{title}{NBSP}{name}" if title else name
    return one.person.strip()[:_LONGEST_KEY], name, "" if _says(place, last) else place


def _place_key(one: Activity, described: str) -> str:
    for kind, written in (("finess", one.finess), ("siret", one.siret), ("structure", one.structure)):
        if written:
            return f"{kind}:{written}"[:_LONGEST_KEY]
    return f"place:{hashlib.sha256(described.encode()).hexdigest()}"[:_LONGEST_KEY]


def _says(place: str, name: str) -> bool:
    """Whether the name of a place only repeats somebody's: « Cabinet du Dr Castaing »."""
    return bool(place) and set(_compared(name).split()) <= set(_compared(place).split())


@lru_cache(maxsize=_REMEMBERED)
def _town(postcode: str, label: str, code: str) -> tuple[str, Spot | None]:
    """Return how a letter names the town (« Marseille », without its arrondissement), and its centre if it is known."""
    commune = gazetteer.at(postcode, label, code)
    if commune is None:
        return _fit("city", casing.sign(label)), None
    return _fit("city", commune.city or commune.name), spot(commune.precision, commune.position)


def spot(precision: Precision, position: Position) -> Spot:
    """Return a position with its metres."""
    return Spot(precision, position, metres(position))


@lru_cache(maxsize=_REMEMBERED)
def _compared(address: str) -> str:
    return places.compared(address)


@lru_cache(maxsize=_REMEMBERED)
def _hash(address: str) -> str:
    return address_hash(address)


def _fit(column: str, text: str) -> str:
    return text if len(text) <= _LENGTHS[column] else f"{text[: _LENGTHS[column] - 1]}…"
