"""`python -m benchmarks [P1 P5 P9 …]`: measure rows of PERFORMANCE.md and print each ratio beside its goal."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.lab import lab
from benchmarks.report import Figure

ROWS = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12", "DIRECTORY")


def main() -> int:
    """Run the asked rows; exit 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("rows", nargs="*", help=f"rows to measure (default: {' '.join(ROWS)})")
    parser.add_argument("--lines", type=int, default=500_000, help="payment lines in the database (default: 500000)")
    parser.add_argument(
        "--largest",
        type=int,
        default=1_000_000,
        help="lines of P8's largest database and of P12's import (default: 1000000)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to this file")
    asked = parser.parse_args()
    rows = [row.upper() for row in asked.rows] or list(ROWS)
    if unknown := sorted(set(rows) - set(ROWS)):
        parser.error(f"no such row: {', '.join(unknown)}")
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}")
    figures: list[Figure] = []
    with lab(asked.lines, asked.largest) as bench:
        for row in rows:
            figures += import_module(f"benchmarks.{row.lower()}").run(bench)
    print("\n" + "\n".join(map(str, figures)))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n")
    return 1 if any("MISSED" in figure.verdict for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
