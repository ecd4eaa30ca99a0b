"""Payments: totals, corrections, and that what was imported never changes."""

import pytest

from espace.domain.labels import LineKind, Recipient
from espace.importers import reader
from espace.models import Contract, Payment, PaymentLine


@pytest.fixture
def pay(desk, load):
    """Import payment rows, given by what differs from a valid one, after what they refer to."""
    desk.standing()

    def run(*rows, name="payments.csv"):
        for old in desk.folder.glob("payments*.csv"):
            old.unlink()
        desk.feed("payments", *rows, name=name)
        return load(desk.folder)

    return run


def places(report):
    return [(error.line, error.column) for error in report.errors]


def test_amounts_are_kept_in_cents_and_rates_in_basis_points(pay, rows):
    assert pay({"other_insurer": "1.50", "out_of_pocket": "0,50", "rate": "70.00"}).ok
    (line,) = rows(PaymentLine)
    names = ("charged", "base", "rate", "standard_rate", "deduction", "social_security", "mutual", "other_insurer")
    assert [line[name] for name in names] == [3000, 3000, 7000, 7000, 200, 1900, 900, 150]
    assert line["out_of_pocket"] == 50
    assert line["kind"] is LineKind.CARE


def test_total_is_the_sum_of_the_mutual_shares_wherever_the_rows_stand(pay, rows, monkeypatch):
    monkeypatch.setattr(reader, "BATCH_LINES", 2)
    more = {"mutual": "10.00", "out_of_pocket": "1.00"}
    report = pay(
        {}, {"payment_number": "P2"}, {"line_number": "2", **more}, {"payment_number": "P2", "line_number": "2"},
        {"line_number": "3", **more}, {"line_number": "4"},
    )  # fmt: skip
    assert report.ok, report.complaints()
    assert {payment["payment_number"]: payment["total"] for payment in rows(Payment)} == {"P1": 3800, "P2": 1800}
    assert report.counts["payment"].added == 2
    assert report.counts["payment_line"].added == 6


def test_lines_of_one_payment_may_come_in_two_files(desk, load, rows):
    desk.standing()
    desk.feed("payments", {}, name="payments-1.csv")
    desk.feed("payments", {"line_number": "2"}, name="payments-2.csv")
    assert load(desk.folder).ok
    assert [payment["total"] for payment in rows(Payment)] == [1800]


def test_line_carries_its_payments_member_and_day(pay, rows):
    assert pay({}).ok
    (payment,), (line,), (contract,) = rows(Payment), rows(PaymentLine), rows(Contract)
    assert line["payment_id"] == payment["id"]
    assert line["member_id"] == payment["member_id"] == contract["member_id"]
    assert line["paid_on"] == payment["paid_on"]
    assert payment["contract_id"] == contract["id"]
    assert len({payment["public_id"], line["public_id"]}) == 2


def test_payment_to_a_third_party_names_it(pay, rows):
    assert pay({"recipient": "third_party", "payee": "Pharmacie du Port"}).ok
    (payment,) = rows(Payment)
    assert (payment["recipient"], payment["payee"]) == (Recipient.THIRD_PARTY, "Pharmacie du Port")
    assert places(pay({"payment_number": "P2", "recipient": "third_party"})) == [(2, "payee")]


def test_amounts_that_contradict_each_other_name_the_column_to_look_at(pay):
    report = pay(
        {"charged": "31.00"},
        {"line_number": "2", "standard_rate": "65"},
        {"line_number": "3", "deduction_kind": ""},
        {"line_number": "4", "deduction": "1.00"},
    )
    assert places(report) == [(2, "charged"), (3, "standard_rate"), (4, "deduction_kind"), (5, "social_security")]
    assert "31,00\u00a0€" in report.errors[0].reason


@pytest.mark.parametrize("batch", [1, 2, 5_000])
@pytest.mark.parametrize(
    ("column", "cell"),
    [("paid_on", "2026-11-19"), ("method", "cheque"), ("account_ending", "190"), ("account_ending", "")],
)
def test_rows_of_one_payment_must_agree_on_its_columns(pay, monkeypatch, batch, column, cell):
    monkeypatch.setattr(reader, "BATCH_LINES", batch)
    report = pay({}, {"payment_number": "P2"}, {"line_number": "2", column: cell})
    assert places(report) == [(4, column)]
    assert "autres lignes du même paiement" in report.errors[0].reason


@pytest.mark.parametrize("batch", [1, 5_000])
def test_duplicate_line_is_refused_with_the_place_of_the_first(pay, monkeypatch, batch):
    monkeypatch.setattr(reader, "BATCH_LINES", batch)
    report = pay({}, {"line_number": "2"}, {})
    assert places(report) == [(4, "payment_number + line_number")]
    assert "déjà à la ligne\u00a02." in report.errors[0].reason


def test_duplicate_line_in_another_file_names_that_file(desk, load):
    desk.standing()
    desk.feed("payments", {}, name="payments-1.csv")
    desk.feed("payments", {"paid_on": "2026-11-19"}, name="payments-2.csv")
    (error,) = load(desk.folder).errors
    assert error.file.endswith("payments-2.csv")
    assert error.reason.endswith("payments-1.csv.")


def test_duplicate_line_is_refused_even_where_the_line_is_already_imported(pay):
    assert pay({}).ok
    assert places(pay({}, {})) == [(3, "payment_number + line_number")]


