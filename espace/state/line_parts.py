"""What the page of one prestation shows beside the shares: its computation step by step, its facts, its links."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from espace import routes
from espace.domain import formats
from espace.domain.breakdown import Line
from espace.domain.labels import LineKind, Recipient
from espace.domain.wording import sent_by
from espace.services.payment_lines import LineView, Linked
from espace.services.payment_views import CareLine, PaymentView
from espace.state.payment_ways import SOMEBODY, address_from


@dataclass(frozen=True)
class Fact:
    """A short fact and its name."""

    name: str
    value: str


@dataclass(frozen=True)
class Step:
    """One step of the computation: what it is, a word about it, the amount or the rate."""

    name: str
    detail: str
    value: str


@dataclass(frozen=True)
class LineLink:
    """Another prestation that this one hangs together with."""

    text: str
    hint: str
    href: str


def steps_of(line: CareLine) -> list[Step]:
    """Return the computation from the price down to what each one paid; what is left comes below it."""
    return [Step(name, detail, value) for name, detail, value in _steps(line.amounts)]


def _steps(line: Line) -> Iterator[tuple[str, str, str]]:
    if line.kind is not LineKind.RECOVERED_DEDUCTION:
        yield "Dépense", "le prix des soins", formats.amount(line.charged)
        if not line.private:
            yield from _tariff(line)
    if line.deduction:
        yield line.deduction_kind.label, _deduction_words(line.kind), formats.amount(-line.deduction)
    yield "Part de l’Assurance Maladie (RO)", _paid_words(line), formats.amount(line.social_security)
    if line.kind is not LineKind.RECOVERED_DEDUCTION:
        yield "Part de la mutuelle (RC)", "", formats.amount(line.mutual)
    if line.other_insurer:
        yield "Part de l’autre mutuelle", "", formats.amount(line.other_insurer)


def _tariff(line: Line) -> Iterator[tuple[str, str, str]]:
    if not line.base:
        yield "Base de remboursement", "l’Assurance Maladie n’a pas de tarif pour ces soins", "–"
        return
    yield "Base de remboursement", "le tarif de l’Assurance Maladie", formats.amount(line.base)
    inside = ""
    if line.standard_rate != line.rate:
        inside = f"hors du parcours de soins, au lieu de {formats.rate(line.standard_rate)}"
    yield "Taux de remboursement", inside, formats.rate(line.rate)


def _deduction_words(kind: LineKind) -> str:
    if kind is LineKind.RECOVERED_DEDUCTION:
        return "récupérée sur un autre remboursement"
    return "rendue avec la régularisation" if kind is LineKind.CORRECTION else "retenue par l’Assurance Maladie"


def _paid_words(line: Line) -> str:
    if line.private or not line.base:
        return ""
    return "la base multipliée par le taux, moins la retenue" if line.deduction else "la base multipliée par le taux"


def facts_of(found: LineView, full_name: str) -> list[Fact]:
    """Return what identifies the prestation and its payment; what is not told or not known is left out."""
    line, payment = found.line, found.payment
    facts = {
        "Acte": line.act,
        "Code de l’acte": line.code,
        "Professionnel de santé": line.practitioner,
        "Date des soins": formats.long_day(line.care_date),
        "N° de décompte": line.settlement,
        "N° de ligne": str(line.number),
        "N° de paiement": payment.number,
        "Date de paiement": formats.long_day(payment.paid_on),
        "Payé à": _payee(payment, full_name),
        "Mode de paiement": _method(payment),
    }
    return [Fact(name, value) for name, value in facts.items() if value]


def _payee(payment: PaymentView, full_name: str) -> str:
    return (payment.payee or SOMEBODY) if payment.recipient is Recipient.THIRD_PARTY else full_name


def _method(payment: PaymentView) -> str:
    if payment.recipient is Recipient.THIRD_PARTY:
        return payment.method.label
    return sent_by(payment.method, payment.account_ending, payment.total)


def links_of(found: LineView, query: Mapping[str, str]) -> list[LineLink]:
    """Return the links to the prestations that this one hangs together with, both ways."""
    return [
        LineLink(text, _hint(other), address_from(query, routes.LINE, other.line.public_id))
        for text, other in _links(found)
    ]


def _links(found: LineView) -> Iterator[tuple[str, Linked]]:
    if found.about and found.line.amounts.kind is LineKind.CORRECTION:
        yield f"Cette ligne corrige la prestation payée le {_paid_day(found.about)}", found.about
    elif found.about:
        yield f"Cette retenue concerne des soins payés le {_paid_day(found.about)}", found.about
    for other in found.later:
        if other.line.amounts.kind is LineKind.CORRECTION:
            yield f"Cette prestation a été corrigée le {_paid_day(other)}", other
        else:
            taken = formats.amount(other.line.amounts.out_of_pocket)
            yield f"Une retenue de {taken} a été récupérée le {_paid_day(other)}", other
    for other in found.same_settlement:
        yield f"Une autre partie de ce décompte a été payée le {_paid_day(other)}", other


def _paid_day(other: Linked) -> str:
    return formats.long_day(other.payment.paid_on)


def _hint(other: Linked) -> str:
    return f"{other.line.act}, paiement n°{formats.NBSP}{other.payment.number}"


def unlinked(found: LineView) -> str:
    """Say why there is no link where one is expected: what is corrected came before what the portal was given."""
    if found.about or found.line.amounts.kind is LineKind.CARE:
        return ""
    if found.line.amounts.kind is LineKind.CORRECTION:
        return "Le paiement que cette ligne corrige est trop ancien pour figurer dans votre espace."
    return "Les soins que cette retenue concerne sont trop anciens pour figurer dans votre espace."
