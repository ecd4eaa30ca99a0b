"""Which commune a typed text speaks of: the words of a place, taken apart with the gazetteer at hand."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

from espace.adapters.gazetteer.book import Book
from espace.domain import places
from espace.domain.names import folded

_SAME: Final = {"lez": "les", "s": "sur", "ss": "sous"}  # « Villeneuve s/ Lot », « Saint-Christol-lez-Alès »
_ARRONDISSEMENTS: Final = {"paris": 20, "lyon": 9, "marseille": 16}
_CITY = "|".join(_ARRONDISSEMENTS)
_ORDINAL = "(?:er|e|eme|ieme|nd|nde)"
_TENS: Final = ("", "x", "xx")
_ONES: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN: Final = {_TENS[number // 10] + _ONES[number % 10]: number for number in range(1, 21)}  # « Paris XVe »
_NUMBER = rf"0?([0-9]{{1,2}}|{'|'.join(_ROMAN)})"
_FRANCE = re.compile("(?<! en)(?<! de) france$")  # not « Fort-de-France »
_CEDEX = re.compile(rf"(?:\b({_CITY}))? cedex(?: {_NUMBER})?(?: [0-9]+)?$")
_AFTER = re.compile(rf"\b({_CITY}) {_NUMBER}{_ORDINAL}?(?: (?:arrondissement|arr|ardt))?$")
_BEFORE = re.compile(  # « Belle Vie, Marseille » is no sixth
    rf"\b(?!vie(?: de)? (?:{_CITY})$){_NUMBER}{_ORDINAL}(?: (?:arrondissement|arr|ardt))?(?: de)? ({_CITY})$"
)
_LAST_WORD = re.compile(r"[0-9a-z]+(?=[^0-9a-z]*$)")
_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
# A name behind one of these is a street's: « 12 rue de Toulon » is not in Toulon.
_OF_A_STREET: Final = frozenset((
    "a", "au", "aux", "d", "de", "des", "du", "en", "l", "la", "le", "les", "allee", "allees", "avenue", "boulevard",
    "chemin", "cours", "esplanade", "faubourg", "impasse", "lotissement", "montee", "passage", "place", "placette",
    "promenade", "quai", "quartier", "residence", "route", "rue", "sentier", "square", "traverse",
))  # fmt: skip
_SHORT_NAME: Final = 2  # letters: « Y », « Us », « Eu » are communes, and also whatever ends a sentence
_LONGEST_DEPARTMENT: Final = 6  # words: Terres australes et antarctiques françaises, with its number before it
_MOST_BEGUN: Final = 20  # communes: more than that is no answer
_FEWEST_LETTERS: Final = 4


@dataclass(frozen=True, slots=True)
class Rows:
    """What a text speaks of: rows of the book, and the words before them."""

    rows: tuple[int, ...] = ()
    street: str = ""


def key(text: str) -> str:
    """Return a name as the gazetteer compares it."""
    return " ".join(_SAME.get(word, word) for word in places.compared(text).split())


def starts(text: str) -> tuple[str, str]:
    """Return the two keys that an unfinished text may be the start of: « av » is an avenue, or soon « Avignon »."""
    written_out = key(text)
    last = _LAST_WORD.search(folded(text))
    before, _, _ = written_out.rpartition(" ")
    return written_out, f"{before} {last[0]}".strip() if last else written_out


def read(book: Book, text: str) -> Rows:
    """Return what a text speaks of; a department behind it, in brackets or not, tells communes of one name apart."""
    text, department = _bracketed(book, text)
    parts = places.parts(text)
    if parts.postcode:
        return _only(book, at_postcode(book, parts), department)
    words = _tidy(places.compared(text)).split()
    if department or not words:
        return _only(book, _ending(book, words), department)
    after_comma = len(_tidy(parts.city).split()) if parts.street else len(words)
    whole = book.named(_joined(words))
    # Names first: « Paris » is a commune before it is a department.
    found = Rows(whole) if whole else _with_department(book, words) or _ending(book, words, after_comma)
    return found if found.rows else Rows(begun(book, _joined(words)))


def at_postcode(book: Book, parts: places.Parts) -> Rows:
    """Return what a postcode and the words around it speak of.

    The name counts more than the postcode in one department: people keep the postcode of before they moved, firms have
    one of their own (CEDEX). When the two are far apart nobody knows which is wrong, and both are returned.
    """
    rows = book.postcodes.get(parts.postcode, ())
    street, city = parts.street, _tidy(parts.city)
    if not city:
        if book.named(_joined(street.split())) or not rows:
            street, city = "", _tidy(street)
        else:
            before = _ending(book, _tidy(street).split(), among=rows)
            return before if before.rows else Rows(rows, street)
    words = city.split()
    if named := _beginning(book, words, rows):
        return Rows(named, street)
    around = departments_of(book, parts.postcode)
    if close := _beginning(book, words, (), around):
        return Rows(close, street)
    return Rows(tuple(sorted({*book.named(_joined(words)), *rows})), street)


def departments_of(book: Book, postcode: str) -> set[str]:
    """Return the departments that a postcode may be in."""
    known = {book.department(row) for row in book.postcodes.get(postcode, ())}
    if known or not postcode.startswith("20"):
        return known or {postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]}
    return {"2A", "2B"}


def begun(book: Book, start: str) -> tuple[int, ...]:
    """Return the few communes whose name begins with these words: « Villeneuve d’Ascq » for « Villeneuve d »."""
    rows = tuple(sorted(set(book.starting(f"{start} ")))) if len(start) >= _FEWEST_LETTERS else ()
    return rows if len(rows) <= _MOST_BEGUN else ()


def _joined(words: Sequence[str]) -> str:
    return " ".join(_SAME.get(word, word) for word in words)


def _tidy(compared: str) -> str:
    """Write an arrondissement at the end as the file does, and drop what follows a commune on an envelope."""
    text = _FRANCE.sub("", compared)
    if (cedex := _CEDEX.search(text)) is not None:
        text = text[: cedex.start()] + _arrondissement(cedex[1] or "", cedex[2] or "")
    if (found := _AFTER.search(text)) is not None:
        named = _arrondissement(found[1], found[2])
        return text[: found.start()] + named if named != found[1] else text
    if (found := _BEFORE.search(text)) is not None:
        named = _arrondissement(found[2], found[1])
        return text[: found.start()] + named if named != found[2] else text
    return text.strip()


def _arrondissement(city: str, number: str) -> str:
    if not number:
        return city
    counted = int(number) if number.isdecimal() else _ROMAN[number]
    if city and 1 <= counted <= _ARRONDISSEMENTS[city]:
        return f"{city} {counted}{'er' if counted == 1 else 'e'}"
    return city


def _bracketed(book: Book, text: str) -> tuple[str, str]:
    """Take a department in brackets off the end of a text: « Saint-Denis (93, Seine-Saint-Denis) », « Lyon (69) »."""
    found = _BRACKETS.search(text)
    code = _department(book, places.compared(found[1]).split()) if found else ""
    return (text[: found.start()], code) if found and code else (text, "")


def _department(book: Book, words: Sequence[str]) -> str:
    """Return the code of the department that words name, by its number, its name or both; else nothing."""
    if not words:
        return ""
    number, rest = words[0].upper(), " ".join(words[1:])
    if number in book.departments and rest in ("", places.compared(book.departments[number])):
        return number
    return book.department_keys.get(" ".join(words), "")


def _only(book: Book, found: Rows, department: str) -> Rows:
    close = _within(book, found, department)
    return close if close.rows else found


def _with_department(book: Book, words: list[str]) -> Rows | None:
    """Read « Saint-Denis 974 », « Saint-Denis La Réunion » and « 93 Saint-Denis », where such a commune is there."""
    for start in range(max(1, len(words) - _LONGEST_DEPARTMENT), len(words)):
        code = _department(book, words[start:])
        if code and (found := _within(book, _ending(book, words[:start]), code)).rows:
            return found
    code = _department(book, words[:1])
    found = _within(book, Rows(book.named(_joined(words[1:]))), code)
    return found if found.rows else None


def _within(book: Book, found: Rows, department: str) -> Rows:
    return Rows(tuple(row for row in found.rows if book.department(row) == department), found.street)


def _ending(book: Book, words: list[str], after_comma: int = 0, among: tuple[int, ...] = ()) -> Rows:
    """Return the communes that the longest end of the words names, and the street before it."""
    for start in range(len(words)):
        name = _joined(words[start:])
        rows = tuple(book.named_among(name, among)) if among else book.named(name)
        alone = start == 0 or len(words) - start == after_comma
        if rows and (alone or (words[start - 1] not in _OF_A_STREET and len(name) > _SHORT_NAME)):
            return Rows(rows, " ".join(words[:start]))
    return Rows()


def _beginning(book: Book, words: list[str], among: tuple[int, ...], within: Container[str] = ()) -> tuple[int, ...]:
    """Return whom the longest beginning of the words names, `among` some rows or `within` some departments."""
    for end in range(len(words), 0, -1):
        name = _joined(words[:end])
        if end < len(words) and len(name) <= _SHORT_NAME:
            break
        found = book.named_among(name, among) or [row for row in book.named(name) if book.department(row) in within]
        if found:
            return tuple(found)
    return ()
