"""What a member may look for among their payments, and how the address of a page says it.

The criteria live in the address, so that a search can be bookmarked, reloaded, and found again by « Retour ». A
period includes both its days; it is one of payment days unless the person picks the days of care.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from espace.domain import criteria, dates, money
from espace.domain.addresses import plain
from espace.domain.errors import InvalidFields, InvalidInput
from espace.domain.labels import CareKind
from espace.domain.names import folded
from espace.domain.periods import last_months

PERIODS: Final = (3, 6, 12)  # months that end today
DEFAULT_PERIOD: Final = 12
CHOSEN_DATES: Final = "dates"
MAX_TEXT: Final = 100
# The inputs of the form, which are the parameters of the address, with their labels, in the order they stand in.
FIELDS: Final = {
    "periode": "Période",
    "beneficiaire": "Bénéficiaire",
    "du": "Du",
    "au": "Au",
    "dates": "Dates",
    "soins": "Type de soins",
    "min": "Montant versé, au moins",
    "max": "Montant versé, au plus",
    "pro": "Professionnel de santé",
}
PERIOD_FIELDS: Final = ("periode", "du", "au", "dates")
_CARE_KINDS: Final = {kind.value: kind for kind in CareKind}
_CHOOSE = "Choisissez une réponse de la liste."


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for. Both days belong to the period; amounts are in cents, of the whole payment.

    `person` is the public identifier of a beneficiary, `practitioner` a piece of a name as `names.folded` writes it;
    an empty criterion asks for nothing.
    """

    first: date
    last: date
    by_care_date: bool = False
    months: int | None = None  # the period was asked as the last so many months
    person: str = ""
    care_kind: CareKind | None = None
    practitioner: str = ""
    at_least: int | None = None
    at_most: int | None = None

    @property
    def is_detailed(self) -> bool:
        """Whether anything but the period is asked for."""
        return any((self.person, self.care_kind, self.practitioner)) or (self.at_least, self.at_most) != (None, None)


def read(asked: Mapping[str, str], today: date) -> Search:
    """Return the search that the parameters of an address ask for; a missing or empty one asks for nothing.

    Raises:
        InvalidFields: with a sentence for each criterion that cannot be understood.
    """
    given = {name: asked.get(name, "").strip() for name in FIELDS}
    found: dict[str, Any] = {}
    sentences: dict[str, str] = {}
    for name, reader in _READERS.items():
        try:
            if given[name]:
                found[name] = reader(given[name])
        except InvalidInput as refusal:
            sentences[name] = refusal.sentence
    if not sentences:
        sentences = _contradictions(found)
    if sentences:
        raise InvalidFields({name: sentences[name] for name in FIELDS if name in sentences})
    return _search(found, today)


def _search(found: dict[str, Any], today: date) -> Search:
    months = None if "du" in found or "au" in found else found.get("periode") or DEFAULT_PERIOD
    first, last = last_months(today, months or DEFAULT_PERIOD)
    if months is None:
        last = found.get("au") or max(today, found["du"])
        first = found.get("du") or last_months(last, DEFAULT_PERIOD)[0]
    return Search(
        first,
        last,
        by_care_date=found.get("dates", False),
        months=months,
        person=found.get("beneficiaire", ""),
        care_kind=found.get("soins"),
        practitioner=found.get("pro", ""),
        at_least=found.get("min"),
        at_most=found.get("max"),
    )


def _contradictions(found: dict[str, Any]) -> dict[str, str]:
    sentences = {}
    if found.get("periode") == 0 and not ("du" in found or "au" in found):
        sentences["du"] = "Écrivez le premier jour de la période, par exemple 14/06/2026."
    if "du" in found and "au" in found and found["du"] > found["au"]:
        sentences["au"] = "La fin de la période précède son début : échangez les deux dates, ou corrigez-en une."
    if "min" in found and "max" in found and found["min"] > found["max"]:
        sentences["max"] = "Le montant le plus grand est inférieur au plus petit : corrigez l’un des deux."
    return sentences


def _period(text: str) -> int:
    """Read a number of months; 0 stands for chosen dates."""
    if text == CHOSEN_DATES:
        return 0
    if text not in map(str, PERIODS):
        raise InvalidInput(_CHOOSE)
    return int(text)


def _by_care_date(text: str) -> bool:
    if text not in ("paiement", "soins"):
        raise InvalidInput(_CHOOSE)
    return text == "soins"


def _person(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise InvalidInput(_CHOOSE)
    return text


def _care_kind(text: str) -> CareKind:
    if text not in _CARE_KINDS:
        raise InvalidInput(_CHOOSE)
    return _CARE_KINDS[text]


def _amount(text: str) -> int:
    try:
        cents = money.parse_amount(text)
    except InvalidInput:
        raise InvalidInput("Écrivez un montant en euros, par exemple 51,00 ou 1 234,56.") from None
    if cents < 0:
        raise InvalidInput("Écrivez un montant sans signe moins, par exemple 51,00.")
    return cents


def _practitioner(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise InvalidInput(f"Écrivez {MAX_TEXT} caractères au plus : une partie du nom suffit.")
    return folded(plain(text))


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "periode": _period,
    "beneficiaire": _person,
    "du": dates.any_day,
    "au": dates.any_day,
    "dates": _by_care_date,
    "soins": _care_kind,
    "min": _amount,
    "max": _amount,
    "pro": _practitioner,
}


def address(path: str, asked: Mapping[str, str], **others: str | int) -> str:
    """Return the address of the same search elsewhere: its criteria as they were asked, and other parameters."""
    return criteria.address(path, FIELDS, asked, MAX_TEXT, others)
