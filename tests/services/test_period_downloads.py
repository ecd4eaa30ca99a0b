from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlmodel import Session, col, select

from espace.domain.errors import NotFound
from espace.domain.labels import CareKind, Recipient
from espace.domain.searches import Search
from espace.models import AuditEntry
from espace.services import period_downloads, sessions
from espace.services.period_downloads import Kind, NothingFound, TooMany
from espace.services.sessions import Who
from tests.factories import Person, alice, care, chloe, payment, pharmacy

TODAY = date(2026, 11, 23)
YEAR = Search(date(2025, 11, 23), TODAY)
TO_MEMBER, TO_OTHERS = Recipient.MEMBER, Recipient.THIRD_PARTY


def _who(session: Session, person: Person, now: datetime) -> Who:
    found = sessions.who_is(session, sessions.hash_token(sessions.open_session(session, person.account_id, now)), now)
    assert found is not None
    return found


def _trail(session: Session) -> list[tuple[str, int | None, str, str]]:
    entries = session.exec(select(AuditEntry).where(col(AuditEntry.action) != "login"))
    return [(entry.action, entry.account_id, entry.target, entry.detail) for entry in entries]


def test_a_period_holds_its_statements_and_says_what_was_asked(session: Session) -> None:
    member = alice(session)
    payment(session, member, pharmacy(), recipient=TO_OTHERS, payee="Pharmacie du Port")
    payment(session, member)

    found = period_downloads.all_statements(session, member.id, replace(YEAR, by_care_date=True), TO_OTHERS, TODAY)

    assert [one.payee for one in found.statements] == ["Pharmacie du Port"]
    assert (found.first, found.last) == (YEAR.first, YEAR.last)
    assert (found.by_care_date, found.to_third_parties, found.chose_lines) == (True, True, True)


@pytest.mark.parametrize(
    ("changes", "chose_lines"),
    [
        ({}, False),
        ({"at_least": 0}, False),
        ({"care_kind": CareKind.CONSULTATION}, True),
        ({"practitioner": "c"}, True),
    ],
)
def test_a_search_among_single_prestations_is_told(
    session: Session, changes: dict[str, object], chose_lines: bool
) -> None:
    member = alice(session)
    payment(session, member)

    found = period_downloads.all_statements(session, member.id, replace(YEAR, **changes), TO_MEMBER, TODAY)

    assert found.chose_lines is chose_lines


def test_nothing_found_is_a_sentence_and_no_empty_file(session: Session) -> None:
    member = alice(session)
    payment(session, member, paid_on=date(2024, 1, 1))

    with pytest.raises(NothingFound, match="choisissez une autre période"):
        period_downloads.all_statements(session, member.id, YEAR, TO_MEMBER, TODAY)
    with pytest.raises(NothingFound):
        period_downloads.all_payments(session, member.id, YEAR, TO_MEMBER)


def test_too_much_is_a_sentence_with_the_figures(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    member = alice(session)
    for _ in range(3):
        payment(session, member, care(), care())
    monkeypatch.setattr(period_downloads, "MOST", 2)

    with pytest.raises(TooMany, match="3\u00a0paiements, et un fichier en contient 2 au plus"):
        period_downloads.all_statements(session, member.id, YEAR, TO_MEMBER, TODAY)
    monkeypatch.setattr(period_downloads, "MOST", 3)
    assert len(period_downloads.all_payments(session, member.id, YEAR, TO_MEMBER)) == 3


def test_somebody_elses_beneficiary_is_not_found_as_one_that_does_not_exist(session: Session) -> None:
    owner, stranger = alice(session), chloe(session)
    payment(session, stranger)

    for person in (owner.beneficiary("Noé").public_id, "missing-missing-", "1", "x" * 90, "%"):
        with pytest.raises(NotFound):
            period_downloads.all_statements(session, stranger.id, replace(YEAR, person=person), TO_MEMBER, TODAY)


def test_the_stranger_takes_nothing_of_anothers(session: Session) -> None:
    payment(session, alice(session))

    with pytest.raises(NothingFound):
        period_downloads.all_payments(session, chloe(session).id, YEAR, TO_MEMBER)


def test_a_download_is_written_down_without_what_was_looked_for(session: Session, now: datetime) -> None:
    member = alice(session)
    who = _who(session, member, now)

    period_downloads.record(session, who, Kind.ZIP, TO_OTHERS, 12, now)
    period_downloads.record(session, who, Kind.CSV, TO_MEMBER, 1, now)

    assert _trail(session) == [
        ("download", member.account_id, "payments:zip", "12 payments to health professionals"),
        ("download", member.account_id, "payments:csv", "1 payments to the member"),
    ]
