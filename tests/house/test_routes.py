import ast
from collections import Counter
from pathlib import Path

import pytest

import espace.pages  # noqa: F401 - registers every page
from espace import routes
from espace.routes import BY_PATH, ROUTES, Access
from espace.shell.page import PAGES
from espace.state.adviser import AdviserState
from espace.state.member import MemberState

# States that serve every page, or several, and what a large one is made of.
SHARED_STATES = {
    "__init__",
    "adviser",
    "attachments",
    "changes",
    "contract_parts",
    "form_errors",
    "life_event_parts",
    "line_parts",
    "member",
    "missing",
    "notice",
    "page_links",
    "password_check",
    "payment_parts",
    "payment_ways",
    "request_parts",
    "search_results",
    "spending_parts",
    "status",
    "tools_parts",
    "whereabouts",
    "whereabouts_parts",
}


def test_every_route_has_a_page_and_every_page_a_route(complain) -> None:
    complain(
        sorted(PAGES.keys() ^ BY_PATH.keys()),
        "A page is a line in espace/routes.py and a function under @page(routes.NAME) in espace/pages/.",
    )


def test_addresses_and_titles_are_unique(complain) -> None:
    counted = Counter(route.path for route in ROUTES) + Counter(route.title for route in ROUTES)
    complain([what for what, times in counted.items() if times > 1], "Two routes share it: rename one.")


def test_breadcrumbs_lead_to_pages_that_exist(complain) -> None:
    complain(
        [f"{route.path}: {route.parent}" for route in ROUTES if route.parent and route.parent not in BY_PATH],
        "`parent` must be the path of another route.",
    )


def test_every_page_module_registers_a_page(python_files: dict[str, str], complain) -> None:
    silent = []
    for path, text in python_files.items():
        if path.startswith("espace/pages/") and not path.endswith("__init__.py"):
            used = {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}
            if "@page(" not in text or not used & set(vars(routes)):
                silent.append(path)
    complain(silent, "A module of espace/pages/ registers a page with @page(routes.NAME); helpers go to components.")


def test_state_bears_the_name_of_its_page(root: Path, complain) -> None:
    pages = {path.stem for path in (root / "espace" / "pages").glob("*.py")}
    states = {path.stem for path in (root / "espace" / "state").glob("*.py")} - SHARED_STATES
    complain(sorted(states - pages), "espace/state/x.py serves espace/pages/x.py; a shared one goes to SHARED_STATES.")


@pytest.mark.parametrize(("access", "base"), [(Access.MEMBER, MemberState), (Access.ADVISER, AdviserState)])
def test_page_meets_the_guard_when_it_opens(access: Access, base: type, complain) -> None:
    def guarded(event: object) -> bool:
        name = getattr(getattr(event, "fn", None), "__qualname__", "")
        return name.split(".")[0] in {state.__name__ for state in _family(base)}

    complain(
        [route.path for route in ROUTES if route.access is access and not any(map(guarded, PAGES[route.path].on_load))],
        "A page loads at least one event of its side's states: client-side navigation asks nothing else.",
    )


def _family(state: type) -> list[type]:
    return [state, *(found for sub in state.__subclasses__() for found in _family(sub))]
