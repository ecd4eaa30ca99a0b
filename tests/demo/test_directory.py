import csv
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, select
from sqlmodel import col

from espace import db
from espace.adapters import gazetteer
from espace.demo import people, practitioners
from espace.demo.directory import port_mistral, write_directory
from espace.demo.directory.extract import HEADER
from espace.demo.directory.ground import moved
from espace.demo.directory.load import load_directory
from espace.demo.directory.towns import TOWNS
from espace.domain import places as typed
from espace.domain.labels import Precision
from espace.domain.positions import Position, metres
from espace.domain.practitioner_kinds import PractitionerKind
from espace.models import DirectoryImport, Practice, Practitioner
from espace.services import places

TODAY = date(2026, 11, 23)
FICTION = re.compile(r"019900\d{4}|026191\d{4}|035301\d{4}|046571\d{4}|053649\d{4}|063998\d{4}")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_directory(tmp_path_factory.mktemp("directory"))


@pytest.fixture(scope="module")
def lines(files: tuple[Path, Path]) -> list[dict[str, str]]:
    header, *rows = files[0].read_text(encoding="utf-8").splitlines()
    assert header == HEADER
    return [dict(zip(header.split("|"), row.split("|"), strict=True)) for row in rows]


@pytest.fixture
def directory(database: Engine, tmp_path: Path, now: datetime) -> Engine:
    assert load_directory(tmp_path, now=now)
    return database


def _places(**where: Any) -> list[Any]:
    query = select(col(Practitioner.name), Practice.__table__).join(
        Practice, col(Practice.practitioner_id) == Practitioner.id
    )
    with db.transaction() as session:
        return list(session.execute(query.filter_by(**where)).all())


def test_there_are_thousands_of_activities_in_each_of_the_towns(lines: list[dict[str, str]]) -> None:
    communes = Counter(one["Code commune (coord. structure)"] for one in lines)
    assert len(lines) >= 3_000
    assert min(communes[town.code] for town in TOWNS) >= 15
    assert communes[port_mistral.CODE] == len(port_mistral.LOCALS)


def test_the_files_are_the_same_bytes_each_time(files: tuple[Path, Path], tmp_path: Path) -> None:
    again = write_directory(tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in files]


def test_nobody_in_it_exists(lines: list[dict[str, str]]) -> None:
    assert all(one["Identification nationale PP"].startswith("8999") for one in lines)
    assert all(not (phone := one["Téléphone (coord. structure)"]) or FICTION.fullmatch(phone) for one in lines)
    assert all(one["Numéro FINESS site"][:2] in ("", "99") for one in lines)
    assert all(one["Numéro SIREN site"][:2] in ("", "99") for one in lines)


def test_it_has_all_that_real_lines_have(lines: list[dict[str, str]]) -> None:
    people_of = Counter(one["Identification nationale PP"] for one in lines)
    staff = Counter(one["Identifiant technique de la structure"] for one in lines)
    names = {(one["Nom d'exercice"], one["Prénom d'exercice"], one["Identification nationale PP"]) for one in lines}
    homonyms = Counter((last, first) for last, first, _ in names)
    assert max(people_of.values()) >= 2
    assert max(staff[key] for key in staff if key) >= 4
    assert max(homonyms.values()) >= 2
    assert {one["Code catégorie professionnelle"] for one in lines} == {"C", "E"}
    assert {one["Code type savoir-faire"] for one in lines} == {"", "S", "C"}
    assert any(one["Code pays (coord. structure)"] == "99132" for one in lines)
    assert any(one["Bureau cedex (coord. structure)"] and not one["Code commune (coord. structure)"] for one in lines)
    assert any(one["Indice répétition voie (coord. structure)"] == "B" for one in lines)


def test_positions_stand_around_their_town(files: tuple[Path, Path]) -> None:
    towns = {town.code: town for town in TOWNS}
    with files[1].open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["result_citycode"] in towns]
    for row in rows:
        town = towns[row["result_citycode"]]
        centre, there = metres(town.centre), metres(Position(float(row["latitude"]), float(row["longitude"])))
        apart = ((centre.x - there.x) ** 2 + (centre.y - there.y) ** 2 + (centre.z - there.z) ** 2) ** 0.5
        assert apart <= town.spread + 310
    assert {row["result_type"] for row in rows} == {"housenumber", "street"}


