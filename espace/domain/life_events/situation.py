"""What a life event is told from: the day, the member's contract, the people it covers, the plans on offer."""

from dataclasses import dataclass
from datetime import date

from espace.domain.labels import Relationship
from espace.domain.termination import Terms


@dataclass(frozen=True, slots=True)
class Covered:
    """Somebody the contract covers, now or from a day to come; `id` is the public one."""

    id: str
    relationship: Relationship
    first_name: str
    last_name: str
    birth_date: date

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan (formule) that an individual contract may change to."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Situation:
    """A contract on the day its member tells of a change (a Paris day); the member stands among its people."""

    today: date
    member_born: date
    contract_number: str
    terms: Terms
    plan: Offer
    people: tuple[Covered, ...]
    offers: tuple[Offer, ...]

    def who(self, identifier: str) -> Covered | None:
        """Return the covered person of a public id, nobody for an id of another family."""
        return next((one for one in self.people if one.id == identifier), None)

    def spouse(self) -> Covered | None:
        """Return the covered husband, wife or partner, if there is one."""
        return next((one for one in self.people if one.relationship is Relationship.SPOUSE), None)
