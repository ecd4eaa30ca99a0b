"""The list of health professionals: how far each is, where they receive, and how to reach them."""

import reflex as rx

from espace.components.icons import icon
from espace.components.native import plain_link


def professionals(people: rx.Var, *, named_by: str) -> rx.Component:
    """Draw the list, the nearest first.

    Each has a `number`, its `row` on the page, a `name`, a `distance`, the `nearest` place and `others`; a place has a
    `structure`, an `address`, a `phone` with its `phone_href`, `directions` and a `distance`.
    """
    return rx.el.ol(rx.foreach(people, _professional), class_name="pros", aria_labelledby=named_by)


def _professional(one: rx.Var) -> rx.Component:
    return rx.el.li(
        rx.el.span(one.number, class_name="num", aria_hidden=True),
        rx.el.div(
            rx.el.h3(one.name),
            _place(one.nearest, one.name),
            rx.cond(one.others.length() > 0, _others(one), rx.fragment()),
            class_name="pro__body",
        ),
        rx.el.p(rx.el.span("À ", class_name="vh"), one.distance, class_name="pro__dist"),
        class_name="pro",
        key=one.number,
        custom_attrs={"data-row": one.row},
    )


def _others(one: rx.Var) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.cond(
                one.others.length() > 1,
                rx.fragment("Reçoit aussi à ", one.others.length(), " autres adresses"),
                "Reçoit aussi à une autre adresse",
            ),
            icon("chevron-down"),
        ),
        rx.el.ul(
            rx.foreach(one.others, lambda place: rx.el.li(_place(place, one.name, place.distance))), class_name="places"
        ),
        class_name="pro__others",
    )


def _place(place: rx.Var, name: rx.Var, distance: rx.Var | str = "") -> rx.Component:
    away = [rx.el.span(", à ", distance)] if isinstance(distance, rx.Var) else []
    return rx.fragment(
        rx.cond(place.structure, rx.el.p(place.structure), rx.fragment()),
        rx.el.p(place.address, *away),
        rx.el.div(
            rx.cond(
                place.phone,
                plain_link(icon("phone"), place.phone, href=place.phone_href, class_name="link-icon"),
                rx.el.span("Téléphone non communiqué", class_name="hint"),
            ),
            plain_link(
                icon("map-pin"),
                "Itinéraire",
                rx.el.span(" vers ", name, ", sur OpenStreetMap, dans un nouvel onglet", class_name="vh"),
                href=place.directions,
                target="_blank",
                rel="noopener noreferrer",
                class_name="link-icon",
            ),
            class_name="row",
        ),
    )
