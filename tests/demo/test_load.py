from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func
from sqlmodel import Session, SQLModel, col, select
from typer.testing import CliRunner

from espace import db
from espace.adapters import passwords
from espace.demo import load as loading
from espace.demo.commands import app
from espace.demo.load import NotInProduction, add_adviser, add_directory, load, logins
from espace.demo.people import PASSWORD, households
from espace.importers import import_feeds
from espace.models import Account, Adviser, Beneficiary, Contract, Member, OutboxEmail, PaymentLine, Practice
from espace.settings import settings
from tests.factories import alice

TODAY = date(2026, 11, 23)


def _count(session: Session, table: type[SQLModel]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def test_the_feeds_import_cleanly_and_a_second_time_adds_nothing(
    database: Engine, feeds: Callable[[date], list[Path]], now: datetime
) -> None:
    first = import_feeds(feeds(TODAY), engine=database, now=now)
    again = import_feeds(feeds(TODAY), engine=database, now=now)

    assert first.errors == []
    assert first.counts["member"].added == 7
    assert first.counts["payment_line"].added > 4_500
    assert again.ok
    assert not again.changed


def test_loading_opens_the_spaces_of_those_who_have_one(database: Engine, tmp_path: Path, now: datetime) -> None:
    assert load(tmp_path, now=now) is True

    with db.transaction() as session:
        found = session.exec(
            select(Account.email, Member.member_number).join(Member, col(Member.id) == Account.member_id)
        ).all()
        hashes = session.exec(select(Account.password_hash)).all()
        assert _count(session, OutboxEmail) == 0  # nobody is told of what was only made up
    assert sorted(found) == sorted((login.email, login.member_number) for login in logins(TODAY))
    assert "0541190" not in {number for _, number in found}
    assert len(set(hashes)) == len(hashes) == 6


async def test_the_printed_password_opens_every_space(database: Engine, tmp_path: Path, now: datetime) -> None:
    load(tmp_path, now=now)

    with db.transaction() as session:
        for stored in session.exec(select(Account.password_hash)).all():
            assert await passwords.verify(stored, PASSWORD)


def test_loading_twice_adds_nothing(database: Engine, tmp_path: Path, now: datetime) -> None:
    load(tmp_path, now=now)

    assert load(tmp_path, now=now) is False
    with db.transaction() as session:
        assert _count(session, Member) == 7
        assert _count(session, Account) == 6


def test_an_interrupted_load_is_finished(
    database: Engine, tmp_path: Path, now: datetime, feeds: Callable[[date], list[Path]]
) -> None:
    import_feeds(feeds(TODAY), engine=database, now=now)

    assert load(tmp_path, now=now) is True
    with db.transaction() as session:
        assert _count(session, Account) == 6


def test_a_database_with_other_members_is_left_alone(database: Engine, tmp_path: Path, now: datetime) -> None:
    with db.transaction(writes=True) as session:
        alice(session)

    assert load(tmp_path, now=now) is False
    with db.transaction() as session:
        assert _count(session, Member) == 1
        assert _count(session, PaymentLine) == 0


def test_refused_feeds_are_a_bug_that_says_so(
    database: Engine, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "members.csv"
    broken.write_text("not,a,feed\n", encoding="utf-8")
    monkeypatch.setattr(loading, "write_feeds", lambda folder, today: [broken])

    with pytest.raises(RuntimeError, match="rien n’a été importé"):
        load(tmp_path, now=now)


def test_production_refuses_the_demonstration(
    database: Engine, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    production = settings().model_copy(update={"environment": "production"})
    monkeypatch.setattr(loading, "settings", lambda: production)

    with pytest.raises(NotInProduction, match="production"):
        load(tmp_path, now=now)
    with db.transaction() as session:
        assert _count(session, Member) == 0


def test_a_removed_beneficiary_keeps_past_care(database: Engine, tmp_path: Path, now: datetime) -> None:
    load(tmp_path, now=now)

    with db.transaction() as session:
        solene = select(Beneficiary).join(Contract, col(Contract.id) == Beneficiary.contract_id)
        removed = session.exec(
            solene.where(Contract.contract_number == "H2-0388412", Beneficiary.first_name == "Solène")
        ).one()
        lines = session.exec(select(PaymentLine.care_date).where(PaymentLine.beneficiary_id == removed.id)).all()
    assert removed.ends_on == date(2025, 6, 30)
    assert lines
    assert max(lines) <= removed.ends_on


def test_the_commands_print_the_logins_and_no_secret(database: Engine) -> None:
    runner = CliRunner(env={"COLUMNS": "160"})

    first = runner.invoke(app, ["load"])
    again = runner.invoke(app, ["load"])
    shown = runner.invoke(app, ["logins"])

    assert [result.exit_code for result in (first, again, shown)] == [0, 0, 0]
    assert "0472318  Camille Roux-Fabre" in first.output
    assert "déjà chargée" in again.output
    assert all(PASSWORD in result.output for result in (first, again, shown))
    for household in households(TODAY):
        # The card of the one without a space is what a visitor types to create it.
        assert (household.member.nir in first.output + shown.output) is not household.has_account
        assert household.ibans[-1][1] not in first.output + shown.output


def test_the_load_command_prints_no_login_beside_real_members(database: Engine) -> None:
    with db.transaction(writes=True) as session:
        alice(session)

    result = CliRunner().invoke(app, ["load"])

    assert result.exit_code == 0
    assert "rien n’a été chargé" in result.output
    assert PASSWORD not in result.output


def test_the_load_command_says_why_production_refuses(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    production = settings().model_copy(update={"environment": "production"})
    monkeypatch.setattr(loading, "settings", lambda: production)

    result = CliRunner().invoke(app, ["load"])

    assert result.exit_code == 1
    assert "ne se charge pas en production" in result.output


def test_the_load_command_keeps_the_files_where_it_is_told(database: Engine, tmp_path: Path) -> None:
    CliRunner().invoke(app, ["load", "--folder", str(tmp_path / "kept")])

    assert (tmp_path / "kept" / "members.csv").is_file()
    assert (tmp_path / "kept" / "PS_LibreAcces_Personne_activite_demo.txt").is_file()
    assert (tmp_path / "kept" / "positions-demo.csv").is_file()


def test_it_has_one_adviser_however_often_it_is_loaded(database: Engine, now: datetime) -> None:
    add_adviser(now=now)
    add_adviser(now=now)
    with db.transaction() as session:
        assert session.exec(select(Adviser.full_name)).all() == ["Nadia Ben Amar"]


def test_production_gets_no_adviser_with_a_public_password(
    database: Engine, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "environment", "production")
    with pytest.raises(NotInProduction):
        add_adviser(now=now)


def test_a_demonstration_loaded_before_there_was_a_directory_gets_one(
    database: Engine, tmp_path: Path, now: datetime
) -> None:
    load(tmp_path, now=now)
    with db.transaction() as session:
        assert _count(session, Practice) == 0

    assert CliRunner().invoke(app, ["load"]).exit_code == 0
    with db.transaction() as session:
        assert _count(session, Practice) > 3_000


def test_production_gets_no_fictitious_directory(
    database: Engine, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "environment", "production")
    with pytest.raises(NotInProduction):
        add_directory(tmp_path, now=now)
