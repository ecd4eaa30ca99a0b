"""The health professionals that members look for, in their words, and the codes the Annuaire Santé writes for them.

Codes of professions: terminology TRE-G15-ProfessionSante; of specialties (savoir-faire): TRE-R38-SpecialiteOrdinale.
A doctor whose specialty has no word of its own here is still found, as « autre médecin spécialiste ».
"""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

_DOCTOR: Final = "10"
_DENTIST: Final = "40"


class PractitionerKind(StrEnum):
    """What somebody is looked for as."""

    GENERAL_PRACTITIONER = auto()
    DENTIST = auto()
    OPHTHALMOLOGIST = auto()
    PHYSIOTHERAPIST = auto()
    NURSE = auto()
    PHARMACY = auto()
    OPTICIAN = auto()
    HEARING_AIDS = auto()
    ALLERGIST = auto()
    CARDIOLOGIST = auto()
    DERMATOLOGIST = auto()
    ENDOCRINOLOGIST = auto()
    GASTROENTEROLOGIST = auto()
    GERIATRICIAN = auto()
    GYNAECOLOGIST = auto()
    NEPHROLOGIST = auto()
    NEUROLOGIST = auto()
    ENT = auto()
    PAEDIATRICIAN = auto()
    PULMONOLOGIST = auto()
    PSYCHIATRIST = auto()
    RADIOLOGIST = auto()
    RHEUMATOLOGIST = auto()
    REHABILITATION_DOCTOR = auto()
    UROLOGIST = auto()
    SURGEON = auto()
    OTHER_SPECIALIST = auto()
    ORTHODONTIST = auto()
    MIDWIFE = auto()
    SPEECH_THERAPIST = auto()
    ORTHOPTIST = auto()
    PODIATRIST = auto()
    PSYCHOLOGIST = auto()
    OSTEOPATH = auto()
    DIETITIAN = auto()
    OCCUPATIONAL_THERAPIST = auto()
    PSYCHOMOTOR_THERAPIST = auto()

    @property
    def label(self) -> str:
        """The word of the list to choose from."""
        return _KINDS[self].label

    @property
    def plural(self) -> str:
        """The word for several of them, in small letters, as a count takes it."""
        return _KINDS[self].plural

    @property
    def singular(self) -> str:
        """The word for one of them, in small letters."""
        return self.label if self.label.isupper() else self.label[0].lower() + self.label[1:]

    @property
    def is_feminine(self) -> bool:
        """Whether the word is feminine: one pharmacy is « une pharmacie »."""
        return self in (PractitionerKind.PHARMACY, PractitionerKind.MIDWIFE)

    @property
    def is_a_shop(self) -> bool:
        """Whether one goes to the place, whoever works there: its name is shown, and it is listed once."""
        return self in _SHOPS

    @property
    def is_self_employed(self) -> bool:
        """Whether only those in practice of their own can be called: the others work inside a hospital."""
        return self in _SELF_EMPLOYED


@dataclass(frozen=True, slots=True)
class _Kind:
    label: str
    plural: str
    profession: str
    skills: tuple[str, ...] = ()


