"""What a row of a coverage table pays for, as a closed list: labels are the mutual's words, this is what they mean.

Payments and examples of reimbursement find their row by it, never by its words.
"""

from enum import StrEnum, auto


class Guarantee(StrEnum):
    """A care, or a family of care, that one row of a coverage table pays for."""

    STAY = auto()
    DAILY_CHARGE = auto()
    HEAVY_ACT = auto()
    HOSPITAL_OPTAM = auto()
    HOSPITAL_OTHER = auto()
    PRIVATE_ROOM = auto()
    COMPANION = auto()
    OPTAM_DOCTOR = auto()
    OTHER_DOCTOR = auto()
    PARAMEDICAL = auto()
    LABORATORY = auto()
    MEDICINE = auto()
    EQUIPMENT = auto()
    TRANSPORT = auto()
    SPA = auto()
    FULL_DENTAL = auto()
    DENTAL_CARE = auto()
    CROWN = auto()
    IMPLANT = auto()
    ORTHODONTICS = auto()
    FULL_GLASSES = auto()
    GLASSES = auto()
    CONTACT_LENSES = auto()
    FULL_HEARING = auto()
    HEARING = auto()
    HEARING_SUPPLIES = auto()
    VACCINE = auto()
    QUITTING = auto()
    OSTEOPATHY = auto()
    HELPLINE = auto()
    HOME_HELP = auto()
