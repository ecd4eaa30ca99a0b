from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain.formats import paris_day
from espace.domain.labels import ContractKind
from espace.domain.periods import months_after, months_before
from espace.domain.termination import Notice, Outcome, Reason, Terms, due_date, free_from, judge, last_notice

INDIVIDUAL, GROUP = ContractKind.INDIVIDUAL, ContractKind.GROUP
DUE, FREE, EMPLOYER, MOVED, LATE, OTHER = Reason
START = date(2023, 3, 1)


def _terms(starts_on: date = START, ends_on: date | None = None, kind: ContractKind = INDIVIDUAL) -> Terms:
    return Terms(kind, starts_on, ends_on)


def _day(text: str) -> date:
    return date.fromisoformat(text)


# start, received, reason, day of the event, day of the reminder -> end, source
ACCEPTED = [
    # Each year, two months before the 31 December.
    ("2023-03-01", "2026-06-15", DUE, None, None, "2026-12-31", "L221-10"),
    ("2023-03-01", "2026-10-31", DUE, None, None, "2026-12-31", "L221-10"),  # the last day of the notice
    ("2026-03-01", "2026-10-31", DUE, None, None, "2026-12-31", "L221-10"),  # before one year too
    ("2026-03-01", "2026-11-01", DUE, None, None, "2027-12-31", "L221-10"),  # a day late, before one year
    ("2026-12-15", "2026-12-20", DUE, None, None, "2027-12-31", "L221-10"),
    ("2027-01-01", "2026-11-20", DUE, None, None, "2027-12-31", "L221-10"),  # asked before it begins
    ("2023-03-01", "2026-11-01", DUE, None, None, "2026-12-31", "L221-10-2"),  # a day late: one month is enough
    ("2023-03-01", "2026-11-30", DUE, None, None, "2026-12-31", "L221-10-2"),
    ("2023-03-01", "2026-12-15", DUE, None, None, "2027-01-15", "L221-10-2"),
    # At any time after a year, one month after the notice.
    ("2023-03-01", "2026-11-23", FREE, None, None, "2026-12-23", "L221-10-2"),
    ("2025-11-23", "2026-11-23", FREE, None, None, "2026-12-23", "L221-10-2"),  # exactly one year
    ("2023-03-01", "2027-01-31", FREE, None, None, "2027-02-28", "L221-10-2"),  # no 31 February
    ("2023-03-01", "2028-01-31", FREE, None, None, "2028-02-29", "L221-10-2"),
    ("2023-03-01", "2027-01-29", FREE, None, None, "2027-02-28", "L221-10-2"),
    ("2023-03-01", "2028-02-29", FREE, None, None, "2028-03-29", "L221-10-2"),
    ("2023-03-01", "2026-08-31", FREE, None, None, "2026-09-30", "L221-10-2"),
    ("2023-03-01", "2026-12-31", FREE, None, None, "2027-01-31", "L221-10-2"),
    ("2024-02-29", "2025-02-28", FREE, None, None, "2025-03-28", "L221-10-2"),  # born on a 29 February
    # No reason, or « autres », is that rule too.
    ("2023-03-01", "2026-11-23", None, None, None, "2026-12-23", "L221-10-2"),
    ("2023-03-01", "2026-11-23", OTHER, None, None, "2026-12-23", "L221-10-2"),
    # A change of situation, within three months, whatever the contract's age.
    ("2026-09-01", "2026-11-23", MOVED, "2026-11-01", None, "2026-12-23", "L221-17"),
    ("2026-09-01", "2026-11-23", MOVED, "2026-08-23", None, "2026-12-23", "L221-17"),  # the last day
    ("2026-09-01", "2026-11-23", MOVED, "2026-11-23", None, "2026-12-23", "L221-17"),  # the day itself
    ("2026-09-01", "2026-11-23", EMPLOYER, "2026-11-02", None, "2026-12-23", "L221-17"),
    ("2026-01-01", "2027-02-28", MOVED, "2026-11-30", None, "2027-03-28", "L221-17"),  # three months are short here
    # Too old, to come or not told: the rule of a year.
    ("2023-03-01", "2026-11-23", MOVED, "2026-08-22", None, "2026-12-23", "L221-10-2"),
    ("2023-03-01", "2026-11-23", MOVED, "2026-11-24", None, "2026-12-23", "L221-10-2"),
    ("2023-03-01", "2026-11-23", EMPLOYER, None, None, "2026-12-23", "L221-10-2"),
    # No reminder: from the renewal on, the next day.
    ("2026-03-01", "2027-01-01", LATE, None, None, "2027-01-02", "L221-10-1"),
    ("2023-03-01", "2026-11-23", LATE, None, None, "2026-11-24", "L221-10-1"),
    # A reminder sent less than fifteen days before the 31 October, or after it: twenty days to say no.
    ("2026-03-01", "2026-11-10", LATE, None, "2026-10-28", "2026-12-31", "L221-10-1"),
    ("2026-03-01", "2026-11-06", LATE, None, "2026-10-17", "2026-12-31", "L221-10-1"),
    ("2026-03-01", "2027-01-05", LATE, None, "2026-12-20", "2027-01-06", "L221-10-1"),
    # In time, or twenty-one days ago: the rule of a year.
    ("2023-03-01", "2026-11-06", LATE, None, "2026-10-16", "2026-12-06", "L221-10-2"),
    ("2023-03-01", "2026-11-07", LATE, None, "2026-10-17", "2026-12-07", "L221-10-2"),
    ("2023-03-01", "2026-11-07", LATE, None, "2026-11-08", "2026-12-07", "L221-10-2"),
]


