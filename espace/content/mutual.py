"""The mutual's own facts, said once: name, address, telephones, hours, legal line."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Telephone:
    """A telephone number as shown and as dialled."""

    shown: str
    link: str


@dataclass(frozen=True, slots=True)
class Mutual:
    """Who the mutual is, in the words of its letters and pages."""

    name_start: str
    name_end: str
    address: tuple[str, ...]
    telephone: Telephone
    assistance: Telephone
    opens: time
    closes: time
    office_hours: str
    legal: str
    siren: str
    email: str

    @property
    def name(self) -> str:
        """The full name: « Mutuelle du Vieux-Port »."""
        return f"{self.name_start} {self.name_end}"

    @property
    def hours(self) -> str:
        """When somebody answers the telephone, holidays aside: « du lundi au vendredi, de 8 h 30 à 18 h 00 »."""
        return f"du lundi au vendredi, de {_clock(self.opens)} à {_clock(self.closes)}"


def _clock(hour: time) -> str:
    return f"{hour.hour}\u00a0h\u00a0{hour.minute:02d}"


MUTUAL = Mutual(
    name_start="Mutuelle du",
    name_end="Vieux-Port",
    address=("2 quai des Félibres", "13299 Port-Mistral"),
    telephone=Telephone("04 65 71 00 12", "tel:+33465710012"),
    assistance=Telephone("04 65 71 00 99", "tel:+33465710099"),
    opens=time(8, 30),
    closes=time(18),
    office_hours="du lundi au vendredi, de 9 h 00 à 17 h 00, sans rendez-vous",
    legal="Mutuelle soumise aux dispositions du livre II du Code de la mutualité.",
    siren="000 000 000",
    email="bonjour@vieux-port.example",
)
