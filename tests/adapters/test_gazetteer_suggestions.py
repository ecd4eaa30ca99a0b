import pytest

from espace.adapters import gazetteer


@pytest.mark.parametrize("typed", ["saint d", "Saint-D", "st-den", "SAINT DENI", "st denis"])
def test_names_are_suggested_without_accents_hyphens_or_case_the_most_populous_first(typed: str) -> None:
    assert gazetteer.suggestions(typed)[:2] == ("Saint-Denis (974, La Réunion)", "Saint-Denis (93, Seine-Saint-Denis)")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("aix", "Aix-en-Provence (13, Bouches-du-Rhône)"),
        ("ciot", "13600 La Ciotat"),
        ("la ciot", "13600 La Ciotat"),
        ("l’hay", "94240 L’Haÿ-les-Roses"),
        ("av", "Avignon (84, Vaucluse)"),  # not yet an avenue
        ("villeneuve s", "47300 Villeneuve-sur-Lot"),
        ("1300", "13008 Marseille 8e"),
        ("13006", "13006 Marseille 6e"),
        ("13006 mar", "13006 Marseille 6e"),
        ("20090", "Ajaccio (2A, Corse-du-Sud)"),
    ],
)
def test_the_start_of_a_name_or_a_postcode_suggests_it(typed: str, label: str) -> None:
    assert label in gazetteer.suggestions(typed)


def test_a_postcode_suggests_only_those_who_have_it() -> None:
    found = gazetteer.suggestions("1300", most=30)
    assert len(found) == 9
    assert all(label.startswith("1300") for label in found)


@pytest.mark.parametrize("typed", ["", "s", " s ", "1", "-", "zz", "genève", "13006 lyon", "x" * 10_000])
def test_nothing_is_suggested_where_nothing_begins_so(typed: str) -> None:
    assert gazetteer.suggestions(typed) == ()


def test_there_are_at_most_as_many_as_asked_for_and_none_twice() -> None:
    assert len(gazetteer.suggestions("sa")) == 6
    found = gazetteer.suggestions("le", most=50)
    assert len(set(found)) == len(found) == 50
