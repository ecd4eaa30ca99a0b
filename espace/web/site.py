"""The built front end: which pages there are, what each may run, and the one file that names the server."""

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(rb"<style[^>]*>(.*?)</style>", re.DOTALL)
_EMPTY_STYLE = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"  # Emotion makes it, then fills it through the CSSOM
)
_BUILT_FOR = (b"ws://localhost:8000", b"http://localhost:8000")  # `api_url` of rxconfig.py, as the build writes it


class NotBuilt(RuntimeError):
    """The front end has not been built, or by another version."""


@dataclass(frozen=True, slots=True)
class Page:
    """One prerendered page: its file below the site's directory, its HTML, and the hashes of its inline code."""

    file: str
    html: bytes
    script_hashes: tuple[str, ...]
    style_hashes: tuple[str, ...]


class Site:
    """A directory of HTML files, read once at start: a few hundred kilobytes."""

    def __init__(self, directory: Path) -> None:
        """Read the site.

        Raises:
            NotBuilt: when the directory lacks what every build has.
        """
        self.directory = directory
        self.pages = {
            _address(file.relative_to(directory)): _page(file, directory)
            for file in sorted(directory.rglob("*.html"))
            if file.name != "index.html" or file.parent == directory
        }
        environment = next(directory.glob("assets/reflex-env-*.js"), None)
        not_found = self.pages.pop("/404", None)
        if environment is None or not_found is None:
            raise NotBuilt(f"No built front end in {directory}: run `make build` first.")
        self.not_found: Page = not_found
        self.environment_path = f"/assets/{environment.name}"
        self._environment = environment.read_bytes()

    def environment_for(self, socket_origin: str, origin: str) -> bytes:
        """Return the script that tells the pages where the server is, for the address this visitor uses.

        The build names one address; rewriting it lets one build run under any name, port and scheme.
        """
        script = self._environment
        for built, wanted in zip(_BUILT_FOR, (socket_origin, origin), strict=True):
            script = script.replace(built, wanted.encode("ascii"))
        return script


def _address(file: Path) -> str:
    return "/" if file.name == "index.html" else f"/{file.with_suffix('').as_posix()}"


def _page(file: Path, directory: Path) -> Page:
    html = file.read_bytes()
    return Page(
        file=f"/{file.relative_to(directory).as_posix()}",
        html=html,
        script_hashes=_hashes(_SCRIPT, html),
        style_hashes=tuple(sorted({_EMPTY_STYLE, *_hashes(_STYLE, html)})),
    )


def _hashes(what: re.Pattern[bytes], html: bytes) -> tuple[str, ...]:
    found = {base64.b64encode(hashlib.sha256(code).digest()).decode() for code in what.findall(html)}
    return tuple(sorted(f"'sha256-{digest}'" for digest in found))
