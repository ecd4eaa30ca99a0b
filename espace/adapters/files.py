"""Files written whole or not at all, for the portal's own user only."""

import os
from pathlib import Path


def write(folder: Path, name: str, content: bytes) -> None:
    """Put a file in a folder and return once it is on the disk: neither a crash nor a full disk leaves half of it.

    Raises:
        OSError: when it cannot be written; nothing of it is left.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f".{name}.part"
    try:
        # Letters hold codes and documents speak of health: nobody but the portal's own user may read them.
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


def _sync(folder: Path) -> None:
    """Have the folder itself remember the new name after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
