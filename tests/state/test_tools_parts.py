import pytest

from espace.state import tools_parts


@pytest.mark.parametrize(
    ("domain", "says"),
    [
        ("", "L’adresse que vous tapez reste chez nous."),
        (
            "data.geopf.fr/geocodage",
            "L’adresse que vous tapez, et rien d’autre, est envoyée au service public d’adresses de l’IGN "
            "(data.geopf.fr) pour la situer.",
        ),
        (
            "adresses.notgeopf.fr",
            "L’adresse que vous tapez, et rien d’autre, est envoyée à notre service d’adresses (adresses.notgeopf.fr) "
            "pour la situer.",
        ),
    ],
)
def test_the_page_names_whoever_is_told_the_address(domain: str, says: str) -> None:
    assert tools_parts.third_party(domain) == says


@pytest.mark.parametrize(
    ("missing", "tiles", "says"),
    [
        (0, "", "Plan schématique : distances à vol d’oiseau."),
        (
            2,
            "https://data.geopf.fr/{z}/{x}/{y}",
            "Fond de carte fourni par data.geopf.fr, qui voit quelle région vous regardez : distances à vol d’oiseau. "
            "2\u00a0adresses sans position précise : dans la liste, mais pas sur le plan.",
        ),
    ],
)
def test_the_map_says_who_drew_it_and_how_many_are_not_on_it(missing: int, tiles: str, says: str) -> None:
    assert tools_parts.caption(missing, tiles).replace("\u00a0:", " :") == says
