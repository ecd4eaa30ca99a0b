"""What the page of a contract is made of, ready to show: its terms, its people, its table, its examples."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from espace import routes
from espace.domain import formats
from espace.domain.coverage import in_words
from espace.domain.coverage_examples import Example, examples
from espace.domain.labels import ContractKind
from espace.domain.relatives import agreed, relation
from espace.services.contracts import ContractView, CoverageRow, Person, Standing


@dataclass(frozen=True)
class Choice:
    """One of the member's contracts, as a link to its page."""

    label: str
    href: str
    is_shown: bool


@dataclass(frozen=True)
class Fact:
    """A datum of the contract."""

    name: str
    value: str


@dataclass(frozen=True)
class Covered:
    """Somebody the contract covers or covered; `is_covered` picks the look of `badge`."""

    initials: str
    name: str
    who: str
    since: str
    badge: str
    is_covered: bool


@dataclass(frozen=True)
class TableRow:
    """One row of the table of what the contract pays."""

    label: str
    conditions: str
    full_cover: bool
    level: str
    note: str
    examples: list[str]


@dataclass(frozen=True)
class TableGroup:
    """The rows under one heading."""

    heading: str
    rows: list[TableRow]


@dataclass(frozen=True)
class ExampleRow:
    """Who pays what of one care."""

    name: str
    charged: str
    social_security: str
    mutual: str
    out_of_pocket: str


def choice(contract: ContractView, today: date, *, is_shown: bool) -> Choice:
    """Return the link to one of several contracts; the name says where it stands."""
    stands = {
        Standing.RUNNING: "en cours",
        Standing.COMING: f"à partir du {formats.short_day(contract.starts_on)}",
        Standing.ENDED: f"terminé le {formats.short_day(contract.ends_on or today)}",
    }
    label = f"{contract.plan}, {contract.kind.label.lower()}, {stands[contract.standing(today)]}"
    return Choice(label, f"{routes.CONTRACT.path}?contrat={contract.public_id}", is_shown)


def standing_words(contract: ContractView, today: date) -> str:
    """Say where the contract stands."""
    words = {
        Standing.RUNNING: "Contrat en cours",
        Standing.COMING: "Contrat à venir",
        Standing.ENDED: "Contrat terminé",
    }
    return words[contract.standing(today)]


def facts_of(contract: ContractView, today: date) -> list[Fact]:
    """Return the contract's terms, without those that nobody has told us."""
    ended = contract.standing(today) is Standing.ENDED
    group = contract.kind is ContractKind.GROUP
    monthly = f"{formats.amount(contract.premium)} par{formats.NBSP}mois"
    end = formats.long_day(contract.ends_on) if contract.ends_on else ""
    found = (
        Fact("Numéro de contrat", contract.number),
        Fact("Type de contrat", contract.kind.label),
        Fact("Depuis le" if contract.starts_on <= today else "À partir du", formats.long_day(contract.starts_on)),
        Fact("Terminé le" if ended else "Jusqu’au", end),
        Fact("Employeur", contract.employer if group else ""),
        Fact("Votre part" if group else "Cotisation", monthly if contract.premium else ""),
        Fact("Caisse d’Assurance Maladie", contract.fund_name),
    )
    return [fact for fact in found if fact.value]


def fund_code(code: str) -> str:
    """Write the code of the organisme de rattachement as on an attestation: régime, caisse, centre."""
    return formats.NBSP.join((code[:2], code[2:5], code[5:])) if code else ""


def covered(person: Person, contract: ContractView, today: date) -> Covered:
    """Return one of the contract's people, whose cover never outlasts the contract."""
    ends_on = min(filter(None, (person.ends_on, contract.ends_on)), default=None)
    is_covered = person.starts_on <= today and (ends_on is None or today <= ends_on)
    what = relation(person.relationship, person.is_woman).capitalize()
    born = f"{agreed('né', person.is_woman)} le {formats.long_day(person.birth_date)}"
    return Covered(
        initials=f"{person.first_name[:1]}{person.last_name[:1]}".upper(),
        name=f"{person.first_name} {person.last_name}",
        who=f"{what}, {born}",
        since=_since(person, ends_on, today),
        badge=_badge(person, contract, today) if not is_covered else agreed("Couvert", person.is_woman),
        is_covered=is_covered,
    )


def _since(person: Person, ends_on: date | None, today: date) -> str:
    start = formats.long_day(person.starts_on)
    if ends_on is None:
        return f"{agreed('Couvert', person.is_woman)} depuis le {start}" if person.starts_on <= today else ""
    period = f"{agreed('Couvert', person.is_woman)} du {start} au {formats.long_day(ends_on)}"
    kept = ". Ses soins de cette période restent dans vos remboursements" if ends_on < today else ""
    return f"{period}{kept}."


def _badge(person: Person, contract: ContractView, today: date) -> str:
    """Say why somebody is not covered: not yet, removed from the contract, or because the contract is over."""
    if person.starts_on > today:
        return f"À partir du {formats.short_day(person.starts_on)}"
    removed = person.ends_on is not None and (contract.ends_on is None or person.ends_on < contract.ends_on)
    return agreed("Retiré", person.is_woman) if removed else "Contrat terminé"


def table_of(contract: ContractView, rows: Sequence[CoverageRow], day: date) -> list[TableGroup]:
    """Return the table by heading, as it stands on a day."""
    return [
        TableGroup(heading.label, [_row(contract, row, day) for row in group])
        for heading, group in groupby(rows, attrgetter("heading"))
    ]


def _row(contract: ContractView, row: CoverageRow, day: date) -> TableRow:
    words = in_words(row.level, day.year)
    shown = examples(row.guarantee, row.level, day, responsible=contract.responsible)
    return TableRow(
        label=row.label,
        conditions=row.conditions,
        full_cover=row.full_cover,
        level=words.text,
        note=words.note,
        examples=[_sentence(example) for example in shown],
    )


def _sentence(example: Example) -> str:
    left, price = formats.amount(example.out_of_pocket), formats.amount(example.charged)
    return f"{example.care.short} à{formats.NBSP}{price} : il vous reste {left}"


def examples_of(contract: ContractView, rows: Sequence[CoverageRow], day: date) -> list[ExampleRow]:
    """Return who pays what of each example that the table's rows allow."""
    return [
        ExampleRow(
            name=example.care.name,
            charged=formats.amount(example.charged),
            social_security=formats.amount(example.social_security),
            mutual=formats.amount(example.mutual),
            out_of_pocket=formats.amount(example.out_of_pocket),
        )
        for row in rows
        for example in examples(row.guarantee, row.level, day, responsible=contract.responsible)
    ]
