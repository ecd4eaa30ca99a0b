"""What the document of a coverage table says, ready to be drawn: words, days, amounts in cents."""

from dataclasses import dataclass
from datetime import date

from espace.documents.statement_data import Issuer


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One row: the care, what is paid for it and how that goes with the Assurance Maladie, the conditions."""

    label: str
    full_cover: bool
    level: str
    note: str = ""
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class CoverageSection:
    """The rows under one harmonised heading."""

    heading: str
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """Who pays what of one care, in cents."""

    name: str
    charged: int
    social_security: int
    mutual: int
    out_of_pocket: int


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """A contract's tableau des prestations.

    Attributes:
        issuer: the mutual.
        member_number: numéro d’adhérent.
        contract_number: numéro de contrat.
        plan: the plan's name.
        responsible: whether it is a contrat responsable.
        issued_on: the Paris day the document is made.
        valid_on: the day whose levels and amounts it tells.
        addressee: the member's name, then the lines of the address.
        sections: the rows, by heading.
        examples: examples of reimbursement; may be none.
    """

    issuer: Issuer
    member_number: str
    contract_number: str
    plan: str
    responsible: bool
    issued_on: date
    valid_on: date
    addressee: tuple[str, ...]
    sections: tuple[CoverageSection, ...]
    examples: tuple[ExampleRow, ...] = ()
