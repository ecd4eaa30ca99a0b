"""Small pieces every page is made of: headings, breadcrumb, notices, links that look like buttons."""

from typing import Literal

import reflex as rx

from espace.components.drawings import calm_horizon
from espace.components.icons import icon
from espace.components.native import page_link, plain_link
from espace.content.mutual import Telephone

Tone = Literal["info", "ok", "warn", "error"]
_NOTICE_ICONS = {"info": "info", "ok": "circle-check", "warn": "triangle-alert", "error": "circle-alert"}


def crumbs(*steps: tuple[str, str], here: rx.Var[str] | str) -> rx.Component:
    """Draw the breadcrumb: `(title, path)` steps above, then the page one is on."""
    return rx.el.nav(
        rx.el.ol(
            *(rx.el.li(page_link(title, href=path)) for title, path in steps),
            rx.el.li(here, aria_current="page"),
            class_name="crumbs",
        ),
        aria_label="Fil d’Ariane",
    )


def page_head(title: rx.Var[str] | str, lead: rx.Var[str] | str = "", *, tabs: bool = False) -> rx.Component:
    """Draw the one `h1` of a page and, if there is one, the sentence below it."""
    return rx.el.div(
        rx.el.h1(title),
        *([rx.el.p(lead, class_name="lead")] if isinstance(lead, rx.Var) or lead else []),
        class_name="page-head page-head--tabs" if tabs else "page-head",
    )


def notice(
    title: str, *body: rx.Component | str, tone: Tone = "info", alert: bool = False, image: str = ""
) -> rx.Component:
    """Draw a boxed message; `alert` makes screen readers say it at once, `image` replaces the icon of its tone."""
    return rx.el.div(
        icon(image or _NOTICE_ICONS[tone]),
        rx.el.div(
            rx.el.p(rx.el.strong(title)),
            *(rx.el.p(part) if isinstance(part, str) else part for part in body),
            class_name="notice__body",
        ),
        class_name="notice" if tone == "info" else f"notice notice--{tone}",
        role="alert" if alert else None,
    )


def link_button(
    text: str, href: rx.Var[str] | str, *, look: Literal["", "outline", "quiet"] = "", image: str = ""
) -> rx.Component:
    """Draw a link to another page that looks like a button."""
    return page_link(*([icon(image)] if image else []), text, href=href, class_name=_button_class(look))


def file_button(text: str, href: rx.Var[str] | str, *, image: str = "download") -> rx.Component:
    """Draw a real link to a file that looks like a button."""
    return plain_link(icon(image), text, href=href, class_name=_button_class(""))


def _button_class(look: str) -> str:
    return f"btn btn--{look}" if look else "btn"


def rond(colour: Literal["red", "green"]) -> rx.Component:
    """Draw the red (opens a section) or green (opens a reimbursement) round; the link around it has the name."""
    image, look = ("arrow-right", "rond rond--red") if colour == "red" else ("chevron-right", "rond rond--green")
    return rx.el.span(icon(image), class_name=look, aria_hidden=True)


def telephone(number: Telephone, *, large: bool = False) -> rx.Component:
    """Draw a telephone number that a phone can dial."""
    if large:
        return plain_link(number.shown, href=number.link, class_name="phone")
    return plain_link(icon("phone"), number.shown, href=number.link, class_name="link-icon")


def facts(*rows: tuple[str, rx.Var[str] | str], columns: Literal[2, 3] = 3) -> rx.Component:
    """Draw a definition list of short facts."""
    return rx.el.dl(*(fact(*row) for row in rows), class_name=f"facts facts--{columns}")


def fact(name: str, value: rx.Var[str] | rx.Component | str) -> rx.Component:
    """Draw one fact of such a list, where some are not always known."""
    return rx.el.div(rx.el.dt(name), rx.el.dd(value))


def accordion(*entries: tuple[str, str]) -> rx.Component:
    """Draw folded questions: `(summary, answer)`."""
    return rx.el.div(
        *(
            rx.el.details(
                rx.el.summary(question, icon("chevron-down")),
                rx.el.div(rx.el.p(answer), class_name="accordion__body"),
            )
            for question, answer in entries
        ),
        class_name="accordion",
    )


def empty_state(
    title: str, text: rx.Var[str] | str, *way_out: rx.Component, heading_id: str | None = None
) -> rx.Component:
    """Draw what stands where there is nothing to show: a title, a sentence, a way out.

    `heading_id` is for a title that takes the focus once it is there.
    """
    return rx.el.section(
        calm_horizon(),
        rx.el.h2(title, id=heading_id, tab_index=-1) if heading_id else rx.el.h2(title),
        rx.el.p(text),
        *(rx.el.p(link) for link in way_out),
        class_name="card empty",
    )
