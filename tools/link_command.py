"""Put the `espace` command and package into the virtual environment: `python -m tools.link_command`.

The portal runs from its checkout; nothing is packaged, so there is nothing to install again after a change.
"""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = '#!/bin/sh\nexec "$(dirname "$0")/python" -c "from espace.cli import app; app(prog_name=\'espace\')" "$@"\n'


def link(root: Path, packages: Path, scripts: Path) -> None:
    """Make `import espace` find `root` from anywhere, and write the command into `scripts`."""
    (packages / "espace-adherent.pth").write_text(f"{root}\n")
    command = scripts / "espace"
    command.write_text(COMMAND)
    command.chmod(0o755)


if __name__ == "__main__":
    link(ROOT, Path(sysconfig.get_path("purelib")), Path(sys.executable).parent)
