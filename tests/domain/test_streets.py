import pytest

from espace.domain import streets


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (("12", "B", "Avenue", "DE L'OPÉRA"), "12 bis avenue de l’Opéra"),
        (("4", "T", "Place", "DES FILETS"), "4 ter place des Filets"),
        (("4", "ter", "Place", "DES FILETS"), "4 ter place des Filets"),
        (("7", "Q", "Rue", "HENRI IV"), "7 quater rue Henri IV"),
        (("9", "", "Route", "DE BESANCON"), "9 route de Besancon"),
        (("9", "A", "Route", "DE BESANCON"), "9 A route de Besancon"),
        (("", "B", "Route", "DE BESANCON"), "route de Besancon"),
        (("", "", "", "LE GRAND PRÉ"), "Le Grand Pré"),
        (("", "", "", ""), ""),
    ],
)
def test_a_street_is_written_as_on_a_letter(parts: tuple[str, str, str, str], shown: str) -> None:
    assert streets.line(*parts) == shown
