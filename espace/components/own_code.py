"""The part of a component that lives in the browser, kept in a file of its own beside its module."""

from functools import lru_cache
from pathlib import Path


@lru_cache
def code_beside(module: str, suffix: str = ".jsx") -> str:
    """Return what stands in the file beside a module (its `__file__`): read when a page is drawn, not at start-up."""
    return Path(module).with_suffix(suffix).read_text(encoding="utf-8")
