"""What the pages of a payment and of a prestation show of lines: sentence, shares, table rows, words to explain."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from espace.content import glossary
from espace.domain import formats
from espace.domain.breakdown import Breakdown, Line, break_down, explain, is_fee, pictured
from espace.domain.labels import LineKind
from espace.domain.money import percentages
from espace.domain.spending import Sums
from espace.domain.wording import NEGATIVE_SHARE, NO_SHARE, WITHOUT_CORRECTIONS, recovered_apart
from espace.services.payment_views import CareLine


@dataclass(frozen=True)
class Chunk:
    """A piece of the explaining sentence; amounts that matter are strong."""

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
    of this care's price, and what corrects an earlier payment was drawn with it: `apart` says so.
    """

    parts: list[Part]
    picture: str
    remark: str
    apart: list[str]


@dataclass(frozen=True)
class DetailRow:
    """One prestation in the table, ready to show; `href` leads to its detail."""

    day: str
    who: str
    act: str
    detail: str
    note: str
    href: str
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


def chunks_of(lines: Sequence[Line], *, third_party: bool) -> list[Chunk]:
    """Return the sentence that explains what is left to pay."""
    return [Chunk(words.text, words.strong) for words in explain(lines, third_party=third_party)]


def shares_of(lines: Sequence[Line]) -> Shares:
    """Return who paid the care of these lines."""
    drawn, apart = pictured(lines), _apart(lines)
    if not drawn:
        return Shares([], "", "", [])  # nothing is left out of no picture
    whole = break_down(drawn)
    shares = named_shares(whole)
    negative = any(cents < 0 for _, _, cents in shares)
    if negative or whole.charged <= 0:
        parts = [Part("", name, formats.amount(cents), str(cents)) for _, name, cents in shares]
        return Shares(parts, "", NEGATIVE_SHARE if negative else NO_SHARE, apart)
    rates = percentages([cents for _, _, cents in shares])
    said = (f"{name} {percent}{formats.NBSP}%" for (_, name, _), percent in zip(shares, rates, strict=True))
    parts = [Part(look, name, formats.amount(cents), str(cents)) for look, name, cents in shares]
    return Shares(parts, ", ".join(said), "", apart)


def _apart(lines: Sequence[Line]) -> list[str]:
    kinds = {line.kind for line in lines}
    cancelled = [WITHOUT_CORRECTIONS] if kinds >= {LineKind.CARE, LineKind.CORRECTION} else []
    taken = break_down([line for line in lines if line.kind is LineKind.RECOVERED_DEDUCTION]).out_of_pocket
    return [*cancelled, *([recovered_apart(taken)] if taken else [])]


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


def row_of(line: CareLine, href: str) -> DetailRow:
    """Return the row of one prestation."""
    return DetailRow(
        day=formats.numeric_day(line.care_date),
        who=line.first_name,
        act=line.act,
        detail=line.practitioner,
        note=line.note,
        href=href,
        **_amounts(line.amounts, private=line.private),
    )


def total_of(lines: Sequence[Line] = ()) -> DetailRow:
    """Return the row of the sums; a base that is not told for one line is not told for all of them either."""
    words = {"day": "", "who": "", "act": "Total du paiement", "detail": "", "note": "", "href": ""}
    return DetailRow(**words, **_amounts(break_down(lines), private=any(line.private for line in lines)))


def _amounts(sums: Line | Breakdown, *, private: bool) -> dict[str, str]:
    names = ("charged", "social_security", "mutual", "other_insurer", "out_of_pocket")
    told = {name: formats.amount(getattr(sums, name)) for name in names}
    return told | {"base": formats.amount_if_told(None if private else sums.base)}


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
