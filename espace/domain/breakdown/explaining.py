"""The plain French sentence that says why something is left to pay, written for someone of 75.

It tells what `break_down` computed and nothing else: the amounts listed after the colon always add
up to the amount that leads the sentence, and what reduces it comes after « moins ». What corrects an
earlier payment, and what is recovered on other care, each has a sentence of its own after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from espace.domain.breakdown.computing import break_down
from espace.domain.breakdown.lines import Line
from espace.domain.breakdown.listing import (
    LAW,
    cares_recovered,
    deduction_kinds,
    deductions_of,
    is_alone,
    items_of,
    listed,
    many,
)
from espace.domain.formats import amount, enumeration
from espace.domain.labels import LineKind


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a sentence; `strong` marks an amount that leads it."""

    text: str
    strong: bool = False


def explain(lines: Sequence[Line], *, third_party: bool = False) -> tuple[Words, ...]:
    """Return the sentence for a payment or for one line; the joined texts are the plain sentence.

    `third_party` tells that the payment went to a health professional: the patient advanced nothing.
    """
    care, corrections, recovered = (_of(kind, lines) for kind in LineKind)
    if recovered and not care and not corrections:
        return _recovery(recovered)
    if corrections and not care:
        told = _correction(corrections)
    else:
        told = _left_to_pay(care, third_party, corrected=bool(corrections))
        told += _cancelled(corrections) if corrections else ()
    return _words(*told, *(_besides(recovered) if recovered else ()))


def reasons(lines: Sequence[Line], *, third_party: bool = False) -> str:
    """Return the reasons for a statement: `Votre reste à charge : 2,00 € de participation forfaitaire, …`.

    When nothing is left to pay, or when the lines only correct others, it is the sentence of `explain`.
    """
    items = items_of(lines)
    owed = sum(item.cents for item in items)
    if owed > 0 and any(line.kind is not LineKind.CORRECTION for line in lines):
        return f"Votre reste à charge : {listed(items)}."
    return "".join(words.text for words in explain(lines, third_party=third_party))


def _of(kind: LineKind, lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.kind is kind]


def _left_to_pay(lines: Sequence[Line], third_party: bool, corrected: bool) -> tuple[str | int, ...]:
    whole, items = break_down(lines), items_of(lines, taken_back=corrected)
    about: tuple[str | int, ...] = ("Sur ", whole.charged, " de soins, ") if whole.charged else ("Pour ces soins, ",)
    total, why = whole.out_of_pocket, f" : {listed(items)}." if items else "."
    if total > 0:
        return (*about, "il vous reste ", total, f" à payer{items[0].alone}." if is_alone(items) else f" à payer{why}")
    if total == 0 and whole.charged and not items:
        return (*about, _all_paid(lines, third_party))
    if total == 0:
        return (*about, f"il ne vous reste rien à payer{why}")
    if len(items) > 1:
        return (*about, "il y a ", -total, f" de trop-perçu{why}")
    return (*about, "vous n’avez rien à payer : ", -total, _too_much(total, corrected))


def _too_much(cents: int, corrected: bool) -> str:
    been, can = ("ont été versés", "pourront") if many(cents) else ("a été versé", "pourra")
    # Beside a correction, which may have just taken it back, nothing is foretold.
    then = "" if corrected else f" et {can} être repris sur un prochain paiement ; gardez cette somme de côté"
    return f" {been} en trop (trop-perçu){then}."


def _all_paid(lines: Sequence[Line], third_party: bool) -> str:
    if third_party and not any(line.deduction for line in lines):
        later = "L’Assurance Maladie pourra récupérer plus tard une franchise ou une participation."
        return f"tout a été payé : vous n’avez rien avancé. {later}"
    return "tout est remboursé : il ne vous reste rien à payer."


def _correction(lines: Sequence[Line]) -> tuple[str | int, ...]:
    one = len(lines) == 1
    which = "Cette ligne corrige un paiement précédent" if one else "Ces lignes corrigent des paiements précédents"
    return _changes(which, "elle annule" if one else "elles annulent", lines)


def _cancelled(lines: Sequence[Line]) -> tuple[str | int, ...]:
    """Say beside the care what else the payment does to earlier ones: what was left of them is no more to pay."""
    whole, one = break_down(lines), len(lines) == 1
    taken = (whole.social_security, whole.mutual, whole.other_insurer, whole.out_of_pocket)
    if whole.charged < 0 and max(taken) <= 0:
        what = "un calcul précédent" if one else "des calculs précédents"
        rest = f", dont {amount(-whole.out_of_pocket)} à votre charge" if whole.out_of_pocket else ""
        return (f" Ce paiement annule aussi {what} : {amount(-whole.charged)} de soins{rest}.",)
    which = "un paiement précédent" if one else "des paiements précédents"
    return _changes(f" Ce paiement corrige aussi {which}", "il annule", lines)


def _changes(which: str, cancels: str, lines: Sequence[Line]) -> tuple[str | int, ...]:
    """Tell one by one the amounts that corrections change; the change of what is left to pay leads."""
    whole = break_down(lines)
    left = whole.out_of_pocket
    told = [
        (f"{cancels} {amount(-whole.charged)} de soins", whole.charged),
        (_takes("l’Assurance Maladie", whole.social_security), whole.social_security),
        (_takes("votre mutuelle", whole.mutual), whole.mutual),
        (_takes("l’autre mutuelle", whole.other_insurer), whole.other_insurer),
    ]
    changes = [words for words, cents in told if cents]
    if not changes:
        return (f"{which}, sans changer les montants.",)
    start = f"{which} : {', '.join(changes)} et votre reste à charge "
    if not left:
        return (f"{start}ne change pas.",)
    return (start, "baisse de " if left < 0 else "augmente de ", abs(left), ".")


def _takes(who: str, cents: int) -> str:
    return f"{who} {'reprend' if cents < 0 else 'rend'} {amount(abs(cents))}"


def _recovery(lines: Sequence[Line]) -> tuple[Words, ...]:
    sums = deductions_of(lines)
    care = f"qu’elle n’avait pas pu retenir sur {cares_recovered(lines)}"
    if len(sums) == 1:
        then = f" {next(iter(sums))} {care} : la loi laisse cette somme à votre charge."
    else:
        then = f" {care} : {enumeration([f'{amount(cents)} {words}' for words, cents in sums.items()])}, {LAW}."
    return _words("L’Assurance Maladie récupère ", break_down(lines).out_of_pocket, then)


def _besides(lines: Sequence[Line]) -> tuple[str | int, ...]:
    """Say what was recovered on other care than the one just told; it is withheld, so nobody has to pay it."""
    care = f"{'un soin réglé' if len(lines) == 1 else 'des soins réglés'} en tiers payant"
    then = f" {deduction_kinds(lines)} sur {care}. Vous n’avez rien à envoyer."
    return " De plus, l’Assurance Maladie a récupéré ", break_down(lines).out_of_pocket, then


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
