from typing import Any

import pytest

from espace.domain.labels import Precision
from espace.domain.practitioner_kinds import PractitionerKind as Kind
from espace.importers.directory import entries, lines
from espace.importers.directory.entries import Entry, Left
from tests.importers.directory.conftest import GENERAL_PRACTITIONER, PHARMACIST

NOBODY = dict.fromkeys(lines.Activity._fields, "")


def _activity(**cells: str) -> lines.Activity:
    return lines.Activity(**(NOBODY | GENERAL_PRACTITIONER | cells))


def _read(**cells: str) -> Entry | Left:
    one = _activity(**cells)
    return entries.read(one, entries.specialties([one]))


def _entry(**cells: str) -> Entry:
    read = _read(**cells)
    assert isinstance(read, Entry), read
    return read


def test_a_doctor_is_ready_to_be_shown() -> None:
    one = _entry()
    assert (one.name, one.kind, one.structure) == ("Dr\u00a0Hélène Castaing", Kind.GENERAL_PRACTITIONER, "")
    assert (one.street, one.postcode, one.city, one.phone) == ("12 rue du Mistral", "13006", "Marseille", "0465712014")
    assert one.spot is not None
    assert one.spot.precision is Precision.COMMUNE
    assert 43.2 < one.spot.position.latitude < 43.4


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"category": "E"}, Left.STUDENT),
        ({"person": ""}, Left.MALFORMED),
        ({"last_name": " "}, Left.MALFORMED),
        ({"profession": "98", "skill_type": "", "skill": ""}, Left.NOBODY_LOOKS),
        ({"profession": "60", "skill_type": "", "skill": "", "mode": "S"}, Left.EMPLOYED),
        ({"profession": "70", "skill_type": "", "skill": "", "mode": ""}, Left.EMPLOYED),
        (PHARMACIST | {"section": "H"}, Left.NO_COUNTER),
        ({"postcode": "", "commune": ""}, Left.NO_ADDRESS),
        ({"postcode": "99999"}, Left.NO_ADDRESS),
        ({"postcode": "1300"}, Left.NO_ADDRESS),
        ({"postcode": "GL", "country": "99132"}, Left.ABROAD),
        ({"postcode": "GL"}, Left.ABROAD),
        ({"postcode": "66111", "country": "99109"}, Left.ABROAD),
    ],
)
def test_who_cannot_be_gone_to_is_left_out_and_it_is_said_why(cells: dict[str, str], why: Left) -> None:
    assert _read(**cells) is why


@pytest.mark.parametrize("country", ["", "99000", "99100"])
def test_france_is_not_abroad(country: str) -> None:
    assert _entry(country=country).city == "Marseille"


def test_overseas_is_not_abroad_whatever_country_is_written() -> None:
    one = _entry(postcode="97400", commune="97411", commune_name="Saint-Denis", country="99999")
    assert (one.city, one.spot is not None) == ("Saint-Denis", True)


def test_a_doctor_in_a_hospital_can_be_gone_to_with_the_name_of_the_place() -> None:
    assert _entry(mode="S", company="CLINIQUE SAINTE-ESTELLE").structure == "Clinique Sainte-Estelle"


def test_a_place_named_after_its_doctor_is_not_repeated() -> None:
    assert _entry(company="CABINET DU DR CASTAING HELENE").structure == ""


def test_the_sign_above_the_door_goes_before_the_name_of_the_company() -> None:
    assert _entry(company="SELARL 13", brand="CABINET DU PRADO").structure == "Cabinet du Prado"


@pytest.mark.parametrize(("civility", "name"), [("", "Hélène Castaing"), ("PR", "Pr\u00a0Hélène Castaing")])
def test_only_doctors_and_professors_have_a_title(civility: str, name: str) -> None:
    assert _entry(civility=civility).name == name


def test_a_first_name_may_be_missing() -> None:
    assert _entry(first_name="").name == "Dr\u00a0Castaing"


