import json
from pathlib import Path

import pytest

from tools import front_end
from tools.front_end import build, fingerprint, tidy_lock

LOCK = {
    "name": "reflex",
    "packages": {"": {}, "node_modules/a": {"version": "1.0.0", "integrity": "x", "funding": {"url": "https://b"}}},
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one source of each sort."""
    for name in (
        "espace/pages/home.py",
        "espace/importers/run.py",
        "espace/cli/__init__.py",
        "assets/espace.css",
        "rxconfig.py",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1")
    lock = tmp_path / "reflex.lock"
    lock.mkdir()
    (lock / "package-lock.json").write_text(json.dumps(LOCK))
    (lock / "package.json").write_text('{"type":"module","name":"reflex"}')
    tidy_lock(lock)
    return tmp_path


@pytest.fixture
def builds(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The builds that were made; each writes an index, as Reflex would."""
    made: list[Path] = []

    def export(root: Path) -> None:
        made.append(root)
        index = root / front_end.INDEX
        index.parent.mkdir(parents=True, exist_ok=True)
        index.write_text(str(len(made)))

    monkeypatch.setattr(front_end, "_export", export)
    return made


@pytest.mark.parametrize("source", ["espace/pages/home.py", "assets/espace.css", "rxconfig.py"])
def test_a_changed_source_asks_for_a_build(project: Path, source: str) -> None:
    before = fingerprint(project)
    (project / source).write_text("2")
    assert fingerprint(project) != before


@pytest.mark.parametrize("source", ["espace/importers/run.py", "espace/cli/__init__.py"])
def test_what_pages_never_import_asks_for_no_build(project: Path, source: str) -> None:
    before = fingerprint(project)
    (project / source).write_text("2")
    assert fingerprint(project) == before


def test_a_renamed_source_asks_for_a_build(project: Path) -> None:
    before = fingerprint(project)
    (project / "assets" / "espace.css").rename(project / "assets" / "other.css")
    assert fingerprint(project) != before


def test_nothing_is_built_twice(project: Path, builds: list[Path]) -> None:
    assert build(project, frozen=False) == "The front end is built."
    assert build(project, frozen=False) == "The front end is up to date."
    assert len(builds) == 1


def test_a_build_made_by_someone_else_is_made_again(project: Path, builds: list[Path]) -> None:
    build(project, frozen=False)
    (project / front_end.INDEX).unlink()
    build(project, frozen=False)
    assert len(builds) == 2


def test_a_build_that_changes_the_locked_packages_is_refused_when_frozen(
    project: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def export_another_version(root: Path) -> None:
        (root / "reflex.lock" / "package.json").write_text('{"name": "reflex", "dependencies": {"a": "2.0.0"}}')

    monkeypatch.setattr(front_end, "_export", export_another_version)
    with pytest.raises(SystemExit, match=r"reflex\.lock"):
        build(project, frozen=True)
    assert not (project / ".web").exists()


def test_the_lock_keeps_its_packages_without_funding_addresses(project: Path) -> None:
    lock = json.loads((project / "reflex.lock" / "package-lock.json").read_text())
    assert lock["packages"]["node_modules/a"] == {"version": "1.0.0", "integrity": "x"}
