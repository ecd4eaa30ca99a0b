"""Health professionals for tests: `practitioners.somebody(session, "Dr Hélène Castaing", at(1.2, 90))`."""

from itertools import count

from geopy.distance import geodesic
from sqlmodel import Session

from espace.domain.labels import Precision
from espace.domain.positions import Position, metres
from espace.domain.practitioner_kinds import PractitionerKind
from espace.models import Practice, Practitioner

MARSEILLE = Position(43.2965, 5.3698)
_keys = count(1)


def away(kilometres: float, bearing: float = 0, *, of: Position = MARSEILLE) -> Position:
    """Return the point so far from another one, in this direction (0: north, 90: east)."""
    point = geodesic(kilometers=kilometres).destination((of.latitude, of.longitude), bearing)
    return Position(point.latitude, (point.longitude + 180) % 360 - 180)


def somebody(
    session: Session,
    name: str,
    *places: Position,
    kind: PractitionerKind = PractitionerKind.DENTIST,
    precision: Precision = Precision.ADDRESS,
    phone: str = "0465712014",
    structure: str = "",
) -> Practitioner:
    """Add somebody who receives at these places."""
    one = Practitioner(key=f"person {next(_keys)}", name=name)
    session.add(one)
    session.flush()
    for number, position in enumerate(places, start=1):
        there = metres(position)
        key = f"place {next(_keys)}"
        session.add(
            Practice(
                key=key,
                practitioner_id=one.id,
                kind=kind,
                structure=structure,
                street=f"{number} rue du Mistral",
                postcode="13006",
                city="Marseille",
                phone=phone,
                address_hash=key,
                precision=precision,
                latitude=position.latitude,
                longitude=position.longitude,
                x=there.x,
                y=there.y,
                z=there.z,
                cell=there.cell,
                seen_in=1,
            )
        )
    session.flush()
    return one
