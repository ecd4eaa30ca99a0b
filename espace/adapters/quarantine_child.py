"""The helper of `quarantine`: it waits, and splits off a process under limits for each document.

Run as `python -m espace.adapters.quarantine_child SECONDS SECONDS_AT_MOST`, with a socket as its input: each byte that
comes brings another socket, through which a document is asked about and answered.

A child may use so much processor, memory and time; it writes no file, and opens neither file nor connection: all it
could ever read was imported before. What the kernel lets any process do without opening anything it still could, were
its own code taken over: end other processes of the portal's user, or look into their memory where the system allows it.
"""

import codecs
import gc
import io
import os
import resource
import signal
import socket
import sys

from PIL import Image
from pypdf import PdfWriter

from espace.adapters import cleaning, priority
from espace.adapters.quarantine import BORN, OK
from espace.domain.uploads import UnfitFile

ROOM = 640 * 1024 * 1024  # bytes: three times a picture of `cleaning.MAX_PIXELS` in four colours
_ENCODINGS = ("ascii", "charmap", "cp1252", "latin-1", "utf-8", "utf-16", "utf-16-be", "utf-16-le")
_UPSIDE_DOWN = {0x0112: 3}


def serve(waiting: socket.socket, seconds: int, seconds_at_most: int) -> None:
    """Split off a child for each socket that comes, until the portal has gone."""
    _import_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a child
    gc.freeze()
    while True:
        _, sockets, _, _ = socket.recv_fds(waiting, 1, 1)
        if not sockets:
            return
        with socket.socket(fileno=sockets[0]) as asked:
            if os.fork() == 0:
                try:
                    waiting.close()  # what comes for others is not for this one
                    os.dup2(sys.stdout.fileno(), sys.stderr.fileno())
                    confine(seconds, seconds_at_most)
                    _look(asked)
                finally:
                    os._exit(0)


def confine(seconds: int, seconds_at_most: int) -> None:
    """Put limits on this process that it cannot lift: seconds of processor, seconds on the clock, room, no file."""
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 0,  # those that are open stay so
        resource.RLIMIT_NPROC: 0,
    }
    if sys.platform == "linux":
        limits[resource.RLIMIT_AS] = ROOM  # macOS counts in it what it shares with every process
    for which, limit in limits.items():
        resource.setrlimit(which, (limit, limit))
    signal.alarm(seconds_at_most)
    os.nice(priority.NICENESS)


def _look(asked: socket.socket) -> None:
    asked.sendall(BORN)
    with asked.makefile("rb") as came:
        media_type, content = came.readline().decode().rstrip(), came.read()
    try:
        drawn = cleaning.clean(content, media_type)
    except UnfitFile as refusal:
        asked.sendall(type(refusal).__name__.encode())
    else:
        asked.sendall(OK + b"\n" + (b"" if drawn == content else drawn))


def _import_all() -> None:
    """Have everything in memory that Pillow, pypdf and Python look for only when they meet it."""
    Image.init()
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)
    exif, paper, out = Image.Exif(), PdfWriter(), io.BytesIO()
    exif.update(_UPSIDE_DOWN)
    paper.add_blank_page(10, 10)
    paper.write(out)
    cleaning.clean(out.getvalue(), "application/pdf")
    for form in ("JPEG", "PNG"):
        out = io.BytesIO()
        Image.new("RGB", (1, 1)).save(out, form, exif=exif)
        cleaning.clean(out.getvalue(), f"image/{form.lower()}")


if __name__ == "__main__":
    serve(socket.socket(fileno=sys.stdin.fileno()), *map(int, sys.argv[1:]))
