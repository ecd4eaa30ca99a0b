"""What the two tabs of a search share: its criteria from the address, its errors, its pages."""

from dataclasses import dataclass

from espace import db, routes
from espace.adapters import clock
from espace.domain import formats, searches
from espace.domain.errors import InvalidFields
from espace.domain.labels import Recipient
from espace.domain.paging import pages
from espace.domain.search_words import nothing_words, period_words
from espace.domain.searches import Search
from espace.services import payment_search
from espace.services.payment_search import PAGE_SIZE, Covered, Found
from espace.state.changes import assign
from espace.state.form_errors import FormErrors
from espace.state.page_links import PageLink, page_links, page_number
from espace.state.status import Status

FAMILY = "toute la famille"


@dataclass(frozen=True)
class Choice:
    """One person of the list to choose from."""

    value: str
    label: str


class SearchResults(FormErrors, mixin=True):
    """The vars and the way of a search; mixed into a member's state."""

    _labels = searches.FIELDS
    status: Status = "loading"
    made_for: str = ""  # the query of the address that this answers
    is_detailed: bool = False
    heading: str = ""
    period: str = ""
    nothing: str = ""
    overview: str = ""  # where the same period is added up
    carried: str = ""  # the criteria and the page, for the links that will have to lead back here
    people: list[Choice] = []  # noqa: RUF012  # a state var: Reflex copies the default
    pages: list[PageLink] = []  # noqa: RUF012
    previous_href: str = ""
    next_href: str = ""

    async def _find(self, member_id: int, path: str, recipient: Recipient) -> tuple[Search, Found] | None:
        """Run the search of the address and show all but its lines; nothing when it cannot be understood."""
        asked = self.router.url.query_parameters
        if not self.people:
            self.people = _choices(await db.read(payment_search.people, member_id))
        try:
            wanted = self._read(asked)
        except InvalidFields as refusal:
            self._show_errors(refusal.sentences)
            self.status = "refused"
            found = None
        else:
            page = page_number(asked.get("page", ""))
            found = await db.read(payment_search.search, member_id, wanted, recipient, page=page)
            self._show_errors({})
            self._show_around(path, wanted, found)
        self.made_for = self.router.url.query
        return (wanted, found) if found else None

    def _read(self, asked: dict[str, str]) -> Search:
        """Read the search; a person who is not the member's is no answer of the list.

        Raises:
            InvalidFields: with a sentence for each criterion to correct.
        """
        wanted = searches.read(asked, formats.paris_day(clock.now()))
        if wanted.person and wanted.person not in {one.value for one in self.people}:
            raise InvalidFields({"beneficiaire": "Choisissez une personne de la liste."})
        return wanted

    def _show_around(self, path: str, wanted: Search, found: Found) -> None:
        asked, count = self.router.url.query_parameters, pages(found.count, PAGE_SIZE)
        who = next((one.label for one in self.people if one.value == wanted.person), "")
        links = page_links(found.page, count, lambda page: searches.address(path, asked, page=page if page > 1 else ""))
        assign(
            self,
            is_detailed=wanted.is_detailed or wanted.months is None,
            period=period_words(wanted, who or (FAMILY if len(self.people) > 1 else "")),
            nothing="" if found.payments else nothing_words(wanted, who),
            overview=searches.address(routes.SPENDING.path, {n: asked.get(n, "") for n in searches.PERIOD_FIELDS}),
            carried=searches.address("", asked, page=found.page if found.page > 1 else "").replace("?", "&", 1),
            pages=links.pages,
            previous_href=links.previous_href,
            next_href=links.next_href,
            status="ready" if found.payments else "empty",
        )


def _choices(people: tuple[Covered, ...]) -> list[Choice]:
    names = [one.first_name for one in people]
    return [
        Choice(
            one.public_id,
            one.first_name if names.count(one.first_name) == 1 else f"{one.first_name} ({one.birth_year})",
        )
        for one in people
    ]
