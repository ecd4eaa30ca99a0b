"""« Where is this? », as somebody types it: what we know ourselves first, and only then the geocoder, if there is one.

A commune or a postcode is the gazetteer's. A street is known from an earlier answer, or asked for outside; when that
fails or is not wanted, the commune's centre stands in for it, and the page says so.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from espace import db
from espace.adapters import clock, gazetteer, geocoder
from espace.adapters.gazetteer import Commune, Found
from espace.adapters.geocoder import Answer, GeocoderDown
from espace.domain import places
from espace.domain.errors import InvalidFields, InvalidInput
from espace.domain.labels import Precision
from espace.domain.places import compared
from espace.domain.positions import Position
from espace.services import places as cache
from espace.services.places import Known
from espace.state import whereabouts_parts as parts
from espace.state.whereabouts_parts import Whereabouts

MOST_SUGGESTIONS = 6
_SHORTEST_STREET = 5  # characters: below, what is typed is sent to nobody


def here(position: Position) -> Whereabouts:
    """Tell where the device says it is."""
    return Whereabouts(position, Precision.ADDRESS, "Votre position")


async def locate(text: str) -> Whereabouts:
    """Return where a typed address is, or the communes to choose from.

    Raises:
        InvalidFields: with the sentence beside « adresse », when it is no address or nobody knows it.
    """
    try:
        address = places.read(text)
    except InvalidInput as refusal:
        raise InvalidFields({"adresse": refusal.sentence}) from None
    found = await asyncio.to_thread(gazetteer.find, address)
    if earlier := await _remembered(address):
        return earlier
    typed = places.street(address)
    found = replace(found, street=typed) if compared(typed) == found.street else found
    answered, why = None, parts.APPROXIMATE
    if found.street or not found.communes:
        answered, why = await _asked_outside(address, found)
    return answered or await _commune(found, address, why)


async def _commune(found: Found, address: str, why: str) -> Whereabouts:
    split, communes = places.parts(address), found.communes
    if not any(split.postcode in ("", *commune.postcodes) for commune in communes):
        for typed in places.communes(address):  # the demonstration's is in no gazetteer
            if known := await _remembered(typed):
                return known
    if not communes:
        raise InvalidFields({"adresse": parts.not_found(address, is_down=why == parts.DOWN)})
    if len(communes) == 1:
        return parts.around(communes[0], why)
    return parts.which(communes, found.street, postcode="" if split.city else split.postcode)


async def _asked_outside(address: str, found: Found) -> tuple[Whereabouts | None, str]:
    """Return where the geocoder says a street is, or which communes have it, or nothing and why not."""
    why, answers = await _answers(address)
    fitting = [answer for answer in answers if _fits(answer, found.communes, address)]
    theirs = [commune for commune in found.communes if any(_is_in(answer, commune) for answer in fitting)]
    if len(theirs) > 1:
        return parts.which(theirs, found.street, have_the_street=True), why
    if not fitting:
        return None, why
    known = Known(fitting[0].position, fitting[0].precision)
    await db.write(cache.remember, address, known, clock.now())
    return parts.at(known, fitting[0].city), why


async def _remembered(address: str) -> Whereabouts | None:
    known = await db.read(cache.known, address, clock.now())
    return parts.at(known, places.communes(address)[-1]) if known else None


async def _answers(address: str) -> tuple[str, tuple[Answer, ...]]:
    """Return what the geocoder answers, and what to say when that is of no use."""
    if not geocoder.is_configured():
        return parts.APPROXIMATE, ()
    try:
        return parts.UNKNOWN_STREET, await geocoder.find(address)
    except GeocoderDown:
        return parts.DOWN, ()


def _fits(answer: Answer, communes: Sequence[Commune], address: str) -> bool:
    """Tell whether an answer is in the commune that was typed: a street of the same name elsewhere is no answer."""
    if communes:
        return any(_is_in(answer, commune) for commune in communes)
    same_postcode = answer.postcode == places.parts(address).postcode != ""
    city = compared(answer.city)
    return same_postcode or (bool(city) and f" {compared(address)}".endswith(f" {city}"))


def _is_in(answer: Answer, commune: Commune) -> bool:
    """Tell whether an answer is in a commune; Paris, Lyon and Marseille hold their arrondissements."""
    same_name = compared(answer.city) == compared(commune.name) and answer.postcode in commune.postcodes
    return answer.code == commune.code or same_name


async def suggestions(text: str) -> tuple[str, ...]:
    """Return places that begin as what is typed, half a second later at most; streets only if a geocoder is configured.

    What may still become a commune is sent to nobody.
    """
    try:
        typed = places.read(text)
    except InvalidInput:
        return ()
    communes = await asyncio.to_thread(gazetteer.suggestions, typed, MOST_SUGGESTIONS)
    if communes or not geocoder.is_configured() or not _may_be_a_street(typed):
        return communes
    try:
        answers = await geocoder.complete(typed)
    except GeocoderDown:
        return ()
    return tuple(dict.fromkeys(answer.label for answer in answers if answer.label))[:MOST_SUGGESTIONS]


def _may_be_a_street(typed: str) -> bool:
    return len(typed) >= _SHORTEST_STREET and any(one.isalpha() for one in typed)
