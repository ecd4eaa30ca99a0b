"""One prestation in full: what it was, how it was computed, who paid what and why, what it hangs together with."""

from collections.abc import Mapping

import reflex as rx

from espace import db, routes
from espace.domain import formats
from espace.domain.errors import NotFound
from espace.domain.labels import LineKind
from espace.domain.wording import of, sent_label
from espace.services import payment_lines
from espace.services.ownership import Thing
from espace.services.payment_lines import LineView
from espace.services.payment_views import CareLine
from espace.services.statements import headline
from espace.state.line_parts import Fact, LineLink, Step, facts_of, links_of, steps_of, unlinked
from espace.state.member import MemberState
from espace.state.missing import say_missing
from espace.state.payment_parts import Chunk, Meaning, Part, chunks_of, meanings_of, shares_of
from espace.state.payment_ways import address_from, list_address
from espace.state.status import Status

_ABOUT = {
    LineKind.CARE: "Soins du",
    LineKind.CORRECTION: "Régularisation de soins du",
    LineKind.RECOVERED_DEDUCTION: "Retenue récupérée sur des soins du",
}


class LineState(MemberState):
    """What the page of one prestation shows."""

    status: Status = "loading"
    made_for: str = ""  # the query of the address that this answers
    title: str = ""
    lead: str = ""
    payment_title: str = ""
    payment_href: str = ""
    paid_label: str = ""
    amount: str = ""
    sent_label: str = ""
    day: str = ""
    who: str = ""
    pdf: str = ""
    back: str = ""
    secret: str = ""
    links: list[LineLink] = []  # noqa: RUF012  # a state var: Reflex copies the default
    unlinked: str = ""
    sentence: list[Chunk] = []  # noqa: RUF012
    parts: list[Part] = []  # noqa: RUF012
    picture: str = ""
    remark: str = ""
    apart: list[str] = []  # noqa: RUF012
    steps: list[Step] = []  # noqa: RUF012
    left: str = ""
    total: Step = Step("", "", "")
    facts: list[Fact] = []  # noqa: RUF012
    words: list[Meaning] = []  # noqa: RUF012

    @rx.event
    async def load(self) -> None:
        """Show the prestation whose identifier is in the address, if it is the member's."""
        query = self.router.url.query_parameters
        public_id = query.get("id", "")
        try:
            self._show(await db.read(payment_lines.one, self._member_id, public_id), query)
        except NotFound:
            await say_missing(self, Thing.LINE, public_id)
        self.made_for = self.router.url.query

    def _show(self, found: LineView, query: Mapping[str, str]) -> None:
        line, payment = found.line, found.payment
        self.title, self.lead = line.act, _lead(line)
        self.day, self.who = formats.long_day(payment.paid_on), f"{line.first_name} {line.last_name}"
        self.sent_label = sent_label(payment.recipient, payment.method, payment.total)
        self.payment_title = f"Paiement du {self.day}"
        self.payment_href = address_from(query, routes.PAYMENT, payment.public_id)
        self.back = f"{list_address(query)}#p{payment.number}"
        self.paid_label, cents = headline(line)
        self.amount, self.left = formats.amount(cents), formats.amount(line.amounts.out_of_pocket)
        self.pdf = f"{routes.LINE_PDF}?id={line.public_id}"
        self.links, self.unlinked = links_of(found, query), unlinked(found)
        self.total = Step("", "", self.left)
        self.steps, self.facts = steps_of(line), facts_of(found, self.full_name)
        self._explain(line, third_party=found.may_be_recovered)
        self.status = "ready"

    def _explain(self, line: CareLine, *, third_party: bool) -> None:
        shares = shares_of([line.amounts])
        self.sentence = chunks_of([line.amounts], third_party=third_party)
        self.parts, self.picture = shares.parts, shares.picture
        self.remark, self.apart = shares.remark, shares.apart
        self.words = meanings_of([line.amounts])
        self.secret = _PRIVATE.format(of=of(line.first_name)) if line.private else ""


_PRIVATE = (
    "Ce sont les soins {of}, qui est adulte. Le secret médical les protège : vous lisez ce qui a été payé, mais ni "
    "l’acte, ni le professionnel, ni le calcul."
)


def _lead(line: CareLine) -> str:
    return f"{_ABOUT[line.amounts.kind]} {formats.long_day(line.care_date)}, pour {line.first_name}"
