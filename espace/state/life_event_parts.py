"""What the guided form of a life event is made of, ready to show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """Somebody, or a plan, that a list offers; `relationship` is empty for a plan."""

    value: str
    label: str
    relationship: str = ""


@dataclass(frozen=True)
class FactRow:
    """One line of the summary."""

    label: str
    value: str
