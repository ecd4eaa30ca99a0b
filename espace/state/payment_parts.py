"""What the page of one payment shows of its lines: the shares, the table's rows, the words to explain."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from espace.content import glossary
from espace.domain import formats
from espace.domain.breakdown import Breakdown, Line, break_down, is_fee
from espace.domain.labels import LineKind
from espace.domain.money import percentages
from espace.domain.spending import Sums
from espace.services.payment_views import CareLine

NEGATIVE = (
    "L’une des parts est négative, à la suite d’une régularisation : elle ne peut pas être dessinée. "
    "Voici les montants exacts."
)
NOTHING = "Les montants s’annulent : il n’y a rien à dessiner. Voici les montants exacts."


@dataclass(frozen=True)
class Chunk:
    """A piece of an explaining sentence; amounts that matter are strong."""

    text: str
    strong: bool


@dataclass(frozen=True)
class Part:
    """Who paid how much; `weight` is the width in the picture, in cents, and `look` its colour if there is one."""

    look: str
    name: str
    amount: str
    weight: str


@dataclass(frozen=True)
class Shares:
    """Who paid the care: the legend, the picture's text or what stands in its place, and what other care cost.

    `picture` is empty when nothing can be drawn. What the Assurance Maladie recovers on other care is no share
    of this care's price: `recovered` says it apart, or is empty.
    """

    parts: list[Part]
    picture: str
    remark: str
    recovered: str


@dataclass(frozen=True)
class DetailRow:
    """One prestation in the table, ready to show."""

    day: str
    who: str
    act: str
    detail: str
    note: str
    charged: str
    base: str
    social_security: str
    mutual: str
    other_insurer: str
    out_of_pocket: str


@dataclass(frozen=True)
class Meaning:
    """A word used by this payment, with its explanation."""

    name: str
    text: str


def corrected_day(lines: Sequence[CareLine]) -> date | None:
    """Return the day of the payment that these lines correct, where they do nothing but replace some of its care.

    Then what they pay is what the member gets more; with other care beside it, nothing so simple can be said.
    """
    corrections = [line for line in lines if line.amounts.kind is LineKind.CORRECTION]
    care = [line for line in lines if line.amounts.kind is LineKind.CARE]
    days = {line.corrected_on for line in corrections}
    replaced = Counter((line.care_date, line.rank, line.act) for line in corrections)
    same = replaced == Counter((line.care_date, line.rank, line.act) for line in care)
    return days.pop() if same and len(days) == 1 else None


def shares_of(lines: Sequence[Line]) -> Shares:
    """Return who paid the care of these lines."""
    care = [line for line in lines if line.kind is not LineKind.RECOVERED_DEDUCTION]
    taken = break_down([line for line in lines if line.kind is LineKind.RECOVERED_DEDUCTION]).out_of_pocket
    recovered = f"Récupéré par l’Assurance Maladie sur d’autres soins : {formats.amount(taken)}" if taken else ""
    if not care:
        return Shares([], "", "", recovered)
    whole = break_down(care)
    shares = named_shares(whole)
    negative = any(cents < 0 for _, _, cents in shares)
    if negative or whole.charged <= 0:
        parts = [Part("", name, formats.amount(cents), str(cents)) for _, name, cents in shares]
        return Shares(parts, "", NEGATIVE if negative else NOTHING, recovered)
    rates = percentages([cents for _, _, cents in shares])
    said = (f"{name} {percent}{formats.NBSP}%" for (_, name, _), percent in zip(shares, rates, strict=True))
    parts = [Part(look, name, formats.amount(cents), str(cents)) for look, name, cents in shares]
    return Shares(parts, ", ".join(said), "", recovered)


def named_shares(whole: Breakdown | Sums) -> list[tuple[str, str, int]]:
    """Return the look, the name and the cents of who paid, in the order of the picture; a second insurer if any."""
    shares = [
        ("part-am", "Assurance Maladie", whole.social_security),
        ("part-mut", "Votre mutuelle", whole.mutual),
        ("part-you", "Vous (reste à charge)", whole.out_of_pocket),
    ]
    if whole.other_insurer:
        shares.insert(2, ("part-other", "Autre mutuelle", whole.other_insurer))
    return shares


def row_of(line: CareLine) -> DetailRow:
    """Return the row of one prestation."""
    return DetailRow(
        day=formats.numeric_day(line.care_date),
        who=line.first_name,
        act=line.act,
        detail=line.practitioner,
        note=line.note,
        **_amounts(line.amounts),
    )


def total_of(whole: Breakdown) -> DetailRow:
    """Return the row of the sums."""
    return DetailRow(day="", who="", act="Total du paiement", detail="", note="", **_amounts(whole))


def _amounts(sums: Line | Breakdown) -> dict[str, str]:
    names = ("charged", "base", "social_security", "mutual", "other_insurer", "out_of_pocket")
    return {name: formats.amount(getattr(sums, name)) for name in names}


def meanings_of(lines: Sequence[Line]) -> list[Meaning]:
    """Return the words that these lines use, in the order of the table and of the sentence.

    A correction is left out of the parts: it would cancel the words of the care beside it.
    """
    told = [line for line in lines if line.kind is not LineKind.CORRECTION]
    whole, kinds = break_down(told), {line.kind for line in lines}
    used = (
        (any(line.base for line in lines), glossary.BASE),
        (bool(whole.participation), glossary.PARTICIPATION),
        (bool(whole.franchise), glossary.FRANCHISE),
        (bool(whole.copayment), glossary.COPAYMENT),
        (bool(break_down([line for line in told if is_fee(line)]).excess_fee), glossary.EXCESS_FEE),
        (bool(break_down([line for line in told if not is_fee(line)]).excess_fee), glossary.ABOVE_TARIFF),
        (bool(whole.off_pathway), glossary.OFF_PATHWAY),
        (bool(whole.not_covered), glossary.NOT_COVERED),
        (any(line.other_insurer for line in lines), glossary.OTHER_INSURER),
        (bool(whole.overpaid), glossary.OVERPAID),
        (LineKind.CORRECTION in kinds, glossary.CORRECTION),
        (LineKind.RECOVERED_DEDUCTION in kinds, glossary.RECOVERED),
    )
    return [Meaning(word.name, word.meaning) for is_used, word in used if is_used]
