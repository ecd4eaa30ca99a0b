"""Who receives at Port-Mistral, the town of the demonstration: those who treat its people, and where these live.

The first five are the general practitioners of the design's page, at the distances and in the directions it draws
around 18 rue des Embruns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from espace.demo.directory import trades
from espace.demo.directory.extract import NO_HOUSE, House, Person, Site, Trade, line
from espace.demo.directory.ground import moved
from espace.demo.directory.positions import Located
from espace.domain.positions import Position

POSTCODE, CODE, NAME = "13299", "13999", "Port-Mistral"
CENTRE: Final = Position(43.3476, 5.1688)
HOME: Final = Position(43.3480, 5.1700)  # 18 rue des Embruns
FIRST_NUMBER: Final = 90_000_000  # above those of the crowd


@dataclass(frozen=True, slots=True)
class Local:
    """Somebody of Port-Mistral. The site is so many metres from the home, in a direction from the north."""

    first_name: str
    last_name: str
    trade: Trade
    address: tuple[str, str, str]  # number, kind and name of the street
    metres: int
    bearing: int
    phone: str
    house: House = NO_HOUSE

    @property
    def site(self) -> Site:
        """Where they receive."""
        number, kind, street = self.address
        return _site(number, kind, street, self.phone, self.house)


_MSP: Final = House("Maison de santé du Ponant", 9_000_001, has_finess=True)
_CLINIC: Final = House("Clinique Sainte-Estelle", 9_000_002, has_finess=True)
_IMAGING: Final = House("Imagerie du Large", 9_000_003, has_finess=True)
_NURSES: Final = House("Cabinet infirmier des Embruns", 9_000_004)
_PHARMACY: Final = House("Pharmacie du Ponant", 9_000_005, has_finess=True)
_SECOND_PHARMACY: Final = House("Pharmacie des Oliviers", 9_000_006, has_finess=True)
_OPTICIAN: Final = House("Optique du Ponant", 9_000_007)
_HEARING: Final = House("Audition Sainte-Estelle", 9_000_008)
_GP, _PHYSIO, _NURSE = trades.GENERAL_PRACTITIONER, trades.PHYSIOTHERAPIST, trades.NURSE
_MISTRAL, _NETS, _CALANQUES = (
    ("12", "rue", "du Mistral"),
    ("4", "place", "des Filets"),
    ("31", "avenue", "des Calanques"),
)
_CLINIC_GATE, _SAILS = ("70", "avenue", "des Calanques"), ("22", "rue", "des Voiliers")
_PONANT, _EMBRUNS = ("2", "quai", "du Ponant"), ("41", "rue", "des Embruns")

LOCALS: Final = (
    Local("Hélène", "Castaing", _GP, _MISTRAL, 350, 45, "0465712014"),
    Local("Samuel", "Ortiz", _GP, _NETS, 700, 285, "0465712087"),
    Local("Judith", "Pastrénel", _GP, _CALANQUES, 1_100, 150, "0465712140", _MSP),
    Local("Aïcha", "Meziane", _GP, ("9", "montée", "des Oliviers"), 1_600, 345, "0465712205"),
    Local("Luc", "Tavernier", _GP, ("58", "boulevard", "du Large"), 1_900, 70, "0465712263"),
    Local("Mathieu", "Ferrand", _PHYSIO, ("6", "rue", "des Embruns"), 140, 100, "0465712301"),
    Local("Aurore", "Delmas", _PHYSIO, _CALANQUES, 1_100, 150, "0465712140", _MSP),
    Local("Paul", "Vasseur", trades.DENTIST, ("15", "rue", "du Mistral"), 420, 50, "0465712318"),
    Local("Salomé", "Pinatel", trades.ORTHODONTIST, ("3", "place", "des Filets"), 690, 287, "0465712325"),
    Local("Nadège", "Valdéroux", _NURSE, _EMBRUNS, 260, 80, "0465712332", _NURSES),
    Local("Ismaël", "Sauréval", _NURSE, _EMBRUNS, 260, 80, "0465712332", _NURSES),
    Local("Mireille", "Aubanel", trades.OPHTHALMOLOGIST, _SAILS, 820, 20, "0465712349"),
    Local("Pascal", "Imbert", trades.OPHTHALMOLOGIST, ("11", "quai", "des Calfats"), 640, 300, "0465712356"),
    Local("Karim", "Bensaïd", trades.DERMATOLOGIST, _SAILS, 820, 20, "0465712363"),
    Local("Léonie", "Sabatier", trades.GYNAECOLOGIST, _CALANQUES, 1_100, 150, "0465712140", _MSP),
    Local("Victor", "Nardi", trades.CARDIOLOGIST, _CLINIC_GATE, 1_450, 130, "0465712370", _CLINIC),
    Local("Farid", "Amrani", trades.ENT, _CLINIC_GATE, 1_450, 130, "0465712370", _CLINIC),
    Local("Agnès", "Roumieu", trades.ORTHOPAEDIST, _CLINIC_GATE, 1_450, 130, "0465712370", _CLINIC),
    Local("Elsa", "Calvaquet", trades.RADIOLOGIST, ("60", "boulevard", "du Large"), 1_910, 70, "0465712387", _IMAGING),
    Local("Léa", "Tallard", trades.SPEECH_THERAPIST, ("5", "impasse", "du Phare"), 930, 330, "0465712394"),
    Local("Rémi", "Escoffier", trades.OSTEOPATH, ("27", "rue", "du Mistral"), 510, 48, "0465712402"),
    Local("Anaïs", "Coste", trades.DIETITIAN, _CALANQUES, 1_100, 150, "0465712140", _MSP),
    Local("Odile", "Margatier", trades.PHARMACIST, _PONANT, 480, 310, "0465712419", _PHARMACY),
    Local("Basile", "Dormanier", trades.PHARMACIST, _PONANT, 480, 310, "0465712419", _PHARMACY),
    Local("Fantine", "Laurimond", trades.PHARMACIST, ("1", "montée", "des Oliviers"), 1_150, 340, "0465712426",
          _SECOND_PHARMACY),
    Local("Joris", "Tarradaz", trades.OPTICIAN, ("4", "quai", "du Ponant"), 470, 311, "0465712433", _OPTICIAN),
    Local("Ambre", "Verdilin", trades.OPTICIAN, ("4", "quai", "du Ponant"), 470, 311, "0465712433", _OPTICIAN),
    Local("Hugo", "Galvafon", trades.HEARING_AIDS, ("8", "place", "des Filets"), 720, 284, "0465712440", _HEARING),
)  # fmt: skip
# The homes of the demonstration's members (`people.households`): street, metres and bearing from the first.
HOMES: Final = (
    (("18", "rue", "des Embruns"), 0, 0),
    (("7", "quai", "des Calfats"), 600, 305),
    (("3", "impasse", "du Phare"), 920, 330),
    (("45", "avenue", "des Calanques"), 1_200, 145),
    (("22", "montée", "des Oliviers"), 1_750, 345),
    (("9", "rue", "des Voiliers"), 760, 22),
    (("31", "boulevard", "du Large"), 1_300, 70),
)


def activities() -> Iterator[str]:
    """Yield their lines of the extract."""
    for position, one in enumerate(LOCALS):
        title = "DR" if one.trade.profession in ("10", "40") else ""
        yield line(Person(FIRST_NUMBER + position, one.first_name, one.last_name, title), one.trade, one.site)


def located() -> Iterator[Located]:
    """Yield where they receive, and where the members live."""
    for one in LOCALS:
        yield Located(one.site, NAME, moved(HOME, one.metres, one.bearing))
    for (number, kind, street), metres, bearing in HOMES:
        yield Located(_site(number, kind, street), NAME, home(metres, bearing))


def home(metres: int, bearing: int) -> Position:
    """Return where a member lives, from the first of `HOMES`."""
    return moved(HOME, metres, bearing)


def _site(number: str, kind: str, street: str, phone: str = "", house: House = NO_HOUSE) -> Site:
    return Site(number, "", kind, street, POSTCODE, CODE, NAME, phone, house=house)