@pytest.mark.parametrize("batch", [1, 5_000])
def test_same_rows_again_are_skipped(pay, desk, rows, monkeypatch, batch):
    monkeypatch.setattr(reader, "BATCH_LINES", batch)
    lines = [{}, {"line_number": "2"}, desk.correction(payment_number="P2", corrects="P1/1")]
    assert pay(*lines).ok
    before = rows(Payment), rows(PaymentLine)
    report = pay(*lines)
    assert report.ok, report.complaints()
    assert not report.changed
    assert report.counts["payment_line"].unchanged == 3
    assert (rows(Payment), rows(PaymentLine)) == before


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"act_label": "Visite"}, ["act_label"]),
        ({"mutual": "10.00", "out_of_pocket": "1.00"}, ["mutual", "out_of_pocket"]),
        ({"care_date": "2026-11-11"}, ["care_date"]),
        ({"beneficiary_rank": "1"}, ["beneficiary_rank"]),
        ({"paid_on": "2026-11-17"}, ["paid_on"]),
        ({"recipient": "third_party", "payee": "X"}, ["recipient", "payee"]),
        ({"contract_number": "C2"}, ["contract_number"]),
    ],
)
def test_imported_line_never_changes(desk, load, rows, cells, columns):
    desk.standing()
    desk.feed("contracts", {}, {"contract_number": "C2"})
    desk.feed("beneficiaries", {}, {"rank": "1", "relationship": "spouse", "nir": ""}, {"contract_number": "C2"})
    desk.feed("payments", {})
    assert load(desk.folder).ok
    before = rows(Payment), rows(PaymentLine)
    desk.feed("payments", cells)
    report = load(desk.folder)
    assert places(report) == [(2, column) for column in columns]
    assert "un paiement importé ne change plus" in report.errors[0].reason
    assert (rows(Payment), rows(PaymentLine)) == before


def test_payment_already_imported_takes_no_further_line(pay, rows):
    assert pay({}).ok
    report = pay({}, {"line_number": "2"})
    assert places(report) == [(3, "line_number")]
    assert "déjà enregistré sans cette ligne" in report.errors[0].reason
    assert len(rows(PaymentLine)) == 1


@pytest.mark.parametrize("batch", [1, 5_000])
def test_correction_is_linked_wherever_the_corrected_line_stands(pay, desk, rows, monkeypatch, batch):
    monkeypatch.setattr(reader, "BATCH_LINES", batch)
    assert pay({"payment_number": "P0"}).ok
    report = pay(
        desk.correction(payment_number="P3", corrects="P2/1"),  # further down
        desk.recovered(payment_number="P2"),
        desk.correction(payment_number="P4", corrects="P0/01"),  # in the database
        desk.recovered(payment_number="P5", corrects="P3/1"),  # further up
    )
    assert report.ok, report.complaints()
    numbers = {payment["id"]: payment["payment_number"] for payment in rows(Payment)}
    lines = {line["id"]: line for line in rows(PaymentLine)}
    linked = {
        numbers[line["payment_id"]]: numbers[lines[line["corrects_line_id"]]["payment_id"]]
        for line in lines.values()
        if line["corrects_line_id"]
    }
    assert linked == {"P3": "P2", "P4": "P0", "P5": "P3"}


def test_correction_of_an_unknown_line_is_refused(pay, desk):
    report = pay(
        {}, desk.correction(line_number="2", corrects="P1/7"), desk.correction(line_number="3", corrects="P9/1")
    )
    assert places(report) == [(3, "corrects"), (4, "corrects")]
    assert "ni dans les fichiers ni dans la base" in report.errors[0].reason


def test_line_cannot_correct_itself(pay, desk):
    assert places(pay(desk.correction(corrects="P1/1"))) == [(2, "corrects")]


def test_correction_of_another_members_line_is_refused(desk, load):
    desk.standing()
    desk.feed("members", {}, {"member_number": "A2", "nir": "178059933010817"})
    desk.feed("contracts", {}, {"contract_number": "C2", "member_number": "A2"})
    desk.feed("beneficiaries", {}, {"contract_number": "C2"})
    desk.feed("payments", {}, desk.correction(payment_number="P2", contract_number="C2", corrects="P1/1"))
    report = load(desk.folder)
    assert places(report) == [(3, "corrects")]
    assert "autre adhérent" in report.errors[0].reason


@pytest.mark.parametrize("corrects", ["", "P0/2"])
def test_what_an_imported_line_corrects_never_changes(pay, desk, corrects):
    care = [{"payment_number": "P0"}, {"payment_number": "P0", "line_number": "2"}]
    assert pay(*care, desk.correction(corrects="P0/1")).ok
    assert places(pay(*care, desk.correction(corrects=corrects))) == [(4, "corrects")]


def test_line_imported_without_what_it_corrects_stays_so(pay, desk):
    assert pay({"payment_number": "P0"}, desk.correction()).ok
    assert places(pay({"payment_number": "P0"}, desk.correction(corrects="P0/1"))) == [(3, "corrects")]


def test_total_beyond_what_a_column_holds_is_refused(pay):
    huge = {"charged": "999999.99", "base": "0", "deduction": "0", "deduction_kind": "", "social_security": "0",
            "mutual": "999999.99", "out_of_pocket": "0"}  # fmt: skip
    report = pay(*({**huge, "line_number": str(number)} for number in range(1, 26)))
    assert [column for _, column in places(report)] == ["mutual"] * 4


def test_unknown_act_code_keeps_the_payers_own_text(pay, rows):
    assert pay({"act_code": "ZZ9", "act_label": "Acte non référencé", "settlement_number": ""}).ok
    (line,) = rows(PaymentLine)
    assert (line["act_code"], line["act_label"]) == ("ZZ9", "Acte non référencé")
