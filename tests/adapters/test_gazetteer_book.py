import math
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import pytest

from espace.adapters import gazetteer
from espace.adapters.gazetteer import Commune, reading
from espace.adapters.gazetteer.book import Book
from espace.domain.labels import Precision
from espace.domain.positions import metres

BOOK = sys.modules[Book.__module__]
LINES = (BOOK._FOLDER / "communes.tsv").read_text(encoding="utf-8").splitlines()[1:]


@pytest.fixture(scope="module")
def communes() -> list[Commune]:
    """Every commune and arrondissement of the file."""
    found = [gazetteer.by_code(line.split("\t")[0]) for line in LINES if line.split("\t")[2]]
    return [commune for commune in found if commune is not None]


def test_every_label_leads_back_to_its_commune_alone(communes: list[Commune]) -> None:
    assert [commune.label for commune in communes if gazetteer.find(commune.label) != gazetteer.Found((commune,))] == []


def test_every_name_is_indexed_as_people_s_typing_is_compared() -> None:
    names = {line.split("\t")[1] for line in LINES}
    assert [name for name in names if BOOK._file_key(name) != reading.key(name)] == []


def test_names_are_set_as_french_printers_set_them(communes: list[Commune]) -> None:
    names = {commune.name for commune in communes}
    assert {"L’Abergement-Clémenciat", "Ville-d’Avray", "Marseille 1er", "Paris 20e"} <= names
    assert not [text for one in communes for text in (one.name, one.department) if "'" in text]


def test_the_file_begins_with_the_most_populous_and_ends_with_the_former() -> None:
    populations = [line.split("\t")[3] for line in LINES]
    current = [int(one) for one in populations if one]
    assert current == sorted(current, reverse=True)
    assert populations == [*map(str, current), *[""] * (len(LINES) - len(current))]


def test_the_communes_of_2026_are_all_there_but_islands_nobody_can_place(communes: list[Commune]) -> None:
    mainland = [one for one in communes if not one.city and not one.department_code.startswith(("97", "98"))]
    overseas = [one for one in communes if one.department_code in {"971", "972", "973", "974", "976"}]
    assert (len(mainland), len(overseas)) == (34_746, 129)
    assert len([one for one in communes if one.city]) == 20 + 9 + 16


def test_arrondissements_have_positions_of_their_own(communes: list[Commune]) -> None:
    arrondissements = [one for one in communes if one.city]
    assert {one.precision for one in arrondissements} == {Precision.COMMUNE}
    assert len({one.position for one in arrondissements}) == len(arrondissements)


def test_who_is_not_placed_has_the_position_of_a_commune_that_is(communes: list[Commune]) -> None:
    assert [one.label for one in communes if (one.precision is Precision.NEARBY) != bool(one.near)] == []
    placed = sum(one.population for one in communes if not (one.near or one.city))
    assert placed / sum(one.population for one in communes if not one.city) > 0.9


def test_no_commune_is_far_from_the_rest_of_its_department(communes: list[Commune]) -> None:
    departments: dict[str, list[Commune]] = defaultdict(list)
    for commune in communes:
        if len(commune.department_code) == 2:
            departments[commune.department_code].append(commune)
    far = []
    for inside in departments.values():
        points = [metres(one.position) for one in inside]
        middle = [median(getattr(point, axis) for point in points) for axis in "xyz"]
        far += [
            one.label
            for one, point in zip(inside, points, strict=True)
            if math.dist((point.x, point.y, point.z), middle) > 130_000
        ]
    assert far == []


def test_the_file_is_read_once_whoever_asks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    read = BOOK._lines
    names: list[str] = []
    monkeypatch.setattr(BOOK, "_book", None)
    monkeypatch.setattr(BOOK, "_lines", lambda name: (names.append(name), read(name))[1])
    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(lambda _: gazetteer.by_code("13206"), range(8)))) == 1
    assert sorted(names) == ["communes.tsv", "departments.tsv"]


def test_the_file_is_read_by_who_asks_not_by_the_start() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from espace.adapters.gazetteer import book; print(book._book)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "None"
