import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from espace.documents.period import Piece
from espace.web import progress


def parsed(body: bytes) -> tuple[list[dict[str, Any]], bytes]:
    """Read the frames as the page's script does: the lines, and the bytes of the file put together."""
    frames, file = [], b""
    while body:
        head, _, body = body.partition(b"\n")
        frame = json.loads(head)
        frames.append(frame)
        length = frame.get("bytes", 0)
        file, body = file + body[:length], body[length:]
    return frames, file


async def _framed(*pieces: Piece | Exception) -> tuple[list[dict[str, Any]], bytes]:
    async def coming() -> AsyncIterator[Piece]:
        for piece in pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    parts = progress.framed(coming(), name="releves.pdf", media_type="application/pdf", count=2)
    return parsed(b"".join([part async for part in parts]))


async def test_the_file_comes_between_lines_that_tell_how_far_it_is() -> None:
    frames, file = await _framed(Piece(0), Piece(1), Piece(2, b"\n{one}\n"), Piece(2, b"\ntwo"))
    assert frames == [
        {"name": "releves.pdf", "type": "application/pdf", "of": 2},
        {"done": 1},
        {"done": 2},
        {"bytes": 7},
        {"bytes": 4},
        {"end": True},
    ]
    assert file == b"\n{one}\n\ntwo"


async def test_a_failure_is_told_with_a_reference_and_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    frames, file = await _framed(Piece(1, b"half"), RuntimeError("secret detail"))
    assert file == b"half"
    assert {"end": True} not in frames
    assert "donnez la référence" in frames[-1]["error"]
    assert "secret detail" not in frames[-1]["error"]
    assert caplog.records
