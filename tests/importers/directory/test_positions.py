import csv
from pathlib import Path

import pytest
from sqlalchemy import Engine, Insert
from sqlmodel import select

from espace import db
from espace.domain.labels import Precision
from espace.domain.positions import Position, metres
from espace.importers.directory import positions
from espace.importers.directory.positions import import_positions, write_addresses
from espace.importers.files import Unreadable
from espace.models import AddressPosition
from espace.services import places
from espace.services.places import Known
from tests.importers.directory.conftest import NOW

HEADER = "adresse,code_postal,commune,latitude,longitude,result_score,result_type,result_label"
MISTRAL = "12 rue du Mistral,13006,Marseille"


@pytest.fixture
def answer(tmp_path: Path):
    """Write what the bulk geocoding answers."""

    def write(*rows: str, header: str = HEADER, end: str = "\n", encoding: str = "utf-8") -> Path:
        path = tmp_path / "answer.csv"
        path.write_bytes(end.join([header, *rows, ""]).encode(encoding))
        return path

    return write


def test_addresses_that_are_not_located_are_written_once_each(register, take, store: Engine, tmp_path: Path) -> None:
    take(
        register.extract(
            register.line(),
            register.line(person="2"),
            register.line(person="3", postcode="13001", commune="13201", repetition="B"),
            register.line(person="4", number="", street_kind="", street=""),
        )
    )
    path = tmp_path / "addresses.csv"
    assert write_addresses(path, store) == 2
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["adresse", "code_postal", "commune"],
            ["12 bis rue du Mistral", "13001", "Marseille"],
            ["12 rue du Mistral", "13006", "Marseille"],
        ]


def test_answers_move_the_practices_of_an_address_and_it_need_not_be_asked_again(
    register, take, found, answer, store: Engine, tmp_path: Path
) -> None:
    path = register.extract(register.line(), register.line(person="2"), register.line(person="3", number="14"))
    take(path)
    placing = import_positions(answer(f"{MISTRAL},43.29,5.38,0.93,housenumber,x"), store)

    assert (placing.counts["located"], placing.counts["moved"]) == (1, 2)
    there = metres(Position(43.29, 5.38))
    moved = [row for row in found() if row.precision is Precision.ADDRESS]
    assert [(row.street, row.x, row.y, row.z, row.cell) for row in moved] == [
        ("12 rue du Mistral", there.x, there.y, there.z, there.cell)
    ] * 2
    assert write_addresses(tmp_path / "addresses.csv", store) == 1
    assert take(path).counts["unchanged"] == 3


@pytest.mark.parametrize(
    ("kind", "precision"),
    [("housenumber", Precision.ADDRESS), ("street", Precision.STREET), ("locality", Precision.STREET)],
)
def test_the_kind_of_an_answer_says_how_exact_it_is(
    answer, rows, store: Engine, kind: str, precision: Precision
) -> None:
    import_positions(answer(f"{MISTRAL},43.29,5.38,0.5,{kind},x"), store)
    with store.connect() as connection:
        (row,) = connection.execute(AddressPosition.__table__.select()).all()
    assert (row.precision, row.expires_at) == (precision, None)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (",,,,", "sans réponse"),
        ("43.29,5.38,0.49,housenumber,", "trop incertaines"),
        ("43.29,5.38,0.9,municipality,", "situées à la commune seulement"),
        ("nord,est,0.9,housenumber,", "illisibles"),
        ("99,5.38,0.9,housenumber,", "illisibles"),
        ("nan,5.38,0.9,housenumber,", "illisibles"),
        ("43.29", "sans réponse"),
    ],
)
def test_answers_that_cannot_be_relied_on_are_counted_by_reason(answer, store: Engine, cells: str, why: str) -> None:
    placing = import_positions(answer(f"{MISTRAL},{cells}"), store)
    assert placing.sentences()[1] == f"Adresses laissées de côté\u00a0: 1 {why}."
    assert placing.counts["located"] == 0


def test_reading_answers_again_changes_nothing(answer, store: Engine) -> None:
    path = answer(f"{MISTRAL},43.29,5.38,0.93,housenumber,x", f"{MISTRAL},43.29,5.38,0.93,housenumber,x")
    assert import_positions(path, store).counts["located"] == 1
    again = import_positions(path, store)
    assert again.sentences() == ["Adresses situées\u00a0: 0, déjà connues\u00a0: 1, lieux déplacés\u00a0: 0"]


def test_a_newer_answer_replaces_the_older(register, take, found, answer, store: Engine) -> None:
    take(register.extract(register.line()))
    for latitude in ("43.29", "43.30"):
        import_positions(answer(f"{MISTRAL},{latitude},5.38,0.93,housenumber,x"), store)
    assert [row.latitude for row in found()] == [43.30]


def test_somebody_who_asks_for_an_address_meanwhile_disturbs_nothing(
    answer, store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask_first(dialect: str) -> Insert:
        if dialect == "postgresql":  # on SQLite nobody writes meanwhile
            with db.transaction(store, writes=True) as session:
                vague = Known(Position(43.2, 5.3), Precision.STREET)
                places.remember(session, "12 rue du Mistral, 13006 Marseille", vague, NOW)
        return places.keeping(dialect)

    monkeypatch.setattr(positions, "keeping", ask_first)
    import_positions(answer(f"{MISTRAL},43.28,5.38,0.9,housenumber,"), store)

    with db.transaction(store) as session:
        kept = session.exec(select(AddressPosition)).one()
    assert (kept.latitude, kept.precision, kept.expires_at) == (43.28, Precision.ADDRESS, None)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("header", [HEADER, "\ufeff" + HEADER, HEADER.upper(), HEADER.replace(",", ";")])
def test_the_file_of_a_spreadsheet_is_read_too(answer, store: Engine, header: str, end: str) -> None:
    row = f'"12 rue du Mistral",13006,Marseille,43.29,5.38,0.93,housenumber,"a{"," if "," in header else ";"} b"'
    path = answer(row.replace(",", ";") if ";" in header else row, header=header, end=end)
    assert import_positions(path, store).counts["located"] == 1


def test_progress_is_told_after_each_commit(answer, store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("espace.importers.directory.positions._AT_A_TIME", 2)
    told: list[tuple[str, int, int]] = []
    row = f"{MISTRAL},43.29,5.38,0.93,housenumber,x"
    import_positions(answer(row, row, row), store, progress=lambda *step: told.append(step))
    assert told == [("answer.csv", 2, 3), ("answer.csv", 3, 3)]


def test_a_file_that_is_no_answer_is_refused(answer, store: Engine) -> None:
    with pytest.raises(Unreadable, match=r"Colonne manquante.*latitude"):
        import_positions(answer(MISTRAL, header="adresse,code_postal,commune"), store)
    with pytest.raises(Unreadable, match="Colonne manquante"):
        import_positions(answer(header=""), store)
    with pytest.raises(Unreadable, match="Windows-1252"):
        import_positions(answer("12 rue de l’Été,13006,Marseille,,,,,", encoding="windows-1252"), store)


def test_a_cell_that_never_ends_is_refused_with_its_line(answer, store: Engine) -> None:
    with pytest.raises(Unreadable, match="découpée") as refusal:
        import_positions(answer(f"{MISTRAL},43.29,5.38,0.93,housenumber,x", '"' + "x" * 200_000), store)
    assert refusal.value.line == 3
