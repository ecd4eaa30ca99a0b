"""Health professionals near a place: the nearest first, each person once, with every place where they receive.

Candidates come from the cubes of the index that the circle touches, and one statement answers a page. It compares
straight lines through the Earth, which differ from the way on the ground by less than 15 cm at 50 km; the distances
that are shown are geodesics.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, case, func, select
from sqlmodel import Session

from espace.adapters import distances
from espace.domain import paging
from espace.domain.labels import Precision
from espace.domain.positions import Metres, Position, cells_around, metres
from espace.domain.practitioner_kinds import PractitionerKind
from espace.models import Practice, Practitioner

PAGE_SIZE = 10
_PRACTICE = Practice.__table__  # type: ignore[attr-defined]  # SQLModel's
_PLACE = _PRACTICE.alias("place")
_SOMEBODY = Practitioner.__table__  # type: ignore[attr-defined]
_SHOWN = ("structure", "street", "postcode", "city", "phone", "precision", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody receives, and how many metres away it is, as the crow flies."""

    structure: str
    street: str
    postcode: str
    city: str
    phone: str
    precision: Precision
    position: Position
    distance: float


@dataclass(frozen=True, slots=True)
class Professional:
    """Somebody who was found, with their places, the nearest first; only that one need be within the radius."""

    id: int
    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Nearby:
    """One page of a result; `count` is how many people the whole of it holds."""

    count: int = 0
    page: int = 1
    people: tuple[Professional, ...] = ()


def search(session: Session, kind: PractitionerKind, centre: Position, radius: int, *, page: int = 1) -> Nearby:
    """Return a page of those within `radius` metres; a page beyond the last one is the last one."""
    asked = _parameters(kind, metres(centre), radius) | {"skipped": (page - 1) * PAGE_SIZE}
    rows = session.execute(_page(), asked).all()
    if not rows:
        if page <= 1:
            return Nearby()
        return paging.last_page(lambda one: search(session, kind, centre, radius, page=one), PAGE_SIZE)
    found: dict[int, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.practitioner_id, []).append(row)
    return Nearby(rows[0].total, page, tuple(_professional(centre, places) for places in found.values()))


def counts(session: Session, kind: PractitionerKind, centre: Position, radii: tuple[int, ...]) -> dict[int, int]:
    """Return how many people each of these radii, in metres, would find."""
    nearest = _nearest().subquery("nearest")
    columns = [
        func.coalesce(func.sum(case((nearest.c.apart <= radius**2, 1), else_=0)), 0).label(str(radius))
        for radius in radii
    ]
    row = session.execute(select(*columns), _parameters(kind, metres(centre), max(radii))).one()
    return dict(zip(radii, map(int, row), strict=True))


def _parameters(kind: PractitionerKind, centre: Metres, radius: int) -> dict[str, Any]:
    return {
        "kind": kind,
        "cells": cells_around(centre, radius),
        "within": radius**2,
        "x": centre.x,
        "y": centre.y,
        "z": centre.z,
    }


def _apart(table: Any) -> ColumnElement[int]:
    """Write the square of the distance, in square metres: it needs neither a root nor an angle."""
    gaps = [table.c[axis] - bindparam(axis, type_=table.c[axis].type) for axis in ("x", "y", "z")]
    squares: list[ColumnElement[int]] = [gap * gap for gap in gaps]
    return squares[0] + squares[1] + squares[2]


def _nearest() -> Select[Any]:
    """Select whoever is within the radius, and how far their nearest place is."""
    apart = _apart(_PRACTICE)
    return (
        select(_PRACTICE.c.practitioner_id, func.min(apart).label("apart"))
        .where(
            _PRACTICE.c.kind == bindparam("kind"),
            _PRACTICE.c.cell.in_(bindparam("cells", expanding=True)),
            apart <= bindparam("within", type_=_PRACTICE.c.x.type),
        )
        .group_by(_PRACTICE.c.practitioner_id)
    )


@lru_cache
def _page() -> Select[Any]:
    """Select ten people with all their places; put together once."""
    nearest = (
        _nearest()
        .add_columns(func.count().over().label("total"))
        .order_by("apart", _PRACTICE.c.practitioner_id)
        .limit(PAGE_SIZE)
        .offset(bindparam("skipped"))
        .subquery("nearest")
    )
    return (
        select(nearest.c.practitioner_id, nearest.c.total, _SOMEBODY.c.name, *(_PLACE.c[name] for name in _SHOWN))
        .join_from(nearest, _SOMEBODY, _SOMEBODY.c.id == nearest.c.practitioner_id)
        .join(_PLACE, (_PLACE.c.practitioner_id == nearest.c.practitioner_id) & (_PLACE.c.kind == bindparam("kind")))
        .order_by(nearest.c.apart, nearest.c.practitioner_id, _apart(_PLACE), _PLACE.c.id)
    )


def _professional(centre: Position, rows: list[Row[Any]]) -> Professional:
    return Professional(rows[0].practitioner_id, rows[0].name, tuple(_place(centre, row) for row in rows))


def _place(centre: Position, row: Row[Any]) -> Place:
    position = Position(row.latitude, row.longitude)
    return Place(
        row.structure,
        row.street,
        row.postcode,
        row.city,
        row.phone,
        row.precision,
        position,
        distances.between(centre, position),
    )