_K = PractitionerKind
_KINDS: Final[dict[PractitionerKind, _Kind]] = {
    _K.GENERAL_PRACTITIONER: _Kind("Médecin généraliste", "généralistes", _DOCTOR, ("SM26", "SM53", "SM54")),
    _K.DENTIST: _Kind("Dentiste", "dentistes", _DENTIST),
    _K.OPHTHALMOLOGIST: _Kind("Ophtalmologue", "ophtalmologues", _DOCTOR, ("SM38",)),
    _K.PHYSIOTHERAPIST: _Kind("Kinésithérapeute", "kinésithérapeutes", "70"),
    _K.NURSE: _Kind("Infirmier ou infirmière", "infirmiers et infirmières", "60"),
    _K.PHARMACY: _Kind("Pharmacie", "pharmacies", "21"),
    _K.OPTICIAN: _Kind("Opticien", "opticiens", "28"),
    _K.HEARING_AIDS: _Kind("Audioprothésiste", "audioprothésistes", "26"),
    _K.ALLERGIST: _Kind("Allergologue", "allergologues", _DOCTOR, ("SM57",)),
    _K.CARDIOLOGIST: _Kind("Cardiologue", "cardiologues", _DOCTOR, ("SM04",)),
    _K.DERMATOLOGIST: _Kind("Dermatologue", "dermatologues", _DOCTOR, ("SM15",)),
    _K.ENDOCRINOLOGIST: _Kind("Endocrinologue", "endocrinologues", _DOCTOR, ("SM16", "SM62")),
    _K.GASTROENTEROLOGIST: _Kind("Gastro-entérologue", "gastro-entérologues", _DOCTOR, ("SM24",)),
    _K.GERIATRICIAN: _Kind("Gériatre", "gériatres", _DOCTOR, ("SM18",)),
    _K.GYNAECOLOGIST: _Kind("Gynécologue", "gynécologues", _DOCTOR, ("SM19", "SM20", "SM51", "SM52")),
    _K.NEPHROLOGIST: _Kind("Néphrologue", "néphrologues", _DOCTOR, ("SM30",)),
    _K.NEUROLOGIST: _Kind("Neurologue", "neurologues", _DOCTOR, ("SM32",)),
    _K.ENT: _Kind("ORL", "ORL", _DOCTOR, ("SM34", "SM39")),
    _K.PAEDIATRICIAN: _Kind("Pédiatre", "pédiatres", _DOCTOR, ("SM40",)),
    _K.PULMONOLOGIST: _Kind("Pneumologue", "pneumologues", _DOCTOR, ("SM41",)),
    _K.PSYCHIATRIST: _Kind("Psychiatre", "psychiatres", _DOCTOR, ("SM33", "SM42", "SM43")),
    _K.RADIOLOGIST: _Kind("Radiologue", "radiologues", _DOCTOR, ("SM44", "SM55")),
    _K.RHEUMATOLOGIST: _Kind("Rhumatologue", "rhumatologues", _DOCTOR, ("SM48",)),
    _K.REHABILITATION_DOCTOR: _Kind("Médecin rééducateur", "médecins rééducateurs", _DOCTOR, ("SM29",)),
    _K.UROLOGIST: _Kind("Urologue", "urologues", _DOCTOR, ("SM12",)),
    _K.SURGEON: _Kind(
        "Chirurgien",
        "chirurgiens",
        _DOCTOR,
        ("SM05", "SM06", "SM07", "SM08", "SM09", "SM10", "SM11", "SM13", "SM14", "SM31"),
    ),
    _K.OTHER_SPECIALIST: _Kind("Autre médecin spécialiste", "autres médecins spécialistes", _DOCTOR),
    _K.ORTHODONTIST: _Kind("Orthodontiste", "orthodontistes", _DENTIST, ("SCD01",)),
    _K.MIDWIFE: _Kind("Sage-femme", "sages-femmes", "50"),
    _K.SPEECH_THERAPIST: _Kind("Orthophoniste", "orthophonistes", "91"),
    _K.ORTHOPTIST: _Kind("Orthoptiste", "orthoptistes", "92"),
    _K.PODIATRIST: _Kind("Pédicure-podologue", "pédicures-podologues", "80"),
    _K.PSYCHOLOGIST: _Kind("Psychologue", "psychologues", "93"),
    _K.OSTEOPATH: _Kind("Ostéopathe", "ostéopathes", "71"),
    _K.DIETITIAN: _Kind("Diététicien", "diététiciens", "95"),
    _K.OCCUPATIONAL_THERAPIST: _Kind("Ergothérapeute", "ergothérapeutes", "94"),
    _K.PSYCHOMOTOR_THERAPIST: _Kind("Psychomotricien", "psychomotriciens", "96"),
}
_SHOPS: Final = frozenset({_K.PHARMACY, _K.OPTICIAN, _K.HEARING_AIDS})
_SELF_EMPLOYED: Final = frozenset({_K.NURSE, _K.PHYSIOTHERAPIST, _K.DIETITIAN, _K.OCCUPATIONAL_THERAPIST})
# The list to choose from: what most people look for stands first.
GROUPS: Final[dict[str, tuple[PractitionerKind, ...]]] = {
    "Les plus demandés": (
        _K.GENERAL_PRACTITIONER, _K.DENTIST, _K.OPHTHALMOLOGIST, _K.PHYSIOTHERAPIST, _K.NURSE, _K.PHARMACY,
        _K.OPTICIAN, _K.HEARING_AIDS,
    ),
    "Médecins spécialistes": (
        _K.ALLERGIST, _K.CARDIOLOGIST, _K.SURGEON, _K.DERMATOLOGIST, _K.ENDOCRINOLOGIST, _K.GASTROENTEROLOGIST,
        _K.GERIATRICIAN, _K.GYNAECOLOGIST, _K.REHABILITATION_DOCTOR, _K.NEPHROLOGIST, _K.NEUROLOGIST, _K.ENT,
        _K.PAEDIATRICIAN, _K.PULMONOLOGIST, _K.PSYCHIATRIST, _K.RADIOLOGIST, _K.RHEUMATOLOGIST, _K.UROLOGIST,
        _K.OTHER_SPECIALIST,
    ),
    "Autres professionnels": (
        _K.DIETITIAN, _K.OCCUPATIONAL_THERAPIST, _K.ORTHODONTIST, _K.SPEECH_THERAPIST, _K.ORTHOPTIST, _K.OSTEOPATH,
        _K.PODIATRIST, _K.PSYCHOLOGIST, _K.PSYCHOMOTOR_THERAPIST, _K.MIDWIFE,
    ),
}  # fmt: skip
_BY_SKILL: Final = {(kind.profession, skill): name for name, kind in _KINDS.items() for skill in kind.skills}
_BY_PROFESSION: Final = {kind.profession: name for name, kind in _KINDS.items() if not kind.skills}


def kind_of(profession: str, skill: str) -> PractitionerKind | None:
    """Return what somebody is looked for as, from the codes of the Annuaire Santé; nobody looks for the others.

    A doctor without any specialty written is a general practitioner, as the Ordre registers them.
    """
    if profession == _DOCTOR and not skill:
        return PractitionerKind.GENERAL_PRACTITIONER
    return _BY_SKILL.get((profession, skill)) or _BY_PROFESSION.get(profession)
