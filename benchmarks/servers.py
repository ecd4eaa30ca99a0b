"""Starts the two servers on free loopback ports, reads their CPU time, and stops them.

Linux only: a process's CPU time is read in nanoseconds from its POSIX CPU clock, its family from `/proc`.
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "benchmarks" / "requirements.lock"
RIVAL_VENV = ROOT / ".cache" / "bench-venv"
START_LIMIT = 90.0  # seconds before a server that does not answer is a failure
STOP_LIMIT = 15.0


class Server:
    """One server and its children; a context manager that starts it, waits for `ready_path`, and stops it.

    `first_answer` is the time in seconds from the start of the process to its first 200.
    """

    def __init__(
        self, name: str, command: Sequence[str], env: dict[str, str], *, port: int, folder: Path, ready_path: str = "/"
    ) -> None:
        self.name, self.command, self.env, self.port = name, list(command), env, port
        self.ready_path = ready_path
        self.folder = folder
        self.base = f"http://127.0.0.1:{port}"
        self.first_answer = 0.0

    def __enter__(self) -> Self:
        self.log = (self.folder / f"{self.name}.log").open("ab")
        started = time.perf_counter()
        self.process = subprocess.Popen(
            self.command,
            # Bytecode as on any machine, whatever this shell says of it; kept out of the source trees.
            env=os.environ
            | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode")}
            | self.env,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            while not self._answers():
                if self.process.poll() is not None or time.perf_counter() - started > START_LIMIT:
                    raise RuntimeError(f"{self.name} did not start:\n{self.last_words()}")
                time.sleep(0.005)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        self.first_answer = time.perf_counter() - started
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _where: TracebackType | None
    ) -> None:
        family = self.processes()
        self.process.terminate()
        try:
            self.process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pid in set(family) & set(self.processes()):  # children that outlived it
            os.kill(pid, signal.SIGKILL)
        self.log.close()
        if error is not None:
            print(f"--- end of {self.name}'s log ---\n{self.last_words()}", file=sys.stderr)

    def last_words(self) -> str:
        """Return the end of the server's log."""
        return (self.folder / f"{self.name}.log").read_text(errors="replace")[-3000:]

    def processes(self) -> list[int]:
        """Return the process and its descendants: everything in the Unix session it leads."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                try:
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue  # ended meanwhile
                if int(fields[3]) == self.process.pid and fields[0] != "Z":
                    found.append(int(entry.name))
        return found

    def cpu(self) -> float:
        """Return the seconds of CPU, user and system, that the whole family has used."""
        return sum(time.clock_gettime((~pid << 3) | 2) for pid in self.processes())

    def memory(self) -> int:
        """Return the bytes that the whole family holds in memory; what they share counts in proportion (PSS)."""
        kilobytes = 0
        for pid in self.processes():
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            kilobytes += int(rollup.partition("\nPss:")[2].split()[0])
        return kilobytes * 1024

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=START_LIMIT)
        try:
            connection.request("GET", self.ready_path)
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def free_port() -> int:
    """Return a loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def portal(folder: Path, database: Path, **settings: str) -> Server:
    """Return the portal as `espace serve` runs it: one worker, the built front end, no Node.js."""
    port = free_port()
    env = {
        "ESPACE_PORT": str(port),
        "ESPACE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "ESPACE_DATABASE_URL": f"sqlite:///{database}",
        "ESPACE_EVENTS_PER_SECOND": "1000",  # one client asks without pause here: its quota is not the subject
        "ESPACE_LOG_LEVEL": "warning",
    } | settings
    return Server("portal", [sys.executable, "-m", "espace.cli", "serve"], env, port=port, folder=folder)


def rival(folder: Path, database: Path, *, audit: bool = True) -> Server:
    """Return the rival under granian with two workers; its dependencies are installed first if need be.

    Without `audit` it writes no audit row a search: for a portal that writes none either.
    """
    python = rival_python()
    env = {
        "PYTHONPATH": str(ROOT / "benchmarks"),
        "DJANGO_SETTINGS_MODULE": "rival.settings",
        "RIVAL_DATABASE": str(database),
        "RIVAL_STATIC_ROOT": str(folder / "static"),
        "RIVAL_AUDIT": "yes" if audit else "no",
    }
    if not (folder / "static").exists():
        collect = [python, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, env=os.environ | env, check=True, timeout=120)
    port = free_port()
    command = [python, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"]
    command += ["--log-level", "warning", "--host", "127.0.0.1", "--port", str(port), "rival.wsgi:application"]
    return Server("rival", command, env, port=port, folder=folder)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Run a Redis that keeps nothing on disk; yield its address, or nothing when this machine has none."""
    command = shutil.which("redis-server")
    if command is None:
        yield ""
        return
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    process = subprocess.Popen([command, *options], stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(STOP_LIMIT)


def rival_python() -> str:
    """Return the Python of the rival's own environment, made from `requirements.lock` when it is not there."""
    python = RIVAL_VENV / "bin" / "python"
    stamp = RIVAL_VENV / "requirements.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        print("Installing the rival's dependencies into .cache/bench-venv …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(RIVAL_VENV)], check=True, timeout=120)
        install = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*install, "--require-hashes", "-r", str(LOCK)], check=True, timeout=600)
        stamp.write_text(wanted)
    return str(python)
