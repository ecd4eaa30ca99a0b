"""Members and payment lines in the portal's own tables, the same ones for the same day and size.

Every member has 50 lines in 25 payments of two: 10 payments of the last twelve months to themself (20 lines: what
one search shows), 10 older ones, and 5 to third parties. The busy member has three pages of 20 payments of one line
in the last twelve months instead. Encrypted columns hold placeholders: no screen that is measured reads them.

Payments come day by day, as the feeds bring them: a member's lines lie scattered over the whole table.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from passlib.hash import argon2
from sqlalchemy import Engine

from benchmarks.loading import Loader, loading
from espace.domain.names import folded
from espace.models import Account, Beneficiary, Contract, Member, Payment, PaymentLine, Plan

LINES_PER_MEMBER = 50
DAYS = 720  # how far back the oldest payment lies, less than that
PASSWORD = "vent-large-sous-le-fort"
USUAL, BUSY = "M0000002", "M0000001"  # member numbers

# label, kind of care, charged, base, rate, deduction, its kind, social security, mutual, out of pocket (DOMAIN.md)
ACTS = (
    ("G", "Consultation généraliste", "consultation", 3000, 3000, 7000, 200, "participation", 1900, 900, 200),
    ("CS", "Consultation dermatologue", "consultation", 6000, 2300, 7000, 200, "participation", 1410, 690, 3900),
    ("PH7", "Médicaments remboursés à 65 %", "pharmacy", 209, 209, 6500, 100, "franchise", 36, 73, 100),
    ("AMO", "Séance d’orthophonie", "speech_therapy", 2626, 2626, 6000, 0, "none", 1576, 1050, 0),
    ("HBJD001", "Détartrage", "dental", 2892, 2892, 6000, 0, "none", 1735, 1157, 0),
)
PRACTITIONERS = ("Dr Hélène Castaing", "Dr Karim Bensaïd", "Pharmacie du Fort", "Léa Tallard", "Dr Paul Vasseur")
FIRST_NAMES = ("Camille", "Julien", "Inès", "Noé", "Sacha", "Nadia", "Hugo", "Louise")
LAST_NAMES = ("Roux", "Fabre", "Blanc", "Mercier", "Garcia", "Henry", "Roussel", "Chevalier")


def fill(engine: Engine, lines: int, today: date) -> None:
    """Insert about `lines` payment lines (50 a member) and their people, with an account each."""
    members = max(2, lines // LINES_PER_MEMBER)
    numbers = range(1, members + 1)
    with loading(engine) as loader:
        loader.insert(Plan, [{"id": 1, "code": "H3", "name": "Horizon 3", "responsible": True}])
        loader.insert(Member, (_member(n) for n in numbers))
        loader.insert(Account, _accounts(numbers, today))
        loader.insert(Contract, (_contract(n) for n in numbers))
        loader.insert(Beneficiary, (person for n in numbers for person in _family(n)))
        _insert_payments(loader, members, today)


def _insert_payments(loader: Loader, members: int, today: date) -> None:
    ids = count(1)
    for days_ago in range(DAYS, 0, -1):
        paid_on = today - timedelta(days=days_ago)
        payments = [_payment(next(ids), paid_on, *paid) for paid in _paid(days_ago, members)]
        loader.insert(Payment, ({k: v for k, v in one.items() if k != "lines"} for one in payments))
        loader.insert(PaymentLine, (line for one in payments for line in _lines(one)))


def _paid(days_ago: int, members: int) -> Iterator[tuple[int, str, list[int]]]:
    """Yield who was paid on a day: the member, the recipient, and the acts of the lines."""
    busy = int(BUSY[1:])
    if days_ago < 2 + 6 * 60 and days_ago % 6 == 2:
        yield busy, "member", [days_ago // 6]
    for k in range(20):  # 36 days apart, shifted by member: always ten within the year
        for n in _shifted(days_ago - 17 - 36 * k, members):
            yield n, "member", [n + 2 * k, n + 2 * k + 1]
    for k in range(5):
        for n in _shifted(days_ago - 30 - 100 * k, members):
            yield n, "third_party", [n + k, n + k + 2]


def _shifted(days: int, members: int) -> Iterator[int]:
    """Yield the members whose payments come so many days later than the first one's."""
    if 0 <= days < 15:
        yield from (n for n in range(days or 15, members + 1, 15) if n != int(BUSY[1:]))


