"""Examples of reimbursement in euros, for the care that the harmonised tables give them for.

The list follows the one that UNOCAM's federations agreed on in 2019 (« engagement sur la lisibilité des garanties »).
Bases and rates are the Assurance Maladie's for an adult inside the care pathway, with the day each took effect.
Prices that no law fixes are chosen for the example, in the order of what people pay; each says so in its `source`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from espace.domain import regulated
from espace.domain.coverage import FRAME_CAP, HEARING_CAP, Level, mutual_share
from espace.domain.guarantees import Guarantee
from espace.domain.labels import CoverageUnit, Heading
from espace.domain.money import share_of

_FREE_PRICE = "prix choisi pour l’exemple"


@dataclass(frozen=True, slots=True)
class Care:
    """A care that serves as an example; amounts in cents.

    Attributes:
        guarantee: what the row that pays it is for.
        heading: the harmonised heading it stands under.
        name: the care in full, for the table of examples.
        short: the care in a word, for the row's own line.
        since: the day the latest of its tariffs took effect; before it there is no example.
        source: where the tariffs come from.
        charged: the price; the day's forfait journalier where it is 0.
        base: the Assurance Maladie's reference tariff.
        owed: its share before any deduction.
        is_heavy: whether the participation pour acte lourd, which the mutual pays, comes off that share.
        has_participation: whether the participation forfaitaire is withheld.
        cap: the most that a responsible contract may bring reimbursement to; None without such a limit.
    """

    guarantee: Guarantee
    heading: Heading
    name: str
    short: str
    since: date
    source: str
    charged: int
    base: int = 0
    owed: int = 0
    is_heavy: bool = False
    has_participation: bool = False
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Who pays what of one care, in cents: charged = social_security + mutual + out_of_pocket."""

    care: Care
    charged: int
    social_security: int
    mutual: int
    out_of_pocket: int


