import pytest

from espace.domain.labels import CareKind, LineKind, PaymentMethod, Recipient
from espace.domain.wording import (
    care_words,
    line_label,
    of_town,
    paid_label,
    plural,
    recovered_apart,
    sent_by,
    sent_label,
)


@pytest.mark.parametrize(
    ("cares", "words"),
    [
        ([(CareKind.CONSULTATION, "Alice")], "Consultation"),
        (
            [(CareKind.CONSULTATION, "Alice"), (CareKind.CONSULTATION, "Noé"), (CareKind.SPEECH_THERAPY, "Noé")],
            "Consultations, orthophonie",
        ),
        ([(CareKind.OPTICAL, "Alice")], "Lunettes ou lentilles"),
        ([(CareKind.PHARMACY, "Alice"), (None, "Julien")], "Pharmacie, soins de\u00a0Julien"),
        ([(None, "Élodie"), (None, "Élodie")], "Soins d’Élodie"),
        ([(None, "Julien"), (None, "Hugo")], "Soins de\u00a0Julien, soins d’Hugo"),
        ([], ""),
    ],
)
def test_a_payment_is_named_by_its_care(cares: list[tuple[CareKind | None, str]], words: str) -> None:
    assert care_words(cares) == words


def test_every_kind_of_care_has_words() -> None:
    assert all(care_words([(kind, "Alice")]) for kind in CareKind)


def test_a_payment_says_how_it_travelled() -> None:
    assert sent_by(PaymentMethod.TRANSFER, "471") == "Virement sur le compte se terminant par\u00a0471"
    assert sent_by(PaymentMethod.CHEQUE, "") == "Chèque à votre nom"
    assert sent_by(PaymentMethod.TRANSFER, "") == "Virement à votre nom"


@pytest.mark.parametrize(
    ("recipient", "method", "words"),
    [
        (Recipient.MEMBER, PaymentMethod.TRANSFER, "Virement parti le"),
        (Recipient.MEMBER, PaymentMethod.CHEQUE, "Chèque envoyé le"),
        (Recipient.THIRD_PARTY, PaymentMethod.TRANSFER, "Payé le"),
    ],
)
def test_a_payment_says_how_it_left(recipient: Recipient, method: PaymentMethod, words: str) -> None:
    assert sent_label(recipient, method) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0\u00a0paiement"), (1, "1\u00a0paiement"), (2, "2\u00a0paiements")])
def test_a_count_agrees_with_its_noun(count: int, words: str) -> None:
    assert plural(count, "paiement", "paiements") == words


@pytest.mark.parametrize(
    ("total", "sent", "label", "to_member", "to_third_party"),
    [
        (-1, "Aucun versement\u00a0: c’est un trop-perçu", "Établi le", "Trop-perçu", "Repris par la mutuelle"),
        (0, "Aucun versement", "Établi le", "Versé par la mutuelle", "Versé au professionnel de santé"),
    ],
)
def test_a_payment_without_money_to_send_does_not_travel(
    total: int, sent: str, label: str, to_member: str, to_third_party: str
) -> None:
    assert sent_by(PaymentMethod.TRANSFER, "471", total) == sent
    assert {sent_label(recipient, PaymentMethod.CHEQUE, total) for recipient in Recipient} == {label}
    assert [paid_label(recipient, total) for recipient in Recipient] == [to_member, to_third_party]


@pytest.mark.parametrize(
    ("kind", "mutual", "words"),
    [
        (LineKind.CARE, 900, "Versé par la mutuelle"),
        (LineKind.CARE, 0, "Versé par la mutuelle"),
        (LineKind.CORRECTION, -900, "Repris par la mutuelle"),
        (LineKind.RECOVERED_DEDUCTION, 0, "Retenue récupérée"),
    ],
)
def test_a_prestation_says_which_way_its_money_went(kind: LineKind, mutual: int, words: str) -> None:
    assert line_label(kind, mutual) == words


def test_what_is_recovered_on_other_care_is_said_apart() -> None:
    assert recovered_apart(300) == "Récupéré par l’Assurance Maladie sur d’autres soins\u00a0: 3,00\u00a0€"


@pytest.mark.parametrize(
    ("town", "words"),
    [
        ("Marseille 6e", "de\u00a0Marseille 6e"),
        ("Arles", "d’Arles"),
        ("Épinal", "d’Épinal"),
        ("Le Havre", "du\u00a0Havre"),
        ("Les Lilas", "des\u00a0Lilas"),
        ("La Ciotat", "de\u00a0La Ciotat"),
        ("L’Haÿ-les-Roses", "de\u00a0L’Haÿ-les-Roses"),
        ("Lesneven", "de\u00a0Lesneven"),
    ],
)
def test_the_name_of_a_town_is_joined_to_its_preposition(town: str, words: str) -> None:
    assert of_town(town) == words
