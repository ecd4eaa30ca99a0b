"""The events of a life that change a contract (« Ma situation change »), each in its own small file.

To add one: a value of `RequestKind`, a file here that says what it asks, its line in `EVENTS`, and what applying it
does in `espace.services.life_event_effects`.
"""

from espace.domain.labels import RequestKind
from espace.domain.life_events.addition import ADDITION
from espace.domain.life_events.birth import BIRTH
from espace.domain.life_events.death import DEATH
from espace.domain.life_events.employer_change import EMPLOYER_CHANGE
from espace.domain.life_events.event import Document, Fact, Group, LifeEvent, Step
from espace.domain.life_events.health_fund import HEALTH_FUND
from espace.domain.life_events.move import MOVE
from espace.domain.life_events.plan_change import PLAN_CHANGE
from espace.domain.life_events.questions import Answers, Question
from espace.domain.life_events.removal import REMOVAL
from espace.domain.life_events.separation import SEPARATION
from espace.domain.life_events.situation import Covered, Offer, Situation
from espace.domain.life_events.termination import TERMINATION
from espace.domain.life_events.union import UNION

__all__ = [
    "BY_KEY", "BY_KIND", "EVENTS", "Answers", "Covered", "Document", "Fact", "Group", "LifeEvent", "Offer", "Question",
    "Situation", "Step",
]  # fmt: skip

# In the order they are shown.
EVENTS: tuple[LifeEvent, ...] = (
    BIRTH, UNION, SEPARATION, ADDITION, REMOVAL, DEATH,
    MOVE, HEALTH_FUND, EMPLOYER_CHANGE,
    PLAN_CHANGE, TERMINATION,
)  # fmt: skip
BY_KEY: dict[str, LifeEvent] = {event.key: event for event in EVENTS}
BY_KIND: dict[RequestKind, LifeEvent] = {event.kind: event for event in EVENTS}
