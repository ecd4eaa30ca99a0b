"""The frame of every page: head with the toolbar or the help number, content, foot."""

import reflex as rx

from espace import routes
from espace.components.drawings import brand_mark, harbour
from espace.components.icons import icon
from espace.components.native import native_form, page_link, plain_link
from espace.components.parts import notice, telephone
from espace.content.mutual import MUTUAL
from espace.routes import Route, Section
from espace.shell.early import page_alive
from espace.shell.focus import MenuClosing
from espace.shell.session_watch import session_watch
from espace.state.member import MemberState

_TOOLBAR = (("Contrat", routes.CONTRACT), ("Santé", routes.PAYMENTS), ("", None), ("Suivi", routes.FOLLOW_UP))
_FOOT = (
    ("Mentions légales", routes.LEGAL),
    ("Données personnelles", routes.PRIVACY),
    ("Accessibilité : non conforme", routes.ACCESSIBILITY),
)


def member_layout(route: Route, *body: rx.Component) -> rx.Component:
    """Frame a member's page: brand, toolbar, menu."""
    return document(
        brand(routes.HOME, rx.el.span(", accueil de l’espace adhérent", class_name="vh"), current=route),
        _toolbar(route),
        _menu(),
        body=(script_needed(), *body),
        after=(session_watch(routes.SESSION_CLOCK, MemberState.enter),),
        contact=routes.CONTACT.path,
    )


def public_layout(route: Route, *body: rx.Component) -> rx.Component:
    """Frame a public page: brand, telephone number, the harbour above the foot."""
    # A full load: the server leads whoever is already logged in straight home.
    access = plain_link("Accéder à votre espace", href=routes.CHOOSER.path, class_name="btn btn--s")
    return document(
        brand(routes.PUBLIC_HOME, current=route),
        access if route is routes.PUBLIC_HOME else _help(),
        body=body,
        after=(harbour(),),
        contact=MUTUAL.telephone.link,
    )


def document(
    *head: rx.Component, body: tuple[rx.Component, ...], contact: str, after: tuple[rx.Component, ...] = ()
) -> rx.Component:
    """Put what is in the head, the page and its foot together; `contact` is where the foot's last link leads."""
    return rx.fragment(
        plain_link("Aller au contenu", href="#contenu", class_name="skip"),
        rx.el.header(rx.el.div(*head, class_name="wrap site-head__in"), class_name="site-head"),
        rx.el.main(rx.el.div(*body, class_name="wrap"), class_name="main", id="contenu", tab_index=-1),
        *after,
        _foot(contact),
        page_alive(),
    )


def script_needed() -> rx.Component:
    """Say what a page that is empty until the socket fills it needs."""
    return rx.el.noscript(
        notice(
            "Cette page a besoin de JavaScript.",
            f"Activez-le dans votre navigateur, ou appelez-nous au {MUTUAL.telephone.shown}.",
            tone="warn",
        )
    )


def brand(home: Route, *hidden: rx.Component, current: Route) -> rx.Component:
    """Draw the mutual's mark, which leads home."""
    return page_link(
        brand_mark(),
        rx.el.span(f"{MUTUAL.name_start} ", rx.el.b(MUTUAL.name_end)),
        *hidden,
        href=home.path,
        class_name="brand",
        aria_current="page" if current is home else None,
    )


def _toolbar(current: Route) -> rx.Component:
    return rx.el.nav(
        rx.el.ul(
            *(rx.el.li(_tool(label, route, current) if route else _documents_soon()) for label, route in _TOOLBAR),
            class_name="toolbar__list",
        ),
        class_name="toolbar",
        aria_label="Barre d’outils",
    )


def _tool(label: str, route: Route, current: Route) -> rx.Component:
    marked = None
    if current.section is not Section.NONE and current.section is route.section:
        marked = "page" if current is route else "true"
    return page_link(
        icon(route.icon),
        label,
        href=route.path,
        class_name="toolbar__item",
        aria_current=marked,
        prefetch="viewport",
    )


def _documents_soon() -> rx.Component:
    badge = rx.el.span("à venir", class_name="badge badge--soon")
    return rx.el.span(icon("folder"), "Documents ", badge, class_name="toolbar__item is-soon")


def _menu() -> rx.Component:
    name = rx.el.span(
        MemberState.first_name,
        " ",
        rx.el.span(", mon menu", class_name="vh"),
        class_name="menu__name",
    )
    links = (routes.ACCOUNT, routes.BANK_DETAILS)
    return rx.el.details(
        MenuClosing.create(),
        rx.el.summary(
            rx.el.span(MemberState.initials, class_name="avatar", aria_hidden=True),
            name,
            icon("chevron-down"),
            class_name="menu__button",
        ),
        rx.el.div(
            rx.el.ul(
                *(rx.el.li(page_link(icon(link.icon), link.title, href=link.path)) for link in links),
                rx.el.li(_log_out()),
            ),
            class_name="menu__panel",
        ),
        class_name="menu",
    )


def _log_out() -> rx.Component:
    # A post, as logging out changes something; it works without JavaScript.
    return native_form(
        rx.el.button(icon("log-out"), "Me déconnecter", type="submit"),
        action=routes.LOGOUT_POST,
        method="post",
    )


def _help() -> rx.Component:
    number = telephone(MUTUAL.telephone)
    return rx.el.p(rx.el.span("Besoin d’aide ?", class_name="help-label"), " ", number, class_name="help")


def _foot(contact: str) -> rx.Component:
    links = (*((text, route.path) for text, route in _FOOT),)
    return rx.el.footer(
        rx.el.div(
            rx.el.div(brand_mark(), rx.el.span(f"{MUTUAL.name_start} ", rx.el.b(MUTUAL.name_end)), class_name="brand"),
            rx.el.nav(
                rx.el.ul(
                    *(rx.el.li(page_link(text, href=path)) for text, path in links),
                    rx.el.li(_contact_link(contact)),
                ),
                aria_label="Informations légales",
            ),
            rx.el.p(f"{MUTUAL.legal} Contenus et personnes fictifs.", class_name="site-foot__legal"),
            class_name="wrap site-foot__in",
        ),
        class_name="site-foot deep",
    )


def _contact_link(contact: str) -> rx.Component:
    if contact.startswith("tel:"):
        return plain_link(f"Nous appeler : {MUTUAL.telephone.shown}", href=contact, class_name="nowrap")
    return page_link("Nous contacter", href=contact)
