"""The import as a whole: all or nothing, once, in any order, and what it says."""

import gc

import pytest

from espace.importers import import_feeds, reader
from espace.importers.report import KEPT_ERRORS, SHOWN_ERRORS
from espace.models import AuditEntry, Payment, PaymentLine

LINES = 10_000


@pytest.fixture
def month(desk):
    """Write 10,000 payment lines; `wrong` maps indexes to the cells that make them wrong."""

    def write(wrong=None, *, skip=()):
        wrong = wrong or {}
        rows = (
            {"payment_number": f"P{index // 2}", "line_number": str(index % 2 + 1)} | wrong.get(index, {})
            for index in range(LINES)
            if index not in skip
        )
        return desk.feed("payments", *rows)

    return write


WRONG = [
    {"charged": "31.00"},
    {"care_date": "2026-02-31"},
    {"contract_number": "C9"},
    {"care_kind": "magie"},
    {"beneficiary_rank": "9"},
]


def test_fifty_bad_lines_of_ten_thousand_are_all_told_then_the_good_ones_come_once(desk, load, month, sizes):
    """SECURITY 35."""
    desk.standing()
    wrong = {index: WRONG[number % len(WRONG)] for number, index in enumerate(range(7, LINES, 200))}
    month(wrong)
    report = load(desk.folder)
    assert [error.line for error in report.errors] == [index + 2 for index in wrong]
    assert report.error_counts.total() == 50
    assert len(report.complaints()) == 51
    assert not any(sizes().values())

    month(skip=wrong)
    report = load(desk.folder)
    assert report.ok, report.complaints()
    assert report.counts["payment_line"].added == LINES - 50
    before = sizes()
    assert before["payment_line"] == LINES - 50

    report = load(desk.folder)
    assert report.ok
    assert not report.changed
    assert report.counts["payment_line"].unchanged == LINES - 50
    assert sizes() == before


def test_everything_is_imported_once_whatever_the_order_of_the_paths(desk, load, sizes):
    paths = [*desk.standing(), desk.feed("payments", {})]
    report = load(list(reversed(paths)))
    assert report.ok, report.complaints()
    assert {name: counts.added for name, counts in report.counts.items()} == dict.fromkeys(report.counts, 1)
    before = sizes()
    report = load(paths)
    assert not report.changed
    assert [counts.unchanged for counts in report.counts.values()] == [1, 1, 1, 1, 1, 0, 1]
    assert sizes() == before


def test_error_in_the_last_file_undoes_the_first(desk, load, sizes):
    report = load(desk.standing(), desk.feed("payments", {"rate": "x"}))
    assert not report.ok
    assert not any(counts.changed for counts in report.counts.values())
    assert not any(sizes().values())


def test_errors_of_all_files_are_told_by_file_and_line(desk, load):
    desk.standing()
    desk.feed("members", {}, {"member_number": "A2", "nir": "1"}, {"member_number": "A3", "city": ""})
    desk.feed(
        "payments", {"rate": "x"}, {"line_number": "2", "contract_number": "C9"}, {"line_number": "3", "rate": "x"}
    )
    report = load(desk.folder, desk.folder / "nowhere.csv")
    found = [(error.file.rpartition("/")[2], error.line) for error in report.errors]
    assert found == [
        ("nowhere.csv", 0),
        ("members.csv", 3),
        ("members.csv", 4),
        *(("payments.csv", n) for n in (2, 3, 4)),
    ]


def test_report_shows_the_first_errors_of_each_file_and_counts_all(desk, load, month):
    desk.standing()
    month({index: {"charged": "31.00"} for index in range(KEPT_ERRORS + 10)})
    report = load(desk.folder)
    said = report.complaints()
    assert len(report.errors) == KEPT_ERRORS
    assert len(said) == SHOWN_ERRORS + 2
    assert said[-2].endswith(f"{KEPT_ERRORS + 10 - SHOWN_ERRORS} autres erreurs ne sont pas affichées.")
    assert said[-1].startswith(f"{KEPT_ERRORS + 10} erreurs : rien n’a été importé.")


