"""P11: health professionals nearby, in a directory of 500,000 places, on SQLite and on PostgreSQL.

Towns have their share of the people who work there: a fifth of all places lie around Paris, a tenth around the next
cities, the rest in 3,000 towns and villages from Dunkerque to La Réunion. Searches start near a place drawn at random,
so mostly in cities, for a kind drawn by how common it is, at each radius of the form in turn. What is timed is the
service: session, statement, rows, and the geodesic of everything shown. What counts is the p95 of the quietest round.
"""

import random
import time
from collections.abc import Iterator
from statistics import median, quantiles
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from benchmarks.lab import POSTGRESQL, Lab, filled
from benchmarks.loading import loading
from benchmarks.report import Figure
from espace.db import transaction
from espace.domain.labels import Precision
from espace.domain.nearby import RADII
from espace.domain.positions import Position, metres
from espace.domain.practitioner_kinds import PractitionerKind
from espace.models import Practice, Practitioner
from espace.services import nearby

PLACES, TOWNS = 500_000, 3_000
ROUNDS, SEARCHES = 5, 300
GOAL = 20.0  # milliseconds
CITIES = (
    # latitude, longitude, places in a thousand
    (48.8566, 2.3522, 200), (45.7640, 4.8357, 35), (43.2965, 5.3698, 35), (43.6045, 1.4440, 22), (43.7102, 7.2620, 20),
    (44.8378, -0.5792, 18), (50.6292, 3.0573, 18), (47.2184, -1.5536, 14), (48.5734, 7.7521, 12), (43.6108, 3.8767, 12),
    (41.9192, 8.7386, 4), (-20.8789, 55.4481, 8),
)  # fmt: skip
WEIGHTS = {
    PractitionerKind.NURSE: 18,
    PractitionerKind.GENERAL_PRACTITIONER: 15,
    PractitionerKind.PHYSIOTHERAPIST: 15,
    PractitionerKind.DENTIST: 8,
    PractitionerKind.PHARMACY: 5,
}


def run(lab: Lab) -> list[Figure]:
    """Measure both databases, one after the other."""
    path = lab.folder / "p11.db"
    engine = filled(f"sqlite:///{path}", 100)
    figures = [_measure("SQLite", engine)]
    engine.dispose()
    path.unlink()
    try:
        with lab.postgresql(100) as server:
            figures.append(_measure("PostgreSQL", server))
    except OperationalError:
        print(f"P11  PostgreSQL left out: no server answers at {POSTGRESQL}")
    return figures


def _measure(name: str, engine: Engine) -> Figure:
    started = time.perf_counter()
    _fill(engine)
    print(f"P11  {name}: {PLACES:,} places made in {time.perf_counter() - started:.0f} s")
    rounds = [list(_searches(engine, turn)) for turn in range(ROUNDS + 1)][1:]  # the first round only warms up
    for radius in RADII:
        p50, p95 = _quietest([[taken for at, taken in one if at == radius] for one in rounds])
        print(f"P11  {name}: within {radius:>2} km: median {p50:.1f} ms, p95 {p95:.1f} ms")
    p50, p95 = _quietest([[taken for _, taken in one] for one in rounds])
    print(f"P11  {name}: all of them: median {p50:.1f} ms, p95 {p95:.1f} ms")
    return Figure("P11", f"{name}: p95 of a search among {PLACES:,} places", p95, " ms", GOAL)


def _quietest(rounds: list[list[float]]) -> tuple[float, float]:
    return min(1000 * median(one) for one in rounds), min(1000 * quantiles(one, n=20)[-1] for one in rounds)


def _searches(engine: Engine, turn: int) -> Iterator[tuple[int, float]]:
    drawn = random.Random(f"searches {turn}")  # noqa: S311 - nothing secret
    towns = _towns()
    for number in range(SEARCHES):
        (latitude, longitude, _), radius = (
            drawn.choices(towns, [town[2] for town in towns])[0],
            RADII[number % len(RADII)],
        )
        centre = Position(latitude + drawn.gauss(0, 0.03), longitude + drawn.gauss(0, 0.03))
        kind = _kind(drawn)
        started = time.perf_counter()
        with transaction(engine) as session:
            nearby.search(session, kind, centre, 1000 * radius)
        yield radius, time.perf_counter() - started


def _towns() -> list[tuple[float, float, float]]:
    drawn = random.Random("towns")  # noqa: S311
    rest = (1000 - sum(town[2] for town in CITIES)) / TOWNS
    return [*CITIES, *((drawn.uniform(43.2, 50.5), drawn.uniform(-2, 7), rest) for _ in range(TOWNS))]


def _kind(drawn: random.Random) -> PractitionerKind:
    kinds = list(PractitionerKind)
    return drawn.choices(kinds, [WEIGHTS.get(kind, 39 / (len(kinds) - len(WEIGHTS))) for kind in kinds])[0]


def _fill(engine: Engine) -> None:
    people = PLACES * 9 // 10  # one in ten has a second place
    with loading(engine) as loader:
        loader.insert(
            Practitioner, ({"id": n, "key": f"9{n:011d}", "name": f"Dr Fictif {n}"} for n in range(1, people + 1))
        )
        loader.insert(Practice, _practices(people))


def _practices(people: int) -> Iterator[dict[str, Any]]:
    drawn = random.Random("places")  # noqa: S311
    towns = _towns()
    chosen = drawn.choices(towns, [town[2] for town in towns], k=PLACES)
    for number, (latitude, longitude, share) in enumerate(chosen, start=1):
        spread = 0.09 if share > 100 else 0.03
        position = Position(latitude + drawn.gauss(0, spread), longitude + drawn.gauss(0, spread))
        there = metres(position)
        yield {
            "id": number, "key": f"{number:064d}", "practitioner_id": (number - 1) % people + 1, "kind": _kind(drawn),
            "structure": "", "street": f"{number % 90 + 1} rue du Mistral", "postcode": "13006", "city": "Marseille",
            "phone": "0465710000", "address_hash": f"{number:064d}", "precision": Precision.ADDRESS,
            "latitude": position.latitude, "longitude": position.longitude,
            "x": there.x, "y": there.y, "z": there.z, "cell": there.cell, "seen_in": 1,
        }  # fmt: skip
