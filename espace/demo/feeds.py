"""The demonstration's feed files, format version 1 (docs/feeds.md): what a back office would send."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from espace.demo import stories
from espace.demo.payments import Payment, payments_of
from espace.demo.people import Household, households
from espace.demo.plans import PLANS, coverage
from espace.demo.settlement import Entry
from espace.domain.labels import CoverageUnit, Recipient

Record = dict[str, Any]
BIC = "PONAFR2X"  # no bank has it


def write_feeds(folder: Path, today: date) -> list[Path]:
    """Write the feed files of the demonstration as it stands on `today`, and return them in reading order.

    The same `today` gives the same bytes. Payments have one file a year.
    """
    folder.mkdir(parents=True, exist_ok=True)
    people = households(today)
    subjects = {
        "plans": _plans(),
        "members": (_member(h) for h in people),
        "contracts": (row for h in people for row in _contracts(h)),
        "beneficiaries": (row for h in people for row in _beneficiaries(h)),
    }
    written = [_write(folder / f"{name}.csv", rows) for name, rows in subjects.items()]
    payments = payments_on(today)
    for year in sorted({payment.paid_on.year for payment in payments}):
        rows = _payment_rows(payments, year)
        written.append(_write(folder / f"payments-{year}.csv", rows))
    return written


def payments_on(today: date) -> list[Payment]:
    """Return every payment made by `today`, oldest first."""
    made = [
        payment
        for position, household in enumerate(households(today))
        for payment in payments_of(household, position, stories.care_of(household, today), today)
    ]
    return sorted(made, key=lambda payment: (payment.paid_on, payment.number))


def _write(path: Path, rows: Iterable[Record]) -> Path:
    records = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
    return path


def _plans() -> Iterator[Record]:
    for code, name in PLANS.items():
        for position, (row, level) in enumerate(coverage(code), start=1):
            yield {
                "plan_code": code,
                "plan_name": name,
                "responsible": "yes",
                "position": position,
                "heading": row.heading.value,
                "label": row.label,
                "full_cover": _yes(row.full_cover),
                "unit": row.unit.value,
                "level": "" if level is None else _level(row.unit, level),
                "social_security_part": row.part.value,
                "conditions": row.conditions,
                "guarantee": row.guarantee.value,
            }


def _level(unit: CoverageUnit, level: int) -> str:
    return _rate(level) if unit.value.startswith("percent") else _euros(level)


def _member(household: Household) -> Record:
    member, (line1, line2) = household.member, household.address
    return {
        "member_number": household.member_number,
        "first_name": member.first_name,
        "last_name": member.last_name,
        "birth_name": household.birth_name,
        "birth_date": member.birth_date,
        "nir": member.nir,
        "email": household.email,
        "phone": household.phone,
        "mobile": household.mobile,
        "address_line1": line1,
        "address_line2": line2,
        "postcode": household.postcode,
        "city": household.city,
        "iban": household.ibans[-1][1],
        "bic": BIC,
        "deceased_on": "",
    }


def _contracts(household: Household) -> Iterator[Record]:
    for contract in household.contracts:
        yield {
            "contract_number": contract.number,
            "member_number": household.member_number,
            "plan_code": contract.plan,
            "kind": contract.kind.value,
            "employer": contract.employer,
            "starts_on": contract.starts_on,
            "ends_on": contract.ends_on or "",
            "health_fund_code": contract.fund_code,
            "health_fund_name": contract.fund_name,
            "electronic_transmission": _yes(contract.electronic_transmission),
            "premium": _euros(contract.premium),
        }


def _beneficiaries(household: Household) -> Iterator[Record]:
    for contract in household.contracts:
        for person in household.people:
            ends = [day for day in (contract.ends_on, person.ends_on) if day]
            yield {
                "contract_number": contract.number,
                "rank": person.rank,
                "relationship": person.relationship.value,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "birth_date": person.birth_date,
                "nir": person.nir,
                "starts_on": max(contract.starts_on, person.birth_date),
                "ends_on": min(ends, default=""),
                "care_shared_on": person.care_shared_on or "",
            }


def _payment_rows(payments: list[Payment], year: int) -> Iterator[Record]:
    """Yield the rows of a year; a row may correct a line of an earlier year."""
    places = {e: f"{p.number}/{n}" for p in payments for n, e in enumerate(p.entries, start=1)}
    for payment in payments:
        if payment.paid_on.year == year:
            for number, entry in enumerate(payment.entries, start=1):
                corrects = places[entry.corrects] if entry.corrects else ""
                yield _header(payment) | {"line_number": number} | _line(payment, entry) | {"corrects": corrects}


def _header(payment: Payment) -> Record:
    return {
        "payment_number": payment.number,
        "contract_number": payment.contract.number,
        "paid_on": payment.paid_on,
        "recipient": (Recipient.THIRD_PARTY if payment.payee else Recipient.MEMBER).value,
        "payee": payment.payee,
        "method": payment.method.value,
        "account_ending": payment.account_ending,
    }


def _line(payment: Payment, entry: Entry) -> Record:
    care = entry.care
    return {
        "settlement_number": payment.settlement_number(entry),
        "beneficiary_rank": care.rank,
        "care_date": care.day,
        "kind": entry.kind.value,
        "care_kind": care.act.kind.value,
        "act_code": care.act.code,
        "act_label": entry.label,
        "practitioner": care.by.name,
        "charged": _euros(entry.charged),
        "base": _euros(entry.base),
        "rate": _rate(entry.rate),
        "standard_rate": _rate(entry.standard_rate),
        "deduction": _euros(entry.deduction),
        "deduction_kind": entry.deduction_kind.value,
        "social_security": _euros(entry.social_security),
        "mutual": _euros(entry.mutual),
        "other_insurer": _euros(entry.other_insurer),
        "out_of_pocket": _euros(entry.out_of_pocket),
    }


def _euros(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _rate(basis_points: int) -> str:
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
