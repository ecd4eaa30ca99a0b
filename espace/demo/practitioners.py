"""The health professionals of Port-Mistral and Marseille who treat the demonstration's people. All are fictitious."""

from dataclasses import dataclass
from enum import StrEnum, auto


class Sector(StrEnum):
    """A doctor's agreement with the Assurance Maladie: it sets the base and which guarantee pays."""

    ONE = auto()
    TWO_OPTAM = auto()
    TWO_FREE = auto()


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Someone who is paid for care. `pay_day` is the weekday (Monday: 0) on which tiers payant reaches them."""

    name: str
    sector: Sector = Sector.ONE
    pay_day: int = 1

    @property
    def free_fees(self) -> bool:
        """Tell whether the doctor sets fees without the OPTAM's moderation: lower base, lower guarantee."""
        return self.sector is Sector.TWO_FREE


CASTAING = Practitioner("Dr Hélène Castaing")
ORTIZ = Practitioner("Dr Samuel Ortiz")
MEZIANE = Practitioner("Dr Aïcha Meziane")
TAVERNIER = Practitioner("Dr Luc Tavernier", Sector.TWO_FREE)
BENSAID = Practitioner("Dr Karim Bensaïd", Sector.TWO_OPTAM)
OPHTHALMOLOGIST = Practitioner("Dr Mireille Aubanel", Sector.TWO_OPTAM)
FREE_OPHTHALMOLOGIST = Practitioner("Dr Pascal Imbert", Sector.TWO_FREE)
GYNAECOLOGIST = Practitioner("Dr Léonie Sabatier", Sector.TWO_OPTAM)
CARDIOLOGIST = Practitioner("Dr Victor Nardi", Sector.ONE)
ENT = Practitioner("Dr Farid Amrani", Sector.TWO_FREE)
SURGEON = Practitioner("Dr Agnès Roumieu", Sector.TWO_OPTAM)
VASSEUR = Practitioner("Dr Paul Vasseur")
ORTHODONTIST = Practitioner("Dr Salomé Pinatel")
TALLARD = Practitioner("Léa Tallard", pay_day=3)
PHYSIOTHERAPIST = Practitioner("Mathieu Ferrand", pay_day=0)
SECOND_PHYSIOTHERAPIST = Practitioner("Aurore Delmas", pay_day=3)
NURSE = Practitioner("Cabinet infirmier des Embruns", pay_day=4)
OSTEOPATH = Practitioner("Rémi Escoffier")
DIETITIAN = Practitioner("Anaïs Coste")
PHARMACY = Practitioner("Pharmacie du Ponant", pay_day=0)
SECOND_PHARMACY = Practitioner("Pharmacie des Oliviers", pay_day=2)
LABORATORY = Practitioner("Laboratoire des Embruns", pay_day=0)
IMAGING = Practitioner("Imagerie du Large", Sector.TWO_OPTAM, pay_day=2)
CLINIC = Practitioner("Clinique Sainte-Estelle", pay_day=1)
HOSPITAL = Practitioner("Centre hospitalier du Levant", pay_day=1)
OPTICIAN = Practitioner("Optique du Ponant", pay_day=3)
HEARING_CENTRE = Practitioner("Audition Sainte-Estelle", pay_day=3)
AMBULANCE = Practitioner("Ambulances du Mistral", pay_day=2)
SUPPLIER = Practitioner("Matériel médical des Calanques", pay_day=4)
UNNAMED = Practitioner("")
