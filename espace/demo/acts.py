"""The catalogue of care: payer's code, plain French label, base and rate at each date, guarantee.

Bases are the public tariffs (NGAP, CCAM, LPP), in cents, with the day each began; rates are in basis points.
"""

from dataclasses import dataclass
from datetime import date

from espace.demo.practitioners import Practitioner
from espace.domain.guarantees import Guarantee
from espace.domain.labels import CareKind, DeductionKind

Dated = tuple[tuple[date, int], ...]
ALWAYS = date(2000, 1, 1)
# Régime local d’Alsace-Moselle (CSS D325-7): the Assurance Maladie and the local scheme together.
LOCAL_SCHEME = {7000: 9000, 6500: 9000, 6000: 9000, 3000: 8000, 5500: 10000, 8000: 10000}
PARTICIPATION, FRANCHISE = DeductionKind.PARTICIPATION, DeductionKind.FRANCHISE
VISIT_RISE, DECEMBER_2024 = date(2023, 11, 1), date(2024, 12, 22)  # medical agreements of 2023 and 2024


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of care. `bases` is empty where each care brings its own base (pharmacy, analyses, stays)."""

    code: str
    label: str
    kind: CareKind
    guarantee: Guarantee | None  # None: no row of any table
    bases: Dated = ()
    rates: Dated = ((ALWAYS, 7000),)
    deduction: DeductionKind = DeductionKind.NONE
    free_bases: Dated = ()  # where a doctor sets fees freely, outside the OPTAM

    def base_on(self, day: date, practitioner: Practitioner) -> int:
        """Return the base in cents of one act on that day; 0 when the care brings its own."""
        return _on(self.free_bases if practitioner.free_fees and self.free_bases else self.bases, day)

    def rate_on(self, day: date) -> int:
        """Return the Assurance Maladie's ordinary rate on that day, in basis points."""
        return _on(self.rates, day)


def _on(table: Dated, day: date) -> int:
    return max((entry for entry in table if entry[0] <= day), default=(ALWAYS, 0))[1]


def _rate(percent: int) -> Dated:
    return ((ALWAYS, percent * 100),)


def _base(cents: int) -> Dated:
    return ((ALWAYS, cents),)


def _specialist(speciality: str) -> Act:
    bases = ((ALWAYS, 30_00), (VISIT_RISE, 31_50))
    return Act(
        "CS",
        f"Consultation {speciality}",
        CareKind.CONSULTATION,
        Guarantee.OPTAM_DOCTOR,
        bases,
        deduction=PARTICIPATION,
        free_bases=_base(23_00),
    )


def _medicine(code: str, label: str, percent: int) -> Act:
    return Act(code, label, CareKind.PHARMACY, Guarantee.MEDICINE, rates=_rate(percent), deduction=FRANCHISE)


def _unpaid(code: str, label: str, kind: CareKind, guarantee: Guarantee | None) -> Act:
    """Care the Assurance Maladie does not pay: no base, no rate."""
    return Act(code, label, kind, guarantee, rates=_rate(0))


GP = Act(
    "G",
    "Consultation généraliste",
    CareKind.CONSULTATION,
    Guarantee.OPTAM_DOCTOR,
    ((ALWAYS, 25_00), (VISIT_RISE, 26_50), (DECEMBER_2024, 30_00)),
    deduction=PARTICIPATION,
    free_bases=((ALWAYS, 23_00),),
)
DERMATOLOGY = _specialist("dermatologue")
OPHTHALMOLOGY = _specialist("ophtalmologue")
GYNAECOLOGY = _specialist("gynécologue")
EAR_NOSE_THROAT = _specialist("ORL")
CARDIOLOGY = Act(
    "CSC",
    "Consultation cardiologue",
    CareKind.CONSULTATION,
    Guarantee.OPTAM_DOCTOR,
    ((ALWAYS, 51_00), (VISIT_RISE, 52_50)),
    deduction=PARTICIPATION,
)

# The rate of dental care went from 70 % to 60 % on 15 October 2023.
_DENTAL_RATE: Dated = ((ALWAYS, 7000), (date(2023, 10, 15), 6000))
SCALING = Act("HBJD001", "Détartrage", CareKind.DENTAL, Guarantee.DENTAL_CARE, _base(28_92), _DENTAL_RATE)
FILLING = Act("HBMD049", "Soin d’une carie", CareKind.DENTAL, Guarantee.DENTAL_CARE, _base(45_38), _DENTAL_RATE)
FULL_CROWN = Act("HBLD634", "Couronne 100 % Santé", CareKind.DENTAL, Guarantee.FULL_DENTAL, _base(120_00), _DENTAL_RATE)
FREE_CROWN = Act("HBLD734", "Couronne céramique", CareKind.DENTAL, Guarantee.CROWN, _base(120_00), _DENTAL_RATE)
ORTHODONTICS = Act(
    "TO90", "Orthodontie, un semestre", CareKind.DENTAL, Guarantee.ORTHODONTICS, _base(193_50), _rate(100)
)
IMPLANT = _unpaid("IMP", "Implant dentaire", CareKind.DENTAL, Guarantee.IMPLANT)

