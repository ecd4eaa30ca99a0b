"""The plain French sentence that says why something is left to pay, written for someone of 75.

It tells what `break_down` computed and nothing else: the amounts listed after the colon always add
up to the amount that leads the sentence, and what reduces it comes after « moins ».
"""

from collections.abc import Sequence
from dataclasses import dataclass

from espace.domain.breakdown.computing import Breakdown, break_down
from espace.domain.breakdown.lines import Line
from espace.domain.breakdown.listing import DEDUCTIONS, LAW, cares_recovered, items_of, listed, many
from espace.domain.formats import amount, enumeration
from espace.domain.labels import LineKind


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a sentence; `strong` marks an amount that leads it."""

    text: str
    strong: bool = False


def explain(lines: Sequence[Line]) -> tuple[Words, ...]:
    """Return the sentence for a payment or for one line; the joined texts are the plain sentence."""
    kinds = {line.kind for line in lines}
    if kinds == {LineKind.CORRECTION}:
        return _correction(lines)
    if kinds == {LineKind.RECOVERED_DEDUCTION}:
        return _recovery(lines)
    return _left_to_pay(lines)


def reasons(lines: Sequence[Line]) -> str:
    """Return the reasons for a statement: `Votre reste à charge : 2,00 € de participation forfaitaire, …`.

    When nothing is left to pay, or when the lines only correct others, it is the sentence of `explain`.
    """
    items = items_of(lines)
    owed = sum(item.cents for item in items)
    if owed > 0 and any(line.kind is not LineKind.CORRECTION for line in lines):
        return f"Votre reste à charge : {listed(items)}."
    return "".join(words.text for words in explain(lines))


def _left_to_pay(lines: Sequence[Line]) -> tuple[Words, ...]:
    whole, items = break_down(lines), items_of(lines)
    corrects = any(line.kind is LineKind.CORRECTION for line in lines)
    about, total = _about(whole, corrects), whole.out_of_pocket
    why = f" : {listed(items)}." if items else "."
    if total > 0:
        return _words(*about, "il vous reste ", total, f" à payer{why}")
    if total == 0:
        done = "tout est remboursé, " if whole.charged and not items and not corrects else ""
        return _words(*about, f"{done}il ne vous reste rien à payer{why}")
    if corrects:
        return _words(*about, "votre reste à charge baisse de ", -total, why)
    if len(items) > 1:
        return _words(*about, "il y a ", -total, f" de trop-perçu{why}")
    been, can = ("ont été versés", "pourront") if many(total) else ("a été versé", "pourra")
    then = f" {been} en trop (trop-perçu) et {can} être repris sur un prochain paiement ; gardez cette somme de côté."
    return _words(*about, "vous n’avez rien à payer : ", -total, then)


def _about(whole: Breakdown, corrects: bool) -> tuple[str | int, ...]:
    if corrects:
        # What a correction cancels is no care of this payment: no total of care would make sense.
        return ("Pour ce paiement, qui en corrige un précédent, ",)
    return ("Sur ", whole.charged, " de soins, ") if whole.charged else ("Pour ces soins, ",)


def _correction(lines: Sequence[Line]) -> tuple[Words, ...]:
    whole, one = break_down(lines), len(lines) == 1
    which = "Cette ligne corrige un paiement précédent" if one else "Ces lignes corrigent des paiements précédents"
    cancels, left = ("elle annule" if one else "elles annulent"), whole.out_of_pocket
    told = [
        (f"{cancels} {amount(-whole.charged)} de soins", whole.charged),
        (_takes("l’Assurance Maladie", whole.social_security), whole.social_security),
        (_takes("votre mutuelle", whole.mutual), whole.mutual),
        (_takes("l’autre mutuelle", whole.other_insurer), whole.other_insurer),
    ]
    changes = [words for words, cents in told if cents]
    if not changes:
        return _words(f"{which}, sans changer les montants.")
    start = f"{which} : {', '.join(changes)} et votre reste à charge "
    if not left:
        return _words(f"{start}ne change pas.")
    return _words(start, "baisse de " if left < 0 else "augmente de ", abs(left), ".")


def _takes(who: str, cents: int) -> str:
    return f"{who} {'reprend' if cents < 0 else 'rend'} {amount(abs(cents))}"


def _recovery(lines: Sequence[Line]) -> tuple[Words, ...]:
    whole = break_down(lines)
    sums = {words: whole.parts[part] for part, words in DEDUCTIONS.items() if whole.parts[part]}
    care = f"qu’elle n’avait pas pu retenir sur {cares_recovered(lines)}"
    if len(sums) == 1:
        then = f" {next(iter(sums))} {care} : la loi laisse cette somme à votre charge."
    else:
        then = f" {care} : {enumeration([f'{amount(cents)} {words}' for words, cents in sums.items()])}, {LAW}."
    return _words("L’Assurance Maladie récupère ", whole.out_of_pocket, then)


def _words(*pieces: str | int) -> tuple[Words, ...]:
    """Make a sentence of its pieces: cents become strong amounts, texts that follow each other are joined."""
    said: list[Words] = []
    for piece in pieces:
        if isinstance(piece, int):
            said.append(Words(amount(piece), strong=True))
        elif said and not said[-1].strong:
            said[-1] = Words(said[-1].text + piece)
        else:
            said.append(Words(piece))
    return tuple(said)
