"""What happened to each household: one file a family, a calendar of care."""

from datetime import date

from espace.demo.history import Care
from espace.demo.people import Household
from espace.demo.stories import barral, giraudon, lambert, marchetti, muller, roux_fabre

_STORIES = {
    "0472318": roux_fabre.care,
    "0518846": marchetti.care,
    "0101207": giraudon.care,
    "0447215": muller.care,
    "0541190": lambert.care,
    "0388412": barral.care,
}


def care_of(household: Household, today: date) -> list[Care]:
    """Return the household's care up to `today`; none for who has just joined."""
    story = _STORIES.get(household.member_number)
    return [care for care in story(today) if care.day <= today] if story else []
