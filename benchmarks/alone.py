"""Work in a process of its own, whose CPU time, clock and peak of memory are told."""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

MEBIBYTE = 1024
Began = tuple[float, float]


class Taken(NamedTuple):
    """What a process took for so many lines: seconds, seconds of CPU, peak of memory in kibibytes."""

    lines: int
    wall: float
    cpu: float
    peak: int

    def __str__(self) -> str:
        return (
            f"{self.lines / self.wall:,.0f} lines/s, {self.lines / self.cpu:,.0f} a second of CPU, "
            f"peak {self.peak / MEBIBYTE:.0f} MiB"
        )


def alone(work: Callable[..., Taken], *arguments: Any) -> Taken:
    """Run a function of a module in a new process, and return what it took."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def begin() -> Began:
    """Look at both clocks."""
    return time.perf_counter(), time.process_time()


def since(began: Began, lines: int) -> Taken:
    """Return what this process took since then; the peak is that of its whole life."""
    wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
    status = Path("/proc/self/status").read_text()
    return Taken(lines, wall, cpu, int(status.partition("\nVmHWM:")[2].split()[0]))
