import ast
import re
from pathlib import Path

import pytest

from espace.settings import ROOT

LINES = {"espace/pages/": 150, "espace/components/": 120, "espace/state/": 200, "tests/": 300, "": 250}
FUNCTION_LINES = 25
REASON = re.compile(r"#\s*size: \w+")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|NotImplementedError)\b|lorem ipsum|pragma: no cover")
UNTESTED = re.compile(r"mark\.(?:skip|skipif|xfail)\b|pytest\.(?:xfail|importorskip)\(")
ELSEWHERE = re.compile(
    r"(?<![\w.])/(?:work|farm|root|home|Users|tmp/[a-z0-9]+)/"
    r"|pypi\.org|pythonhosted|registry\.npmjs|npmmirror|deb\.debian"
)
IGNORE = re.compile(
    r"#\s*(?:noqa: (?P<noqa>[A-Z0-9, ]+?)|type: ignore\[(?P<mypy>[\w, -]+)\])(?P<reason>\s*(?:#|- ).*\w.*)?$",
    re.MULTILINE,
)
WHY_IGNORED = """Write the reason behind it, once a file for each code:
`# noqa: S105 - not a password` or `# type: ignore[misc]  # the library is untyped`."""
OURSELVES = "tests/house/test_files.py"  # names what it looks for
# What a test file may be about besides a module of its own path.
OTHER_SUBJECTS = {
    "tests/house/": "conventions",
    "tests/e2e/": "the whole portal in a browser",
    "tests/test_migrations.py": "alembic/",
    "tests/test_factories.py": "tests/factories.py",
    "tests/web/test_handlers.py": "every handler of every state, from the registry",
    "tests/demo/test_amounts.py": "every line of the demonstration",
}


def _allowed(path: str) -> int:
    return next(lines for place, lines in LINES.items() if path.startswith(place))


def _has_reason(text: str) -> bool:
    return any(REASON.search(line) for line in text.splitlines()[:5])


def test_files_stay_small_enough_to_read_in_one_go(python_files: dict[str, str], complain) -> None:
    complain(
        [
            f"{path}: {count} lines, guidance {_allowed(path)}"
            for path, text in python_files.items()
            if not path.startswith("alembic/versions/")
            if (count := len(text.splitlines())) > _allowed(path) and not _has_reason(text)
        ],
        "Split it into rooms of one subject, or say why not in the first lines: `# size: reason`.",
    )


def test_functions_stay_small_enough_to_see_at_once(python_files: dict[str, str], code_lines, complain) -> None:
    complain(
        [
            f"{path}:{node.lineno}: {node.name}: {code_lines(node)} lines, guidance {FUNCTION_LINES}"
            for path, text in python_files.items()
            if path.startswith(("espace/", "tools/")) and not _has_reason(text)
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and code_lines(node) > FUNCTION_LINES
            if not REASON.search(text.splitlines()[node.lineno - 1])
        ],
        "Name a part of it and call it, or say why not on the line of its def: `# size: reason`.",
    )


def test_nothing_is_left_unfinished(python_files: dict[str, str], complain) -> None:
    complain(
        [
            f"{path}:{number}: {line.strip()}"
            for path, text in python_files.items()
            for number, line in enumerate(text.splitlines(), 1)
            if path != OURSELVES and UNFINISHED.search(line)
        ],
        "Finish it, or write an issue: a reminder in the code is read by nobody.",
    )


def test_no_test_is_put_aside(python_files: dict[str, str], complain) -> None:
    complain(
        [
            f"{path}:{number}: {line.strip()}"
            for path, text in python_files.items()
            for number, line in enumerate(text.splitlines(), 1)
            if (path != OURSELVES and UNTESTED.search(line))
            or ("pytest.skip(" in line and not path.endswith(("conftest.py", OURSELVES)))
        ],
        "Mend the test or remove it. Only a fixture may skip, when a service is not on this machine (never in CI).",
    )


def test_files_speak_of_no_machine_and_no_registry(files: dict[str, str], complain) -> None:
    complain(
        [
            f"{path}:{number}: {line.strip()[:120]}"
            for path, text in files.items()
            for number, line in enumerate(text.splitlines(), 1)
            if path != OURSELVES and ELSEWHERE.search(line)
        ],
        "A path or host of one machine does not exist on the next: use a relative path, a setting or a package name.",
    )


def test_every_ignored_warning_says_why(python_files: dict[str, str], complain) -> None:
    unexplained = []
    for path, text in python_files.items():
        explained: set[str] = set()
        for match in IGNORE.finditer(text):
            if match["mypy"] and not path.startswith("espace/"):
                continue  # mypy does not read them
            codes = set(re.findall(r"[\w-]+", match["noqa"] or match["mypy"]))
            if match["reason"]:
                explained |= codes
            elif not codes <= explained:
                unexplained.append(f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()}")
    complain(unexplained, WHY_IGNORED)


@pytest.mark.parametrize("folder", ["alembic", "tests"])
def test_folder_is_no_package(folder: str) -> None:
    found = [path.as_posix() for path in (ROOT / folder).rglob("__init__.py")]
    assert not found, f"{found}: alembic/ would hide the package of that name; tests are found by their paths"


def _mirrors_a_module(path: str) -> bool:
    """Whether `tests/room/test_subject_aspect.py` has an `espace/room/subject.py` (or tools/…, or a folder)."""
    folder, name = Path(path).parent, Path(path).stem.removeprefix("test_")
    room = Path(*folder.parts[1:])
    places = [ROOT / "espace" / room, ROOT / room]
    words = name.split("_")
    subjects = ["_".join(words[:count]) for count in range(len(words), 0, -1)]
    files = [place / end for place in places for s in subjects for end in (f"{s}.py", f"{s}/__init__.py")]
    return any(file.exists() for file in files)


def test_every_test_file_mirrors_a_module(python_files: dict[str, str], complain) -> None:
    complain(
        [
            path
            for path in python_files
            if path.startswith("tests/") and Path(path).name.startswith("test_")
            if not path.startswith(tuple(OTHER_SUBJECTS)) and not _mirrors_a_module(path)
        ],
        "tests/room/test_x.py (or test_x_aspect.py) tests espace/room/x.py: name it after what it tests.",
    )


def test_a_class_is_laid_out_in_one_place(files: dict[str, str], complain) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", files["assets/espace.css"], flags=re.DOTALL)
    top_level = re.sub(r"@[^{;]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
    alone = re.findall(r"(?:^|\})\s*(\.[\w-]+) \{", top_level)
    complain(
        # The design's own sheet has these two: the portal's come after, and say otherwise.
        sorted({name for name in alone if alone.count(name) > 1} - {".bar", ".toast"}),
        "Two things of one name lay each other out: give the newer one another class.",
    )
