"""Feed files of a back office (docs/feeds.md), as many payment lines as asked, the same ones for the same day.

Payments come day by day and bring one to three lines each, of members drawn at random: a member's rows lie scattered
over all indexes. Amounts and health professionals are drawn too, and each hundredth payment takes the one before back.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.data import ACTS, DAYS, FIRST_NAMES, LAST_NAMES, LINES_PER_MEMBER
from espace.domain.labels import LineKind, Recipient
from espace.domain.money import share_of
from espace.importers import FEEDS

PROFESSIONALS = 3_000
IBAN = "FR7630006000011234567890189"
LINES_OF_A_PAYMENT = (1, 2, 2, 3)

Row = dict[str, Any]


def write(folder: Path, lines: int, today: date) -> None:
    """Write one file a subject, with so many payment lines up to the day before `today`."""
    members = range(1, max(2, lines // LINES_PER_MEMBER) + 1)
    _write(folder, "plans", [_plan()])
    _write(folder, "members", map(_member, members))
    _write(folder, "contracts", map(_contract, members))
    _write(folder, "beneficiaries", (person for n in members for person in _family(n)))
    _write(folder, "payments", _payments(lines, members, today))


def _write(folder: Path, subject: str, rows: Iterable[Row]) -> None:
    with (folder / f"{subject}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [column.name for column in FEEDS[subject].columns], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _plan() -> Row:
    return {
        "plan_code": "H3", "plan_name": "Horizon 3", "responsible": "yes", "position": 1, "heading": "routine",
        "label": "Consultations", "full_cover": "no", "unit": "percent_base", "level": 200,
        "social_security_part": "included",
    }  # fmt: skip


def _member(n: int) -> Row:
    return {
        "member_number": f"M{n:07d}", "first_name": FIRST_NAMES[n % 8], "last_name": LAST_NAMES[n // 8 % 8],
        "birth_date": "1980-05-04", "nir": f"1800513{n:06d}", "email": f"membre{n}@example.org",
        "address_line1": f"{n} quai du Port", "postcode": "13002", "city": "Marseille", "iban": IBAN,
        "bic": "AGRIFRPP882",
    }  # fmt: skip


def _contract(n: int) -> Row:
    return {
        "contract_number": f"C{n:07d}", "member_number": f"M{n:07d}", "plan_code": "H3", "kind": "individual",
        "starts_on": "2020-01-01", "electronic_transmission": "yes", "premium": "98.00",
    }  # fmt: skip


def _family(n: int) -> Iterator[Row]:
    people = (("self", "1980-05-04", "18005"), ("spouse", "1982-07-09", "28207"), ("child", "2016-03-01", ""))
    for rank, (relationship, born, nir) in enumerate(people):
        yield {
            "contract_number": f"C{n:07d}", "rank": rank, "relationship": relationship,
            "first_name": FIRST_NAMES[(n + rank) % 8], "last_name": LAST_NAMES[n // 8 % 8], "birth_date": born,
            "nir": nir and f"{nir}13{n:06d}", "starts_on": "2020-01-01",
        }  # fmt: skip


def _payments(lines: int, members: range, today: date) -> Iterator[Row]:
    drawn = Random("payments")  # noqa: S311 - nothing secret
    written, payments, last = 0, 0, Row()
    while written < lines:
        payments += 1
        paid_on = today - timedelta(days=DAYS - written * DAYS // lines)
        rows = [_taken_back(last)] if payments % 100 == 0 else _cared(drawn, members, paid_on)
        for number, row in enumerate(rows[: lines - written], 1):
            written += 1
            last = row | {"payment_number": f"P{payments:09d}", "paid_on": paid_on, "line_number": number}
            yield {name: _euros(cell) if name in AMOUNTS else cell for name, cell in last.items()}


AMOUNTS = frozenset(
    ("charged", "base", "rate", "standard_rate", "deduction", "social_security", "mutual", "out_of_pocket")
)
# What a line that takes another one back turns round.
_TURNED = ("charged", "base", "deduction", "social_security", "mutual", "out_of_pocket")


def _euros(cents: int) -> str:
    return f"{cents / 100:.2f}"


def _cared(drawn: Random, members: range, paid_on: date) -> Sequence[Row]:
    """Return the lines of one payment: the same contract and recipient, each another care."""
    contract, third = f"C{drawn.choice(members):07d}", drawn.random() < 0.2
    payee = _professional(drawn) if third else ""
    common = {
        "contract_number": contract, "recipient": Recipient.THIRD_PARTY if third else Recipient.MEMBER,
        "payee": payee, "method": "transfer", "account_ending": "" if third else IBAN[-3:],
    }  # fmt: skip
    return [
        common | _line(drawn, payee or _professional(drawn), paid_on) for _ in range(drawn.choice(LINES_OF_A_PAYMENT))
    ]


def _line(drawn: Random, practitioner: str, paid_on: date) -> Row:
    code, label, care_kind, _, usual, rate, deduction, deduction_kind, *_ = drawn.choice(ACTS)
    base = usual if care_kind == "consultation" else drawn.randrange(500, 12_000)
    excess = drawn.randrange(0, 5_000) if drawn.random() < 0.4 else 0
    social_security = max(0, share_of(base, rate) - deduction)
    mutual = base - share_of(base, rate) + excess // 2
    return {
        "settlement_number": f"D{drawn.randrange(10**9):09d}", "beneficiary_rank": drawn.randrange(3),
        "care_date": paid_on - timedelta(days=drawn.randrange(3, 40)), "kind": LineKind.CARE, "care_kind": care_kind,
        "act_code": code, "act_label": label, "practitioner": practitioner, "charged": base + excess, "base": base,
        "rate": rate, "standard_rate": rate, "deduction": deduction, "deduction_kind": deduction_kind,
        "social_security": social_security, "mutual": mutual,
        "out_of_pocket": base + excess - social_security - mutual,
    }  # fmt: skip


def _professional(drawn: Random) -> str:
    number = drawn.randrange(PROFESSIONALS)
    return f"Dr {FIRST_NAMES[number % 8]} {LAST_NAMES[number // 8 % 8]}-{number}"


def _taken_back(line: Row) -> Row:
    """Return the correction that undoes the line before it, wholly."""
    return line | {name: -line[name] for name in _TURNED} | {
        "kind": LineKind.CORRECTION, "corrects": f"{line['payment_number']}/{line['line_number']}"
    }  # fmt: skip
