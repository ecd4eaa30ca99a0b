"""Does to a copy of the project what docs/first-day.md says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.fix_typography import findings

STEP = re.compile(r"`(espace/[\w/]+\.py)`[^\n]*:\n\n```python\n(.*?)```", re.DOTALL)
PLACES = {"espace/routes.py": "\nROUTES: tuple", "espace/models/members.py": "    first_name:"}
COPIED = ("alembic", "docs", "espace", "tests", "tools")
IN_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of the project with our virtual environment."""
    for name in COPIED:
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in root.iterdir():
        if path.is_file() and not path.name.startswith((".env", ".coverage")):
            shutil.copy2(path, tmp_path)
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parent.parent)
    _run(tmp_path, "git", "init", "-q")
    return tmp_path


def _run(folder: Path, *command: str | Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in IN_MAKE}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def _follow(copy: Path, title: str) -> None:
    """Do the Python steps of one section: a new file as it is, one more line before the place it belongs."""
    section = (copy / "docs" / "first-day.md").read_text().split(f"## {title}\n")[1].split("\n## ")[0]
    for name, code in STEP.findall(section):
        path, place = copy / name, PLACES.get(name)
        assert path.exists() == (place is not None), f"{name}: the page says otherwise"
        path.write_text(path.read_text().replace(place, code + place, 1) if place else code)


def test_three_small_files_make_a_page_that_keeps_every_convention(copy: Path) -> None:
    _follow(copy, "Add a page")
    build = "import espace.pages; from espace.shell.page import PAGES; PAGES['/dernier-remboursement'].build()"
    _run(copy, sys.executable, "-c", build)
    changed = ("espace/routes.py", "espace/state/last_payment.py", "espace/pages/last_payment.py")
    _run(copy, sys.executable, "-m", "ruff", "check", *changed)
    _run(copy, sys.executable, "-m", "ruff", "format", "--check", *changed)
    assert not [found for name in changed for found in findings(copy / name)]
    conventions = ("routes", "states", "pages", "imports")
    _run(copy, sys.executable, "-m", "pytest", "-q", *(f"tests/house/test_{name}.py" for name in conventions))


def test_one_line_and_a_migration_make_a_column(copy: Path) -> None:
    _follow(copy, "Add a column")
    _run(copy, "make", "migration", "m=add a title to members")
    _run(copy, sys.executable, "-m", "pytest", "-q", "tests/test_migrations.py", "-k", "head or models or alone")
