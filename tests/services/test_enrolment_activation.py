"""From the link to the account: straight for the address on file, by a posted code for any other."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, func, select

from espace.domain.errors import InvalidInput
from espace.domain.labels import AccountStatus
from espace.models import Account, AuditEntry, EmailToken, Letter, Member
from espace.services import enrolment, tokens
from espace.services.accounts import AlreadyTaken
from tests import applicants, factories
from tests.applicants import ELSEWHERE, ON_FILE, asked, code_in, letters, mails, opened, posted

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
HASH = "the hash of a password"


@pytest.fixture(autouse=True)
def sofia(request: pytest.FixtureRequest) -> factories.Person | None:
    return applicants.sofia(request.getfixturevalue("session")) if "session" in request.fixturenames else None


def test_a_link_to_the_address_on_file_opens_the_space(session: Session, now: datetime) -> None:
    token = asked(session, now, ON_FILE)
    enrolment.activate(session, token, HASH, now)
    account = session.exec(select(Account)).one()
    assert (account.email, account.password_hash, account.status) == (ON_FILE, HASH, AccountStatus.ACTIVE)
    assert [mail.recipient for mail in mails(session)] == [ON_FILE, ON_FILE]
    last = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert last
    assert (last.action, last.account_id, last.detail) == ("account_activated", account.id, "proven by link")


def test_a_link_lives_forty_eight_hours_to_the_second(session: Session, now: datetime) -> None:
    token = asked(session, now, ON_FILE)
    with pytest.raises(tokens.LinkExpired):
        enrolment.activate(session, token, HASH, now + 2 * DAY)
    enrolment.activate(session, token, HASH, now + 2 * DAY - SECOND)


def test_looking_at_a_link_leaves_it_alive(session: Session, now: datetime) -> None:
    token = asked(session, now, ON_FILE)
    steps = {enrolment.open_activation(session, token, now) for _ in range(3)}
    assert len(steps) == 1
    assert "Lambert" in steps.pop().personal
    enrolment.activate(session, token, HASH, now)


def test_a_link_opens_once(session: Session, now: datetime) -> None:
    token = asked(session, now, ON_FILE)
    enrolment.activate(session, token, HASH, now)
    with pytest.raises(tokens.LinkUsed):
        enrolment.activate(session, token, "another", now)
    assert opened(session) == [(ON_FILE, HASH)]


def test_card_and_link_alone_never_open_a_space_for_another_address(
    session: Session, now: datetime, outgoing_folder: Path
) -> None:
    token = asked(session, now, ELSEWHERE)
    with pytest.raises(enrolment.WrongStep), session.begin_nested():
        enrolment.activate(session, token, HASH, now)
    assert opened(session) == []
    assert enrolment.open_activation(session, token, now).needs_code  # not consumed


def test_an_address_that_left_the_file_meanwhile_needs_the_code(
    session: Session, now: datetime, sofia: factories.Person
) -> None:
    token = asked(session, now, ON_FILE)
    sofia.member.email = "autre@exemple.fr"
    session.flush()
    assert enrolment.open_activation(session, token, now).needs_code
    with pytest.raises(enrolment.WrongStep):
        enrolment.activate(session, token, HASH, now)


def test_an_address_on_file_gets_no_letter(session: Session, now: datetime, outgoing_folder: Path) -> None:
    with pytest.raises(enrolment.WrongStep):
        enrolment.confirm_address(session, asked(session, now, ON_FILE), now)
    assert not outgoing_folder.exists()


@pytest.mark.parametrize("change", ["deceased", "left", "taken"])
def test_a_space_that_may_no_longer_be_opened_stays_closed(
    session: Session, now: datetime, sofia: factories.Person, change: str
) -> None:
    token = asked(session, now, ON_FILE)
    match change:
        case "deceased":
            sofia.member.deceased_on = date(2026, 11, 23)
        case "left":
            sofia.contract.ends_on = date(2026, 11, 22)
        case "taken":
            factories.person(session, "Karim", "Lambert", email=ON_FILE)
    session.flush()
    with pytest.raises(AlreadyTaken if change == "taken" else enrolment.NotNow):
        enrolment.activate(session, token, HASH, now)


def test_a_confirmed_address_gets_a_code_by_post_and_a_word_by_email(
    session: Session, now: datetime, outgoing_folder: Path
) -> None:
    token = asked(session, now, ELSEWHERE)
    enrolment.confirm_address(session, token, now)
    code = code_in(letters(outgoing_folder)[0])
    assert mails(session)[-1].recipient == ELSEWHERE
    assert opened(session) == []
    with pytest.raises(tokens.AddressConfirmed):
        enrolment.open_activation(session, token, now)
    rows = [*session.exec(select(EmailToken)), *session.exec(select(Letter)), *session.exec(select(AuditEntry))]
    everywhere = "".join(map(repr, [*rows, *mails(session)]))
    assert not any(part in everywhere for part in (*code.split(), code.replace(" ", "")))


def test_the_code_opens_the_space_with_the_confirmed_address(
    session: Session, now: datetime, outgoing_folder: Path, sofia: factories.Person
) -> None:
    code = posted(session, now, outgoing_folder)
    assert enrolment.activate_with_code(session, " 05 41 190", code.lower().replace(" ", "-"), HASH, now + 3 * DAY)
    assert opened(session) == [(ELSEWHERE, HASH)]
    assert session.exec(select(Member.email).where(Member.id == sofia.id)).one() == ELSEWHERE
    assert [mail.recipient for mail in mails(session)[-2:]] == [ON_FILE, ELSEWHERE]  # the former address is told
    assert not enrolment.activate_with_code(session, "0541190", code, "another", now + 3 * DAY)


def test_a_member_without_address_on_file_needs_the_code_too(
    session: Session, now: datetime, outgoing_folder: Path, sofia: factories.Person
) -> None:
    sofia.member.email = ""
    session.flush()
    code = posted(session, now, outgoing_folder)
    before = len(mails(session))
    assert enrolment.activate_with_code(session, "0541190", code, HASH, now)
    assert [mail.recipient for mail in mails(session)[before:]] == [ELSEWHERE]  # there is no former address to tell


def test_a_code_lives_thirty_days(session: Session, now: datetime, outgoing_folder: Path) -> None:
    code = posted(session, now, outgoing_folder)
    assert not enrolment.activate_with_code(session, "0541190", code, HASH, now + 30 * DAY)
    assert enrolment.activate_with_code(session, "0541190", code, HASH, now + 30 * DAY - SECOND)


def test_five_wrong_codes_kill_the_right_one(session: Session, now: datetime, outgoing_folder: Path) -> None:
    code = posted(session, now, outgoing_folder)
    for day in range(5):
        assert not enrolment.activate_with_code(session, "0541190", "AAAA AAAA AAAA", HASH, now + day * DAY)
    assert not enrolment.activate_with_code(session, "0541190", code, HASH, now + 6 * DAY)
    again = posted(session, now + 7 * DAY, outgoing_folder)
    assert enrolment.activate_with_code(session, "0541190", again, HASH, now + 8 * DAY)


def test_four_wrong_codes_leave_a_last_try(session: Session, now: datetime, outgoing_folder: Path) -> None:
    code = posted(session, now, outgoing_folder)
    for typed in ("", "AAAA AAAA AAAA", code[:-1], "\ud800"):
        assert not enrolment.activate_with_code(session, "0541190", typed, HASH, now)
    assert enrolment.activate_with_code(session, "0541190", code, HASH, now)
    refused = select(func.count()).select_from(AuditEntry).where(col(AuditEntry.action) == "code_refused")
    assert session.exec(refused).one() == 4


@pytest.mark.parametrize("number", ["0541191", "9999999"])
def test_a_code_opens_no_other_members_space(
    session: Session, now: datetime, outgoing_folder: Path, number: str
) -> None:
    factories.person(session, "Autre", "Personne", member_number="0541191")
    code = posted(session, now, outgoing_folder)
    assert not enrolment.activate_with_code(session, number, code, HASH, now)


def test_one_network_address_tries_twenty_codes_an_hour_whoever_they_are_of(
    session: Session, now: datetime, outgoing_folder: Path
) -> None:
    code = posted(session, now, outgoing_folder)
    for number in range(20):
        enrolment.activate_with_code(session, f"{number:07d}", "AAAA AAAA AAAA", HASH, now, client="192.0.2.1")
    assert not enrolment.activate_with_code(session, "0541190", code, HASH, now, client="192.0.2.1")
    assert session.exec(select(EmailToken.code_tries)).one() == 0
    assert enrolment.activate_with_code(session, "0541190", code, HASH, now, client="192.0.2.2")


@pytest.mark.parametrize("number", ["", "\x00", "<b>", "x" * 10_000, "\ud800"])
def test_what_is_no_member_number_is_told(session: Session, now: datetime, number: str) -> None:
    with pytest.raises(InvalidInput):
        enrolment.activate_with_code(session, number, "AAAA AAAA AAAA", HASH, now)


def test_a_second_letter_kills_the_first_code(session: Session, now: datetime, outgoing_folder: Path) -> None:
    first, second = (posted(session, now + count * DAY, outgoing_folder) for count in range(2))
    assert not enrolment.activate_with_code(session, "0541190", first, HASH, now + DAY)
    assert enrolment.activate_with_code(session, "0541190", second, HASH, now + DAY)


def test_asking_again_without_confirming_leaves_the_posted_code_alive(
    session: Session, now: datetime, outgoing_folder: Path
) -> None:
    code = posted(session, now, outgoing_folder)
    asked(session, now, "attaquant@exemple.fr")
    assert enrolment.activate_with_code(session, "0541190", code, HASH, now)
    assert opened(session) == [(ELSEWHERE, HASH)]


def test_three_letters_leave_in_a_day(session: Session, now: datetime, outgoing_folder: Path) -> None:
    for _ in range(3):
        posted(session, now, outgoing_folder)
    with pytest.raises(enrolment.TooManyLetters):
        posted(session, now, outgoing_folder)
    assert len(letters(outgoing_folder)) == 3


def test_a_full_disk_is_no_acknowledgement(session: Session, now: datetime, outgoing_folder: Path) -> None:
    outgoing_folder.write_text("a file where the folder should be")
    token = asked(session, now, ELSEWHERE)
    with pytest.raises(OSError, match="File exists"), session.begin_nested():
        enrolment.confirm_address(session, token, now)
    assert session.exec(select(Letter)).all() == []
    assert enrolment.open_activation(session, token, now).needs_code  # the link still lives


def test_a_crash_before_the_commit_leaves_a_file_that_opens_nothing(
    session: Session, now: datetime, outgoing_folder: Path
) -> None:
    token = asked(session, now, ELSEWHERE)
    crash = session.begin_nested()
    enrolment.confirm_address(session, token, now)
    crash.rollback()
    orphan = code_in(letters(outgoing_folder)[0])
    assert session.exec(select(Letter)).all() == []
    enrolment.confirm_address(session, token, now)  # the member, who was told nothing, clicks again
    assert not enrolment.activate_with_code(session, "0541190", orphan, HASH, now)
    assert enrolment.activate_with_code(session, "0541190", code_in(letters(outgoing_folder)[1]), HASH, now)
