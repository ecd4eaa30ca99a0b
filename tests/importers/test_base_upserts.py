"""Plans, members, contracts, beneficiaries: brought up to date by their key, their secrets encrypted."""

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from espace.adapters import crypto
from espace.importers import Counts
from espace.models import Beneficiary, Contract, CoverageLine, Member, Plan

NIR = "255081416802538"
IBAN = "FR7630006000011234567890189"


@pytest.fixture
def again(desk, load):
    """Import the standing feeds, then one of them changed; return the second report."""

    def run(subject, *rows):
        desk.standing()
        assert load(desk.folder).ok
        desk.feed(subject, *rows)
        return load(desk.folder)

    return run


def test_standing_feeds_fill_every_table(desk, load, rows):
    report = load(desk.standing())
    assert report.ok, report.complaints()
    (plan,), (coverage,), (member,), (contract,), (person,) = map(
        rows, (Plan, CoverageLine, Member, Contract, Beneficiary)
    )
    assert (plan["name"], plan["responsible"], coverage["level"]) == ("Horizon 3", True, 20_000)
    assert (contract["member_id"], contract["plan_id"]) == (member["id"], plan["id"])
    assert contract["premium"] == 8_950
    assert (person["contract_id"], person["rank"], person["ends_on"]) == (contract["id"], 0, None)


@pytest.mark.parametrize(
    ("subject", "table", "cells"),
    [
        ("plans", "plan", {"plan_name": "Horizon Trois"}),
        ("plans", "coverage_line", {"level": "250"}),
        ("plans", "coverage_line", {"unit": "copayment", "level": ""}),
        ("members", "member", {"city": "Aix-en-Provence"}),
        ("members", "member", {"deceased_on": "2026-11-01"}),
        ("members", "member", {"nir": "178059933010817"}),
        ("members", "member", {"iban": "BE68539007547034"}),
        ("members", "member", {"iban": "", "bic": ""}),
        ("contracts", "contract", {"ends_on": "2026-12-31"}),
        ("contracts", "contract", {"kind": "group", "employer": "Chantiers du Ponant"}),
        ("beneficiaries", "beneficiary", {"ends_on": "2026-12-31"}),
        ("beneficiaries", "beneficiary", {"nir": ""}),
    ],
)
def test_changed_row_is_updated_and_the_others_are_left_alone(again, subject, table, cells):
    report = again(subject, cells)
    assert report.ok, report.complaints()
    assert {name: counts for name, counts in report.counts.items() if counts.changed} == {table: Counts(updated=1)}


def test_public_ids_and_other_columns_survive_an_update(again, rows, desk, load):
    desk.standing()
    load(desk.folder)
    before = rows(Contract)[0], rows(Beneficiary)[0]
    assert again("beneficiaries", {"last_name": "Vidal-Roux"}).ok
    desk.feed("contracts", {"premium": "90.00"})
    assert load(desk.folder).ok
    assert rows(Contract)[0] == before[0] | {"premium": 9_000}
    assert rows(Beneficiary)[0]["public_id"] == before[1]["public_id"]


def test_updated_secrets_decrypt_and_keep_their_hash(again, rows):
    assert again("members", {"nir": "178059933010817", "iban": "BE68539007547034"}).ok
    (member,) = rows(Member)
    assert crypto.decrypt(member["nir_encrypted"], "nir") == "178059933010817"
    assert crypto.decrypt(member["iban_encrypted"], "iban") == "BE68539007547034"
    assert member["nir_hash"] == crypto.lookup_hash("178059933010817")
    assert member["iban_hash"] == crypto.lookup_hash("BE68539007547034")


def test_nir_and_iban_stand_nowhere_in_clear(desk, load, store):
    desk.feed("payments", {})
    load(desk.standing(), desk.folder)
    with store.connect() as connection:
        dump = "\n".join(
            str(tuple(row)) for table in SQLModel.metadata.sorted_tables for row in connection.execute(select(table))
        )
    assert "Vidal" in dump
    for secret in (NIR, NIR[:13], IBAN, IBAN[4:]):
        assert secret not in dump


