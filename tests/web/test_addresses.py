import pytest

from espace.web.addresses import login_address, safe_next


@pytest.mark.parametrize(
    "address",
    [
        "/accueil",
        "/remboursements/",
        "/remboursements?page=2",
        "/remboursements/paiement?id=kT3_a-b",
        "/remboursements/prestation?id=kT3_a-b&onglet=tiers",
        "/documents/releve?paiement=x",
        "/documents/prestation?id=x",
    ],
)
def test_a_members_page_is_kept(address: str) -> None:
    assert safe_next(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "//evil.example",
        "///evil.example/accueil",
        "\\\\evil.example",
        "/\\evil.example",
        "/accueil\\..\\..",
        "/accueil?x=\\evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "https://evil.example/accueil",
        "http:accueil",
        "accueil",
        "/accueil\r\nSet-Cookie: a=b",
        "/accueil\x00",
        "/\t/evil.example",
        "/acc ueil",
        "/accueil?x=\u202eabc",
        "/connexion",
        "/session/fermer",
        "/inconnu",
        "/accueil?" + "x" * 1000,
    ],
)
def test_anything_else_becomes_home(address: str) -> None:
    assert safe_next(address) == "/accueil"


def test_the_fragment_is_left_out() -> None:
    assert safe_next("/contrat#tableau") == "/contrat"


def test_the_login_page_remembers_the_page_wanted() -> None:
    assert login_address("/remboursements/paiement?id=a&b=c") == (
        "/connexion?suite=/remboursements/paiement%3Fid%3Da%26b%3Dc"
    )
    assert login_address("/accueil") == "/connexion"
    assert login_address("//evil.example") == "/connexion"
