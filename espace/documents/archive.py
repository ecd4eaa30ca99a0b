"""One PDF a statement, in a ZIP that is handed over entry by entry: it never stands in memory as a whole."""

import io
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from espace.documents.period import Period, Piece
from espace.documents.statement import render
from espace.domain import file_names


class _Sink(io.RawIOBase):
    """What the archive writes into, and is emptied after each entry: a stream that cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        before = len(self._written)
        self._written += data  # type: ignore[arg-type]  # bytes, or a view of them
        return len(self._written) - before

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken, self._written = bytes(self._written), bytearray()
        return taken


def zipped(asked: Period) -> Iterator[Piece]:
    """Draw each statement as a file of its own, one a step, then the archive's table of contents.

    The names are plain and unique, the dates those of the payments: the same archive for the same statements.
    """
    sink = _Sink()
    names = file_names.unique(file_names.statement(one.paid_on, one.payment_number) for one in asked.statements)
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for number, (statement, name) in enumerate(zip(asked.statements, names, strict=True), start=1):
            day = statement.paid_on
            entry = ZipInfo(f"{name}.pdf", (day.year, day.month, day.day, 0, 0, 0))
            archive.writestr(entry, render(statement), ZIP_DEFLATED)
            yield Piece(number, sink.take())
    yield Piece(len(asked.statements), sink.take())
