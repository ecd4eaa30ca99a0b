import subprocess
import sys
import sysconfig
from pathlib import Path

from tools.link_command import ROOT, link


def test_the_command_runs_from_anywhere(tmp_path: Path) -> None:
    link(ROOT, Path(sysconfig.get_path("purelib")), Path(sys.executable).parent)
    said = subprocess.run(
        [Path(sys.executable).with_name("espace"), "--help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "Usage: espace" in said.stdout
