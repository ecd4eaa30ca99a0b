"""The documents members send, once they are cleaned: encrypted, under random names, outside what is served."""

import re
import secrets
from datetime import datetime
from pathlib import Path

from espace.adapters import crypto, files
from espace.settings import settings

_NAME = re.compile(r"[A-Za-z0-9_-]{32}|\.[A-Za-z0-9_-]{32}\.part")  # the second was left half written by a crash


def keep(content: bytes) -> str:
    """Put a cleaned document on the disk, encrypted, and return the random name it lies under.

    Raises:
        OSError: when it cannot be written; nothing of it is left.
    """
    name = secrets.token_urlsafe(24)
    files.write(settings().attachments, name, crypto.seal(content, name))
    return name


def read(stored_name: str) -> bytes:
    """Return a document that `keep` put on the disk, or that lies there in clear since before it encrypted them.

    Raises:
        OSError: when it cannot be read, or is no longer there.
        KeyProblem: when its key is gone, or it is not the file that was kept under that name.
    """
    return crypto.unseal(path(stored_name).read_bytes(), stored_name)


def path(stored_name: str) -> Path:
    """Return where a document lies; the name never leads out of the folder."""
    if not _NAME.fullmatch(stored_name):
        raise ValueError("a stored name is 32 letters, digits, « _ » and « - »")
    return settings().attachments / stored_name


def forget(stored_name: str) -> None:
    """Delete a document, if it is still there."""
    path(stored_name).unlink(missing_ok=True)


def older_than(instant: datetime) -> list[str]:
    """Return the names of the documents that were written before `instant`, whole or half."""
    folder = settings().attachments
    ours = [found for found in folder.iterdir() if _NAME.fullmatch(found.name)] if folder.is_dir() else []
    return [found.name for found in ours if found.stat().st_mtime < instant.timestamp()]
