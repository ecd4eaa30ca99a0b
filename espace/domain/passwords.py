"""What a password may be: long, hard to guess, and nothing that whoever knows its owner would try (CNIL, ASVS 5.0).

No rule of composition: spaces, accents and emoji are welcome, and a character typed as one code point or as two is the
same. How hard it is to guess is zxcvbn's count of guesses, with the words of `common_passwords` and the person's own.
`names` is whatever is the person's: first and last names, member number, birth date (`14/06/1984` or `1984-06-14`),
and the mutual's name. What is typed is never kept; nothing here raises, whatever it is given.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice

from zxcvbn import matching, scoring

from espace.domain.common_passwords import FRENCH

MIN_LENGTH = 12
MAX_LENGTH = 256
ENOUGH_GUESSES = 10**8  # zxcvbn's score 3
_JUDGED = 64  # zxcvbn's work grows with the square of the length; what such a start does not save, no end does
_MOST_NAMES, _LONGEST_NAME, _SHORTEST_WORD, _REMAINDER = 20, 100, 3, 4
_LONGEST_DECOMPOSED = 4 * MAX_LENGTH  # a character is at most four code points

_TOO_SHORT = f"Choisissez au moins {MIN_LENGTH} caractères : quelques mots séparés par des espaces conviennent."
TOO_LONG = f"Choisissez un mot de passe de {MAX_LENGTH} caractères au plus."
_UNFIT = "Retirez les tabulations, les retours à la ligne et les caractères qui ne s’affichent pas."
_NUMBER = "Retirez votre numéro d’adhérent du mot de passe, et mettez d’autres mots à la place."
_PERSONAL = (
    "Ajoutez des mots sans rapport avec vous : votre nom, votre date de naissance et le nom de la mutuelle "
    "se devinent trop facilement."
)
_COMMON = "Choisissez-en un autre : celui-ci fait partie des mots de passe les plus courants."
_GUESSABLE = "Ajoutez un ou deux mots sans rapport entre eux : ce mot de passe se devine trop facilement."

_DATES = (re.compile(r"(\d\d)[/.\- ](\d\d)[/.\- ](\d{4})"), re.compile(r"(\d{4})-(\d\d)-(\d\d)"))
_MEMBER_NUMBER = re.compile(r"[a-z]{0,3}\d{5,20}")
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the plain feedback given while a password is typed."""

    label: str
    done: bool


@dataclass(frozen=True, slots=True)
class _Own:
    """What is the person's, bare: `numbers` may not stand in a password at all, `words` count as known to all."""

    numbers: frozenset[str]
    words: tuple[str, ...]


def normalised(password: str) -> str:
    """Return a password in the one form that is measured and hashed: NFC."""
    return unicodedata.normalize("NFC", password)


def is_too_long(password: str) -> bool:
    """Tell whether a password is beyond `MAX_LENGTH` characters, without work that grows with what was sent."""
    return len(password) > _LONGEST_DECOMPOSED or len(normalised(password)) > MAX_LENGTH


def problems(password: str, *, names: Iterable[str]) -> list[str]:
    """Return what speaks against a password, a French sentence each that says what to do; empty when it is fine."""
    if is_too_long(password):
        return [TOO_LONG]
    password = normalised(password)
    found = [_TOO_SHORT] if len(password) < MIN_LENGTH else []
    if _has_unfit(password):
        found.append(_UNFIT)
    if weakness := _weakness(password, _own(names)):
        found.append(weakness)
    return found


