"""P9: from the start of the process to its first 200, with a built front end and a migrated database."""

from statistics import median

from benchmarks.lab import Lab
from benchmarks.report import Figure, spread

GOAL = 2.0
ORIENTATION = 1.2  # seconds
PAIRS = 7


def run(lab: Lab) -> list[Figure]:
    """Start and stop both servers in turn; the first start of each, which writes bytecode, does not count."""
    ours, theirs = [], []
    for turn in range(PAIRS + 1):
        for build, times in ((lab.portal, ours), (lab.rival, theirs)):
            with build() as server:
                if turn:
                    times.append(server.first_answer)
    print(f"P9  portal {spread(ours, 's')}")
    print(f"P9  rival  {spread(theirs, 's')}")
    ratio = median(mine / other for mine, other in zip(ours, theirs, strict=True))
    return [
        Figure("P9", "start to first 200 / rival's", ratio, " ×", GOAL),
        Figure("P9", "start to first 200", median(ours), " s", ORIENTATION),
    ]
