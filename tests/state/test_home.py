from dataclasses import replace
from datetime import UTC, date, datetime

import time_machine
from sqlalchemy import Engine

from espace import db
from espace.domain.labels import CareKind
from espace.state.home import HomeState
from tests.factories import alice, care, payment, pharmacy, recovered_deduction
from tests.state.conftest import Open

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@time_machine.travel(NOON, tick=False)
async def test_the_home_shows_the_three_latest_payments_and_says_the_last_one(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        speech = care(first_name="Noé", deduction=0, care_kind=CareKind.SPEECH_THERAPY)
        payment(session, member, care(), care(), speech, paid_on=date(2026, 11, 18))
        for month in (8, 9, 10):
            payment(session, member, paid_on=date(2026, month, 1))

    state = await opened(HomeState, member)
    await HomeState.load.fn(state)

    assert state.status == "ready"
    assert (state.latest_amount, state.latest_day) == ("27,00\u00a0€", "18\u00a0novembre")
    assert [row.day for row in state.latest] == [
        "18\u00a0novembre\u00a02026",
        "1er\u00a0octobre\u00a02026",
        "1er\u00a0septembre\u00a02026",
    ]
    assert state.latest[0].what == "Consultations, orthophonie"


@time_machine.travel(NOON, tick=False)
async def test_a_payment_of_another_year_says_its_year(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        payment(session, member, paid_on=date(2025, 11, 18))

    state = await opened(HomeState, member)
    await HomeState.load.fn(state)

    assert state.latest_day == "18\u00a0novembre\u00a02025"


async def test_what_is_recovered_on_other_care_is_not_what_a_payment_is_for(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        first = payment(session, member, pharmacy(), paid_on=date(2026, 10, 1))
        taken = replace(recovered_deduction(first.lines[0]), care_kind=CareKind.PHARMACY)
        payment(session, member, care(), taken, paid_on=date(2026, 11, 18))
        payment(session, member, taken, paid_on=date(2026, 11, 19))

    state = await opened(HomeState, member)
    await HomeState.load.fn(state)

    assert [row.what for row in state.latest] == ["Pharmacie", "Consultation", "Pharmacie"]


async def test_fewer_than_three_payments_are_what_exists(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        payment(session, member)

    state = await opened(HomeState, member)
    await HomeState.load.fn(state)

    assert (state.status, len(state.latest)) == ("ready", 1)


async def test_a_member_without_payment_gets_the_empty_state(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)

    state = await opened(HomeState, member)
    await HomeState.load.fn(state)

    assert (state.status, state.latest, state.latest_amount) == ("empty", [], "")
