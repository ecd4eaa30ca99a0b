"""The mutual's four formulas and what each pays: the coverage table and the payments come from the same levels.

Rows follow the five harmonised headings agreed by UNOCAM's federations, then the mutual's own. Every formula is a
responsible contract (Code de la sécurité sociale, R871-2).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from espace.domain import coverage as levels
from espace.domain.coverage import Level
from espace.domain.guarantees import Guarantee
from espace.domain.labels import CoverageUnit as Unit
from espace.domain.labels import Heading, SocialSecurityPart

PLANS = {"H1": "Horizon 1", "H2": "Horizon 2", "H3": "Horizon 3", "H4": "Horizon 4"}
INCLUDED, ON_TOP, ALONE = SocialSecurityPart.INCLUDED, SocialSecurityPart.ON_TOP, SocialSecurityPart.NONE


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table. `levels` follow `PLANS`' order, in basis points or cents; 0: not in that formula.

    Without `levels` the unit says everything (frais réels, ticket modérateur). `a_year` is how many times a year
    the guarantee pays one person; 0 when it does not count.
    """

    guarantee: Guarantee
    heading: Heading
    label: str
    unit: Unit
    part: SocialSecurityPart
    levels: tuple[int, int, int, int] | None = None
    conditions: str = ""
    full_cover: bool = False
    a_year: int = 0

    def level(self, plan: str) -> int | None:
        """Return the formula's level, or None where the unit has none."""
        return None if self.levels is None else self.levels[list(PLANS).index(plan)]


def _percent(*percents: int) -> tuple[int, int, int, int]:
    a, b, c, d = (p * 100 for p in percents)
    return a, b, c, d