def test_absent_secret_is_stored_empty(desk, load, rows):
    desk.standing()
    desk.feed("beneficiaries", {}, {"rank": "1", "relationship": "child", "nir": ""})
    desk.feed("members", {"iban": "", "bic": ""})
    assert load(desk.folder).ok
    assert (rows(Beneficiary)[1]["nir_encrypted"], rows(Beneficiary)[1]["nir_hash"]) == ("", "")
    assert (rows(Member)[0]["iban_encrypted"], rows(Member)[0]["iban_hash"]) == ("", "")


def test_row_that_no_longer_comes_is_kept(again, rows):
    assert again("members", {"member_number": "A2", "nir": "178059933010817"}).ok
    assert [member["member_number"] for member in rows(Member)] == ["A1", "A2"]


def test_coverage_line_that_no_longer_comes_is_removed_from_the_plans_that_come(desk, load, rows):
    desk.standing()
    desk.feed("plans", {}, {"position": "2"}, {"plan_code": "H4"}, {"plan_code": "H4", "position": "2"})
    assert load(desk.folder).ok
    desk.feed("plans", {"position": "2"})
    report = load(desk.folder)
    assert report.counts["coverage_line"] == Counts(removed=1, unchanged=1)
    codes = {plan["id"]: plan["code"] for plan in rows(Plan)}
    assert [(codes[line["plan_id"]], line["position"]) for line in rows(CoverageLine)] == [
        ("H3", 2),
        ("H4", 1),
        ("H4", 2),
    ]


@pytest.mark.parametrize(("column", "cell"), [("plan_name", "Horizon 4"), ("responsible", "no")])
def test_rows_of_one_plan_must_agree_on_its_columns(desk, load, column, cell):
    (error,) = load(desk.feed("plans", {}, {"position": "2", column: cell})).errors
    assert (error.line, error.column) == (3, column)


def test_contract_never_passes_to_another_member(desk, load):
    desk.standing()
    desk.feed("members", {}, {"member_number": "A2", "nir": "178059933010817"})
    assert load(desk.folder).ok
    desk.feed("contracts", {"member_number": "A2"})
    (error,) = load(desk.folder).errors
    assert (error.line, error.column) == (2, "member_number")
    assert "autre adhérent" in error.reason


@pytest.mark.parametrize(
    ("subject", "other", "key"),
    [
        ("plans", {"label": "Autre"}, "plan_code + position"),
        ("members", {"city": "Nice"}, "member_number"),
        ("contracts", {"premium": "1"}, "contract_number"),
        ("beneficiaries", {"first_name": "Ana"}, "contract_number + rank"),
    ],
)
def test_same_key_twice_is_refused(desk, load, subject, other, key):
    desk.standing()
    desk.feed(subject, {}, other)
    (error,) = load(desk.folder).errors
    assert (error.line, error.column) == (3, key)
    assert "déjà à la ligne 2" in error.reason


def test_twins_are_told_apart_by_rank(desk, load, rows):
    desk.standing()
    twin = {"relationship": "child", "birth_date": "2015-05-05", "nir": ""}
    desk.feed(
        "beneficiaries", {}, {"rank": "1", "first_name": "Léo", **twin}, {"rank": "2", "first_name": "Léa", **twin}
    )
    assert load(desk.folder).ok
    assert [person["first_name"] for person in rows(Beneficiary)] == ["Hélène", "Léo", "Léa"]


def test_references_may_point_at_an_earlier_import(desk, load):
    for path in desk.standing():
        report = load(path)
        assert report.ok, report.complaints()
    assert load(desk.feed("payments", {})).ok


@pytest.mark.parametrize("unit", ["copayment", "actual_cost"])
def test_unit_that_says_everything_takes_no_level(desk, load, unit):
    (error,) = load(desk.feed("plans", {"unit": unit, "level": "200"})).errors
    assert (error.line, error.column) == (2, "level")
    assert f"l’unité {unit} n’a pas de niveau" in error.reason
