"""The demonstration's directory of health professionals: fictitious people, in the format of the real extract."""

from pathlib import Path

from espace.demo.directory import extract, port_mistral, positions
from espace.demo.directory.crowd import Crowd


def write_directory(folder: Path) -> tuple[Path, Path]:
    """Write the extract and the positions of its addresses into `folder`, and return the two files.

    They are the same bytes each time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    crowd = Crowd()
    lines = [*port_mistral.activities(), *crowd.lines]
    located = [*port_mistral.located(), *crowd.located]
    return extract.write(folder, lines), positions.write(folder, located)
