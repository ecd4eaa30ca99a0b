import pytest

from espace.domain.labels import Relationship
from espace.domain.relatives import agreed, relation


@pytest.mark.parametrize(
    ("relationship", "is_woman", "said"),
    [
        (Relationship.SELF, True, "adhérente"),
        (Relationship.SELF, None, "adhérent"),
        (Relationship.SPOUSE, False, "conjoint"),
        (Relationship.SPOUSE, True, "conjointe"),
        (Relationship.CHILD, True, "enfant"),
        (Relationship.OTHER, False, "ayant droit"),
    ],
)
def test_what_a_person_is_to_the_member_agrees_with_them(
    relationship: Relationship, is_woman: bool | None, said: str
) -> None:
    assert relation(relationship, is_woman) == said


def test_every_relationship_has_its_words() -> None:
    assert all(relation(relationship, True) for relationship in Relationship)


@pytest.mark.parametrize(("is_woman", "said"), [(True, "née"), (False, "né"), (None, "né(e)")])
def test_a_participle_agrees_or_says_that_the_sex_is_not_known(is_woman: bool | None, said: str) -> None:
    assert agreed("né", is_woman) == said
