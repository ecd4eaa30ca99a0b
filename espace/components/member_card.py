"""The picture of the member card (carte mutualiste): where each datum of the creation form is found."""

import reflex as rx

from espace.content.mutual import MUTUAL

_svg = rx.el.svg
_SAYS = (
    "Carte mutualiste. 1, le numéro d’adhérent, en haut. 2, le nom, au milieu à gauche. 3, le prénom, au milieu à "
    "droite. 4, la date de naissance, en dessous. 5, le numéro de Sécurité sociale, en bas."
)
_SUN = "M300 264a56 56 0 0 1 112 0z"
_WAVES = (
    "M272 266c10 0 10 7 20 7s10-7 20-7 10 7 20 7 10-7 20-7 10 7 20 7 10-7 20-7 10 7 20 7"
    "M312 281c10 0 10 7 20 7s10-7 20-7 10 7 20 7"
)
# The five data, where the card prints them: x, y of the label, label, value.
_DATA = (
    (60, 96, "N° d’adhérent", "0472318"),
    (60, 146, "Nom", "ROUX-FABRE"),
    (276, 146, "Prénom", "CAMILLE"),
    (60, 196, "Date de naissance", "14/06/1984"),
    (60, 246, "N° de Sécurité sociale", "2 84 06 13 999 001 90"),
)


def member_card() -> rx.Component:
    """Draw the card with its five numbers, and what they are for."""
    return rx.el.figure(
        _svg(
            _svg.rect(class_name="mc-bg", width="428", height="292"),
            _svg.path(class_name="mc-sun", d=_SUN),
            _svg.path(class_name="mc-wave", d=_WAVES),
            _text(24, 44, MUTUAL.name, "mc-brand"),
            _text(404, 43, "Carte mutualiste", "mc-label", anchor="end"),
            *(part for datum in _DATA for part in _datum(*datum)),
            _svg.g(*(part for n, datum in enumerate(_DATA, 1) for part in _pin(n, *datum[:2])), class_name="mc-pins"),
            class_name="member-card",
            view_box="0 0 428 292",
            role="img",
            aria_label=_SAYS,
        ),
        rx.el.figcaption("Chaque numéro de la carte correspond au même numéro dans le formulaire.", class_name="hint"),
        class_name="sticky card-figure",
    )


def _text(x: int, y: float, text: str, look: str, anchor: str = "start") -> rx.Component:
    return _svg.text(text, x=str(x), y=str(y), class_name=look, custom_attrs={"textAnchor": anchor})


def _datum(x: int, y: int, label: str, value: str) -> tuple[rx.Component, rx.Component]:
    return _text(x, y, label, "mc-label"), _text(x, y + 21, value, "mc-value")


def _pin(number: int, x: int, y: int) -> tuple[rx.Component, rx.Component]:
    return (
        _svg.circle(cx=str(x - 24), cy=str(y + 6), r="13"),
        _text(x - 24, y + 11.5, str(number), "", anchor="middle"),
    )
