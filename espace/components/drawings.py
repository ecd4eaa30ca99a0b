"""The brand mark and the flat scenes of the design: the sun over the sea."""

import reflex as rx

_path = rx.el.svg.path


def brand_mark() -> rx.Component:
    """Draw the brand: a sun over two waves."""
    return rx.el.svg(
        _path(d="M7.6 24A13 13 0 1 1 32.4 24Z", class_name="brand__sun"),
        _path(
            d="M3 29.5c4.3 0 4.3 2.6 8.5 2.6s4.3-2.6 8.5-2.6 4.3 2.6 8.5 2.6 4.3-2.6 8.5-2.6"
            "M9 36.3c2.8 0 3.6 1.7 5.5 1.7s2.7-1.7 5.5-1.7 3.6 1.7 5.5 1.7 2.7-1.7 5.5-1.7",
            class_name="brand__sea",
        ),
        class_name="brand__mark",
        view_box="0 0 40 40",
        aria_hidden=True,
    )


def sailing_boat() -> rx.Component:
    """Draw the boat and the rising sun beside the greeting of the home."""
    return rx.el.svg(
        _path(d="M18 136l36-18 24 5 48-39 44 24 30-9 42 37z", class_name="scene__near"),
        _path(d="M222 136a60 60 0 0 1 120 0z", class_name="scene__sun"),
        _path(d="M126 122V44l42 78zM118 122V62L94 122z", class_name="scene__sail"),
        _path(d="M86 127h90l-11 9H96z", class_name="scene__hull"),
        class_name="hello__art",
        view_box="0 0 364 136",
        aria_hidden=True,
    )


def calm_horizon() -> rx.Component:
    """Draw the small sunset of empty states."""
    return rx.el.svg(
        _path(d="M58 56a24 24 0 0 1 48 0z", class_name="scene__sun"),
        _path(d="M8 57h144M34 66h34M84 66h48", class_name="scene__line"),
        class_name="empty__art",
        view_box="0 0 160 72",
        aria_hidden=True,
    )


def envelope() -> rx.Component:
    """Draw the letter before the sun of « Un e-mail vous attend »."""
    return rx.el.svg(
        _path(d="M46 52a34 34 0 0 1 68 0z", class_name="brand__sun"),
        _path(d="M24 40h112v64H24z", class_name="scene__sail art-line"),
        _path(d="M24 42l56 40 56-40", class_name="art-line art-none"),
        class_name="empty__art",
        view_box="22 14 116 92",
        aria_hidden=True,
    )


_HARBOUR = (
    (
        "far",
        "M450 160l62-20 44 8 66-36 92 32 46-12 46 28zM1010 160l52-18 40 10 48-22 60 30z",
    ),
    ("sun", "M838 160a74 74 0 0 1 148 0z"),
    ("near", "M0 160V92l70-14 66-30 58 22 44-8 60 40 78 12 74 46z"),
    ("near", "M106 62V44h14V34h8V18l4-8h8l4 8v16h8v10h14v18zM135 12V2h2v10z"),
    ("near", "M1180 160l60-26 60 6 56-38 84-16v74z"),
    ("sail", "M656 146V66l44 80zM648 146V84l-26 62z"),
    ("hull", "M614 152h94l-14 14h-66z"),
    ("sail", "M308 148v-46l26 46zM303 148v-34l-14 34z"),
    ("hull", "M284 151h54l-8 9h-38z"),
    ("sail", "M1296 149v-32l18 32z"),
    ("hull", "M1285 151h34l-6 8h-22z"),
    ("sea", "M0 160h1440v60H0z"),
    (
        "wave",
        "M130 182c9 0 9 6 18 6s9-6 18-6 9 6 18 6M602 184c9 0 9 6 18 6s9-6 18-6 9 6 18 6 9-6 18-6"
        "M856 174h112M878 188h68M896 202h32M1250 184c9 0 9 6 18 6s9-6 18-6M400 196c9 0 9 6 18 6s9-6 18-6",
    ),
)


def harbour() -> rx.Component:
    """Draw the harbour at the foot of public pages."""
    return rx.el.svg(
        *(_path(d=shape, class_name=f"scene__{layer}") for layer, shape in _HARBOUR),
        class_name="scene",
        view_box="0 0 1440 220",
        preserve_aspect_ratio="xMidYMax slice",
        aria_hidden=True,
    )


def navy_horizon() -> rx.Component:
    """Draw the sun over the sea in the corner of the contract."""
    return rx.el.svg(
        _path(d="M64 96a60 60 0 0 1 120 0z", class_name="mc-sun"),
        _path(
            d="M4 98c10 0 10 7 20 7s10-7 20-7 10 7 20 7 10-7 20-7 10 7 20 7 10-7 20-7 10 7 20 7 10-7 20-7 10 7 20 7"
            "M44 114c10 0 10 7 20 7s10-7 20-7 10 7 20 7 10-7 20-7 10 7 20 7 10-7 20-7 10 7 20 7 10-7 20-7",
            class_name="mc-wave",
        ),
        class_name="contract__art",
        view_box="0 0 240 120",
        aria_hidden=True,
    )
