import subprocess
import sys
from pathlib import Path


def test_imports_point_downwards(root: Path, complain) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    complain(
        [done.stdout + done.stderr] if done.returncode else [],
        "Every room imports only from below: see docs/architecture.md, « Who may import whom ».",
    )