def _member(n: int) -> dict[str, Any]:
    first, last = FIRST_NAMES[n % 8], LAST_NAMES[n // 8 % 8]
    return {
        "id": n, "member_number": f"M{n:07d}", "first_name": first, "last_name": last, "birth_name": "",
        "birth_date": date(1980, 1, 1) + timedelta(days=n % 9000), "nir_encrypted": "-", "nir_hash": f"nir{n}",
        "email": f"membre{n}@example.org", "phone": "", "mobile": "", "address_line1": f"{n} quai du Port",
        "address_line2": "", "postcode": "13002", "city": "Marseille", "iban_encrypted": "", "iban_hash": "",
        "bic": "", "deceased_on": None,
    }  # fmt: skip


def _accounts(numbers: range, today: date) -> Iterator[dict[str, Any]]:
    password_hash = argon2.using(type="ID", memory_cost=19456, time_cost=2, parallelism=1).hash(PASSWORD)
    created = datetime(today.year - 1, 1, 1, tzinfo=UTC)
    for n in numbers:
        yield {
            "id": n, "member_id": n, "email": f"membre{n}@example.org", "password_hash": password_hash,
            "status": "active", "created_at": created, "password_changed_at": created, "notify_payments": True,
            "statements_by_email": True, "newsletter": False,
        }  # fmt: skip


def _contract(n: int) -> dict[str, Any]:
    return {
        "id": n, "public_id": f"c{n:015d}", "contract_number": f"C{n:07d}", "member_id": n, "plan_id": 1,
        "kind": "individual", "employer": "", "starts_on": date(2020, 1, 1), "ends_on": None,
        "health_fund_code": "011310001", "health_fund_name": "CPAM des Bouches-du-Rhône",
        "electronic_transmission": True, "premium": 9800,
    }  # fmt: skip


def _family(n: int) -> Iterator[dict[str, Any]]:
    people = (("self", date(1980, 5, 4)), ("spouse", date(1982, 7, 9)), ("child", date(2016, 3, 1)))
    for rank, (relationship, born) in enumerate(people):
        yield {
            "id": 3 * n + rank, "public_id": f"b{3 * n + rank:015d}", "contract_id": n, "rank": rank,
            "relationship": relationship, "first_name": FIRST_NAMES[(n + rank) % 8],
            "last_name": LAST_NAMES[n // 8 % 8], "birth_date": born, "nir_encrypted": "", "nir_hash": "",
            "starts_on": date(2020, 1, 1), "ends_on": None,
        }  # fmt: skip


def _payment(number: int, paid_on: date, member: int, recipient: str, acts: list[int]) -> dict[str, Any]:
    return {
        "id": number, "public_id": f"p{number:015d}", "payment_number": f"26-{number:08d}",
        "member_id": member, "contract_id": member, "paid_on": paid_on, "recipient": recipient,
        "payee": PRACTITIONERS[acts[0] % 5] if recipient == "third_party" else "", "method": "transfer",
        "account_ending": "471", "total": sum(ACTS[act % 5][9] for act in acts), "lines": acts,
    }  # fmt: skip


def _lines(payment: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for number, act in enumerate(payment["lines"], 1):
        code, label, care_kind, charged, base, rate, deduction, deduction_kind, ro, rc, rac = ACTS[act % 5]
        yield {
            "public_id": f"{payment['id']:013d}-{number:02d}", "payment_id": payment["id"], "line_number": number,
            "member_id": payment["member_id"], "recipient": payment["recipient"], "paid_on": payment["paid_on"],
            "practitioner_key": _key(PRACTITIONERS[act % 5], payment["payee"]),
            "beneficiary_id": 3 * payment["member_id"] + act % 3, "settlement_number": f"D{payment['id']:09d}",
            "care_date": payment["paid_on"] - timedelta(days=8 + number), "kind": "care", "care_kind": care_kind,
            "act_code": code, "act_label": label, "practitioner": PRACTITIONERS[act % 5], "charged": charged,
            "base": base, "rate": rate, "standard_rate": rate, "deduction": deduction,
            "deduction_kind": deduction_kind, "social_security": ro, "mutual": rc, "other_insurer": 0,
            "out_of_pocket": rac, "corrects_line_id": None,
        }  # fmt: skip


@cache
def _key(practitioner: str, payee: str) -> str:
    return folded(f"{practitioner} {payee}")
