from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from espace import routes
from espace.adapters import outgoing
from espace.domain.labels import LetterKind
from espace.models import Letter
from espace.services import letters
from tests import applicants, factories

MONTH = timedelta(days=30)
CODE = "K7QM2WPA9RTV"


def queue(session: Session, now: datetime) -> int:
    member_id = applicants.sofia(session).id
    letters.queue_code(session, member_id, CODE, routes.ACTIVATION_CODE.path, now + MONTH, now)
    return member_id


def test_a_code_is_sixty_bits_of_letters_and_figures_that_nobody_mistakes() -> None:
    codes = {letters.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {12}
    assert len(set(letters.ALPHABET)) == 32
    assert not set("".join(codes)) & set("01OI")


@pytest.mark.parametrize("typed", ["K7QM 2WPA 9RTV", "k7qm2wpa9rtv", " K7QM-2WPA-9RTV ", "K7QM\u00a02WPA\u00a09RTV"])
def test_a_code_may_be_typed_in_any_way(typed: str) -> None:
    assert letters.code_hash(7, typed) == letters.code_hash(7, CODE)


@pytest.mark.parametrize("typed", ["", "K7QM 2WPA 9RT", CODE + "V", CODE * 1000, "\x00", "\ud800", "Ｋ7QM2WPA9RTV"])
def test_another_code_has_another_hash(typed: str) -> None:
    assert letters.code_hash(7, typed) != letters.code_hash(7, CODE)


def test_the_same_code_of_another_member_is_another_code() -> None:
    assert letters.code_hash(8, CODE) != letters.code_hash(7, CODE)


def test_a_letter_is_on_the_disk_with_its_row(session: Session, now: datetime, outgoing_folder: Path) -> None:
    member_id = queue(session, now)
    row = session.exec(select(Letter)).one()
    assert (row.member_id, row.kind, row.created_at) == (member_id, LetterKind.ACTIVATION_CODE, now)
    assert row.posted_at is None
    assert row.file_name.startswith("2026-11-23-code-")
    assert [path.name for path in outgoing_folder.iterdir()] == [row.file_name]


def test_a_letter_says_who_where_and_until_when(session: Session, now: datetime, outgoing_folder: Path) -> None:
    queue(session, now)
    (words,) = applicants.letters(outgoing_folder)
    assert "Sofia Lambert 18 rue des Embruns 13299 Port-Mistral" in words
    assert "Valable jusqu’au 22 décembre 2026 inclus" in words
    assert "http://localhost:8000/activation/code" in words
    assert applicants.code_in(words) == "K7QM 2WPA 9RTV"


def test_the_last_day_told_is_whole_in_paris(session: Session, outgoing_folder: Path) -> None:
    queue(session, datetime(2026, 12, 2, 23, 30, tzinfo=UTC))  # half past midnight in Paris
    (words,) = applicants.letters(outgoing_folder)
    assert "Édité le 3 décembre 2026" in words
    assert "Valable jusqu’au 1er janvier 2027 inclus" in words


def test_the_code_is_nowhere_in_the_row_nor_in_the_name(session: Session, now: datetime, outgoing_folder: Path) -> None:
    queue(session, now)
    told = repr(session.exec(select(Letter)).one())
    assert not any(part in told for part in (CODE, "K7QM", "2WPA", "9RTV", "Lambert"))


def test_a_folder_that_cannot_be_written_leaves_no_row(
    session: Session, now: datetime, outgoing_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: str, __: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outgoing, "write", full)
    with pytest.raises(OSError, match="No space"):
        queue(session, now)
    assert session.exec(select(Letter)).all() == []


def test_two_letters_never_share_a_file(session: Session, now: datetime, outgoing_folder: Path) -> None:
    for person in (factories.alice(session), factories.bruno(session)):
        for _ in range(2):
            letters.queue_code(session, person.id, letters.new_code(), routes.ACTIVATION_CODE.path, now + MONTH, now)
    assert len(list(outgoing_folder.iterdir())) == 4
