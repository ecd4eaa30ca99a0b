import pytest
from sqlalchemy import Engine

from espace import db
from espace.adapters import clock
from espace.domain.labels import Precision
from espace.models import Member
from espace.services import contact_details, places
from espace.services.places import Known
from espace.state.tools import ToolsState
from tests.factories import Person, alice
from tests.practitioners import MARSEILLE, away, somebody
from tests.state.conftest import Open

HERE = "/outils?adresse=1+rue+du+Port%2C+13006+Marseille&profession=dentist"
NBSP = "\u00a0"


@pytest.fixture
def member(database: Engine) -> Person:
    with db.transaction(writes=True) as session:
        member = alice(session)
        known = Known(MARSEILLE, Precision.ADDRESS)
        places.remember(session, "1 rue du Port, 13006 Marseille", known, clock.now())
    return member


async def found(opened: Open, member: Person, address: str = HERE) -> ToolsState:
    state = await opened(ToolsState, member, address)
    await ToolsState.load.fn(state)
    return state


async def test_before_anything_is_asked_the_form_waits_with_the_members_own_address(
    member: Person, opened: Open
) -> None:
    state = await found(opened, member, "/outils")

    assert state.status == "empty"
    assert state.home.endswith(f"{member.member.postcode} {member.member.city}")
    assert not state.errors


async def test_after_a_move_the_members_own_address_is_the_new_one(member: Person, opened: Open) -> None:
    state = await found(opened, member, "/outils")
    with db.transaction(writes=True) as session:
        session.get_one(Member, member.id).address_line1 = "7 quai Neuf"

    await ToolsState.load.fn(state)

    assert state.home.startswith("7 quai Neuf, ")


