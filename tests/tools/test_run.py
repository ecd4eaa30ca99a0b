from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import func, select

from espace import db
from espace.models import Account, Member
from espace.settings import settings
from tools.run import prepare

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings that name a database nobody has made yet."""
    monkeypatch.setenv("ESPACE_DATABASE_URL", f"sqlite:///{tmp_path / 'new' / 'espace.db'}")
    settings.cache_clear()
    yield
    db.close()
    monkeypatch.undo()
    settings.cache_clear()


def _count(table: type) -> int:
    with db.transaction() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_a_first_start_makes_the_database_and_prints_where_to_go(fresh: None, capsys: Capture) -> None:
    prepare()
    said = capsys.readouterr().out
    assert "soleil-sur-le-port" in said
    assert "http://localhost:8000 " in said
    assert "http://localhost:8000/courrier" in said
    assert "http://localhost:8000/gestion, nadia.benamar@example.org" in said
    assert "espace adviser code nadia.benamar@example.org" in said
    members, accounts = _count(Member), _count(Account)
    assert members >= accounts > 0

    prepare()
    assert "soleil-sur-le-port" in capsys.readouterr().out
    assert (_count(Member), _count(Account)) == (members, accounts)


def test_a_database_with_other_people_is_left_alone(fresh: None, capsys: Capture) -> None:
    prepare()
    with db.transaction(writes=True) as session:
        session.exec(select(Member).limit(1)).one().member_number = "0000001"
    capsys.readouterr()
    prepare()
    assert "soleil-sur-le-port" not in capsys.readouterr().out
