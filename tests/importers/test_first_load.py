"""What makes a long import fast: it leaves no trace in the database, and finds rows by the indexes."""

import re

import pytest
from sqlalchemy import event, inspect

from espace.importers import import_feeds, ledger, reader
from espace.models import Contract, Payment, PaymentLine

PAYMENT_TABLES = ("payment", "payment_line")


@pytest.fixture
def indexes(store):
    """Read the definitions of the payments' indexes."""

    def read():
        seen = inspect(store)
        return {index["name"]: index for table in PAYMENT_TABLES for index in seen.get_indexes(table)}

    return read


def test_first_load_leaves_the_indexes_as_they_were(desk, load, indexes):
    before = indexes()
    desk.standing()
    desk.feed("payments", {})
    assert load(desk.folder).ok
    assert indexes() == before
    assert {"ix_payment_latest", "ix_payment_line_search"} <= before.keys()


def test_refused_first_load_leaves_the_indexes_as_they_were(desk, load, indexes):
    before = indexes()
    desk.standing()
    desk.feed("payments", {}, {"line_number": "2", "charged": "31.00"})
    assert not load(desk.folder).ok
    assert indexes() == before


def test_fault_in_mid_load_leaves_the_indexes_as_they_were(desk, break_off, indexes):
    before = indexes()
    desk.standing()
    desk.feed("payments", {})

    break_off()
    assert indexes() == before


def test_later_loads_keep_the_indexes_all_along(desk, load, listening):
    desk.standing()
    desk.feed("payments", {})
    assert load(desk.folder).ok
    desk.feed("payments", {"payment_number": "P2"})
    statements = []
    with listening(statements.append):
        assert load(desk.folder).ok
    assert not [statement for statement in statements if "INDEX" in statement]


def test_many_rows_are_found_by_the_indexes_of_sqlite(desk, database):
    """Where a condition on thousands of keys misses its index, each batch reads the whole table."""
    plans = {}

    def explain(connection, cursor, statement, values, *_):
        if "json_each" in statement and statement not in plans:
            asked = connection.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            plans[statement] = [step[-1] for step in asked.fetchall()]

    desk.standing()
    desk.feed("payments", {})
    event.listen(database, "before_cursor_execute", explain)
    try:
        assert import_feeds([desk.folder], database).ok
    finally:
        event.remove(database, "before_cursor_execute", explain)
    assert len(plans) > 5
    read_whole = [step for plan in plans.values() for step in plan if re.match(r"SCAN (?!json_each)", step)]
    assert not read_whole


def test_contracts_are_looked_up_again_when_too_many_were_met(desk, load, rows, monkeypatch):
    monkeypatch.setattr(reader, "BATCH_LINES", 2)
    monkeypatch.setattr(ledger, "KEPT_CONTRACTS", 1)
    desk.standing()
    numbers = ["C1", "C2", "C3"]
    desk.feed("contracts", *({"contract_number": number} for number in numbers))
    desk.feed("beneficiaries", *({"contract_number": number} for number in numbers))
    desk.feed("payments", *({"payment_number": f"P{n}", "contract_number": numbers[n % 3]} for n in range(9)))
    report = load(desk.folder)
    assert report.ok, report.complaints()
    ids = {contract["contract_number"]: contract["id"] for contract in rows(Contract)}
    assert [payment["contract_id"] for payment in rows(Payment)] == [ids[numbers[n % 3]] for n in range(9)]
    assert len({line["beneficiary_id"] for line in rows(PaymentLine)}) == 3
