from datetime import UTC, date, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from espace import db
from espace.domain.labels import CareKind, Recipient
from espace.domain.spending import Sums
from espace.state.spending import SpendingState
from espace.state.spending_parts import row_of
from tests.factories import Person, alice, care, chloe, correction, payment, person, pharmacy
from tests.state.conftest import Open

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PAGE = "/remboursements/bilan"

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def member(database: Engine) -> Person:
    with db.transaction(writes=True) as session:
        member = alice(session)
        payment(session, member, care(5500, 3150, mutual=3150))
        payment(session, member, care(first_name="Noé"), care(first_name="Julien", care_kind=CareKind.DENTAL))
        payment(session, member, pharmacy(), recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port")
    return member


async def _shown(opened: Open, member: Person, query: str = "") -> SpendingState:
    state = await opened(SpendingState, member, PAGE + query)
    await SpendingState.load.fn(state)
    return state


def _said(state: SpendingState) -> str:
    return "".join(chunk.text for chunk in state.sentence).replace("\u00a0", " ")


async def test_the_last_twelve_months_are_told_drawn_and_listed(member: Person, opened: Open) -> None:
    state = await _shown(opened, member)

    assert state.status == "ready"
    assert state.period.replace("\u00a0", " ") == "Du 23 novembre 2025 au 23 novembre 2026, d’après la date de paiement"
    assert _said(state) == (
        "Sur douze mois, les soins de votre famille ont coûté 117,09 €. Il vous en reste 8,45 € à payer, soit 7 %."
    )
    assert [(share.name, share.amount, share.rate) for share in (*state.shares, state.total)] == [
        ("Assurance Maladie", "58,41\u00a0€", "50\u00a0%"),
        ("Votre mutuelle", "50,23\u00a0€", "43\u00a0%"),
        ("Vous (reste à charge)", "8,45\u00a0€", "7\u00a0%"),
        ("Dépense totale", "117,09\u00a0€", "100\u00a0%"),
    ]
    assert (
        state.whole.picture == "Assurance Maladie 50\u00a0%, Votre mutuelle 43\u00a0%, Vous (reste à charge) 7\u00a0%"
    )
    assert [(row.name, row.charged) for row in state.kinds] == [
        ("Consultation", "85,00\u00a0€"),
        ("Soins confidentiels", "30,00\u00a0€"),
        ("Pharmacie", "2,09\u00a0€"),
    ]
    assert [row.name for row in state.people] == ["Alice", "Julien", "Noé"]


async def test_the_stranger_sees_nothing_of_anothers(member: Person, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        stranger = chloe(session)

    state = await _shown(opened, stranger)

    assert (state.status, state.kinds, state.people) == ("empty", [], [])


async def test_the_period_of_the_address_is_shown_and_marked(member: Person, opened: Open) -> None:
    for query, label, start in (
        ("?periode=3", "3 derniers mois", "Sur trois mois"),
        ("?periode=6&dates=soins", "6 derniers mois", "Sur six mois"),
        ("", "12 derniers mois", "Sur douze mois"),
        ("?du=01/01/2026&au=31/12/2026", "Cette année", "En 2026"),
    ):
        state = await _shown(opened, member, query)
        assert [link.label for link in state.periods if link.is_here] == [label]
        assert _said(state).startswith(start)
        assert state.made_for == query[1:]

    other = await _shown(opened, member, "?du=03/03/2026&au=30/11/2026")
    assert not any(link.is_here for link in other.periods)
    assert _said(other).startswith("Du 3 mars au 30 novembre 2026, ")


async def test_links_keep_which_day_counts_and_lead_to_the_same_period(member: Person, opened: Open) -> None:
    state = await _shown(opened, member, "?du=01/03/2026&au=30/11/2026&dates=soins&soins=dental")

    kept = "?du=01%2F03%2F2026&au=30%2F11%2F2026&dates=soins"
    assert (state.list_href, state.third_href) == (f"/remboursements{kept}", f"/remboursements/tiers{kept}")
    assert [link.href for link in state.periods] == [
        f"{PAGE}?periode=3&dates=soins",
        f"{PAGE}?periode=6&dates=soins",
        f"{PAGE}?periode=12&dates=soins",
        f"{PAGE}?du=01%2F01%2F2026&au=31%2F12%2F2026&dates=soins",
        f"{PAGE}?du=01%2F01%2F2025&au=31%2F12%2F2025&dates=soins",
    ]
    assert state.period.endswith("d’après la date des soins")


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("?du=31/02/2026", ["Du"]),
        ("?du=02/01/2026&au=01/01/2026", ["Au"]),
        ("?periode=7&dates=jamais", ["Période", "Dates"]),
    ],
)
async def test_a_period_that_cannot_be_read_says_why_and_what_to_do(
    member: Person, opened: Open, query: str, labels: list[str]
) -> None:
    state = await _shown(opened, member, query)

    assert state.status == "refused"
    assert [error.label for error in state.errors] == labels
    assert all(error.sentence.endswith(".") for error in state.errors)
    assert not any(link.is_here for link in state.periods)


