from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from espace.documents import archive
from espace.documents.period import Period
from espace.documents.statement import render
from espace.documents.statement_data import Statement

FIRST, LAST = date(2025, 11, 23), date(2026, 11, 23)


def _zipped(asked: Period) -> bytes:
    return b"".join(piece.data for piece in archive.zipped(asked))


def test_it_holds_each_statement_as_its_own_file(design: Callable[..., Statement]) -> None:
    statements = (design(), design(payment_number="26-118-09999", paid_on=date(2026, 1, 2)))
    with ZipFile(BytesIO(_zipped(Period(statements, FIRST, LAST)))) as opened:
        assert opened.namelist() == ["releve-2026-11-18-26-118-04471.pdf", "releve-2026-01-02-26-118-09999.pdf"]
        assert [opened.read(name) for name in opened.namelist()] == [render(one) for one in statements]
        assert opened.testzip() is None
        assert {entry.compress_type for entry in opened.infolist()} == {ZIP_DEFLATED}
        assert [entry.date_time[:3] for entry in opened.infolist()] == [(2026, 11, 18), (2026, 1, 2)]


def test_hostile_numbers_give_plain_and_different_names(design: Callable[..., Statement]) -> None:
    numbers = ("../../etc/passwd", "..\\..\\etc\\passwd", "ETC passwd", "\0", "/", "C:\\x")
    statements = tuple(design(payment_number=number) for number in numbers)
    with ZipFile(BytesIO(_zipped(Period(statements, FIRST, LAST)))) as opened:
        names = opened.namelist()
    assert len({name.casefold() for name in names}) == len(numbers)
    assert all(name.startswith("releve-2026-11-18-") and name.isascii() for name in names)
    assert not any(sign in name for name in names for sign in "/\\: ")


def test_it_comes_entry_by_entry(design: Callable[..., Statement]) -> None:
    asked = Period(tuple(design(payment_number=str(number)) for number in range(4)), FIRST, LAST)
    pieces = list(archive.zipped(asked))
    assert [piece.done for piece in pieces] == [1, 2, 3, 4, 4]
    one = len(render(asked.statements[0]))
    assert all(one * 0.8 < len(piece.data) < one * 1.2 for piece in pieces[:4])


def test_the_same_statements_give_the_same_archive(design: Callable[..., Statement]) -> None:
    asked = Period((design(),), FIRST, LAST)
    assert _zipped(asked) == _zipped(replace(asked))
