"""Files of a whole search for the member who is logged in: every statement of it, or every prestation as a table.

The criteria are those of the search page's address. Criteria that mean nothing, and somebody else's beneficiary, get
the very same 404; a search without a result, or with too many, gets a sentence.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from espace import db, routes
from espace.adapters import clock
from espace.documents import archive, period
from espace.documents.period import Period, Piece
from espace.domain import file_names, searches
from espace.domain.errors import InvalidFields, NotFound
from espace.domain.formats import paris_day
from espace.domain.labels import Recipient
from espace.domain.searches import Search
from espace.services import ownership, payment_csv, period_downloads
from espace.services.ownership import Thing
from espace.services.period_downloads import Kind, NothingFound, TooMany
from espace.web import answers, cookies, progress, steps
from espace.web.addresses import address, login_address
from espace.web.identity import identify
from espace.web.site import Site

TABS: Final = {"": Recipient.MEMBER, "tiers": Recipient.THIRD_PARTY}
STATEMENTS: Final = {"": Kind.PDF, "pdf": Kind.PDF, "zip": Kind.ZIP}
TABLE: Final = {"": Kind.CSV, "csv": Kind.CSV}
_LINES_A_STEP = 200
_PRIVATE: Final = {"Cache-Control": "private, no-store", "Vary": "Accept"}
_DRAW: Final[dict[Kind, Callable[[Period], Iterator[Piece]]]] = {Kind.PDF: period.pdf, Kind.ZIP: archive.zipped}
_MEDIA_TYPES: Final = {
    Kind.PDF: "application/pdf",
    Kind.ZIP: "application/zip",
    Kind.CSV: "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request asks for."""

    kind: Kind
    search: Search
    recipient: Recipient


@dataclass(frozen=True, slots=True)
class _File:
    """A file about to be made: of how many payments, and its pieces as they come."""

    name: str
    kind: Kind
    count: int
    pieces: Iterator[Piece]


async def download(request: Request, site: Site, kinds: Mapping[str, Kind]) -> Response:
    """Answer one file of a search; `kinds` are the formats of this address, by the name of their parameter."""
    who = await identify(cookies.session_hash(request))
    if who is None:
        return RedirectResponse(login_address(address(request)), 303)
    now = clock.now()
    try:
        asked = _read(request, kinds, paris_day(now))
        made = await _file(who.member_id, asked, paris_day(now))
    except (NotFound, InvalidFields):
        person = request.query_params.get("beneficiaire", "")
        await db.write(ownership.refuse, Thing.BENEFICIARY, who.member_id, who.account_id, person, now)
        return answers.not_found(site)
    except (NothingFound, TooMany) as refusal:
        return _refused(request, refusal.sentence)
    await db.write(period_downloads.record, who, asked.kind, asked.recipient, made.count, now)
    return _answer(request, made)


def _read(request: Request, kinds: Mapping[str, Kind], today: date) -> _Asked:
    """Read the request.

    Raises:
        NotFound: for a format or a tab that does not exist.
        InvalidFields: for criteria that cannot be understood.
    """
    asked = request.query_params
    kind, recipient = kinds.get(asked.get("format", "")), TABS.get(asked.get("onglet", ""))
    if kind is None or recipient is None:
        raise NotFound
    return _Asked(kind, searches.read(asked, today), recipient)


async def _file(member_id: int, asked: _Asked, today: date) -> _File:
    wanted, recipient = asked.search, asked.recipient
    if asked.kind is Kind.CSV:
        payments = await db.read(period_downloads.all_payments, member_id, wanted, recipient)
        return _File(_name("remboursements", asked), asked.kind, len(payments), _parts(payment_csv.lines(payments)))
    found = await db.read(period_downloads.all_statements, member_id, wanted, recipient, today)
    return _File(_name("releves", asked), asked.kind, len(found.statements), _DRAW[asked.kind](found))


def _name(what: str, asked: _Asked) -> str:
    whose = f"{what}-tiers" if asked.recipient is Recipient.THIRD_PARTY else what
    return f"{file_names.period(whose, asked.search.first, asked.search.last)}.{asked.kind}"


def _parts(lines: Iterator[str]) -> Iterator[Piece]:
    while part := "".join(islice(lines, _LINES_A_STEP)):
        yield Piece(0, part.encode())


def _answer(request: Request, made: _File) -> Response:
    """Send the file as it is made; for a HEAD request nothing is made."""
    media_type = _MEDIA_TYPES[made.kind]
    headers = dict(_PRIVATE)
    pieces = steps.each(iter(()) if request.method == "HEAD" else made.pieces)
    if progress.is_wanted(request):
        frames = progress.framed(pieces, name=made.name, media_type=media_type, count=made.count)
        return StreamingResponse(frames, media_type=progress.MEDIA_TYPE, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    data = (piece.data async for piece in pieces if piece.data)
    return StreamingResponse(data, media_type=media_type, headers=headers)


def _refused(request: Request, sentence: str) -> Response:
    """Say why there is no file, to the page's script or on a page that leads back to the search."""
    if progress.is_wanted(request):
        return Response(progress.line(error=sentence), media_type=progress.MEDIA_TYPE, headers=_PRIVATE)
    tab = routes.THIRD_PARTIES if request.query_params.get("onglet") == "tiers" else routes.PAYMENTS
    back = searches.address(tab.path, request.query_params)
    return answers.message("Aucun fichier à télécharger", sentence, 422, way_on=("Revenir à la recherche", back))