def test_a_cardiologist_with_a_competence_is_no_general_practitioner() -> None:
    specialist = _activity(skill="SM04")
    known = entries.specialties([specialist])
    for other in ({"skill_type": "C", "skill": "C40"}, {"skill_type": "", "skill": ""}):
        read = entries.read(_activity(**other), known)
        assert isinstance(read, Entry)
        assert read.kind is Kind.CARDIOLOGIST


def test_a_doctor_with_only_a_competence_is_a_general_practitioner() -> None:
    assert _entry(skill_type="C", skill="C40").kind is Kind.GENERAL_PRACTITIONER


def test_all_the_staff_of_a_pharmacy_are_one_entry_of_its_name() -> None:
    first = _entry(**PHARMACIST)
    second = _entry(**PHARMACIST | {"person": "899900000002", "last_name": "ORTIZ"})
    assert (first.name, first.kind, first.structure) == ("Pharmacie du Ponant", Kind.PHARMACY, "")
    assert (first.key, first.practitioner) == (second.key, second.practitioner)


@pytest.mark.parametrize(
    "identity", [{"finess": "990000001"}, {"siret": "99000000100019"}, {"structure": "C99"}, {"brand": "PHARMACIE B"}]
)
def test_a_shop_is_known_by_whatever_the_register_numbers_it_with(identity: dict[str, str]) -> None:
    unnumbered = PHARMACIST | {"finess": ""}
    one, same, other = (
        _entry(**unnumbered | cells) for cells in (identity, identity | {"person": "2"}, {"company": "PHARMACIE A"})
    )
    assert one.practitioner == same.practitioner != other.practitioner


def test_a_shop_without_a_name_is_that_of_its_owner() -> None:
    one = _entry(**PHARMACIST | {"company": ""})
    assert (one.name, one.practitioner) == ("Hélène Castaing", "899900000001")


def test_several_lines_of_one_person_and_place_have_one_key_and_two_places_two() -> None:
    key = _entry().key
    assert _entry(street="DU  MISTRAL", phone="", commune_name="MARSEILLE").key == key
    assert _entry(number="14").key != key
    assert _entry(skill="SM04").key != key
    assert _entry(person="2").key != key


@pytest.mark.parametrize(
    ("cells", "city"),
    [
        ({"postcode": "25300", "commune": "", "commune_name": "", "cedex": "25300 DOUBS"}, "Doubs"),
        ({"postcode": "", "commune": "", "commune_name": "", "cedex": "25300 DOUBS"}, "Doubs"),
        ({"commune": "", "commune_name": "MARSEILLE CEDEX 06"}, "Marseille"),
        ({"postcode": "13299", "commune": "13999", "commune_name": "PORT-MISTRAL"}, "Port-Mistral"),
        (
            {"postcode": "13299", "commune": "", "commune_name": "", "cedex": "13299 PORT-MISTRAL CEDEX 2"},
            "Port-Mistral",
        ),
    ],
)
def test_the_town_is_written_as_on_a_letter(cells: dict[str, str], city: str) -> None:
    assert _entry(**cells).city == city


def test_a_town_that_the_gazetteer_does_not_know_may_still_be_found_by_its_own_address() -> None:
    one = _entry(postcode="13299", commune="13999", commune_name="Port-Mistral")
    assert one.spot is None
    assert one.town_hash not in ("", one.address_hash)


def test_the_second_telephone_stands_in_for_one_that_cannot_be_called() -> None:
    assert _entry(phone="non communiqué", other_phone="04 65 71 20 87").phone == "0465712087"


def test_texts_longer_than_their_columns_are_cut_with_an_ellipsis() -> None:
    one: Any = _entry(street="DU MISTRAL " * 40, company="CABINET " * 40, last_name="CASTAING " * 40)
    assert (len(one.street), len(one.structure), len(one.name)) == (160, 120, 120)
    assert one.street.endswith("…")
