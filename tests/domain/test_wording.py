import pytest

from espace.domain.labels import CareKind, PaymentMethod, Recipient
from espace.domain.wording import care_words, plural, sent_by, sent_label


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([CareKind.CONSULTATION], "Consultation"),
        ([CareKind.CONSULTATION, CareKind.CONSULTATION, CareKind.SPEECH_THERAPY], "Consultations, orthophonie"),
        ([CareKind.OPTICAL], "Lunettes ou lentilles"),
        ([CareKind.PHARMACY, None], "Pharmacie, soins confidentiels"),
        ([None, None], "Soins confidentiels"),
        ([], ""),
    ],
)
def test_a_payment_is_named_by_its_care(kinds: list[CareKind | None], words: str) -> None:
    assert care_words(kinds) == words


def test_every_kind_of_care_has_words() -> None:
    assert all(care_words([kind]) for kind in CareKind)


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
