"""What a covered person is to the member, in French words that agree with them."""

from espace.domain.labels import Relationship

_WORDS = {  # of a man or somebody unknown, of a woman
    Relationship.SELF: ("adhérent", "adhérente"),
    Relationship.SPOUSE: ("conjoint", "conjointe"),
    Relationship.CHILD: ("enfant", "enfant"),
    Relationship.OTHER: ("ayant droit", "ayant droit"),
}


def relation(relationship: Relationship, is_woman: bool | None) -> str:
    """Return what a person is to the member: `conjointe`; the masculine where the sex is not known."""
    return _WORDS[relationship][bool(is_woman)]


def agreed(word: str, is_woman: bool | None) -> str:
    """Make a participle agree with a person: `née`, `né`, or `né(e)` where the sex is not known."""
    return word + ("(e)" if is_woman is None else "e" if is_woman else "")
