"""A real map in the place of the schematic one, where a deployment names a server of tiles."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar

from espace.components.own_code import code_beside

_WORDS = {
    "name": "Carte des professionnels de la liste",
    "closer": "Voir de plus près",
    "wider": "Voir de plus loin",
}


class TileMap(rx.Component):
    """Leaflet, loaded by the browser where there are tiles to show and nowhere else; its children stay until then."""

    tag = "TileMap"
    lib_dependencies: list[str] = ["leaflet@1.9.4"]  # noqa: RUF012  # a field of the framework's class
    tiles: rx.Var[str]
    attribution: rx.Var[str]
    pins: rx.Var[list[Any]]
    latitude: rx.Var[str]
    longitude: rx.Var[str]
    radius: rx.Var[int]
    reach: rx.Var[int]
    words: rx.Var[dict[str, str]]

    def add_imports(self) -> dict:
        """Name the React hooks that the code uses."""
        return {"react": [ImportVar(tag="useEffect"), ImportVar(tag="useRef"), ImportVar(tag="useState")]}

    def add_custom_code(self) -> list[str]:
        """Return the component's own code."""
        return [code_beside(__file__)]


def on_tiles(picture: rx.Component, search: Any) -> rx.Component:
    """Draw the real map around the schematic `picture`, or the picture alone where no tiles are set.

    `search` has the vars `tiles` (the address of a tile, empty without any), `attribution`, `latitude` and
    `longitude` of the middle, `radius` of the search and `reach` of the pins in metres, and `pins`.
    """
    return rx.cond(
        search.tiles,
        TileMap.create(
            picture,
            tiles=search.tiles,
            attribution=search.attribution,
            pins=search.pins,
            latitude=search.latitude,
            longitude=search.longitude,
            radius=search.radius,
            reach=search.reach,
            words=_WORDS,
        ),
        picture,
    )
