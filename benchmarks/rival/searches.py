"""The rival's search: the portal's criteria under the portal's names, in three queries whatever is asked.

A criterion that cannot be understood is left out: what a refusal costs is not measured.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from rival.models import Beneficiary, Payment, PaymentLine

PERIODS = {"3": 3, "6": 6}
MAJORITY = 18


@dataclass(frozen=True)
class Family:
    """Everybody whom a member's contracts cover, asked once for the form and for the criteria."""

    people: list[Beneficiary]

    @classmethod
    def of(cls, member_id: int) -> "Family":
        """Ask the database."""
        return cls(list(Beneficiary.objects.filter(contract__member_id=member_id).order_by("rank", "id")))

    def same_person(self, public_id: str) -> list[int]:
        """Return the person's ids, one a contract; none for somebody else's."""
        named = {_identity(one) for one in self.people if one.public_id == public_id}
        return [one.id for one in self.people if _identity(one) in named]

    def readable(self) -> Q:
        """Leave out the care of other adults, who did not share it."""
        readable = Q()
        for one in self.people:
            if one.relationship != "self" and one.care_shared_on is None:
                readable &= ~Q(beneficiary_id=one.id, care_date__gte=_birthday(one.birth_date, MAJORITY))
        return readable


@dataclass(frozen=True)
class Search:
    """What is looked for: the payments, and the lines that are shown of them."""

    first: date
    last: date
    payments: QuerySet[Payment]
    lines: QuerySet[PaymentLine]

    def summary(self) -> dict[str, int]:
        """Return the counts and sums of the whole result."""
        return self.lines.aggregate(
            count=Count("payment_id", distinct=True), line_count=Count("id"), total=Sum("mutual"),
            social_security=Sum("social_security"),
        )  # fmt: skip


def read(asked: Mapping[str, str], member_id: int, today: date, family: Family) -> Search:
    """Build the two query sets of a search."""
    first, last = _period(asked, today)
    days = "care_date" if asked.get("dates") == "soins" else "paid_on"
    mine: dict[str, Any] = {"member_id": member_id, "recipient": "member"}
    amounts = {
        f"total__{sign}": cents for sign, name in (("gte", "min"), ("lte", "max")) if (cents := _cents(asked, name))
    }
    lines = PaymentLine.objects.filter(**mine, **{f"{days}__range": (first, last)})
    payments = Payment.objects.filter(**mine, **amounts)
    lines, is_detailed = _with_criteria(lines, asked, family)
    if is_detailed or days == "care_date":
        payments = payments.filter(Exists(lines.filter(payment_id=OuterRef("pk"))))
    if days == "paid_on":
        payments = payments.filter(paid_on__range=(first, last))
    if amounts:
        lines = lines.filter(**{f"payment__{name}": cents for name, cents in amounts.items()})
    return Search(first, last, payments, lines)


def _with_criteria(
    lines: QuerySet[PaymentLine], asked: Mapping[str, str], family: Family
) -> tuple[QuerySet[PaymentLine], bool]:
    kind, name, person = asked.get("soins", ""), asked.get("pro", ""), asked.get("beneficiaire", "")
    if person:
        lines = lines.filter(beneficiary_id__in=family.same_person(person))
    if kind:
        lines = lines.filter(care_kind=kind)
    if name:
        lines = lines.filter(practitioner_key__contains=_folded(name))
    if kind or name:
        lines = lines.filter(family.readable())
    return lines, bool(kind or name or person)


def _period(asked: Mapping[str, str], today: date) -> tuple[date, date]:
    first, last = _day(asked.get("du", "")), _day(asked.get("au", ""))
    if first or last:
        last = last or today
        return first or _months_before(last, 12), last
    return _months_before(today, PERIODS.get(asked.get("periode", ""), 12)), today


def _months_before(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, 28))


def _day(text: str) -> date | None:
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else None


def _cents(asked: Mapping[str, str], name: str) -> int:
    found = re.fullmatch(r"(\d{1,7})(?:[,.](\d\d))?", asked.get(name, "").replace(" ", ""))
    return int(found[1]) * 100 + int(found[2] or 0) if found else 0


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def _birthday(born: date, age: int) -> date:
    return born.replace(year=born.year + age, day=28 if (born.month, born.day) == (2, 29) else born.day)


def _identity(one: Beneficiary) -> tuple[str, str, date]:
    return one.first_name, one.last_name, one.birth_date