def test_one_error_reads_as_a_french_sentence(desk, load):
    desk.standing()
    path = desk.feed("payments", {"paid_on": "2026-02-31"})
    assert load(desk.folder).complaints() == [
        f"{path}, ligne 2, colonne « paid_on » : Cette date n’existe pas dans le calendrier.",
        "1 erreur : rien n’a été importé. Corrigez les fichiers, puis relancez l’import.",
    ]


def test_summary_says_what_was_done(desk, load):
    desk.standing()
    load(desk.folder)
    desk.feed("members", {"city": "Nice"}, {"member_number": "A2"}, {"member_number": "A3"})
    desk.feed("plans", {"position": "2"})
    assert load(desk.folder).summary() == [
        "Formules : 1 inchangée",
        "Lignes de garantie : 1 ajoutée, 1 retirée",
        "Adhérents : 2 ajoutés, 1 modifié",
        "Contrats : 1 inchangé",
        "Bénéficiaires : 1 inchangé",
    ]


def test_feeds_without_rows_say_so(desk, load):
    assert load(desk.feed("payments")).summary() == ["Rien à importer : les fichiers n’ont que leur en-tête."]


def test_change_is_audited_with_counts_only_and_no_change_is_not(desk, load, rows):
    desk.standing()
    desk.feed("payments", {})
    load(desk.folder)
    load(desk.folder)
    (entry,) = rows(AuditEntry)
    assert entry["action"] == "import"
    assert entry["at"].isoformat() == "2026-11-23T12:00:00+00:00"
    assert entry["account_id"] is None
    assert (
        entry["detail"]
        == "plan +1, coverage_line +1, member +1, contract +1, beneficiary +1, payment +1, payment_line +1"
    )


def test_refused_import_is_not_audited(desk, load, rows):
    load(desk.standing(), desk.feed("payments", {"rate": "x"}))
    assert rows(AuditEntry) == []


def test_progress_is_told_by_file_and_lines(desk, store, monkeypatch):
    monkeypatch.setattr(reader, "BATCH_LINES", 2)
    desk.standing()
    path = desk.feed("payments", *({"line_number": str(number)} for number in (1, 2, 3)))
    told = []
    import_feeds([desk.folder], store, progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] == str(path)] == [(str(path), 2, 4), (str(path), 4, 4)]


def test_fault_of_the_database_in_mid_import_leaves_nothing(desk, load, break_off, sizes):
    desk.standing()
    desk.feed("payments", {})

    break_off()
    assert not any(sizes().values())
    assert gc.isenabled()
    assert load(desk.folder).ok


def test_number_of_statements_follows_the_batches_and_their_texts_are_few(desk, load, month, listening, monkeypatch):
    """Flat memory: drivers keep what they prepared for each text."""
    monkeypatch.setattr(reader, "BATCH_LINES", LINES // 20 + 3)
    desk.standing()
    month()
    statements = []
    with listening(statements.append):
        assert load(desk.folder).ok
    assert len(statements) < 20 * 8 + 50
    assert len(set(statements)) < 40


def test_sqlite_connection_gets_its_cache_back(desk, database):
    def cache_size():
        with database.connect() as connection:
            return connection.exec_driver_sql("PRAGMA cache_size").scalar()

    before = cache_size()
    assert import_feeds(desk.standing()).ok
    assert cache_size() == before


def test_lines_of_a_large_import_hang_together(desk, load, month, rows):
    desk.standing()
    month()
    assert load(desk.folder).ok
    totals = {payment["id"]: payment["total"] for payment in rows(Payment)}
    sums = dict.fromkeys(totals, 0)
    for line in rows(PaymentLine):
        sums[line["payment_id"]] += line["mutual"]
    assert len(totals) == LINES // 2
    assert sums == totals