def test_most_places_are_located_exactly_and_some_at_their_commune_only(directory: Engine) -> None:
    with db.transaction() as session:
        precision = col(Practice.precision)
        found = {row[0]: row[1] for row in session.execute(select(precision, func.count()).group_by(precision))}
    total = sum(found.values())
    assert total >= 3_000
    assert 0.88 <= found[Precision.ADDRESS] / total <= 0.95
    assert min(found[Precision.STREET], found[Precision.COMMUNE]) >= 50


def test_every_kind_of_professional_is_there(directory: Engine) -> None:
    with db.transaction() as session:
        assert set(session.execute(select(col(Practice.kind)).distinct()).scalars()) == set(PractitionerKind)


def test_the_general_practitioners_of_the_design_stand_where_it_draws_them(directory: Engine) -> None:
    home = metres(port_mistral.HOME)
    found = {}
    for row in _places(city="Port-Mistral", kind=PractitionerKind.GENERAL_PRACTITIONER):
        apart = ((home.x - row.x) ** 2 + (home.y - row.y) ** 2 + (home.z - row.z) ** 2) ** 0.5
        found[row.name] = (row.street, round(apart, -1), row.phone, row.structure)
    assert found == {
        "Dr\u00a0Hélène Castaing": ("12 rue du Mistral", 350, "0465712014", ""),
        "Dr\u00a0Samuel Ortiz": ("4 place des Filets", 700, "0465712087", ""),
        "Dr\u00a0Judith Pastrénel": ("31 avenue des Calanques", 1_100, "0465712140", "Maison de santé du Ponant"),
        "Dr\u00a0Aïcha Meziane": ("9 montée des Oliviers", 1_600, "0465712205", ""),
        "Dr\u00a0Luc Tavernier": ("58 boulevard du Large", 1_900, "0465712263", ""),
    }


def test_those_who_treat_the_demonstrations_people_are_in_the_directory(directory: Engine) -> None:
    rows = _places(city="Port-Mistral")
    shown = {row.name.replace("\u00a0", " ") for row in rows} | {row.structure for row in rows}
    payees = {one.name for one in vars(practitioners).values() if isinstance(one, practitioners.Practitioner)}
    nobody_looks = {
        "", "Laboratoire des Embruns", "Centre hospitalier du Levant", "Ambulances du Mistral",
        "Matériel médical des Calanques",
    }  # fmt: skip
    assert payees - nobody_looks <= shown


def test_the_members_homes_and_their_town_are_known_without_the_network(directory: Engine, now: datetime) -> None:
    for household in people.households(TODAY):
        street, postcode, city = household.address[0], household.postcode, household.city
        for text in (typed.one_line(street, postcode, city), f"{street}, {city}"):
            with db.transaction() as session:
                known = places.known(session, text, now)
            assert known is not None, text
            assert known.precision is Precision.ADDRESS
    for text in ("Port-Mistral", "13299", "13299 Port-Mistral", "PORT MISTRAL"):
        with db.transaction() as session:
            known = places.known(session, text, now)
        assert known is not None
        assert known.precision is Precision.COMMUNE


def test_it_is_loaded_once(directory: Engine, tmp_path: Path, now: datetime) -> None:
    assert load_directory(tmp_path, now=now) is False


def test_a_load_that_was_interrupted_is_finished(
    database: Engine, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("espace.importers.directory.retiring.is_plausible", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            load_directory(tmp_path, now=now)
    assert load_directory(tmp_path, now=now) is True
    assert load_directory(tmp_path, now=now) is False


def test_a_real_directory_is_left_alone(database: Engine, tmp_path: Path, now: datetime) -> None:
    with db.transaction(writes=True) as session:
        session.add(DirectoryImport(file_name="real.txt", fingerprint="x", started_at=now))
    assert load_directory(tmp_path, now=now) is False


def test_a_directory_that_no_import_brought_is_left_alone(directory: Engine, tmp_path: Path, now: datetime) -> None:
    with db.transaction(writes=True) as session:
        session.execute(delete(DirectoryImport))
    assert load_directory(tmp_path, now=now) is False


def test_a_town_that_the_gazetteer_has_lost_is_a_bug_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "by_code", lambda code: None)
    with pytest.raises(LookupError, match="13201"):
        _ = TOWNS[0].centre


@pytest.mark.parametrize("bearing", [0, 45, 90, 180, 285])
def test_so_many_metres_in_a_direction_are_so_many_metres(bearing: int) -> None:
    start, end = metres(port_mistral.HOME), metres(moved(port_mistral.HOME, 1_500, bearing))
    apart = ((start.x - end.x) ** 2 + (start.y - end.y) ** 2 + (start.z - end.z) ** 2) ** 0.5
    assert apart == pytest.approx(1_500, abs=2)
