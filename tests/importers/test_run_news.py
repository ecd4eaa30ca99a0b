"""What an import tells members by e-mail: once an import, in its own transaction, and never of history."""

from datetime import date, datetime

import pytest

from espace import db
from espace.models import Account, Member, OutboxEmail
from tests.importers.conftest import NOW

OPENED = datetime.fromisoformat("2026-05-12T08:00:00+00:00")
TOLD = ["helene@example.org"]


@pytest.fixture
def told(desk, load, store, rows):
    """Import Hélène, open an account for her; then import payments and return whom the outbox writes to."""
    assert load(desk.standing()).ok
    with db.transaction(store, writes=True) as session:
        (member,) = rows(Member)
        opened = {"created_at": OPENED, "password_changed_at": OPENED, "status": "active", "password_hash": ""}
        session.add(Account(member_id=member["id"], email="helene@example.org", **opened))

    def run(*payments: dict[str, str], ok: bool = True) -> list[str]:
        report = load(desk.feed("payments", *payments))
        assert report.ok is ok
        return [mail["recipient"] for mail in rows(OutboxEmail)]

    return run


def test_a_member_is_told_once_however_many_payments_and_batches_came(told, monkeypatch):
    monkeypatch.setattr("espace.importers.reader.BATCH_LINES", 2)
    assert told(*({"payment_number": f"P{number}"} for number in range(7))) == TOLD


def test_the_same_files_again_tell_nobody_and_a_new_payment_does(told):
    assert told({}) == TOLD
    assert told({}) == TOLD
    assert told({}, {"payment_number": "P2"}) == TOLD * 2


def test_years_of_history_tell_nobody(told):
    history = ({"payment_number": f"P{year}", "paid_on": f"{year}-11-18", "care_date": f"{year}-11-12"}
               for year in range(2020, 2026))  # fmt: skip
    assert told(*history) == []


def test_a_refused_import_tells_nobody(told):
    assert told({}, {"line_number": "2", "rate": "x"}, ok=False) == []


def test_members_without_a_space_are_told_nothing(desk, load, rows):
    assert load(desk.standing(), desk.feed("payments", {"paid_on": date(NOW.year, NOW.month, 20).isoformat()})).ok
    assert rows(OutboxEmail) == []
