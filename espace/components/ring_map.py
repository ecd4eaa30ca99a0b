"""The schematic map: numbered pins in two rings around the place that was searched."""

from typing import Any

import reflex as rx

from espace.components.tile_map import on_tiles
from espace.domain.rings import HEIGHT, MIDDLE, RADIUS, WIDTH

_svg = rx.el.svg
_X, _Y = int(MIDDLE[0]), int(MIDDLE[1])
_RINGS = (int(RADIUS / 2), int(RADIUS))


def ring_map(search: Any) -> rx.Component:
    """Draw the map of a page of results.

    `search` has the vars `pins` (each a `number`, the `row` of the list it belongs to, `x` and `y`), `rings` (what the
    two rings are away), `centre` (what is in the middle), `map_words` (the picture in words) and `caption`, and those
    that `on_tiles` asks for.
    """
    picture = _svg(
        _svg.path(d=f"M0 0h{WIDTH}v{HEIGHT}H0z", class_name="map__land"),
        *(_svg.circle(cx=_X, cy=_Y, r=radius, class_name="map__ring") for radius in _RINGS),
        *(_words(search.rings[n], _X, _Y - radius + 6, "map__halo") for n, radius in enumerate(_RINGS)),
        _north(),
        _svg.circle(cx=_X, cy=_Y, r=9, class_name="map__you"),
        _words(search.centre, _X, _Y + 34, "map__text--you map__halo"),
        rx.foreach(search.pins, _pin),
        view_box=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_label=search.map_words,
    )
    return rx.el.figure(
        on_tiles(picture, search),
        rx.el.figcaption(search.caption),
        class_name="card map sticky",
    )


def _words(text: rx.Var[str] | str, x: int, y: int, look: str) -> rx.Component:
    return _svg.text(text, x=x, y=y, class_name=f"map__text {look}")


def _north() -> rx.Component:
    arrow = _svg.path(d="M596 34l9 26-9-6-9 6z", class_name="map__you")
    return _svg.g(arrow, _svg.text("N", x=596, y=80, class_name="map__text"))


def _pin(pin: rx.Var) -> rx.Component:
    return _svg.g(
        _svg.circle(cx=pin.x, cy=pin.y),
        _svg.text(pin.number, x=pin.x, y=pin.y),
        class_name="map__pin",
        key=pin.number,
        custom_attrs={"data-row": pin.row},
    )
