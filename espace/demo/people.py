"""Who lives in the demonstration: fictitious households, their contracts, and the logins that open their space.

Port-Mistral (13299) does not exist. NIRs use the commune code 999, which no commune has; IBANs use the bank code
99999, which no bank has; telephone numbers come from the ranges Arcep keeps for fiction; e-mail addresses are at
example.org (RFC 2606). Every check digit is right, so that the demonstration passes the portal's own controls.
"""

from dataclasses import dataclass
from datetime import date

from espace.domain.labels import ContractKind, Relationship

PASSWORD = "soleil-sur-le-port"  # noqa: S105 - the demonstration's own, printed on purpose
ADVISER_EMAIL, ADVISER_NAME = "nadia.benamar@example.org", "Nadia Ben Amar"
SELF, SPOUSE, CHILD = Relationship.SELF, Relationship.SPOUSE, Relationship.CHILD


@dataclass(frozen=True, slots=True)
class Person:
    """A covered person.

    `ends_on` is the last day of cover of someone removed from the contract, `care_shared_on` the day an adult allowed
    the member to read their care.
    """

    rank: int
    relationship: Relationship
    first_name: str
    last_name: str
    birth_date: date
    nir: str
    ends_on: date | None = None
    care_shared_on: date | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract with its dates (both included); `premium` is in cents a month."""

    number: str
    plan: str
    premium: int
    starts_on: date
    ends_on: date | None = None
    kind: ContractKind = ContractKind.INDIVIDUAL
    employer: str = ""
    fund_code: str = "011319999"
    fund_name: str = "CPAM des Bouches-du-Rhône"
    electronic_transmission: bool = True

    def covers(self, day: date) -> bool:
        """Tell whether care of that day falls under the contract."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A member with their family. `ibans` holds (first day of use, IBAN), oldest first."""

    member_number: str
    people: tuple[Person, ...]
    contracts: tuple[Contract, ...]
    ibans: tuple[tuple[date, str], ...]
    address: tuple[str, str]
    email: str
    phone: str = ""
    mobile: str = ""
    birth_name: str = ""
    postcode: str = "13299"
    city: str = "Port-Mistral"
    local_scheme: bool = False  # régime local d'Alsace-Moselle: the Assurance Maladie pays more
    has_account: bool = True
    shows: str  # what a demonstration can show with this person, in French

    @property
    def member(self) -> Person:
        """The member (adhérent), always of rank 0."""
        return self.people[0]

    def contract_on(self, day: date) -> Contract:
        """Return the contract that covers care of that day; a story tells no other care."""
        for contract in self.contracts:
            if contract.covers(day):
                return contract
        raise LookupError(f"no contract of {self.member_number} covers {day}")

    def iban_on(self, day: date) -> str:
        """Return the IBAN payments went to on that day."""
        return [iban for first, iban in self.ibans if first <= day or (first, iban) == self.ibans[0]][-1]


def _camille() -> Household:
    name = "Roux-Fabre"
    return Household(
        member_number="0472318",
        people=(
            Person(0, SELF, "Camille", name, date(1984, 6, 14), "284061399900190"),
            Person(1, SPOUSE, "Julien", name, date(1982, 2, 3), "182021399900276", care_shared_on=date(2023, 3, 20)),
            Person(2, CHILD, "Inès", name, date(2013, 8, 27), "213081399900310"),
            Person(3, CHILD, "Noé", name, date(2017, 4, 9), "117041399900490"),
        ),
        contracts=(Contract("H3-0472318", "H3", 126_40, date(2023, 3, 1)),),
        ibans=((date(2023, 3, 2), "FR7699999132992026100071471"),),
        address=("18 rue des Embruns", "Bâtiment B, 3e étage"),
        email="camille.roux-fabre@example.org",
        mobile="0639984712",
        shows="Une famille, contrat individuel Horizon 3",
    )


def _marchetti() -> Household:
    name = "Marchetti"
    group = Contract(
        "HC-0518846", "H3", 63_20, date(2024, 1, 1), kind=ContractKind.GROUP, employer="Chantiers navals du Ponant"
    )
    return Household(
        member_number="0518846",
        people=(
            Person(0, SELF, "Yanis", name, date(1990, 3, 12), "190031399900585"),
            Person(1, SPOUSE, "Nadia", name, date(1991, 7, 30), "291078399900602"),
            Person(2, CHILD, "Lina", name, date(2019, 6, 21), "219061399900768"),
        ),
        contracts=(group,),
        ibans=((date(2024, 1, 1), "FR7699999132990003187740662"), (date(2025, 9, 1), "FR7699999132990004711058247")),
        address=("7 quai des Calfats", ""),
        email="yanis.marchetti@example.org",
        mobile="0639980326",
        shows="Un contrat collectif, souscrit par l’employeur",
    )


