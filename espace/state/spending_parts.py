"""What the year at a glance shows of its sums: bars to draw, their rows in a table, the periods to choose from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from espace import routes
from espace.domain import formats, searches
from espace.domain.formats import NBSP, amount
from espace.domain.labels import CareKind
from espace.domain.money import percentages
from espace.domain.searches import Search
from espace.domain.spending import Sums
from espace.domain.wording import of
from espace.services.spending import Patient
from espace.state.payment_parts import named_shares

CONFIDENTIAL = "Soins confidentiels"
NOT_DRAWN = "Pas de barre à dessiner : une régularisation ou une retenue l’emporte."
LEAST_SEEN = 2  # percent of the longest bar: a part that is there can be seen


@dataclass(frozen=True)
class Share:
    """Who paid how much, and which whole percentage of it all; `rate` is empty where there is none."""

    look: str
    name: str
    amount: str
    rate: str


@dataclass(frozen=True)
class Segment:
    """One piece of a bar: where it starts and how wide it is, in percent of the bar."""

    look: str
    start: str
    width: str


@dataclass(frozen=True)
class SpendingRow:
    """One kind of care or one person: the bar, and the row of the table.

    `extent` is that of the bar, in percent of the longest; `picture` is its text, empty when nothing can be drawn
    and `NOT_DRAWN` stands in its place. `left` says the patient's part in words.
    """

    name: str = ""
    charged: str = ""
    social_security: str = ""
    mutual: str = ""
    other_insurer: str = ""
    out_of_pocket: str = ""
    left: str = ""
    extent: str = ""
    picture: str = ""
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class PeriodLink:
    """A period to choose; `is_here` marks the one that is shown."""

    label: str
    href: str
    is_here: bool = False


def shares_of(sums: Sums) -> list[Share]:
    """Return who paid how much, with whole percentages that add up to 100 where the parts are shares."""
    named = named_shares(sums)
    rates = percentages([cents for *_, cents in named]) if sums.is_drawable else []
    looks = [look if sums.is_drawable else "" for look, *_ in named]
    said = [f"{rate}{NBSP}%" for rate in rates] or [""] * len(named)
    return [
        Share(look, name, amount(cents), rate) for look, (_, name, cents), rate in zip(looks, named, said, strict=True)
    ]


def total_of(sums: Sums) -> Share:
    """Return the last row of those shares."""
    return Share("", "Dépense totale", amount(sums.charged), f"100{NBSP}%" if sums.is_drawable else "")


def row_of(name: str, sums: Sums, dearest: int) -> SpendingRow:
    """Return the row of some sums; its bar is as long beside that of `dearest` cents as their price."""
    drawable = sums.is_drawable
    seen = LEAST_SEEN * sum(cents > 0 for cents in sums.parts)
    extent = max(seen, sums.charged * 100 // dearest) if drawable else 0
    return SpendingRow(
        name=name,
        charged=amount(sums.charged),
        social_security=amount(sums.social_security),
        mutual=amount(sums.mutual),
        other_insurer=amount(sums.other_insurer),
        out_of_pocket=amount(sums.out_of_pocket),
        left=_left(sums.out_of_pocket),
        extent=f"{extent}%",
        picture=", ".join(f"{share.name} {share.rate}" for share in shares_of(sums)) if drawable else "",
        segments=_segments(sums, extent) if drawable else (),
    )


def _left(cents: int) -> str:
    if cents == 0:
        return "rien à votre charge"
    return f"{'dont ' if cents > 0 else ''}{amount(cents)} à votre charge"


def _segments(sums: Sums, extent: int) -> tuple[Segment, ...]:
    """Lay the parts of a price one after the other over a bar of that extent; a part of nothing is left out."""
    named = [(look, cents) for look, _, cents in named_shares(sums) if cents]
    least = sums.charged * LEAST_SEEN // extent
    widths = percentages([max(least, cents) for _, cents in named])
    starts = [sum(widths[:position]) for position in range(len(widths))]
    return tuple(
        Segment(look, f"{start}%", f"{width}%") for (look, _), start, width in zip(named, starts, widths, strict=True)
    )


def rows_of_kinds(by_kind: tuple[tuple[CareKind | None, Sums], ...]) -> list[SpendingRow]:
    """Return the rows of the kinds of care; what must not be told bears no kind."""
    return _rows([(kind.label if kind else CONFIDENTIAL, sums) for kind, sums in by_kind])


def rows_of_people(by_person: tuple[tuple[Patient, Sums], ...]) -> list[SpendingRow]:
    """Return the rows of the people; those who share a first name are told apart by the year of their birth."""
    times = Counter(one.first_name for one, _ in by_person)
    return _rows(
        [
            (one.first_name if times[one.first_name] == 1 else f"{one.first_name} ({one.birth_date.year})", sums)
            for one, sums in by_person
        ]
    )


def _rows(named: list[tuple[str, Sums]]) -> list[SpendingRow]:
    dearest = max((sums.charged for _, sums in named), default=0)
    return [row_of(name, sums, dearest) for name, sums in named]


def whose_care(by_person: tuple[tuple[Patient, Sums], ...]) -> str:
    """Say whose care the period holds: `vos soins`, `les soins de Noé`, `les soins de votre famille`."""
    if len(by_person) > 1:
        return "les soins de votre famille"
    patients = [one.first_name for one, _ in by_person if not one.is_member]
    return f"les soins {of(patients[0])}" if patients else "vos soins"


def period_links(asked: Mapping[str, str], wanted: Search | None, today: date) -> list[PeriodLink]:
    """Return the periods to choose from; the day that counts, of payment or of care, stays as it was asked."""
    kept = {"dates": asked.get("dates", "")}
    last = [(f"{months} derniers mois", {"periode": str(months)}) for months in searches.PERIODS]
    years = [("Cette année", _year(today.year)), ("L’an dernier", _year(today.year - 1))]
    links = []
    for label, period in (*last, *years):
        parameters = kept | period
        is_here = wanted is not None and _same_period(searches.read(period, today), wanted)
        links.append(PeriodLink(label, searches.address(routes.SPENDING.path, parameters), is_here))
    return links


def _year(year: int) -> dict[str, str]:
    return {"du": formats.numeric_day(date(year, 1, 1)), "au": formats.numeric_day(date(year, 12, 31))}


def _same_period(one: Search, other: Search) -> bool:
    return (one.first, one.last) == (other.first, other.last)
