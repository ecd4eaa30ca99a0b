import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import passwords
from espace.domain.common_passwords import FRENCH

CAMILLE = ["Camille", "Roux-Fabre", "0472318", "14/06/1984", "Mutuelle du Vieux-Port"]
ANYTHING = st.text(st.characters(), max_size=40)  # surrogates, controls and unassigned characters too


def _problem(password: str) -> str:
    (sentence,) = passwords.problems(password, names=CAMILLE)
    return sentence


@pytest.mark.parametrize(
    "password",
    [
        "quatre mots sans rapport",
        "vent-large-sous-le-fort",
        "  été à la plage 🏖  ",
        "🏖🎉😀🐟🌊🌞⛵🐠🐡🐬🦀🐚",
        "мой зелёный чайник",
        "kT3vQ9wZ1xLm",
        "camille aime les frites au miel",
        "x9$ Lanterne / bocal " * 12,
    ],
)
def test_what_is_long_and_hard_to_guess_is_welcome(password: str) -> None:
    assert passwords.problems(password, names=CAMILLE) == []
    assert all(rule.done for rule in passwords.progress(password, CAMILLE))


@pytest.mark.parametrize("password", ["", "Lanterne+9k", "🐟🌊🌞", "kT3vQ9wZ1xL"])
def test_a_short_one_is_asked_for_twelve_characters(password: str) -> None:
    assert "au moins 12 caractères" in _problem(password)


def test_lengths_are_counted_in_characters_as_read() -> None:
    twelve, limit = "é9Lanternôxü", "é9Lanternôxü-bocal " * 14
    assert len(twelve) == passwords.MIN_LENGTH
    assert passwords.problems(unicodedata.normalize("NFD", twelve), names=CAMILLE) == []
    assert passwords.problems(unicodedata.normalize("NFD", limit[:256]), names=CAMILLE) == []
    assert passwords.problems(unicodedata.normalize("NFD", limit[:257]), names=CAMILLE) == [passwords.TOO_LONG]


@pytest.mark.parametrize("length", [257, 10_000, 1_000_000])
def test_an_over_long_one_is_refused_before_any_work(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    monkeypatch.setattr(passwords, "_weakness", lambda *_: pytest.fail("judged"))
    assert "256 caractères au plus" in _problem("x" * length)
    assert passwords.progress("x" * length, CAMILLE) == (passwords.Rule("256 caractères au plus", done=False),)


def test_the_costly_judgement_sees_a_bounded_start_only(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(passwords.matching, "omnimatch", lambda start, _: seen.append(start) or [])
    passwords.problems("ab" * 128, names=CAMILLE)
    assert [len(start) for start in seen] == [64]


@pytest.mark.parametrize(
    "password",
    [
        "mot de passe",
        "Mot De Passé",
        "MÔTDEPASSE!!",
        "azertyuiopqsdfghjklm",
        "qsdfghjklm wxcvbn",
        "liberté égalité fraternité",
    ],
)
def test_a_common_one_is_refused_whatever_its_capitals_accents_and_spaces(password: str) -> None:
    assert "les plus courants" in _problem(password)


@pytest.mark.parametrize("password", ["azerty123456", "motdepasse2026", "M0tdep@sse13", "Soleil123456", "doudou131313"])
def test_a_common_one_with_a_tail_or_a_disguise_is_too_easy_to_guess(password: str) -> None:
    assert "se devine trop facilement" in _problem(password)


@pytest.mark.parametrize("password", ["aaaaaaaaaaaa", "abcdefghijklmno", "            ", "azazazazazazaz"])
def test_repetitions_and_sequences_are_too_easy_to_guess(password: str) -> None:
    assert "se devine trop facilement" in _problem(password)


@pytest.mark.parametrize("password", ["0472318 chats dorment", "04 72 31 8 chats dorment", "k-0472318-Lanterne"])
def test_the_members_number_may_not_stand_in_it(password: str) -> None:
    assert "numéro d’adhérent" in _problem(password)


@pytest.mark.parametrize(
    "password",
    [
        "Camille Roux-Fabre",
        "camille14061984",
        "CAMILLE-140684",
        "rouxfabre 1984",
        "19840614camille",
        "vieux-port 13",
        "Mutuelle du Vieux-Port",
        "Çàmîllé Roux!!",
    ],
)
def test_the_persons_name_birth_date_and_mutual_are_no_password(password: str) -> None:
    assert "sans rapport avec vous" in _problem(password)


@pytest.mark.parametrize("born", ["14/06/1984", "1984-06-14", "14.06.1984"])
def test_the_birth_date_may_be_given_as_it_is_written_or_stored(born: str) -> None:
    assert passwords.problems("14061984140684", names=[born]) != []


@pytest.mark.parametrize("unfit", ["\x00", "\t", "\n", "\r\nBcc: x", "\ud83d"])
def test_what_cannot_be_typed_or_hashed_is_to_be_taken_out(unfit: str) -> None:
    assert "Retirez les tabulations" in _problem(f"lanterne{unfit}bocal safran")


def test_a_password_may_have_several_problems() -> None:
    assert len(passwords.problems("azerty\x00", names=CAMILLE)) == 3
    assert len(passwords.problems("doudou", names=CAMILLE)) == 2


def test_the_rules_stand_as_the_form_shows_them() -> None:
    labels = [rule.label for rule in passwords.progress("", CAMILLE)]
    assert labels == [
        "12 caractères au moins",
        "Différent de votre numéro d’adhérent",
        "Absent des mots de passe les plus courants",
    ]
    assert not any(rule.done for rule in passwords.progress("", CAMILLE))


@pytest.mark.parametrize(
    ("password", "done"),
    [
        ("lant", [False, True, True]),
        ("azerty", [False, True, False]),
        ("0472318", [False, False, True]),
        ("mot de passe", [True, True, False]),
        ("azerty123456", [True, True, True, False]),
        ("camille14061984", [True, True, True, False]),
        ("lanterne\tbocal safran", [True, True, True, False]),
        ("lanterne bocal safran", [True, True, True]),
    ],
)
def test_the_rules_follow_what_is_typed(password: str, done: list[bool]) -> None:
    assert [rule.done for rule in passwords.progress(password, CAMILLE)] == done


def test_one_persons_words_are_not_kept_for_the_next() -> None:
    assert passwords.problems("Zébulonnette 12", names=["Zébulonnette"])
    assert passwords.problems("Zébulonnette 12", names=[]) == []
    assert "user_inputs" not in passwords.matching.RANKED_DICTIONARIES


def test_the_french_list_holds_some_hundreds_of_folded_words_once() -> None:
    assert len(FRENCH) > 400
    assert len(set(FRENCH)) == len(FRENCH)
    assert all(word == passwords._bare(word) for word in FRENCH)


@given(ANYTHING, st.lists(ANYTHING, max_size=4))
def test_nothing_raises_and_the_rules_agree_with_the_problems(password: str, names: list[str]) -> None:
    found = passwords.problems(password, names=names)
    assert all(rule.done for rule in passwords.progress(password, names)) == (not found)


@given(st.text(max_size=30))
def test_composed_and_decomposed_are_judged_alike(password: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, password) for form in ("NFC", "NFD"))
    assert passwords.problems(composed, names=CAMILLE) == passwords.problems(decomposed, names=CAMILLE)
