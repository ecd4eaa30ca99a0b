"""Where documents of members are looked into: a process of its own for each, which can do nothing but that.

A file made to harm meets limits that the kernel holds, whatever it does to Pillow and pypdf (`quarantine_child`):
seconds of processor, room in memory, no file and no connection opened. The child knows no key, no database and no
environment of the portal's; what it answers is bytes, or the name of a refusal, and is believed no further.

One helper waits beside each worker, with everything imported: a process for a document is split off it in no time.
"""

import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from espace.domain.uploads import MAX_BYTES, Active, Damaged, Locked, TooLarge, TooManyPixels, kind_of

SECONDS = 10  # of processor: twice what the largest picture takes that is let in
SECONDS_AT_MOST = 45  # on the clock, for a machine that is busy
MAX_ANSWER = 64 * 1024 * 1024  # bytes: beyond any picture drawn anew
_FOLDER = Path(__file__).resolve().parents[2]  # not by the settings: the child imports this too, and must know no key
BORN = b"+"  # what a child says first
OK = b"ok"
_REFUSALS = {one.__name__.encode(): one for one in (Active, Damaged, Locked, TooManyPixels)}
_lock = threading.Lock()
_waiting: list["_Helper"] = []  # one or none


class NoHelper(RuntimeError):
    """No process for a document can be had; for operators, not members."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document that may be kept, and what it is."""

    content: bytes
    media_type: str


class _Helper:
    """The process that waits; it ends when the portal does, however that ends."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair()
        limits = (str(SECONDS), str(SECONDS_AT_MOST))
        with theirs:
            # In a session of its own: Ctrl-C in a terminal is for the server, which then lets go of it.
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                (sys.executable, "-m", "espace.adapters.quarantine_child", *limits),
                cwd=_FOLDER,
                env={},
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )

    def ask(self, question: bytes) -> bytes:
        """Return what a child of its own answers to a document: as much as it said before it was ended."""
        ours, theirs = socket.socketpair()
        answer = bytearray()
        with ours, suppress(TimeoutError, ConnectionError):
            with theirs:
                socket.send_fds(self._ours, [b"1"], [theirs.fileno()])
            ours.settimeout(SECONDS_AT_MOST)
            ours.sendall(question)
            ours.shutdown(socket.SHUT_WR)
            while len(answer) < MAX_ANSWER and (part := ours.recv(MAX_BYTES)):
                answer += part
        return bytes(answer)

    def close(self) -> None:
        self._ours.close()
        self._process.kill()
        self._process.wait()


def clean(content: bytes) -> Cleaned:
    """Return a document as it may be kept: `cleaning.clean` in a process of its own.

    Raises:
        UnfitFile: with the sentence that says why it is not taken, and what to do; a file that came to a limit is
            `Damaged`.
        NoHelper: when no process can be had.
    """
    media_type = kind_of(content)
    if len(content) > MAX_BYTES:
        raise TooLarge
    verdict, _, drawn = _answer(media_type.encode() + b"\n" + content).partition(b"\n")
    kept = drawn or content  # of a PDF nothing comes back: it is kept as it came
    if verdict != OK or kind_of(kept) != media_type:
        raise _REFUSALS.get(verdict, Damaged)
    return Cleaned(kept, media_type)


def close() -> None:
    """Let go of the helper at shutdown; a child at work ends by itself."""
    with _lock:
        while _waiting:
            _waiting.pop().close()


def _answer(question: bytes) -> bytes:
    for _ in range(2):  # a helper that was killed is started again
        helper = _helper()
        answer = helper.ask(question)
        if answer.startswith(BORN):
            return answer.removeprefix(BORN)
        _give_up(helper)
    raise NoHelper("no process to look into a document: is there memory, may the portal's user start processes?")


def _helper() -> _Helper:
    with _lock:
        if not _waiting:
            _waiting.append(_Helper())
        return _waiting[0]


def _give_up(helper: _Helper) -> None:
    with _lock:
        if helper in _waiting:
            _waiting.remove(helper)
            helper.close()
