"""The design's icons (lucide), drawn inline so that they take the colour of the text."""

from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

import reflex as rx

FOLDER = Path(__file__).parent / "icons"
_SHAPES = {
    "path": rx.el.svg.path,
    "circle": rx.el.svg.circle,
    "line": rx.el.svg.line,
    "rect": rx.el.svg.rect,
}


@lru_cache
def _shapes(name: str) -> tuple[tuple[str, dict[str, str]], ...]:
    root = ElementTree.parse(FOLDER / f"{name}.svg").getroot()  # noqa: S314  # our own files
    return tuple((element.tag.rpartition("}")[2], dict(element.attrib)) for element in root)


def icon(name: str) -> rx.Component:
    """Draw the icon called `name` (a file of `icons/`); decorative, so hidden from screen readers."""
    return rx.el.svg(
        *(_SHAPES[tag](**attributes) for tag, attributes in _shapes(name)),
        class_name="icon",
        view_box="0 0 24 24",
        aria_hidden=True,
    )
