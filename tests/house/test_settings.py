import ast
import re
from pathlib import Path

import pytest

from espace.settings import Settings

FIELDS = {f"ESPACE_{name.upper()}" for name in Settings.model_fields}
EXAMPLE_LINE = re.compile(r"^#? ?(ESPACE_\w+)=(.*)$", re.MULTILINE)
ROW = re.compile(r"^\| `(ESPACE_\w+)` \| (.*?) \| .+ \|$", re.MULTILINE)


def test_only_settings_reads_the_environment(python_files: dict[str, str], complain) -> None:
    complain(
        [
            f"{path}:{node.lineno}"
            for path, text in python_files.items()
            if path.startswith("espace/") or path == "rxconfig.py"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
        ],
        "Add a field to espace/settings.py: typed, checked at start, documented.",
    )


def test_example_lists_every_setting_once(root: Path, complain) -> None:
    listed = [name for name, _ in EXAMPLE_LINE.findall((root / ".env.example").read_text())]
    wrong = FIELDS.symmetric_difference(listed) | {name for name in listed if listed.count(name) > 1}
    complain(sorted(wrong), ".env.example holds every field of espace/settings.py, once, and nothing else.")


def test_example_carries_the_defaults(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = EXAMPLE_LINE.sub(r"\1=\2", (root / ".env.example").read_text())
    (tmp_path / ".env").write_text(example)
    for name in FIELDS:
        monkeypatch.delenv(name, raising=False)
    given = Settings(_env_file=tmp_path / ".env").model_dump(exclude={"database_url"})
    assert given == Settings(_env_file=None).model_dump(exclude={"database_url"}), "write the default of each setting"


def test_documentation_has_a_row_for_every_setting(root: Path, complain) -> None:
    rows = [name for name, _ in ROW.findall((root / "docs" / "configuration.md").read_text())]
    wrong = FIELDS.symmetric_difference(rows) | {name for name in rows if rows.count(name) > 1}
    complain(sorted(wrong), "docs/configuration.md has a row `| name | default | meaning |` for every setting.")


def test_documentation_tells_the_true_defaults(root: Path, complain) -> None:
    rows = dict(ROW.findall((root / "docs" / "configuration.md").read_text()))
    wrong = []
    for name, field in Settings.model_fields.items():
        default = field.default if isinstance(field.default, str | int) else None
        shown = rows.get(f"ESPACE_{name.upper()}", "").strip("`")
        if default is not None and name != "database_url" and shown != (str(default) or "empty"):
            wrong.append(f"ESPACE_{name.upper()}: {shown} is written, {default!r} is true")
    complain(wrong, "Correct the second column of docs/configuration.md.")
