"""A search in French: what was looked for, what was found, what to try instead."""

from espace.domain import formats
from espace.domain.formats import NBSP
from espace.domain.searches import Search
from espace.domain.wording import plural


def period_words(wanted: Search, who: str) -> str:
    """Write the period and the people: `Du 23 août au 23 novembre 2026, pour Noé`; `who` may be empty."""
    period = formats.period(wanted.first, wanted.last)
    days = f"Soins {period[0].lower()}{period[1:]}" if wanted.by_care_date else period
    return f"{days}, pour {who}" if who else days


def found_words(wanted: Search, count: int, line_count: int, total: int) -> str:
    """Write what was found: `8 paiements, 684,12 € versés`; with criteria, the prestations that fit are told too."""
    payments = plural(count, "paiement", "paiements")
    found = f"{plural(line_count, 'prestation', 'prestations')} dans {payments}" if wanted.is_detailed else payments
    return f"{found}, {formats.amount(total)} versés"


def nothing_words(wanted: Search, who: str) -> str:
    """Say what was looked for in vain, and what to try."""
    asked = [_lower(period_words(wanted, who))]
    if wanted.care_kind:
        asked.append(f"en «{NBSP}{wanted.care_kind.label}{NBSP}»")
    if wanted.practitioner:
        asked.append(f"chez «{NBSP}{wanted.practitioner}{NBSP}»")
    if wanted.at_least is not None:
        asked.append(f"à partir de {formats.amount(wanted.at_least)}")
    if wanted.at_most is not None:
        asked.append(f"jusqu’à {formats.amount(wanted.at_most)}")
    other = "une période plus longue ou retirez un critère" if wanted.is_detailed else "une autre période"
    return f"Nous n’avons rien trouvé {', '.join(asked)}. Essayez {other}."


def _lower(words: str) -> str:
    return "pour des s" + words[1:] if words.startswith("Soins") else words[0].lower() + words[1:]
