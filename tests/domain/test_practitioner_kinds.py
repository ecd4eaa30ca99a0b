import pytest

from espace.domain.practitioner_kinds import GROUPS, PractitionerKind, kind_of


@pytest.mark.parametrize(
    ("profession", "skill", "kind"),
    [
        ("10", "SM54", PractitionerKind.GENERAL_PRACTITIONER),
        ("10", "SM53", PractitionerKind.GENERAL_PRACTITIONER),
        ("10", "SM26", PractitionerKind.GENERAL_PRACTITIONER),
        ("10", "", PractitionerKind.GENERAL_PRACTITIONER),
        ("10", "SM38", PractitionerKind.OPHTHALMOLOGIST),
        ("10", "SM04", PractitionerKind.CARDIOLOGIST),
        ("10", "SM51", PractitionerKind.GYNAECOLOGIST),
        ("10", "SM49", PractitionerKind.OTHER_SPECIALIST),
        ("10", "SM99", PractitionerKind.OTHER_SPECIALIST),
        ("40", "", PractitionerKind.DENTIST),
        ("40", "SCD01", PractitionerKind.ORTHODONTIST),
        ("40", "SCD02", PractitionerKind.DENTIST),
        ("70", "", PractitionerKind.PHYSIOTHERAPIST),
        ("60", "SI01", PractitionerKind.NURSE),
        ("21", "", PractitionerKind.PHARMACY),
    ],
)
def test_codes_of_the_directory_say_what_somebody_is_looked_for_as(
    profession: str, skill: str, kind: PractitionerKind
) -> None:
    assert kind_of(profession, skill) is kind


@pytest.mark.parametrize("profession", ["35", "38", "86", "98", "", "SM54"])
def test_nobody_looks_for_the_other_professions(profession: str) -> None:
    assert kind_of(profession, "") is None


def test_every_kind_can_be_chosen_once() -> None:
    offered = [kind for kinds in GROUPS.values() for kind in kinds]
    assert sorted(offered) == sorted(PractitionerKind)


def test_words_for_one_are_small_unless_they_are_initials() -> None:
    assert PractitionerKind.DENTIST.singular == "dentiste"
    assert PractitionerKind.ENT.singular == "ORL"


def test_a_shop_is_no_person_and_a_nurse_of_a_hospital_is_not_called() -> None:
    assert PractitionerKind.PHARMACY.is_a_shop
    assert not PractitionerKind.DENTIST.is_a_shop
    assert PractitionerKind.NURSE.is_self_employed
    assert not PractitionerKind.CARDIOLOGIST.is_self_employed
    assert PractitionerKind.MIDWIFE.is_feminine
    assert not PractitionerKind.DENTIST.is_feminine
