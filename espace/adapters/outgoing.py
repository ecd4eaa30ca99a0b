"""The outgoing folder: letters that the back office prints and posts, each a file that is whole or not there."""

import re
from pathlib import Path

from espace.adapters import files
from espace.settings import settings

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")


def write(name: str, content: bytes) -> None:
    """Put a file in the folder and return once it is on the disk.

    Raises:
        OSError: when it cannot be written; nothing of it is left.
    """
    files.write(path(name).parent, name, content)


def path(name: str) -> Path:
    """Return where a letter lies; the name never leads out of the folder."""
    if not _NAME.fullmatch(name):
        raise ValueError("a letter's file name holds letters, digits, « . », « _ » and « - » only")
    return settings().outgoing / name
