"""Where the demonstration's fictitious addresses are, as the bulk geocoding of the BAN would answer."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from espace.demo.directory.extract import Site
from espace.domain import streets
from espace.domain.positions import Position

FILE_NAME: Final = "positions-demo.csv"
_COLUMNS: Final = (
    "adresse", "code_postal", "commune", "latitude", "longitude", "result_label", "result_score", "result_type",
    "result_postcode", "result_city", "result_citycode", "result_status",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Located:
    """A site with what the geocoder says of it; `kind` is its word for how exact it is."""

    site: Site
    town: str
    position: Position
    kind: str = "housenumber"
    score: float = 0.96


def write(folder: Path, located: Iterable[Located]) -> Path:
    """Write the positions of distinct addresses into a folder."""
    path = folder / FILE_NAME
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        rows = {row[:3]: row for row in map(_row, located)}
        writer.writerows(rows.values())
    return path


def _row(one: Located) -> tuple[str, ...]:
    site, at = one.site, one.position
    street = streets.line(site.number, site.repetition, site.kind, site.street.upper())
    label = f"{street} {site.postcode} {one.town}"
    return (
        street, site.postcode, one.town, f"{at.latitude:.5f}", f"{at.longitude:.5f}", label, f"{one.score:.2f}",
        one.kind, site.postcode, one.town, site.commune, "ok",
    )  # fmt: skip
