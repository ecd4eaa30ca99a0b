"""The Reflex app: pages from their table, middleware, mounts."""

import reflex as rx

import espace.pages  # noqa: F401  # registers every page
from espace.pages.not_found import unhydrated
from espace.shell.early import early_acts
from espace.shell.failures import broken_page, messages
from espace.shell.focus import RouteFocus
from espace.shell.page import PAGES
from espace.web.failures import on_browser_error, on_event_error
from espace.web.guard import SessionGuard

FONT = "/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"

app = rx.App(
    html_lang="fr",
    toaster=None,
    stylesheets=["/espace.css"],
    reset_style=False,
    head_components=[
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="preload", href=FONT, custom_attrs={"as": "font"}, type="font/woff2", cross_origin="anonymous"),
        rx.el.meta(name="color-scheme", content="light dark"),
        early_acts(),
    ],
    hydrate_fallback=unhydrated,
    backend_exception_handler=on_event_error,
    frontend_exception_handler=on_browser_error,
    app_wraps={
        (55, "ErrorBoundary"): lambda _stateful: broken_page(),
        (5, "Overlay"): lambda _stateful: messages(),
        (4, "RouteFocus"): lambda _stateful: RouteFocus.create(),
    },
)
for path, page in PAGES.items():
    app.add_page(page.build, route=path, title=page.title, image="/favicon.svg", on_load=list(page.on_load) or None)
app.add_middleware(SessionGuard())
