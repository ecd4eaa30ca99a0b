"""Links between the pages of one section, the periods of one page, and the pages of one result."""

import reflex as rx

from espace import routes
from espace.components.icons import icon
from espace.components.native import page_link
from espace.routes import Route

HEALTH_TABS = (
    ("Consultation", routes.PAYMENTS),
    ("Remboursements aux tiers", routes.THIRD_PARTIES),
    ("RIB", routes.BANK_DETAILS),
)


def tabs(name: str, entries: tuple[tuple[str, Route], ...], *, current: Route) -> rx.Component:
    """Draw the tabs of a section: links between pages, not ARIA tabs."""
    return rx.el.nav(
        rx.el.ul(
            *(
                rx.el.li(page_link(text, href=route.path, aria_current="page" if route is current else None))
                for text, route in entries
            ),
            class_name="tabs",
        ),
        aria_label=name,
    )


def periods(links: rx.Var) -> rx.Component:
    """Draw the periods to choose from: `label`, `href`, and `is_here` of the one that is shown."""
    return rx.el.nav(
        rx.el.ul(
            rx.foreach(
                links,
                lambda link: rx.el.li(
                    page_link(link.label, href=link.href, aria_current=rx.cond(link.is_here, "page", "false"))
                ),
            ),
            class_name="periods",
        ),
        aria_label="Période",
    )


def pagination(pages: rx.Var, previous_href: rx.Var[str], next_href: rx.Var[str]) -> rx.Component:
    """Draw the pages of a result, unless there is only one."""
    return rx.cond(
        pages.length() > 0,
        rx.el.nav(
            rx.el.ul(
                rx.cond(
                    previous_href,
                    rx.el.li(page_link(icon("chevron-left"), "Précédente", href=previous_href)),
                    rx.fragment(),
                ),
                rx.foreach(pages, lambda link: rx.el.li(_page(link))),
                rx.cond(
                    next_href, rx.el.li(page_link("Suivante", icon("chevron-right"), href=next_href)), rx.fragment()
                ),
                class_name="pagination",
            ),
            aria_label="Pages de résultats",
        ),
        rx.fragment(),
    )


def _page(link: rx.Var) -> rx.Component:
    text = rx.fragment(rx.el.span("Page ", class_name="vh"), link.label)
    return rx.cond(link.href, page_link(text, href=link.href), rx.el.span(text, aria_current="page"))
