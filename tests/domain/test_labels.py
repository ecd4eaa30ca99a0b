"""Closed lists: stored by an English value, read as French words."""

import json
import pickle
import re
from copy import deepcopy

import pytest

from espace.domain import labels
from espace.domain.labels import CareKind, Labelled
from espace.domain.regulated import FranchiseKind
from espace.domain.typography import french

LISTS = sorted(
    {kind for kind in vars(labels).values() if isinstance(kind, type) and issubclass(kind, Labelled)} - {Labelled}
    | {FranchiseKind},
    key=lambda kind: kind.__name__,
)
MEMBERS = [pytest.param(member, id=f"{kind.__name__}.{member.name}") for kind in LISTS for member in kind]


@pytest.mark.parametrize("member", MEMBERS)
def test_value_is_the_name_in_lower_case(member: Labelled) -> None:
    assert member.value == member.name.lower() == str(member) == f"{member}"
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", member.value)


@pytest.mark.parametrize("member", MEMBERS)
def test_label_is_well_set_french(member: Labelled) -> None:
    assert member.label
    assert member.label == french(member.label) == member.label.strip()


@pytest.mark.parametrize("member", MEMBERS)
def test_member_is_found_by_its_value_and_survives_copies(member: Labelled) -> None:
    kind = type(member)
    assert kind(member.value) is member
    assert deepcopy(member) is member
    assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301 - our own bytes
    assert json.loads(json.dumps(member)) == member.value


@pytest.mark.parametrize("kind", LISTS)
def test_labels_tell_the_members_of_a_list_apart(kind: type[Labelled]) -> None:
    assert len({member.label for member in kind}) == len(kind)


def test_unknown_value_is_refused() -> None:
    with pytest.raises(ValueError, match="massage"):
        CareKind("massage")


def test_label_is_no_value() -> None:
    with pytest.raises(ValueError, match="Pharmacie"):
        CareKind("Pharmacie")
