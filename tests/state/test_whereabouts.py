import pytest

from espace.adapters import gazetteer
from espace.domain.errors import InvalidFields
from espace.domain.labels import Precision
from espace.domain.places import MAX_LENGTH
from espace.state import whereabouts
from tests.ban import BanStub

ADDRESS = "18 rue des Embruns, 13006 Marseille"


pytestmark = pytest.mark.usefixtures("database")


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


async def _refused(typed: str) -> str:
    with pytest.raises(InvalidFields) as refusal:
        await whereabouts.locate(typed)
    assert list(refusal.value.sentences) == ["adresse"]
    return _plain(refusal.value.sentences["adresse"])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("13006 Marseille", "Marseille 6e"),
        ("13011", "Marseille 11e"),
        ("Ajaccio", "Ajaccio"),
        ("cassis", "Cassis"),
        ("LE HAVRE", "Le Havre"),
        ("13260 Cassis", "Cassis"),
    ],
)
async def test_a_commune_or_its_postcode_is_its_centre(typed: str, name: str) -> None:
    found = await whereabouts.locate(typed)

    (commune,) = gazetteer.find(typed).communes
    assert commune.name == name
    assert (found.position, found.precision) == (commune.position, Precision.COMMUNE)
    de = {"Le Havre": "du Havre", "Ajaccio": "d’Ajaccio"}.get(name, f"de {name}")
    assert _plain(found.centre) == f"Centre {de}"
    assert _plain(found.note) == f"Position approximative : nous partons du centre {de}."


async def test_a_commune_without_known_coordinates_starts_from_one_close_by_and_says_so() -> None:
    (huiron,) = gazetteer.find("51300 Huiron").communes
    found = await whereabouts.locate("51300 Huiron")

    assert (found.position, found.precision) == (huiron.position, Precision.NEARBY)
    assert _plain(found.centre) == f"Centre de {huiron.near}"
    assert _plain(found.note) == (
        f"Nous ne connaissons pas le centre d’Huiron : nous partons de {huiron.near}, tout près."
    )


async def test_a_name_that_several_communes_bear_is_asked_about() -> None:
    found = await whereabouts.locate("Saint-Denis")

    assert found.position is None
    assert _plain(found.asks) == "Plusieurs communes portent ce nom : laquelle ?"
    assert {"Saint-Denis (93, Seine-Saint-Denis)", "Saint-Denis (974, La Réunion)"} <= {
        choice.address for choice in found.choices
    }


async def test_a_postcode_that_many_communes_share_is_asked_about() -> None:
    found = await whereabouts.locate("51300")

    assert found.position is None
    assert _plain(found.asks) == f"{len(found.choices)} communes ont le code postal 51300 : laquelle ?"
    assert len(found.choices) > 40
    assert found.choices[0].name == "Vitry-le-François", "the most populous stands first"


@pytest.mark.parametrize("typed", ["Saint-Denis", "51300", "Sainte-Colombe", "2 rue de l’Église, 51300", "69001 Paris"])
async def test_what_is_chosen_is_an_address_of_its_own(typed: str) -> None:
    for choice in (await whereabouts.locate(typed)).choices:
        chosen = await whereabouts.locate(choice.address)
        (commune,) = gazetteer.find(choice.address).communes
        assert (commune.name, chosen.position, chosen.choices) == (choice.name, commune.position, ())


async def test_the_street_stays_as_it_was_typed_in_what_is_chosen() -> None:
    first, *_ = (await whereabouts.locate("2 rue de l’Église, 51300")).choices
    assert first.address == "2 rue de l’Église, 51300 Vitry-le-François"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Écrivez une adresse, une commune ou un code postal, par exemple 13006 Marseille."),
        ("  ,;  ", "Écrivez une adresse, une commune ou un code postal, par exemple 13006 Marseille."),
        ("x" * 10_000, f"Écrivez {MAX_LENGTH} caractères au plus : une adresse, une commune ou un code postal."),
        ("<script>alert(1)</script>", "Écrivez l’adresse en lettres et en chiffres, par exemple 13006 Marseille."),
    ],
)
async def test_what_is_no_address_is_refused_beside_its_input(ban: BanStub, typed: str, says: str) -> None:
    assert await _refused(typed) == says
    assert ban.requests == []


@pytest.mark.parametrize("typed", ["Genève", "10 rue du Rhône, Genève", "99999", "Xyzzy"])
async def test_a_place_that_is_not_in_france_is_not_found(typed: str) -> None:
    assert await _refused(typed) == (
        f"Nous ne trouvons pas « {typed} » en France : vérifiez l’orthographe, ou tapez un code postal, "
        "par exemple 13006."
    )


async def test_without_a_geocoder_a_street_starts_from_the_centre_of_its_commune() -> None:
    found = await whereabouts.locate(ADDRESS)

    commune = gazetteer.by_code("13206")
    assert commune
    assert (found.position, found.precision) == (commune.position, Precision.COMMUNE)
    assert _plain(found.note) == "Position approximative : nous partons du centre de Marseille 6e."