async def test_who_is_looked_for_without_a_place_is_looked_for_around_home(member: Person, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        home = contact_details.home(session, member.member.id)
        places.remember(session, home, Known(MARSEILLE, Precision.ADDRESS), clock.now())
        somebody(session, "Dr Samuel Ortiz", away(0.7, 90))

    state = await found(opened, member, "/outils?profession=dentist")

    assert [one.name for one in state.people] == ["Dr Samuel Ortiz"]


async def test_an_address_that_was_emptied_is_asked_for(member: Person, opened: Open) -> None:
    state = await found(opened, member, "/outils?adresse=&profession=dentist")

    assert state.status == "refused"
    assert [error.field for error in state.errors] == ["adresse"]


async def test_the_nearest_stand_first_with_their_telephone_and_the_way_there(member: Person, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        somebody(session, "Dr Samuel Ortiz", away(0.7, 90), phone="0465712087")
        somebody(session, "Dr Hélène Castaing", away(0.35, 10), structure="Maison de santé du Ponant")

    state = await found(opened, member)

    first, second = state.people
    assert (first.number, first.name, first.distance) == ("1", "Dr Hélène Castaing", f"350{NBSP}m")
    assert first.nearest.structure == "Maison de santé du Ponant"
    assert second.nearest.phone == f"04{NBSP}65{NBSP}71{NBSP}20{NBSP}87"
    assert second.nearest.phone_href == "tel:0465712087"
    assert second.nearest.directions.startswith("https://www.openstreetmap.org/directions?to=43.29")
    assert state.heading == f"2{NBSP}dentistes à moins de 5{NBSP}km"
    assert (state.status, state.centre, state.note) == ("ready", "Votre adresse", "")


async def test_the_map_shows_who_is_in_the_list_and_says_it_in_words(member: Person, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        somebody(session, "East", away(0.4, 90))
        somebody(session, "Commune only", away(0.9, 0), precision=Precision.COMMUNE)

    state = await found(opened, member)

    [pin] = state.pins
    assert (pin.number, pin.row, pin.name) == ("1", "1", "East")
    assert (int(pin.x) > 320, int(pin.y)) == (True, 240)
    assert state.rings == [f"250{NBSP}m", f"500{NBSP}m"]
    assert (state.reach, state.radius) == (500, 5000)
    assert "1\u00a0professionnel de la liste" in state.map_words
    assert "1\u00a0adresse sans position précise" in state.caption
    assert state.people[1].distance == f"environ 1{NBSP}km"
    assert "to=1+rue+du+Mistral" in state.people[1].nearest.directions


async def test_one_person_stands_once_with_their_other_places(member: Person, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        somebody(session, "Three places", away(3), away(0.5), away(12))

    state = await found(opened, member)

    [one] = state.people
    assert (one.distance, [place.distance for place in one.others]) == (f"500{NBSP}m", [f"3{NBSP}km", f"12{NBSP}km"])


async def test_pages_go_on_counting_and_carry_the_search(member: Person, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        for number in range(12):
            somebody(session, f"{number:02d}", away(0.1 + number / 10))

    state = await found(opened, member, f"{HERE}&page=2")

    assert [row.number for row in state.people] == ["11", "12"]
    assert [row.row for row in state.people] == ["1", "2"]
    assert state.previous_href.endswith("&profession=dentist")
    assert (state.next_href, [page.label for page in state.pages]) == ("", ["1", "2"])


async def test_where_nobody_is_the_larger_circles_say_how_many_they_hold(member: Person, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        somebody(session, "Far", away(8))
        somebody(session, "Farther", away(18))
        somebody(session, "Farthest", away(40))

    state = await found(opened, member)

    assert (state.status, state.heading) == ("missing", f"Aucun dentiste à moins de 5{NBSP}km")
    assert [(link.text, link.hint) for link in state.wider] == [
        (f"À moins de 10{NBSP}km", f"1{NBSP}dentiste"),
        (f"À moins de 20{NBSP}km", f"2{NBSP}dentistes"),
    ]
    assert state.wider[0].href.endswith("&rayon=10")


async def test_nobody_within_the_largest_circle_offers_nothing_larger(member: Person, opened: Open) -> None:
    state = await found(opened, member, f"{HERE}&rayon=50")
    assert (state.status, state.wider) == ("missing", [])


async def test_a_feminine_word_is_denied_as_one(member: Person, opened: Open) -> None:
    state = await found(opened, member, HERE.replace("dentist", "pharmacy"))
    assert state.heading.startswith("Aucune pharmacie")


async def test_several_communes_of_a_name_are_a_question(member: Person, opened: Open) -> None:
    state = await found(opened, member, "/outils?adresse=Saint-Denis&profession=dentist")

    assert state.status == "ready"
    assert state.asks.startswith("Plusieurs communes portent ce nom")
    assert {"La Réunion, 97400"} <= {choice.hint for choice in state.choices}
    [chosen] = [choice for choice in state.choices if "La Réunion" in choice.hint]
    assert chosen.href == "/outils?adresse=Saint-Denis+%28974%2C+La+R%C3%A9union%29&profession=dentist"


async def test_the_commune_that_was_chosen_is_the_one_that_is_searched(member: Person, opened: Open) -> None:
    state = await found(opened, member, "/outils?adresse=Saint-Denis+%28974%2C+La+R%C3%A9union%29&profession=dentist")

    assert (state.asks, state.choices) == ("", [])
    assert state.latitude.startswith("-20.8")
    assert "approximative" in state.note


async def test_where_the_device_says_it_is_needs_no_address(member: Person, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        somebody(session, "Near", away(0.5))

    state = await found(opened, member, "/outils?ici=43.2965%2C5.3698&profession=dentist")

    assert [one.name for one in state.people] == ["Near"]
    assert state.centre == "Votre position"


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("adresse=&profession=dentist", ["adresse"]),
        ("adresse=Gen%C3%A8ve&profession=dentist", ["adresse"]),
        ("adresse=%3Cscript%3E&profession=", ["adresse", "profession"]),
        (f"adresse={'x' * 10_000}&profession=dentist", ["adresse"]),
        ("adresse=Cassis&profession=wizard&rayon=7", ["profession", "rayon"]),
    ],
)
async def test_what_cannot_be_searched_says_what_to_correct(
    member: Person, opened: Open, query: str, fields: list[str]
) -> None:
    state = await found(opened, member, f"/outils?{query}")

    assert state.status == "refused"
    assert [error.field for error in state.errors] == fields


async def test_after_a_correction_no_error_stays(member: Person, opened: Open) -> None:
    state = await found(opened, member, "/outils?adresse=&profession=dentist")
    state.router = (await opened(ToolsState, member, HERE)).router
    await ToolsState.load.fn(state)

    assert (state.errors, state.errors_title) == ([], "")


async def test_places_are_proposed_while_one_types(member: Person, opened: Open) -> None:
    state = await opened(ToolsState, member, "/outils")
    await ToolsState.suggest.fn(state, "port-de-b")
    assert any("Port-de-Bouc" in place for place in state.suggestions)

    await ToolsState.suggest.fn(state, "<b>" * 10_000)
    assert state.suggestions == []
