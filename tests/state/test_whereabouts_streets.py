from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from espace import db
from espace.adapters import clock, gazetteer, geocoder
from espace.domain.errors import InvalidFields
from espace.domain.labels import Precision
from espace.domain.positions import Position
from espace.models import AddressPosition
from espace.services import places
from espace.services.places import Known
from espace.state import whereabouts
from espace.state.whereabouts import Whereabouts
from tests.ban import BanStub, answer, feature

ADDRESS = "18 rue des Embruns, 13006 Marseille"
THERE = Position(43.2863, 5.3811)  # where the stub says it is
EXACT = Whereabouts(THERE, Precision.ADDRESS, "Votre adresse")
PORT_MISTRAL = Known(Position(43.21, 5.61), Precision.COMMUNE)


@pytest.fixture(autouse=True)
def _at_once(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of the test's own, and nobody waits for the pace."""
    monkeypatch.setattr(geocoder, "EVERY", 0)


def _remember(text: str, known: Known) -> None:
    with db.transaction(writes=True) as session:
        places.remember(session, text, known, clock.now(), lasts=None)


def _remembered() -> int:
    with db.transaction() as session:
        return len(session.exec(select(AddressPosition.address_hash)).all())


def _centre(code: str) -> Position:
    commune = gazetteer.by_code(code)
    assert commune
    return commune.position


def _feature(label: str, latitude: float, longitude: float, where: str) -> dict[str, Any]:
    """Return a house of `93200 93066 Saint-Denis`: postcode, code, city."""
    postcode, code, city = where.split(" ", 2)
    return feature(label, latitude, longitude, postcode=postcode, citycode=code, city=city)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


async def test_a_street_is_where_the_geocoder_says(ban: BanStub) -> None:
    assert await whereabouts.locate(ADDRESS) == EXACT


async def test_what_leaves_is_the_address_as_it_was_typed_and_only_once(ban: BanStub) -> None:
    await whereabouts.locate(f"  {ADDRESS} ")
    again = await whereabouts.locate("18 RUE DES EMBRUNS 13006 MARSEILLE")

    assert again == EXACT
    assert [asked.query["q"] for asked in ban.requests] == [[ADDRESS]]


@pytest.mark.parametrize("typed", ["13006 Marseille", "13011", "Cassis", "Saint-Denis", "51300"])
async def test_a_commune_alone_is_sent_to_nobody(ban: BanStub, typed: str) -> None:
    await whereabouts.locate(typed)

    assert ban.requests == []


@pytest.mark.parametrize("status", [403, 500, 503])
async def test_when_the_geocoder_is_down_the_commune_stands_in_and_the_page_says_so(ban: BanStub, status: int) -> None:
    ban.status = status

    found = await whereabouts.locate(ADDRESS)

    assert (found.position, found.precision) == (_centre("13206"), Precision.COMMUNE)
    assert _plain(found.centre) == "Centre de Marseille 6e"
    assert _plain(found.note) == "Le service d’adresses ne répond pas : nous partons du centre de Marseille 6e."
    assert _remembered() == 0


async def test_a_geocoder_that_never_answers_costs_its_time_once_and_then_none(
    ban: BanStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    ban.silent = True
    monkeypatch.setattr(geocoder, "SECONDS", 0.2)

    for _ in range(5):
        assert _plain((await whereabouts.locate(ADDRESS)).note).startswith("Le service d’adresses ne répond pas : ")
    assert len(ban.requests) == 1


async def test_down_and_near_a_commune_without_coordinates_one_sentence_says_both(ban: BanStub) -> None:
    ban.body = b"nonsense"
    (huiron,) = gazetteer.find("51300 Huiron").communes

    found = await whereabouts.locate("2 rue Haute, 51300 Huiron")

    assert (found.position, found.precision) == (huiron.position, Precision.NEARBY)
    assert _plain(found.note) == f"Le service d’adresses ne répond pas : nous partons de {huiron.near}, tout près."


@pytest.mark.parametrize(
    "body",
    [
        answer(),
        answer(feature("Marseille", 43.3, 5.4, type="municipality")),
        answer(_feature("18 Rue des Embruns 29000 Quimper", 48.0, -4.1, "29000 29232 Quimper")),
    ],
    ids=["no answer", "a municipality", "the street of another commune"],
)
async def test_a_street_the_geocoder_does_not_know_starts_from_the_centre(ban: BanStub, body: bytes) -> None:
    ban.body = body

    found = await whereabouts.locate(ADDRESS)

    assert found.position == _centre("13206")
    assert _plain(found.note) == "Nous ne trouvons pas cette adresse : nous partons du centre de Marseille 6e."
    assert _remembered() == 0


async def test_an_arrondissement_is_in_its_city(ban: BanStub) -> None:
    assert await whereabouts.locate("18 rue des Embruns, Marseille") == EXACT


async def test_a_street_that_two_communes_of_the_name_have_is_asked_about(ban: BanStub) -> None:
    south = feature(
        "2 Rue Haute 97400 Saint-Denis", -20.9, 55.4, postcode="97400", city="Saint-Denis", citycode="97411"
    )
    north = _feature("2 Rue Haute 93200 Saint-Denis", 48.9, 2.35, "93200 93066 Saint-Denis")
    ban.body = answer(south, north)

    found = await whereabouts.locate("2 rue Haute, Saint-Denis")
    assert _plain(found.asks) == "Plusieurs communes ont cette adresse : laquelle ?"
    assert {choice.address for choice in found.choices} == {
        "2 rue Haute, 97400 Saint-Denis",
        "2 rue Haute, 93200 Saint-Denis",
    }

    chosen = await whereabouts.locate("2 rue Haute, 93200 Saint-Denis")
    assert (chosen.position, chosen.centre) == (Position(48.9, 2.35), "Votre adresse")
    assert ban.requests[-1].query["q"] == ["2 rue Haute, 93200 Saint-Denis"]


async def test_without_a_geocoder_a_street_of_several_communes_is_asked_about() -> None:
    found = await whereabouts.locate("2 rue Haute, Saint-Denis")
    assert _plain(found.asks) == "Plusieurs communes portent ce nom : laquelle ?"
    assert "2 rue Haute, 93200 Saint-Denis" in {choice.address for choice in found.choices}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Port-Mistral", "Port-Mistral"),
        ("13299 Port-Mistral", "Port-Mistral"),
        ("99 rue Neuve, 13299 Port-Mistral", "Port-Mistral"),
    ],
)
async def test_a_commune_that_only_we_know_is_found(typed: str, name: str) -> None:
    _remember("Port-Mistral", PORT_MISTRAL)
    _remember("18 rue des Embruns, 13299 Port-Mistral", Known(THERE, Precision.ADDRESS))

    found = await whereabouts.locate(typed)

    assert (found.position, found.precision) == (PORT_MISTRAL.position, Precision.COMMUNE)
    assert _plain(found.note) == "Position approximative : nous partons du centre de Port-Mistral."
    assert await whereabouts.locate("18 rue des Embruns, 13299 PORT MISTRAL") == EXACT


