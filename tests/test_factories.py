import pytest
from sqlmodel import Session

from tests import factories
from tests.factories import care, correction, pharmacy, recovered_deduction


def test_the_three_standing_people_live_together(session: Session) -> None:
    people = [make(session) for make in (factories.alice, factories.bruno, factories.chloe)]
    assert len({one.id for one in people}) == 3
    assert [one.first_name for one in people[0].beneficiaries] == ["Alice", "Julien", "Inès", "Noé"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (care(), (3000, 1900, 900, 200)),
        (care(rate=3000, standard_rate=7000), (3000, 700, 900, 1400)),
        (pharmacy(), (209, 36, 73, 100)),
        (care(6000, 2300), (6000, 1410, 690, 3900)),
    ],
)
def test_the_worked_cases_of_the_domain_come_out(line: factories.Care, expected: tuple[int, ...]) -> None:
    assert (line.charged, line.social_security, line.mutual, line.out_of_pocket) == expected


def test_every_line_adds_up(session: Session) -> None:
    alice = factories.alice(session)
    first = factories.payment(session, alice, care(), pharmacy(first_name="Julien"))
    later = factories.payment(session, alice, recovered_deduction(first.lines[1]), correction(first.lines[0]))
    for line in [*first.lines, *later.lines]:
        assert line.charged == line.social_security + line.mutual + line.other_insurer + line.out_of_pocket
    assert later.payment.total == -900