def _quentin(today: date) -> Household:
    return Household(
        member_number="0530077",
        people=(Person(0, SELF, "Maëlle", "Quentin", date(1998, 9, 5), "298091399900827"),),
        contracts=(Contract("H2-0530077", "H2", 41_90, today.replace(day=1)),),
        ibans=((today.replace(day=1), "FR7699999132990005023391748"),),
        address=("3 impasse du Phare", "Appartement 12"),
        email="maelle.quentin@example.org",
        mobile="0639985508",
        shows="Une nouvelle adhérente, sans aucun remboursement",
    )


def _giraudon() -> Household:
    return Household(
        member_number="0101207",
        people=(
            Person(0, SELF, "Odette", "Giraudon", date(1942, 2, 11), "242021399900939"),
            Person(1, SPOUSE, "Marcel", "Giraudon", date(1939, 6, 28), "139061399901008"),
        ),
        contracts=(Contract("H4-0101207", "H4", 248_70, date(2021, 11, 1)),),
        ibans=((date(2021, 11, 1), "FR7699999132990006198442085"),),
        address=("45 avenue des Calanques", "Résidence Les Tamaris"),
        email="odette.giraudon@example.org",
        phone="0465712399",
        birth_name="Pascal",
        shows="Un couple de retraités, cinq ans de soins chaque semaine",
    )


def _muller() -> Household:
    contract = Contract(
        "H3-0447215",
        "H3",
        96_30,
        date(2023, 1, 1),
        fund_code="016710000",
        fund_name="CPAM du Bas-Rhin, régime local d’Alsace-Moselle",
    )
    return Household(
        member_number="0447215",
        people=(Person(0, SELF, "Gérard", "Muller", date(1957, 4, 19), "157046799901160"),),
        contracts=(contract,),
        ibans=((date(2023, 1, 1), "FR7699999132990007264015506"),),
        address=("22 montée des Oliviers", ""),
        email="gerard.muller@example.org",
        phone="0465714417",
        local_scheme=True,
        shows="Une personne seule : aides auditives, opération, régime d’Alsace-Moselle",
    )


def _lambert() -> Household:
    return Household(
        member_number="0541190",
        people=(Person(0, SELF, "Sofia", "Lambert", date(1994, 4, 2), "294048399901292"),),
        contracts=(Contract("H2-0541190", "H2", 44_50, date(2025, 2, 1), electronic_transmission=False),),
        ibans=((date(2025, 2, 1), "FR7699999132990008031726371"),),
        address=("9 rue des Voiliers", ""),
        email="sofia.lambert@example.org",
        mobile="0639986170",
        has_account=False,
        shows="Une adhérente qui n’a pas encore créé son espace",
    )


def _barral() -> Household:
    name = "Barral"
    return Household(
        member_number="0388412",
        people=(
            Person(0, SELF, "Étienne", name, date(1978, 5, 23), "178051399901318"),
            Person(1, SPOUSE, "Solène", name, date(1981, 5, 7), "281051399901414", ends_on=date(2025, 6, 30)),
            Person(2, CHILD, "Victor", name, date(2008, 10, 16), "108101399901534"),
        ),
        contracts=(
            Contract("H1-0388412", "H1", 78_20, date(2022, 6, 1), ends_on=date(2024, 12, 31)),
            Contract("H2-0388412", "H2", 94_80, date(2025, 1, 1)),
        ),
        ibans=((date(2022, 6, 1), "FR7699999132990009145002840"),),
        address=("31 boulevard du Large", "Escalier C"),
        email="etienne.barral@example.org",
        mobile="0639982954",
        phone="0465710461",
        shows="Deux contrats : l’ancien est terminé, l’autre en cours",
    )


def households(today: date) -> tuple[Household, ...]:
    """Return everyone of the demonstration as they stand on that day."""
    return _camille(), _marchetti(), _quentin(today), _giraudon(), _muller(), _lambert(), _barral()
