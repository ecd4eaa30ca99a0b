"""The very format of « PS_LibreAcces_Personne_activite »: its columns, and how one activity becomes a line.

Numbers are impossible ones: an RPPS never begins with 999, no FINESS and no SIREN is of a department or a register 99.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILE_NAME: Final = "PS_LibreAcces_Personne_activite_demo.txt"
_COLUMNS: Final = (
    "Type d’identifiant PP", "Identifiant PP", "Identification nationale PP", "Code civilité d’exercice",
    "Libellé civilité d’exercice", "Code civilité", "Libellé civilité", "Nom d’exercice", "Prénom d’exercice",
    "Code profession", "Libellé profession", "Code catégorie professionnelle", "Libellé catégorie professionnelle",
    "Code type savoir-faire", "Libellé type savoir-faire", "Code savoir-faire", "Libellé savoir-faire",
    "Code mode exercice", "Libellé mode exercice", "Numéro SIRET site", "Numéro SIREN site", "Numéro FINESS site",
    "Numéro FINESS établissement juridique", "Identifiant technique de la structure", "Raison sociale site",
    "Enseigne commerciale site", "Complément destinataire (coord. structure)",
    "Complément point géographique (coord. structure)", "Numéro Voie (coord. structure)",
    "Indice répétition voie (coord. structure)", "Code type de voie (coord. structure)",
    "Libellé type de voie (coord. structure)", "Libellé Voie (coord. structure)",
    "Mention distribution (coord. structure)", "Bureau cedex (coord. structure)", "Code postal (coord. structure)",
    "Code commune (coord. structure)", "Libellé commune (coord. structure)", "Code pays (coord. structure)",
    "Libellé pays (coord. structure)", "Téléphone (coord. structure)", "Téléphone 2 (coord. structure)",
    "Télécopie (coord. structure)", "Adresse e-mail (coord. structure)", "Code Département (structure)",
    "Libellé Département (structure)", "Ancien identifiant de la structure", "Autorité d’enregistrement",
    "Code secteur d’activité", "Libellé secteur d’activité", "Code section tableau pharmaciens",
    "Libellé section tableau pharmaciens", "Code rôle", "Libellé rôle", "Code genre activité",
    "Libellé genre activité",
)  # fmt: skip
HEADER: Final = "|".join([*_COLUMNS, ""]).replace("’", "'")
_STREET_CODES: Final = {
    "rue": "R", "avenue": "AV", "boulevard": "BD", "place": "PL", "chemin": "CHE", "allée": "ALL", "impasse": "IMP",
    "cours": "CRS", "quai": "QU", "montée": "MTE", "traverse": "TRA",
}  # fmt: skip
_MODES: Final = {"L": "Libéral", "S": "Salarié", "B": "Bénévole"}
_CATEGORIES: Final = {"C": "Civil", "M": "Militaire", "E": "Étudiant"}
_SKILL_TYPES: Final = {"S": "Spécialité ordinale", "C": "Compétence", "": ""}


@dataclass(frozen=True, slots=True)
class Trade:
    """What somebody is: profession and specialty, with their codes (TRE-G15 and TRE-R38)."""

    profession: str
    label: str
    skill: str = ""
    skill_label: str = ""
    skill_type: str = "S"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody fictitious. `number` makes the impossible RPPS, `title` is DR, PR or nothing."""

    number: int
    first_name: str
    last_name: str
    title: str = ""

    @property
    def identifier(self) -> str:
        """The eleven digits of an RPPS that nobody has."""
        return f"999{self.number:08d}"


@dataclass(frozen=True, slots=True)
class House:
    """A structure: its sign above the door, and the number that makes its impossible FINESS and SIRET (0: none)."""

    sign: str = ""
    number: int = 0
    has_finess: bool = False


NO_HOUSE: Final = House()


@dataclass(frozen=True, slots=True)
class Site:
    """A place one goes to. A street has its kind (« rue ») and its name; without a postcode there is no address."""

    number: str = ""
    repetition: str = ""
    kind: str = ""
    street: str = ""
    postcode: str = ""
    commune: str = ""
    town: str = ""
    phone: str = ""
    country: str = ""
    house: House = NO_HOUSE


def line(
    who: Person, trade: Trade, site: Site, *, mode: str = "L", category: str = "C", section: str = "", cedex: str = ""
) -> str:
    """Write one activity. `cedex` replaces the codes of the commune, as older lines of the register have it."""
    cells = _who(who, trade, mode, category) | _house(site.house) | _where(site, cedex)
    cells["Code section tableau pharmaciens"] = section
    return "".join(f"{cells.get(column, '')}|" for column in _COLUMNS)


def write(folder: Path, lines: Iterable[str]) -> Path:
    """Write the extract into a folder."""
    path = folder / FILE_NAME
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8", newline="\n")
    return path


def _who(who: Person, trade: Trade, mode: str, category: str) -> dict[str, str]:
    skill_type = trade.skill_type if trade.skill else ""
    return {
        "Type d’identifiant PP": "8",
        "Identifiant PP": who.identifier,
        "Identification nationale PP": f"8{who.identifier}",
        "Code civilité d’exercice": who.title,
        "Libellé civilité d’exercice": {"DR": "Docteur", "PR": "Professeur"}.get(who.title, ""),
        "Nom d’exercice": who.last_name.upper().replace("’", "'"),
        "Prénom d’exercice": who.first_name,
        "Code profession": trade.profession,
        "Libellé profession": trade.label,
        "Code catégorie professionnelle": category,
        "Libellé catégorie professionnelle": _CATEGORIES[category],
        "Code type savoir-faire": skill_type,
        "Libellé type savoir-faire": _SKILL_TYPES[skill_type],
        "Code savoir-faire": trade.skill,
        "Libellé savoir-faire": trade.skill_label,
        "Code mode exercice": mode,
        "Libellé mode exercice": _MODES[mode],
    }


def _house(house: House) -> dict[str, str]:
    if not house.number:
        return {}
    siren, finess = f"99{house.number:07d}", f"99{house.number:07d}" if house.has_finess else ""
    return {
        "Numéro SIRET site": f"{siren}00019",
        "Numéro SIREN site": siren,
        "Numéro FINESS site": finess,
        "Identifiant technique de la structure": f"F{finess}" if finess else f"C{siren}00019",
        "Raison sociale site": house.sign.upper().replace("’", "'"),
    }


def _where(site: Site, cedex: str) -> dict[str, str]:
    known = {} if cedex else {"Code commune": site.commune, "Libellé commune": site.town}
    cells = known | {
        "Numéro Voie": site.number,
        "Indice répétition voie": site.repetition,
        "Code type de voie": _STREET_CODES.get(site.kind, ""),
        "Libellé type de voie": site.kind.capitalize(),
        "Libellé Voie": site.street.upper().replace("’", "'"),
        "Bureau cedex": cedex,
        "Code postal": site.postcode,
        "Code pays": site.country,
        "Libellé pays": {"": "", "99132": "Royaume-Uni", "99131": "Belgique"}[site.country],
        "Téléphone": site.phone,
    }
    return {f"{name} (coord. structure)": cell for name, cell in cells.items()}