async def test_criteria_that_are_no_period_change_nothing(member: Person, opened: Open) -> None:
    odd = await _shown(opened, member, "?min=beaucoup&soins=nothing&pro=%00&beneficiaire=x&page=<b>")

    assert odd.status == "ready"
    assert odd.whole == (await _shown(opened, member)).whole


async def test_a_period_of_nothing_but_a_correction_is_told_and_not_drawn(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        earlier = payment(session, member, paid_on=date(2025, 1, 10))
        payment(session, member, correction(earlier.lines[0]))

    state = await _shown(opened, member)

    assert state.status == "ready"
    assert _said(state).endswith("−30,00 € de dépenses, et −2,00 € à votre charge.")
    assert {(row.picture, row.segments) for row in (state.whole, *state.kinds, *state.people)} == {("", ())}
    assert [(share.look, share.rate) for share in (*state.shares, state.total)] == [("", "")] * 4
    assert state.whole.left == "−2,00\u00a0€ à votre charge"


async def test_the_sentence_says_whose_care_it_is(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        alone, parent = person(session, "Odile", "Seule"), alice(session)
        payment(session, alone)
        payment(session, parent, care(first_name="Inès"))

    assert "vos soins ont coûté" in _said(await _shown(opened, alone))
    assert "les soins d’Inès ont coûté" in _said(await _shown(opened, parent))


async def test_two_who_share_a_first_name_are_told_apart(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = person(
            session, "Alain", "Petit", birth_date=date(1960, 5, 5), relatives=[("child", "Inès", date(2013, 8, 27))]
        )
        member.beneficiaries[1].first_name = "Alain"
        payment(session, member, care())
        child = care(first_name="Alain")
        member.beneficiaries.reverse()
        payment(session, member, child)

    assert [row.name for row in (await _shown(opened, member)).people] == ["Alain (1960)", "Alain (2013)"]


async def test_a_second_insurer_has_its_own_part(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        payment(session, member, care(6000, 2300, mutual=690, other_insurer=2000))

    state = await _shown(opened, member)

    assert state.has_other_insurer
    looks = ["part-am", "part-mut", "part-other", "part-you"]
    assert [segment.look for segment in state.whole.segments] == [share.look for share in state.shares] == looks


@given(st.lists(st.integers(0, 10**8), min_size=4, max_size=4).filter(any), st.integers(0, 10**9))
def test_a_bar_is_filled_by_its_parts_and_each_can_be_seen(parts: list[int], more: int) -> None:
    found = Sums(sum(parts), *parts)

    row = row_of("Dentaire", found, found.charged + more)

    widths = [int(segment.width[:-1]) for segment in row.segments]
    assert [int(segment.start[:-1]) for segment in row.segments] == [sum(widths[:n]) for n in range(len(widths))]
    assert (sum(widths), len(widths)) == (100, sum(part > 0 for part in parts))
    assert min(widths) * int(row.extent[:-1]) >= 100 * 0.9  # at least about one percent of the longest bar
    assert int(row.extent[:-1]) <= 100
