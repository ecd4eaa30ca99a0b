"""A file and the progress of its making in one answer, for the page's own script (`components/bulk_download.py`).

Asked for by `Accept`, so that the address is the one of the plain link. The answer is a row of frames: a line of
JSON each, and behind a line `{"bytes": n}` so many bytes of the file.

    {"name": "releves-2025-11-23-2026-11-23.pdf", "type": "application/pdf", "of": 400}
    {"done": 1}
    {"bytes": 65536}     65536 bytes of the file
    {"end": true}        without this line the file is not whole
    {"error": "…"}       instead of the end: a sentence for the person
"""

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request

from espace.adapters import logs
from espace.documents.period import Piece
from espace.web.failures import unforeseen

MEDIA_TYPE = "application/vnd.espace.progress"


def is_wanted(request: Request) -> bool:
    """Tell whether the page's script asks, rather than a plain link."""
    return request.headers.get("accept", "") == MEDIA_TYPE


def line(**values: Any) -> bytes:
    """Return one frame."""
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


async def framed(pieces: AsyncIterator[Piece], *, name: str, media_type: str, count: int) -> AsyncIterator[bytes]:
    """Return the frames of a file that is made of `count` things; a failure of ours is told, with its reference."""
    yield line(name=name, type=media_type, of=count)
    done = 0
    try:
        async for piece in pieces:
            if piece.done > done:
                done = piece.done
                yield line(done=done)
            if piece.data:
                yield line(bytes=len(piece.data)) + piece.data
    except Exception as error:  # the headers have gone: the frames are all that can still say it
        yield line(error=unforeseen(logs.failure(error)))
    else:
        yield line(end=True)