_G, _H = Guarantee, Heading
_GP = date(2024, 12, 22)  # convention médicale du 4 juin 2024
_VISIT = date(2023, 11, 1)  # règlement arbitral du 28 avril 2023
_DENTAL = date(2023, 10, 15)  # 60 % of dental care: arrêté du 13 juillet 2023
_OPTICAL, _HEARING = date(2020, 1, 1), date(2021, 1, 1)  # 100 % Santé: arrêtés des 3 décembre et 14 novembre 2018
_CATARACT = 271_70  # CCAM BFGA004, which the Assurance Maladie pays in full but for the participation
CARES = (
    Care(_G.DAILY_CHARGE, _H.HOSPITAL, "Forfait journalier, une journée à l’hôpital", "Une journée",
         date(2010, 1, 1), "CSS L174-4", 0),
    Care(_G.HOSPITAL_OPTAM, _H.HOSPITAL, "Opération de la cataracte, chirurgien adhérent à l’OPTAM", "Cataracte",
         date(2019, 1, 1), f"CCAM BFGA004, CSS R160-16, {_FREE_PRICE}", 355_00, _CATARACT, _CATARACT, is_heavy=True),
    Care(_G.HOSPITAL_OTHER, _H.HOSPITAL, "Opération de la cataracte, autre chirurgien", "Cataracte",
         date(2019, 1, 1), f"CCAM BFGA004, CSS R160-16 et R871-2, {_FREE_PRICE}", 431_00, _CATARACT, _CATARACT,
         is_heavy=True, cap=2 * _CATARACT),
    Care(_G.PRIVATE_ROOM, _H.HOSPITAL, "Chambre particulière, une nuit", "Une nuit",
         date(2010, 1, 1), _FREE_PRICE, 75_00),
    Care(_G.OPTAM_DOCTOR, _H.ROUTINE, "Consultation d’un généraliste, secteur 1", "Généraliste",
         _GP, "NGAP, consultation G", 30_00, 30_00, share_of(30_00, 7000), has_participation=True),
    Care(_G.OPTAM_DOCTOR, _H.ROUTINE, "Consultation d’un spécialiste, secteur 2, dans l’OPTAM", "Spécialiste",
         _VISIT, f"NGAP, consultation CS et ses majorations, {_FREE_PRICE}", 55_00, 31_50, share_of(31_50, 7000),
         has_participation=True),
    Care(_G.OTHER_DOCTOR, _H.ROUTINE, "Consultation d’un spécialiste, secteur 2, hors de l’OPTAM", "Spécialiste",
         _VISIT, f"NGAP, consultation CS sans majoration, CSS R871-2, {_FREE_PRICE}", 70_00, 23_00,
         share_of(23_00, 7000), has_participation=True, cap=2 * 23_00),
    Care(_G.FULL_DENTAL, _H.DENTAL, "Couronne céramo-métallique 100 % Santé (incisive)", "Couronne",
         _DENTAL, "CCAM, honoraires limites de la convention dentaire", 500_00, 120_00, share_of(120_00, 6000)),
    Care(_G.DENTAL_CARE, _H.DENTAL, "Détartrage", "Détartrage",
         _DENTAL, "CCAM HBJD001", 28_92, 28_92, share_of(28_92, 6000)),
    Care(_G.CROWN, _H.DENTAL, "Couronne céramo-métallique hors 100 % Santé (molaire)", "Couronne",
         _DENTAL, f"CCAM, {_FREE_PRICE}", 500_00, 120_00, share_of(120_00, 6000)),
    Care(_G.FULL_GLASSES, _H.OPTICAL, "Lunettes de classe A (100 % Santé), verres simples", "Lunettes",
         _OPTICAL, "LPP, prix limites de vente : monture 30 €, deux verres 95 €", 125_00, 37_50, share_of(37_50, 6000)),
    Care(_G.GLASSES, _H.OPTICAL, "Lunettes de classe B, verres simples, monture à 130,00 €", "Lunettes",
         _OPTICAL, f"LPP, CSS R871-2, {_FREE_PRICE}", 389_00, 15, share_of(15, 6000),
         cap=389_00 - 130_00 + FRAME_CAP),
    Care(_G.FULL_HEARING, _H.HEARING, "Aide auditive de classe I (100 % Santé), une oreille", "Aide auditive",
         _HEARING, "LPP, prix limite de vente", 950_00, 400_00, share_of(400_00, 6000)),
    Care(_G.HEARING, _H.HEARING, "Aide auditive de classe II, une oreille", "Aide auditive",
         _HEARING, f"LPP, CSS R871-2, {_FREE_PRICE}", 1_476_00, 400_00, share_of(400_00, 6000), cap=HEARING_CAP),
    Care(_G.OSTEOPATHY, _H.ALTERNATIVE, "Séance d’ostéopathie", "Une séance", date(2010, 1, 1), _FREE_PRICE, 55_00),
)  # fmt: skip


def examples(guarantee: Guarantee | None, level: Level, day: date, *, responsible: bool) -> Sequence[Example]:
    """Return the examples of one row at its level on a day; none where the row's care has none.

    A level in % PMSS of a year whose ceiling is not known has none either: nothing is invented.
    """
    cares = [care for care in CARES if care.guarantee is guarantee and care.since <= day]
    if level.unit is CoverageUnit.PERCENT_PMSS and day.year not in regulated.MONTHLY_CEILING:
        return ()
    return tuple(reimbursed(care, level, day, responsible=responsible) for care in cares)


def reimbursed(care: Care, level: Level, day: date, *, responsible: bool) -> Example:
    """Return who pays what of a care on a day, at a level, for an adult inside the care pathway.

    Raises:
        UnknownAmount: when an amount fixed by law is not known on that day.
    """
    charged = care.charged or regulated.daily_hospital_charge(day)
    most = min(charged, care.cap) if responsible and care.cap else charged
    ceiling = regulated.monthly_ceiling(day.year) if level.unit is CoverageUnit.PERCENT_PMSS else 0
    owed = care.owed - (regulated.heavy_act_participation(day) if care.is_heavy else 0)
    mutual = mutual_share(level, charged=most, base=care.base, owed=owed, ceiling=ceiling)
    withheld = regulated.participation(day) if care.has_participation else 0
    social_security = max(0, owed - withheld)
    return Example(care, charged, social_security, mutual, charged - social_security - mutual)