async def test_a_geocoder_that_finds_the_street_elsewhere_does_not_move_a_commune_we_know(ban: BanStub) -> None:
    _remember("13299 Port-Mistral", PORT_MISTRAL)

    assert (await whereabouts.locate("18 rue des Embruns, 13299 Port-Mistral")).position == PORT_MISTRAL.position


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"city": "Ève", "postcode": "60330", "citycode": "60226"}, False),
        ({"city": "", "postcode": "", "citycode": ""}, False),
        ({"city": "Genève", "postcode": "01999", "citycode": "01999"}, True),
    ],
)
async def test_of_a_commune_the_gazetteer_lacks_only_an_answer_of_its_name_counts(
    ban: BanStub, facts: dict[str, str], found: bool
) -> None:
    ban.body = answer(feature("10 Rue du Rhône", 46.2, 6.1, **facts))
    typed = "10 rue du Rhône, Genève"

    if found:
        assert (await whereabouts.locate(typed)).position == Position(46.2, 6.1)
    else:
        with pytest.raises(InvalidFields):
            await whereabouts.locate(typed)


async def test_a_street_without_a_commune_says_what_to_type_when_the_geocoder_is_down(ban: BanStub) -> None:
    ban.status = 503
    with pytest.raises(InvalidFields) as refusal:
        await whereabouts.locate("10 rue Xyzzy")

    assert _plain(refusal.value.sentences["adresse"]) == (
        "Le service d’adresses ne répond pas : tapez une commune ou un code postal, par exemple 13006."
    )


def test_where_the_device_says_it_is_is_exact() -> None:
    assert whereabouts.here(THERE) == Whereabouts(THERE, Precision.ADDRESS, "Votre position")
