import json
import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.front_end import without_funding

RELOCK = "Run `make lock` and commit requirements.lock with pyproject.toml."


def _asked(root: Path) -> list[Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    return [Requirement(line) for line in (*project["project"]["dependencies"], *groups["build"], *groups["dev"])]


def _locked(root: Path) -> dict[str, Requirement]:
    text = re.sub(r"\\\n\s*", " ", (root / "requirements.lock").read_text())
    lines = [line.partition(" --hash")[0].strip() for line in text.splitlines() if line.strip()]
    return {canonicalize_name(requirement.name): requirement for requirement in map(Requirement, lines)}


def _applies(requirement: Requirement, extra: str = "") -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**default_environment(), "extra": extra})


def _needed(asked: list[Requirement]) -> set[str]:
    """Every package that the installed metadata ask for, from the project's own list down."""
    seen: set[tuple[str, str]] = set()
    todo = [(canonicalize_name(r.name), extra) for r in asked if _applies(r) for extra in {"", *r.extras}]
    while todo:
        name, extra = todo.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for requirement in map(Requirement, distribution(name).requires or []):
            if _applies(requirement, extra):
                todo += [(canonicalize_name(requirement.name), more) for more in {"", *requirement.extras}]
    return {name for name, _ in seen}


def test_lock_pins_what_the_project_asks_for(root: Path, complain) -> None:
    locked = _locked(root)
    complain(
        [
            f"{requirement}: locked {locked.get(canonicalize_name(requirement.name))}"
            for requirement in _asked(root)
            if (pin := locked.get(canonicalize_name(requirement.name))) is None
            or not requirement.specifier.contains(next(iter(pin.specifier)).version)
        ],
        f"pyproject.toml and requirements.lock disagree. {RELOCK}",
    )


def test_lock_holds_exactly_what_is_needed(root: Path, complain) -> None:
    here = {name for name, requirement in _locked(root).items() if _applies(requirement)}
    needed = _needed(_asked(root))
    complain(sorted(needed ^ here), f"Locked but not needed, or needed but not locked. {RELOCK}")


def test_every_locked_package_is_pinned_and_hashed(root: Path, complain) -> None:
    blocks = re.split(r"\n(?=\S)", (root / "requirements.lock").read_text().strip())
    complain(
        [block.splitlines()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block],
        f"A package without hash could be swapped on its way. {RELOCK}",
    )


def test_front_end_packages_are_pinned_exactly(root: Path, complain) -> None:
    package = json.loads((root / "reflex.lock" / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    complain(
        [f"{name}: {version}" for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+\S*", version)],
        "A range lets tomorrow's build differ from today's. Run `make build` and commit reflex.lock.",
    )


def test_front_end_lock_is_stripped_of_addresses(root: Path) -> None:
    lock = json.loads((root / "reflex.lock" / "package-lock.json").read_text())
    assert lock == without_funding(lock)
    assert "resolved" not in {key for package in lock["packages"].values() for key in package}
    assert all("integrity" in package for path, package in lock["packages"].items() if path)
