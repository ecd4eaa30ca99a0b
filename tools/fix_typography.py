"""Set the French texts of the portal as French printers do: `python tools/fix_typography.py [--check]`.

Reads the string literals of the French rooms with `tokenize`, docstrings and raw strings (patterns) apart, and
changes only those that are clearly French. A line with `# typography: reason` keeps its text as it is.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from espace.domain.typography import NBSP, french

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "pages", "components", "shell", "state", "content", "domain", "documents",
    "services", "web", "importers", "demo", "cli", "routes.py",
)  # fmt: skip
ESCAPE = re.compile(r"#\s*typography: \w")
_FIELD = "\ue000"  # a replacement field of an f-string, once out of the way
_LITERAL = re.compile(r"(?P<prefix>[A-Za-z]*)(?P<quote>\"\"\"|'''|\"|')(?P<body>.*)(?P=quote)", re.DOTALL)
_UNIT = re.compile(r"\\(?:N\{[^}]*\}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[0-7]{1,3}|.)|.", re.DOTALL)

_WORD = re.compile(r"[^\W\d_]+")
_ACCENT = re.compile(r"[àâäçéèêëîïôöùûüœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ]")
_FRENCH_SIGNS = re.compile(rf"[«»]|\w[ {NBSP}][?!](?:\s|$)|\d[ {NBSP}]?€")
_PUNCTUATION = re.compile(r"[:;?!%€«»'’…]")
_FRENCH_WORDS = frozenset(_WORD.findall(
    "vous votre vos nous notre nos le la les un une des du au aux et est sont avec dans pour par sur sans "
    "cette ces mon ma mes qui que pas plus ou je il elle se ne"
))  # fmt: skip
_ENGLISH_WORDS = frozenset(_WORD.findall(
    "the a an of is are was were be been and or not must with for to from in by it its this that at has have "
    "no than when which what only every each"
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """A literal that is not set as it should be: where it starts (1-based line), as it stands, as it should be."""

    path: Path
    line: int
    start: int  # offsets in the file's text
    end: int
    literal: str
    wanted: str


def looks_french(text: str) -> bool:
    """Tell a French sentence from code, an address or English: by its words, accents and signs."""
    words = _WORD.findall(text)
    if text.startswith("/") or "(?" in text:
        return False  # an address, a pattern
    if all(word[0].isupper() for word in words) and not _PUNCTUATION.search(text):
        return False  # a name: « Dr Hélène Castaing » comes from a file and goes to a search
    plain = [word.lower() for word in words]
    french_words = sum(word in _FRENCH_WORDS or bool(_ACCENT.search(word)) for word in plain)
    signs = len(_FRENCH_SIGNS.findall(text))
    english_words = sum(word in _ENGLISH_WORDS for word in plain)
    return french_words + signs > english_words


def _units(body: str, *, formatted: bool) -> list[tuple[str, str]]:
    """Cut a literal's body into (source, one character): plain characters, escapes, fields of an f-string."""
    units: list[tuple[str, str]] = []
    at = 0
    while at < len(body):
        if formatted and body[at] == "{" and body[at : at + 2] != "{{":
            source = _field(body, at)
            units.append((source, NBSP if source == "{NBSP}" else _FIELD))
        elif formatted and body[at] in "{}":
            source = body[at : at + 2]
            units.append((source, body[at]))
        else:
            found = _UNIT.match(body, at)
            source = found.group() if found else body[at]
            units.append((source, str(ast.literal_eval(f'"""{source}"""')) if source[0] == "\\" else source))
        at += len(source)
    return units


def _field(body: str, start: int) -> str:
    """Return the replacement field that begins at `start`, whatever is nested in it."""
    depth = 0
    for at in range(start, len(body)):
        depth += {"{": 1, "}": -1}.get(body[at], 0)
        if depth == 0:
            return body[start : at + 1]
    return body[start:]


def corrected(literal: str) -> str:
    """Return the source of a string literal with its text set in French; other literals come back unchanged."""
    match = _LITERAL.fullmatch(literal)
    if match is None or set(match["prefix"].lower()) & {"b", "r"} or _FIELD in literal:
        return literal
    units = _units(match["body"], formatted="f" in match["prefix"].lower())
    if not all(len(value) == 1 for _, value in units):  # a line continued by a backslash
        return literal
    text = "".join(value for _, value in units)
    wanted = french(text)
    if wanted == text or not looks_french(text):
        return literal
    body = "".join(
        "".join(source for source, _ in units[i1:i2]) if same == "equal" else wanted[j1:j2]
        for same, i1, i2, j1, j2 in SequenceMatcher(None, text, wanted, autojunk=False).get_opcodes()
    )
    return f"{match['prefix']}{match['quote']}{body}{match['quote']}"


def _docstrings(source: str) -> set[int]:
    """Return the lines that belong to a string standing alone as a statement."""
    return {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def _literals(source: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the start and end (line, column) of every string literal; an f-string is one, on every Python."""
    depth, begun = 0, (0, 0)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = tokenize.tok_name[token.type]
        if kind == "FSTRING_START":
            begun = token.start if depth == 0 else begun
            depth += 1
        elif kind == "FSTRING_END":
            depth -= 1
            if depth == 0:
                yield begun, token.end
        elif kind == "STRING" and depth == 0:
            yield token.start, token.end


def findings(path: Path) -> Iterator[Finding]:
    """Yield what is not set as it should be in a Python file."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines(keepends=True)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    docstrings = _docstrings(source)
    for (row, column), (end_row, end_column) in _literals(source):
        escaped = any(ESCAPE.search(line) for line in lines[row - 1 : end_row])
        if row in docstrings or escaped:
            continue
        start, end = offsets[row - 1] + column, offsets[end_row - 1] + end_column
        wanted = corrected(source[start:end])
        if wanted != source[start:end]:
            yield Finding(path, row, start, end, source[start:end], wanted)


def french_files() -> list[Path]:
    """Return the Python files in which texts for people are written."""
    found = []
    for room in ROOMS:
        place = ROOT / "espace" / room
        found += sorted(place.rglob("*.py")) if place.is_dir() else [place] * place.exists()
    return found


def fix(path: Path) -> int:
    """Rewrite a file's French texts in place; return how many changed."""
    found = list(findings(path))
    source = path.read_text(encoding="utf-8")
    for finding in reversed(found):
        source = source[: finding.start] + finding.wanted + source[finding.end :]
    if found:
        ast.parse(source)
        path.write_text(source, encoding="utf-8")
    return len(found)


def fix_lines(path: Path) -> int:
    """Rewrite the lines of a text file in place; return how many changed."""
    lines = path.read_text(encoding="utf-8").split("\n")
    wanted = [french(line) for line in lines]
    path.write_text("\n".join(wanted), encoding="utf-8")
    return sum(old != new for old, new in zip(lines, wanted, strict=True))


def main(arguments: list[str]) -> int:
    """Fix the French rooms; with `--check`, only list what should change and fail if there is anything."""
    if "--check" in arguments:
        found = [finding for path in french_files() for finding in findings(path)]
        for finding in found:
            print(f"{finding.path.relative_to(ROOT)}:{finding.line}: {finding.literal}")  # noqa: T201 - a command
        return 1 if found else 0
    texts = (path for path in sorted((ROOT / "espace" / "content").rglob("*")) if path.suffix in {".md", ".txt"})
    changed = sum(map(fix, french_files())) + sum(map(fix_lines, texts))
    print(f"{changed} French texts set right." if changed else "French texts are set right.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
