"""The outgoing folder: letters that the back office prints and posts, each a file that is whole or not there."""

import os
import re

from espace.settings import settings

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")


def write(name: str, content: bytes) -> None:
    """Put a file in the folder and return once it is on the disk: neither a crash nor a full disk leaves half of it.

    Raises:
        OSError: when it cannot be written; nothing of it is left.
    """
    if not _NAME.fullmatch(name):
        raise ValueError("a letter's file name holds letters, digits, « . », « _ » and « - » only")
    folder = settings().outgoing
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f".{name}.part"
    try:
        # Letters hold codes: nobody but the portal's own user may read them.
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / name)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _sync(folder)


def _sync(folder: os.PathLike[str]) -> None:
    """Have the folder itself remember the new name after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