def progress(password: str, names: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules as they stand while somebody types: the three of the form, then any other not yet met.

    All are done exactly when `problems` has nothing to say.
    """
    if is_too_long(password):
        return (Rule(f"{MAX_LENGTH} caractères au plus", done=False),)
    password = normalised(password)
    weakness = _weakness(password, _own(names))
    rules = [
        Rule(f"{MIN_LENGTH} caractères au moins", len(password) >= MIN_LENGTH),
        Rule("Différent de votre numéro d’adhérent", bool(password) and weakness != _NUMBER),
        Rule("Absent des mots de passe les plus courants", bool(password) and weakness != _COMMON),
    ]
    if _has_unfit(password):
        rules.append(Rule("Sans caractère qui ne s’affiche pas", done=False))
    if weakness == _PERSONAL:
        rules.append(Rule("Différent de votre nom, de votre date de naissance et du nom de la mutuelle", done=False))
    if weakness == _GUESSABLE:
        rules.append(Rule("Difficile à deviner : ajoutez un ou deux mots", done=False))
    return tuple(rules)


def _has_unfit(password: str) -> bool:
    # Cs: half of a surrogate pair, which cannot even be written in UTF-8.
    return any(unicodedata.category(character) in ("Cc", "Cs") for character in password)


def _weakness(password: str, own: _Own) -> str:
    """Return the sentence of the worst weakness; how hard a short password is to guess does not matter yet."""
    bare = _bare(password)
    if any(number in bare for number in own.numbers):
        return _NUMBER
    if _is_common(bare):
        return _COMMON
    is_guessable = len(password) >= MIN_LENGTH and _guesses(password, own) <= ENOUGH_GUESSES
    rest = bare
    for word in own.words:
        rest = rest.replace(word, "")
    if rest != bare and (is_guessable or len(rest) < _REMAINDER):
        return _PERSONAL
    return _GUESSABLE if is_guessable else ""


def _own(names: Iterable[str]) -> _Own:
    """Sort what is the person's: numbers, dates in the forms people write them, names whole and in parts."""
    numbers: set[str] = set()
    words: set[str] = set()
    for name in (name[:_LONGEST_NAME] for name in islice(names, _MOST_NAMES)):
        if date := _date_parts(name.strip()):
            words |= _written(*date)
        elif _MEMBER_NUMBER.fullmatch(whole := _bare(name)):
            numbers.add(whole)
        else:
            words |= {whole, *_NOT_A_WORD.split(_folded(name))}
    known = {word for word in words if len(word) >= _SHORTEST_WORD}
    return _Own(frozenset(numbers), tuple(sorted(known, key=lambda word: (-len(word), word))))


def _date_parts(text: str) -> tuple[str, str, str] | None:
    """Return the day, month and year of a date written in the French or in the international way."""
    for pattern, order in zip(_DATES, ((1, 2, 3), (3, 2, 1)), strict=True):
        if found := pattern.fullmatch(text):
            day, month, year = (found[group] for group in order)
            return day, month, year
    return None


def _written(day: str, month: str, year: str) -> set[str]:
    short = year[2:]
    return {day + month + year, day + month + short, year + month + day, short + month + day, day + month, year}


def _folded(text: str) -> str:
    """Return a text without capitals and accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(one for one in decomposed if not unicodedata.combining(one)).casefold()


def _bare(text: str) -> str:
    """Return the letters and digits of a text, folded."""
    return _NOT_A_WORD.sub("", _folded(text))


def _is_common(bare: str) -> bool:
    return bare in _french() or bare in matching.RANKED_DICTIONARIES["passwords"]


@cache
def _french() -> dict[str, int]:
    return {word: rank for rank, word in enumerate(FRENCH, 1)}


def _guesses(password: str, own: _Own) -> int:
    """Return how many guesses zxcvbn thinks are needed, accents set aside.

    Its own entry point would write the person's words into a dictionary that every thread shares.
    """
    start = "".join(c for c in unicodedata.normalize("NFD", password) if not unicodedata.combining(c))[:_JUDGED]
    ours = {"own": {word: rank for rank, word in enumerate(own.words, 1)}, "french": _french()}
    matches = matching.omnimatch(start, {**matching.RANKED_DICTIONARIES, **ours})
    return int(scoring.most_guessable_match_sequence(start, matches)["guesses"])