@pytest.mark.parametrize(("start", "received", "reason", "event", "reminder", "end", "source"), ACCEPTED)
def test_a_contract_ends_on_the_earliest_lawful_day(
    start: str, received: str, reason: Reason | None, event: str | None, reminder: str | None, end: str, source: str
) -> None:
    notice = Notice(_day(received), reason, event and _day(event), reminder and _day(reminder))
    found = judge(_terms(_day(start)), notice)
    assert (found.accepted, found.ends_on, found.source) == (True, _day(end), source)
    assert found.refund_by == _day(end) + timedelta(days=30)
    assert found.sentence.endswith(".")


@pytest.mark.parametrize(
    ("start", "received", "reason", "event", "reminder", "free", "due"),
    [
        ("2025-11-24", "2026-11-23", FREE, None, None, "2026-11-24", "31 décembre 2027"),  # a day before one year
        ("2026-03-01", "2026-10-31", None, None, None, "2027-03-01", "31 décembre 2026"),
        ("2024-02-29", "2025-02-27", OTHER, None, None, "2025-02-28", "31 décembre 2025"),
        ("2026-03-01", "2026-11-23", MOVED, "2026-08-22", None, "2027-03-01", "31 décembre 2027"),
        ("2026-03-01", "2026-11-23", MOVED, None, None, "2027-03-01", "31 décembre 2027"),
        ("2026-03-01", "2026-12-31", LATE, None, None, "2027-03-01", "31 décembre 2027"),  # nothing was renewed yet
        ("2027-01-01", "2026-11-23", FREE, None, None, "2028-01-01", "31 décembre 2027"),  # it has not begun
    ],
)
def test_before_one_year_it_says_from_when_and_what_is_possible_instead(
    start: str, received: str, reason: Reason | None, event: str | None, reminder: str | None, free: str, due: str
) -> None:
    notice = Notice(_day(received), reason, event and _day(event), reminder and _day(reminder))
    found = judge(_terms(_day(start)), notice)
    assert (found.accepted, found.refund_by, found.possible_from) == (False, None, _day(free))
    assert due in found.sentence.replace("\u00a0", " ")


@pytest.mark.parametrize("reason", [None, *Reason])
def test_an_employers_contract_is_ended_by_the_employer_alone(reason: Reason | None) -> None:
    found = judge(_terms(kind=GROUP), Notice(date(2026, 11, 23), reason, event_on=date(2026, 11, 1)))
    assert (found.accepted, found.possible_from) == (False, None)
    assert "employeur" in found.sentence


@pytest.mark.parametrize("kind", ContractKind)
def test_a_death_ends_the_contract_that_very_day(kind: ContractKind) -> None:
    found = judge(_terms(kind=kind), Notice(date(2026, 11, 23), deceased_on=date(2026, 11, 19)))
    assert (found.ends_on, found.refund_by) == (date(2026, 11, 19), date(2026, 12, 19))


def test_a_contract_that_ends_already_ends_no_later() -> None:
    notice = Notice(date(2026, 11, 23), FREE)
    assert "2026" in judge(_terms(ends_on=date(2026, 12, 23)), notice).sentence
    assert not judge(_terms(ends_on=date(2026, 12, 23)), notice).accepted
    assert not judge(_terms(date(2026, 3, 1), date(2026, 12, 31)), notice).accepted
    assert judge(_terms(ends_on=date(2026, 12, 31)), notice).ends_on == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("instant", "end"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 4, 28)),  # 23:59 in Paris, the night of summer time
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 4, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 4, 29)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 11, 25)),  # the night of winter time
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 11, 25)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 2, 1)),
    ],
)
def test_the_day_of_a_notice_is_the_day_in_paris(instant: datetime, end: date) -> None:
    assert judge(_terms(), Notice(paris_day(instant), FREE)).ends_on == end


DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))


def _judged(starts_on: date, received_on: date, reason: Reason | None, before: int, reminded: int) -> Outcome:
    event_on, reminded_on = (received_on - timedelta(days=days) for days in (before, reminded))
    return judge(_terms(starts_on), Notice(received_on, reason, event_on, reminded_on))


@given(DAYS, DAYS, st.sampled_from([None, *Reason]), st.integers(-10, 400), st.integers(-10, 400))
def test_no_end_precedes_its_notice_and_every_refusal_says_when(
    starts_on: date, received_on: date, reason: Reason | None, before: int, reminded: int
) -> None:
    found = _judged(starts_on, received_on, reason, before, reminded)
    if found.ends_on:
        assert received_on < found.ends_on <= due_date(max(received_on, starts_on) + timedelta(days=366))
        assert found.refund_by == found.ends_on + timedelta(days=30)
    else:
        assert found.possible_from == free_from(_terms(starts_on))
        assert received_on < found.possible_from


@given(DAYS, DAYS, st.sampled_from([None, *Reason]), st.integers(-10, 400), st.integers(-10, 400))
def test_after_a_year_nobody_is_refused_nor_waits_longer_than_a_month_unless_they_ask_for_the_due_date(
    starts_on: date, received_on: date, reason: Reason | None, before: int, reminded: int
) -> None:
    found = _judged(starts_on, max(received_on, free_from(_terms(starts_on))), reason, before, reminded)
    assert found.ends_on
    if reason not in (DUE, LATE):
        assert found.ends_on <= months_after(max(received_on, free_from(_terms(starts_on))), 1)


@given(DAYS)
def test_the_notice_of_a_due_date_ends_two_months_before_it(day: date) -> None:
    due = due_date(day)
    assert (due.month, due.day, due.year) == (12, 31, day.year)
    assert last_notice(due) == date(day.year, 10, 31)


@given(DAYS, st.integers(0, 60))
def test_months_later_and_back_lose_only_the_days_a_month_has_not(day: date, months: int) -> None:
    back = months_before(months_after(day, months), months)
    assert back <= day
    assert (day - back).days <= 3