_G, _H = Guarantee, Heading
TABLE = (
    Row(_G.STAY, _H.HOSPITAL, "Frais de séjour", Unit.ACTUAL_COST, INCLUDED, None, "Établissements conventionnés"),
    Row(_G.DAILY_CHARGE, _H.HOSPITAL, "Forfait journalier", Unit.ACTUAL_COST, ALONE, None, "Sans limite de durée"),
    Row(_G.HEAVY_ACT, _H.HOSPITAL, "Participation pour acte lourd", Unit.ACTUAL_COST, ALONE),
    Row(_G.HOSPITAL_OPTAM, _H.HOSPITAL, "Honoraires à l’hôpital, médecins adhérents à l’OPTAM",
        Unit.PERCENT_BASE, INCLUDED, _percent(120, 150, 170, 220)),
    Row(_G.HOSPITAL_OTHER, _H.HOSPITAL, "Honoraires à l’hôpital, autres médecins",
        Unit.PERCENT_BASE, INCLUDED, _percent(100, 130, 150, 200)),
    Row(_G.PRIVATE_ROOM, _H.HOSPITAL, "Chambre particulière",
        Unit.EURO_PER_NIGHT, ALONE, (40_00, 50_00, 60_00, 90_00)),
    Row(_G.COMPANION, _H.HOSPITAL, "Lit d’accompagnant", Unit.EURO_PER_NIGHT, ALONE, (0, 20_00, 25_00, 40_00),
        "Pour un enfant de moins de 16 ans, 15 nuits par an"),
    Row(_G.OPTAM_DOCTOR, _H.ROUTINE, "Généralistes et spécialistes, médecins adhérents à l’OPTAM",
        Unit.PERCENT_BASE, INCLUDED, _percent(100, 140, 170, 220), "Consultations et actes, imagerie comprise"),
    Row(_G.OTHER_DOCTOR, _H.ROUTINE, "Généralistes et spécialistes, autres médecins",
        Unit.PERCENT_BASE, INCLUDED, _percent(100, 120, 150, 200)),
    Row(_G.PARAMEDICAL, _H.ROUTINE, "Infirmiers, kinésithérapeutes, orthophonistes",
        Unit.PERCENT_BASE, INCLUDED, _percent(100, 100, 100, 150)),
    Row(_G.LABORATORY, _H.ROUTINE, "Analyses et radiographies",
        Unit.PERCENT_BASE, INCLUDED, _percent(100, 110, 130, 150),
        "Imagerie par un médecin adhérent à l’OPTAM : voir la ligne de ces médecins"),
    Row(_G.MEDICINE, _H.ROUTINE, "Médicaments remboursables",
        Unit.PERCENT_BASE, INCLUDED, _percent(100, 100, 100, 100), "La franchise par boîte reste à votre charge"),
    Row(_G.EQUIPMENT, _H.ROUTINE, "Matériel médical", Unit.PERCENT_BASE, INCLUDED, _percent(100, 125, 150, 200)),
    Row(_G.TRANSPORT, _H.ROUTINE, "Transport prescrit", Unit.COPAYMENT, INCLUDED),
    Row(_G.SPA, _H.ROUTINE, "Cure thermale remboursée", Unit.PERCENT_PMSS, ON_TOP, (0, 300, 500, 800), "Une par an"),
    Row(_G.FULL_DENTAL, _H.DENTAL, "Soins et prothèses 100 % Santé", Unit.ACTUAL_COST, INCLUDED, None,
        "Dans la limite des prix fixés par la loi", full_cover=True),
    Row(_G.DENTAL_CARE, _H.DENTAL, "Soins et détartrage",
        Unit.PERCENT_BASE, INCLUDED, _percent(100, 100, 100, 150)),
    Row(_G.CROWN, _H.DENTAL, "Couronnes et bridges, hors 100 % Santé",
        Unit.PERCENT_BASE, INCLUDED, _percent(125, 200, 300, 400)),
    Row(_G.IMPLANT, _H.DENTAL, "Implants", Unit.EURO_PER_YEAR, ALONE, (0, 200_00, 400_00, 700_00), a_year=1),
    Row(_G.ORTHODONTICS, _H.DENTAL, "Orthodontie acceptée par l’Assurance Maladie",
        Unit.PERCENT_BASE, INCLUDED, _percent(125, 200, 300, 350), "Par semestre de traitement"),
    Row(_G.FULL_GLASSES, _H.OPTICAL, "Équipement 100 % Santé", Unit.ACTUAL_COST, INCLUDED, None,
        "Tous les 2 ans, tous les ans avant 16 ans ou si la vue change", full_cover=True),
    Row(_G.GLASSES, _H.OPTICAL, "Autre équipement", Unit.EURO, ON_TOP, (100_00, 200_00, 350_00, 400_00),
        "Tous les 2 ans. Monture : 100,00 € au plus"),
    Row(_G.CONTACT_LENSES, _H.OPTICAL, "Lentilles", Unit.EURO_PER_YEAR, ALONE, (60_00, 100_00, 150_00, 250_00),
        a_year=1),
    Row(_G.FULL_HEARING, _H.HEARING, "Aide auditive 100 % Santé", Unit.ACTUAL_COST, INCLUDED, None,
        "Par oreille, tous les 4 ans", full_cover=True),
    Row(_G.HEARING, _H.HEARING, "Autre aide auditive", Unit.EURO, INCLUDED, (400_00, 800_00, 1200_00, 1700_00),
        "Par oreille, tous les 4 ans. 1 700,00 € au plus avec l’Assurance Maladie"),
    Row(_G.HEARING_SUPPLIES, _H.HEARING, "Piles et accessoires",
        Unit.PERCENT_BASE, INCLUDED, _percent(100, 100, 100, 150)),
    Row(_G.VACCINE, _H.PREVENTION, "Vaccins prescrits et non remboursés",
        Unit.EURO_PER_YEAR, ALONE, (20_00, 40_00, 60_00, 80_00), a_year=1),
    Row(_G.QUITTING, _H.PREVENTION, "Arrêt du tabac", Unit.EURO_PER_YEAR, ALONE, (30_00, 50_00, 75_00, 100_00),
        a_year=1),
    Row(_G.OSTEOPATHY, _H.ALTERNATIVE, "Ostéopathie, diététique", Unit.EURO, ALONE, (0, 25_00, 35_00, 45_00),
        "Par séance, 4 séances par an", a_year=4),
    Row(_G.HELPLINE, _H.ASSISTANCE, "Assistance 24 h sur 24", Unit.ACTUAL_COST, ALONE, None,
        "Au 04 65 71 00 99, tous les jours"),
    Row(_G.HOME_HELP, _H.ASSISTANCE, "Aide à domicile après une hospitalisation",
        Unit.EURO_PER_YEAR, ALONE, (150_00, 200_00, 300_00, 450_00), "Dès 2 nuits à l’hôpital"),
)  # fmt: skip
_BY_GUARANTEE: dict[Guarantee | None, Row] = {row.guarantee: row for row in TABLE}


def coverage(plan: str) -> Iterator[tuple[Row, int | None]]:
    """Yield the formula's rows with their level, in the table's order."""
    for row in TABLE:
        level = row.level(plan)
        if level != 0:
            yield row, level


def times_a_year(guarantee: Guarantee | None) -> int:
    """Return how many times a year the guarantee pays one person; 0 when it does not count."""
    row = _BY_GUARANTEE.get(guarantee)
    return row.a_year if row else 0


def mutual_share(plan: str, guarantee: Guarantee | None, *, charged: int, base: int, owed: int, units: int = 1) -> int:
    """Return in cents what the formula pays on top of the Assurance Maladie.

    `owed` is the Assurance Maladie's share inside the care pathway, before any deduction: a responsible contract
    makes up neither for the deduction nor for care outside the pathway. `units` counts nights, ears or sessions.
    """
    row = _BY_GUARANTEE.get(guarantee)
    value = row.level(plan) if row else 0
    if row is None or value == 0:
        return 0
    level = Level(row.unit, value, row.part)
    return levels.mutual_share(level, charged=charged, base=base, owed=owed, units=units)
