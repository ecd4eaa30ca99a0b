"""Build the front end into `.web`, only when a source changed: `python -m tools.front_end`.

The build needs Node.js, which comes with the development packages; the server does not.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# What the pages never import: a change there asks for no build.
SERVER_ONLY = ("adapters", "demo", "documents", "importers", "models", "web", "cli", "asgi.py", "db.py")
OTHER_SOURCES = ("rxconfig.py", "assets", "reflex.lock", "requirements.lock", ".npmrc", "bunfig.toml")
INDEX = ".web/build/client/index.html"
ENVIRONMENT = {
    "REFLEX_USE_NPM": "1",
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
    "NO_COLOR": "1",
}


def sources(root: Path) -> Iterator[Path]:
    """Yield every file the built pages depend on, in a stable order."""
    for path in sorted((root / "espace").rglob("*.*")):
        if "__pycache__" not in path.parts and path.relative_to(root / "espace").parts[0] not in SERVER_ONLY:
            yield path
    for name in OTHER_SOURCES:
        place = root / name
        yield from sorted(place.rglob("*")) if place.is_dir() else [place]


def fingerprint(root: Path) -> str:
    """Return a digest of the names and contents of the sources: a renamed or removed file counts as a change."""
    digest = hashlib.sha256()
    for path in sources(root):
        if path.is_file():
            digest.update(f"{path.relative_to(root)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def without_funding(lock: dict[str, Any]) -> dict[str, Any]:
    """Return npm's lock without the packages' funding addresses: they are no part of what is locked."""
    packages = {
        path: {key: value for key, value in package.items() if key != "funding"}
        for path, package in lock["packages"].items()
    }
    return {**lock, "packages": packages}


def tidy_lock(folder: Path) -> None:
    """Write the two files of `reflex.lock` in one stable form: sorted, indented, no funding addresses."""
    lock, package = folder / "package-lock.json", folder / "package.json"
    lock.write_text(json.dumps(without_funding(json.loads(lock.read_text())), indent=2) + "\n")
    package.write_text(json.dumps(json.loads(package.read_text()), indent=2, sort_keys=True) + "\n")


def _locked(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.glob("*.json"))}


def _export(root: Path) -> None:
    command = [str(Path(sys.executable).with_name("reflex")), "export", "--no-zip"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # Node.js of the virtual environment
    done = subprocess.run(  # noqa: S603 - our own command
        command,
        cwd=root,
        env={**os.environ, **ENVIRONMENT, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode or not (root / INDEX).exists():
        sys.exit(f"{done.stdout}\nThe front end could not be built.")


def _stamp(root: Path) -> str:
    """Return what a build leaves behind: of which sources it was made, and when, should someone build past us."""
    built = root / INDEX
    return f"{fingerprint(root)} {built.stat().st_mtime_ns}" if built.exists() else ""


def build(root: Path, *, frozen: bool) -> str:
    """Build if needed and say what was done; `frozen` (in CI) refuses a build that changes the locked packages."""
    stamp, folder = root / ".web" / "espace-sources", root / "reflex.lock"
    if stamp.exists() and stamp.read_text() == _stamp(root):
        return "The front end is up to date."
    before = _locked(folder)
    _export(root)
    tidy_lock(folder)
    changed = _locked(folder) != before
    if changed and frozen:
        sys.exit("The build changed reflex.lock: run `make build` and commit reflex.lock with your change.")
    stamp.write_text(_stamp(root))
    return "The front end is built." + (" reflex.lock changed: commit it." if changed else "")


if __name__ == "__main__":
    print(build(ROOT, frozen=bool(os.environ.get("CI"))))  # noqa: T201 - a command
