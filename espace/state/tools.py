"""« Mes outils »: health professionals around an address, the nearest first."""

from urllib.parse import parse_qsl

import reflex as rx
from sqlmodel import Session

from espace import db, routes
from espace.domain import nearby, places
from espace.domain.errors import InvalidFields
from espace.domain.nearby import NearbySearch
from espace.domain.paging import pages
from espace.domain.positions import Position
from espace.services import contact_details, directory_status
from espace.services import nearby as search
from espace.services.directory_status import Status as DirectoryStatus
from espace.services.nearby import PAGE_SIZE, Nearby
from espace.settings import settings
from espace.state import tools_parts as parts
from espace.state import whereabouts
from espace.state.changes import assign
from espace.state.form_errors import FormErrors
from espace.state.member import MemberState
from espace.state.page_links import PageLink, page_links, page_number
from espace.state.status import Status
from espace.state.tools_parts import Link, Pin, ProfessionalRow
from espace.state.whereabouts import Whereabouts


class ToolsState(FormErrors, MemberState):
    """What the search of professionals shows; `asks` is the question of which of `choices` is meant."""

    _labels = nearby.FIELDS
    status: Status = "loading"
    made_for: str = ""  # the query of the address that this answers
    home: str = ""
    suggestions: list[str] = []  # noqa: RUF012  # a state var: Reflex copies the default
    suggested_for: str = ""
    source: str = ""
    third_party: str = ""
    heading: str = ""
    note: str = ""
    asks: str = ""
    choices: list[Link] = []  # noqa: RUF012
    wider: list[Link] = []  # noqa: RUF012
    people: list[ProfessionalRow] = []  # noqa: RUF012
    pins: list[Pin] = []  # noqa: RUF012
    rings: list[str] = ["", ""]  # noqa: RUF012
    centre: str = ""
    map_words: str = ""
    caption: str = ""
    tiles: str = ""
    attribution: str = ""
    latitude: str = ""
    longitude: str = ""
    radius: int = 0
    reach: int = 0
    pages: list[PageLink] = []  # noqa: RUF012
    previous_href: str = ""
    next_href: str = ""

    @rx.event
    async def load(self) -> None:
        """Show who is around the place that the address of the page asks for."""
        asked = dict(parse_qsl(self.router.url.query, keep_blank_values=True))  # an emptied address is an answer
        await self._furnish()
        try:
            await self._find(nearby.around_home(asked, self.home))
        except InvalidFields as refusal:
            self._show_errors(refusal.sentences)
            self.status = "refused"
        self.made_for = self.router.url.query

    @rx.event
    async def suggest(self, typed: str) -> None:
        """Propose places that start as what was typed so far."""
        found = await whereabouts.suggestions(typed[: places.MAX_LENGTH])
        assign(self, suggestions=list(found), suggested_for=typed[: nearby.MAX_TYPED])

    async def _furnish(self) -> None:
        """Show what does not depend on the search: it may have changed since the page was last opened."""
        home, status = await db.read(_furniture, self._member_id)
        assign(
            self,
            home=home,
            source=parts.source(status),
            tiles=settings().map_tiles,
            attribution=settings().map_attribution,
            third_party=parts.third_party(settings().geocoder_domain),
        )

    async def _find(self, asked: dict[str, str]) -> None:
        if not nearby.is_asked(asked):
            self._show_errors({})
            self.status = "empty"
            return
        wanted = nearby.read(asked)
        where = await _place(wanted)
        self._show_errors({})
        if where.position is None:
            choices = parts.choices(routes.TOOLS.path, asked, where)
            assign(self, asks=where.asks, choices=choices, status="ready")
            return
        page, radius = page_number(asked.get("page", "")), 1000 * wanted.radius
        found = await db.read(search.search, wanted.kind, where.position, radius, page=page)
        further = {} if found.people else await _further(wanted, where.position)
        self._show_people(asked, wanted, found)
        self._show_map(where, where.position, found, radius)
        wider = parts.wider(routes.TOOLS.path, asked, wanted.kind, further)
        assign(self, asks="", choices=[], wider=wider, status="ready" if found.people else "missing")

    def _show_people(self, asked: dict[str, str], wanted: NearbySearch, found: Nearby) -> None:
        count = pages(found.count, PAGE_SIZE)
        links = page_links(
            found.page, count, lambda page: nearby.address(routes.TOOLS.path, asked, page=page if page > 1 else "")
        )
        assign(
            self,
            heading=parts.heading(wanted.kind, found.count, wanted.radius),
            people=parts.rows(found),
            pages=links.pages,
            previous_href=links.previous_href,
            next_href=links.next_href,
        )

    def _show_map(self, where: Whereabouts, middle: Position, found: Nearby, radius: int) -> None:
        drawn = parts.drawing(found, middle, where.centre, radius)
        latitude, longitude = parts.degrees(middle)
        assign(
            self,
            note=where.note,
            centre=where.centre,
            pins=drawn.pins,
            rings=drawn.rings,
            map_words=parts.map_words(drawn.pins, where.centre),
            caption=parts.caption(len(found.people) - len(drawn.pins), self.tiles),
            latitude=latitude,
            longitude=longitude,
            radius=radius,
            reach=drawn.reach,
        )


def _furniture(session: Session, member_id: int) -> tuple[str, DirectoryStatus]:
    return contact_details.home(session, member_id), directory_status.current(session)


async def _place(wanted: NearbySearch) -> Whereabouts:
    return whereabouts.here(wanted.here) if wanted.here else await whereabouts.locate(wanted.address)


async def _further(wanted: NearbySearch, centre: Position) -> dict[int, int]:
    """Return how many each of the larger circles holds, by its radius in metres."""
    radii = tuple(1000 * radius for radius in nearby.next_radii(wanted.radius))
    return await db.read(search.counts, wanted.kind, centre, radii) if radii else {}
