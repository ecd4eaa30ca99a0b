import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from espace import db
from espace.domain.labels import Precision
from espace.domain.positions import Position
from espace.importers.directory import import_directory, lines, writes
from espace.importers.directory import run as running
from espace.importers.files import Unreadable
from espace.models import AddressPosition, DirectoryImport, Practice, Practitioner
from espace.services.places import Known, remember
from tests.importers.directory.conftest import NOW

KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from espace import db
from espace.importers.directory import import_directory, lines, writes

lines.BATCH_LINES = 10
batches = 0
write = writes.write

def killed(connection, entries, run):
    counts = write(connection, entries, run)
    global batches
    batches += 1
    if batches == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return counts

writes.write = killed
import_directory(Path(sys.argv[2]), db.make_engine(sys.argv[1]), now=datetime(2026, 11, 23, tzinfo=UTC))
"""


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BATCH_LINES", 10)


def test_everybody_is_added_once_then_unchanged(register, take, found) -> None:
    path = register.extract(*register.crowd(3), register.line(person="899900000001", number="1"))
    first = take(path)
    before = found()
    again = take(path)
    assert (first.counts["added"], first.counts["read"], first.ok) == (3, 4, True)
    assert (again.counts["added"], again.counts["updated"], again.counts["unchanged"]) == (0, 0, 3)
    assert [row[:-1] for row in found()] == [row[:-1] for row in before]  # all but the import that saw them


def test_a_person_with_two_places_is_one_practitioner(register, take, rows) -> None:
    take(register.extract(register.line(), register.line(number="14")))
    assert (len(rows(Practitioner)), len(rows(Practice))) == (1, 2)


def test_the_staff_of_a_pharmacy_far_apart_in_the_file_is_one_entry(register, take, found, small_batches) -> None:
    staff = [register.pharmacist(person=str(n), last_name=f"N{n}", phone=phone) for n, phone in ((1, ""), (2, ""))]
    path = register.extract(staff[0], *register.crowd(40), staff[1])
    assert take(path).counts["added"] == 41
    assert take(path).counts["unchanged"] == 41
    assert [row.name for row in found()].count("Pharmacie du Ponant") == 1


def test_a_second_line_for_the_same_place_tells_the_telephone_that_the_first_lacks(register, take, found) -> None:
    take(register.extract(register.line(phone=""), register.line(phone="0465712087"), register.line()))
    assert [row.phone for row in found()] == ["0465712087"]


def test_what_changed_is_brought_up_to_date_and_the_rest_left_alone(register, take, found) -> None:
    take(register.extract(register.line(), register.line(person="2", last_name="ORTIZ")))
    changed = register.line(phone="0465712087", last_name="CASTAING-VIDAL", company="MAISON DE SANTÉ DU PONANT")
    report = take(register.extract(changed, register.line(person="2", last_name="ORTIZ")))
    assert (report.counts["updated"], report.counts["unchanged"], report.counts["retired"]) == (1, 1, 0)
    first, _ = found()
    assert (first.name, first.phone) == ("Dr\u00a0Hélène Castaing-Vidal", "0465712087")
    assert first.structure == "Maison de santé du Ponant"


def test_who_is_gone_from_the_extract_is_retired_with_their_last_place(register, take, rows) -> None:
    everybody = register.crowd(20)
    take(register.extract(*everybody, register.line(person="899900000001", number="99")))
    report = take(register.extract(*everybody[:-1]))
    assert report.counts["retired"] == 2
    assert (len(rows(Practitioner)), len(rows(Practice))) == (19, 19)


def test_a_file_that_holds_too_little_retires_nobody_and_says_so(register, take, rows) -> None:
    take(register.extract(*register.crowd(20)))
    small = register.extract(*register.crowd(2), name="small.txt")
    report = take(small)
    assert not report.ok
    assert any("Rien n’a été retiré" in sentence and "--force" in sentence for sentence in report.sentences())
    assert len(rows(Practice)) == 20

    forced = take(small, force=True)
    assert (forced.ok, forced.counts["retired"], forced.counts["unchanged"]) == (True, 18, 2)
    assert len(rows(Practice)) == 2


def test_a_whole_new_extract_replaces_the_directory(register, take, rows) -> None:
    take(register.extract(*register.crowd(20)))
    report = take(register.extract(*register.crowd(30, first=1_000)))
    assert (report.counts["added"], report.counts["retired"], len(rows(Practice))) == (30, 20, 30)


def test_retiring_goes_on_beyond_its_first_thousands(register, take, rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("espace.importers.directory.retiring._AT_A_TIME", 3)
    take(register.extract(*register.crowd(10)))
    assert take(register.extract(*register.crowd(12, first=100))).counts["retired"] == 10
    assert len(rows(Practitioner)) == 12


def test_an_import_stopped_between_batches_goes_on_where_it_was(register, take, rows, small_batches) -> None:
    path = register.extract(*register.crowd(45), "malformed|line")

    def stop(_file: str, done: int, total: int) -> None:
        assert total == 47
        if done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(path, progress=stop)
    assert len(rows(Practice)) == 20
    told: list[int] = []
    report = take(path, progress=lambda _file, done, _total: told.append(done))
    assert (report.resumed_at, told) == (22, [31, 41, 47])
    assert (report.counts["read"], report.counts["added"], report.malformed_lines) == (46, 45, [47])
    assert "reprise à la ligne\u00a022" in report.sentences()[0]
    assert len(rows(DirectoryImport)) == 1


def test_an_import_stopped_inside_a_batch_has_written_none_of_it(
    register, take, rows, small_batches, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = register.extract(*register.crowd(25))
    move = running._move

    def crash(connection, run, before, **values) -> None:
        if before and values["line"] > 20:
            raise ConnectionError
        move(connection, run, before, **values)

    with monkeypatch.context() as patch:
        patch.setattr(running, "_move", crash)
        with pytest.raises(ConnectionError):
            take(path)
    assert len(rows(Practice)) == 10
    assert (take(path).counts["added"], len(rows(Practice))) == (25, 25)


def test_an_import_stopped_in_its_first_batch_begins_again_under_the_same_number(
    register, take, rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = register.extract(*register.crowd(5))
    with monkeypatch.context() as patch:
        patch.setattr(writes, "write", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            take(path)
    assert take(path).resumed_at == 0
    assert len(rows(DirectoryImport)) == 1


def test_an_import_killed_with_its_process_goes_on_too(register, database: Engine, tmp_path: Path) -> None:
    path = register.extract(*register.crowd(45))
    url = f"sqlite:///{tmp_path / 'espace.db'}"
    done = subprocess.run([sys.executable, "-c", KILLED, url, str(path)], env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL

    report = import_directory(path, database, now=NOW)
    assert (report.resumed_at, report.counts["added"]) == (22, 45)
    with db.transaction() as session:
        assert len(session.execute(select(Practice.__table__.c.id)).all()) == 45


def test_another_file_starts_anew(register, take, rows, small_batches) -> None:
    def stop(_file: str, _done: int, _total: int) -> None:
        raise KeyboardInterrupt

    first = register.extract(*register.crowd(45), name="first.txt")
    with pytest.raises(KeyboardInterrupt):
        take(first, progress=stop)
    second = take(register.extract(*register.crowd(30), name="second.txt"))
    assert (second.resumed_at, second.counts["added"], second.counts["unchanged"]) == (0, 20, 10)
    assert take(first).resumed_at == 0  # the second import may have retired what the first had read
    assert len(rows(Practice)) == 45


def test_a_place_stands_at_its_address_once_that_is_known(register, take, found, store: Engine) -> None:
    with db.transaction(store, writes=True) as session:
        at = Known(Position(43.29, 5.38), Precision.ADDRESS)
        remember(session, "12 rue du Mistral, 13006 Marseille", at, NOW, lasts=None)
    take(register.extract(register.line(), register.line(number="14")))
    exact, vague = found()
    assert (exact.precision, exact.latitude, exact.longitude) == (Precision.ADDRESS, 43.29, 5.38)
    assert vague.precision is Precision.COMMUNE


def test_a_town_that_no_gazetteer_has_is_found_if_its_position_was_given(register, take, found, store: Engine) -> None:
    somewhere = {"postcode": "13299", "commune": "13999", "commune_name": "Port-Mistral"}
    path = register.extract(register.line(**somewhere))
    assert take(path).counts["nowhere"] == 1
    assert found() == []
    with db.transaction(store, writes=True) as session:
        town = Known(Position(43.348, 5.17), Precision.COMMUNE)
        remember(session, "13299 Port-Mistral", town, NOW, lasts=None)
    take(path)
    assert [(row.city, row.precision) for row in found()] == [("Port-Mistral", Precision.COMMUNE)]


def test_the_report_counts_each_reason_for_leaving_a_line_out(register, take) -> None:
    report = take(
        register.extract(
            register.line(),
            register.line(category="E"),
            register.line(postcode="", commune=""),
            register.line(postcode="GL", country="99132"),
            register.line(profession="98", skill_type=""),
            register.line(profession="60", skill_type="", mode="S"),
            register.pharmacist(section="H"),
            register.line(postcode="13299", commune="", commune_name=""),
            *["malformed"] * 25,
        )
    )
    assert report.sentences() == [
        "Lignes lues\u00a0: 33",
        "Lieux d’exercice\u00a0: 1 ajouté",
        "Lignes laissées de côté\u00a0: 25 mal formées, 1 sans adresse, 1 à l’étranger, 1 d’une profession que l’on ne "
        "cherche pas, 1 d’étudiants, 1 de salariés d’un établissement, 1 de pharmaciens hors officine, 1 à une adresse "
        "introuvable.",
        f"Lignes mal formées, numéros\u00a0: {', '.join(map(str, range(10, 30)))}, …",
    ]


def test_any_text_of_the_register_fits_the_database(register, take, found) -> None:
    texts = ("last_name", "first_name", "company", "number", "repetition", "street_kind", "street", "phone", "siret")
    long = dict.fromkeys(texts, "É\0É " * 200) | {"person": "9" * 300, "commune": "", "commune_name": "X" * 300}
    report = take(register.extract(register.line(**long), register.pharmacist(finess="9" * 300)))
    assert (report.counts["added"], len(found())) == (2, 2)


def test_the_end_of_an_import_tells_the_database_what_a_search_will_find(register, take, store: Engine) -> None:
    dentist = register.line(person="1", profession="40", skill_type="", skill="")
    assert take(register.extract(*register.crowd(30), dentist)).ok
    if store.dialect.name == "postgresql":  # SQLite takes the index of the search without statistics
        with store.connect() as connection:
            known = "SELECT n_distinct FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'practice'"
            assert connection.exec_driver_sql(f"{known} AND attname = 'kind'").scalar_one() == 2


def test_an_empty_extract_retires_nobody(register, take, rows) -> None:
    take(register.extract(register.line()))
    assert not take(register.extract()).ok
    assert len(rows(Practice)) == 1


def test_a_file_of_windows_is_refused_by_its_encoding_and_nothing_changes(register, take, rows) -> None:
    path = register.extract(register.line())
    with pytest.raises(Unreadable, match="Windows-1252"):
        take(register.raw(path.read_text(encoding="utf-8").encode("windows-1252")))
    assert rows(DirectoryImport) == []


def test_positions_that_a_member_asked_for_serve_the_directory(register, take, found, store: Engine) -> None:
    with db.transaction(store, writes=True) as session:
        at = Known(Position(43.29, 5.38), Precision.STREET)
        remember(session, "12 rue du Mistral, 13006 Marseille", at, NOW)
        assert session.execute(select(AddressPosition.__table__.c.expires_at)).scalar_one() is not None
    take(register.extract(register.line()))
    assert [row.precision for row in found()] == [Precision.STREET]


def test_writing_nobody_asks_nothing_of_the_database(store: Engine) -> None:
    with store.connect() as connection:
        assert not writes.write(connection, [], 1).total()