GLASSES = Act("OPT", "Lunettes : monture et 2 verres", CareKind.OPTICAL, Guarantee.GLASSES, _base(15), _rate(60))
FULL_GLASSES = Act(
    "OPT",
    "Lunettes 100 % Santé : monture et 2 verres",
    CareKind.OPTICAL,
    Guarantee.FULL_GLASSES,
    _base(28_50),
    _rate(60),
)
CONTACT_LENSES = _unpaid("LEN", "Lentilles", CareKind.OPTICAL, Guarantee.CONTACT_LENSES)
FULL_HEARING_AID = Act(
    "PAU", "Aide auditive 100 % Santé", CareKind.HEARING, Guarantee.FULL_HEARING, _base(400_00), _rate(60)
)
HEARING_AID = Act("PAU", "Aide auditive", CareKind.HEARING, Guarantee.HEARING, _base(400_00), _rate(60))
BATTERIES = Act(
    "PAP", "Piles pour aide auditive", CareKind.HEARING, Guarantee.HEARING_SUPPLIES, _base(15_00), _rate(60)
)

MEDICINE_65 = _medicine("PH7", "Médicaments remboursés à 65 %", 65)
MEDICINE_30 = _medicine("PH4", "Médicaments remboursés à 30 %", 30)
MEDICINE_15 = _medicine("PH2", "Médicaments remboursés à 15 %", 15)
MEDICINES = Act("PH7", "Médicaments", CareKind.PHARMACY, Guarantee.MEDICINE, rates=_rate(65), deduction=FRANCHISE)
VACCINE = _unpaid("VAC", "Vaccin non remboursé", CareKind.PHARMACY, Guarantee.VACCINE)
BLOOD_TEST = Act(
    "B", "Analyses de sang", CareKind.LABORATORY, Guarantee.LABORATORY, rates=_rate(60), deduction=PARTICIPATION
)
X_RAY = Act("ADI", "Radiographie", CareKind.IMAGING, Guarantee.OPTAM_DOCTOR, deduction=PARTICIPATION)
WRIST_X_RAY = Act(
    "ADI", "Radiographie du poignet", CareKind.IMAGING, Guarantee.OPTAM_DOCTOR, _base(36_10), deduction=PARTICIPATION
)
ULTRASOUND = Act("ADE", "Échographie", CareKind.IMAGING, Guarantee.OPTAM_DOCTOR, _base(56_70), deduction=PARTICIPATION)

PHYSIOTHERAPY = Act(
    "AMS",
    "Séance de kinésithérapie",
    CareKind.PHYSIOTHERAPY,
    Guarantee.PARAMEDICAL,
    ((ALWAYS, 16_13), (date(2024, 2, 22), 16_58)),
    _rate(60),
    FRANCHISE,
)
SPEECH_THERAPY = Act(
    "AMO", "Séance d’orthophonie", CareKind.SPEECH_THERAPY, Guarantee.PARAMEDICAL, _base(26_26), _rate(60), FRANCHISE
)
INJECTION = Act(
    "AMI", "Injection à domicile", CareKind.NURSING, Guarantee.PARAMEDICAL, _base(4_73), _rate(60), FRANCHISE
)
DRESSING = Act(
    "AMI", "Pansement à domicile", CareKind.NURSING, Guarantee.PARAMEDICAL, _base(9_45), _rate(60), FRANCHISE
)
NURSE_TRAVEL = Act(
    "IFD",
    "Déplacement de l’infirmier",
    CareKind.NURSING,
    Guarantee.PARAMEDICAL,
    ((ALWAYS, 2_50), (date(2024, 1, 28), 2_75)),
    _rate(60),
)
OSTEOPATHY = _unpaid("OST", "Séance d’ostéopathie", CareKind.ALTERNATIVE, Guarantee.OSTEOPATHY)
DIETETICS = _unpaid("DIE", "Consultation de diététique", CareKind.ALTERNATIVE, Guarantee.OSTEOPATHY)
TRANSPORT = Act(
    "VSL",
    "Transport en véhicule sanitaire",
    CareKind.TRANSPORT,
    Guarantee.TRANSPORT,
    rates=_rate(55),
    deduction=FRANCHISE,
)
EQUIPMENT = Act("MAD", "Location d’un lit médicalisé", CareKind.OTHER, Guarantee.EQUIPMENT, _base(38_50), _rate(60))

STAY = Act("GHS", "Séjour à l’hôpital", CareKind.HOSPITAL, Guarantee.STAY, rates=_rate(80))
HEAVY_STAY = Act("GHS", "Séjour à l’hôpital", CareKind.HOSPITAL, Guarantee.STAY, rates=_rate(100))
HEAVY_ACT = _unpaid("PAT", "Participation pour acte lourd", CareKind.HOSPITAL, Guarantee.HEAVY_ACT)
DAILY_CHARGE = _unpaid("FJ", "Forfait journalier", CareKind.HOSPITAL, Guarantee.DAILY_CHARGE)
PRIVATE_ROOM = _unpaid("CP", "Chambre particulière", CareKind.HOSPITAL, Guarantee.PRIVATE_ROOM)
SURGERY = Act("ADC", "Honoraires du chirurgien", CareKind.HOSPITAL, Guarantee.HOSPITAL_OPTAM, rates=_rate(100))
UNKNOWN = _unpaid("ZK7", "FOURNITURE NON CODIFIEE 0412/B", CareKind.OTHER, None)  # the payer's own text, as it came
