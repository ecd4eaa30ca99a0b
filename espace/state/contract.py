"""« Mon contrat »: the contract that the address names, or the first of the member's."""

from datetime import date

import reflex as rx

from espace import db, routes
from espace.adapters import clock
from espace.domain import formats
from espace.domain.errors import NotFound
from espace.domain.labels import ContractKind
from espace.services import contracts
from espace.services.contracts import Contracts, Standing
from espace.services.ownership import Thing
from espace.state import contract_parts as parts
from espace.state.contract_parts import Choice, Covered, ExampleRow, Fact, TableGroup
from espace.state.member import MemberState
from espace.state.missing import say_missing
from espace.state.status import Status


class ContractState(MemberState):
    """What the page shows of one contract. Each contract has its own rule: `is_group` is the employer's."""

    status: Status = "loading"
    made_for: str = ""  # the query of the address that this answers
    choices: list[Choice] = []  # noqa: RUF012  # a state var: Reflex copies the default
    plan: str = ""
    standing: str = ""
    is_running: bool = False
    is_ended: bool = False
    is_group: bool = False
    employer: str = ""
    facts: list[Fact] = []  # noqa: RUF012
    people: list[Covered] = []  # noqa: RUF012
    fund: str = ""
    fund_code: str = ""
    is_transmitted: bool = False
    pdf: str = ""
    told_on: str = ""
    groups: list[TableGroup] = []  # noqa: RUF012
    examples: list[ExampleRow] = []  # noqa: RUF012

    @rx.event
    async def load(self) -> None:
        """Show the contract whose identifier is in the address, if it is the member's."""
        public_id, today = self.router.url.query_parameters.get("contrat", ""), formats.paris_day(clock.now())
        try:
            found = await db.read(contracts.read, self._member_id, public_id, today)
            self._show(found, today)
        except NotFound:
            await say_missing(self, Thing.CONTRACT, public_id)
        self.made_for = self.router.url.query

    def _show(self, found: Contracts | None, today: date) -> None:
        self.reset()
        if found is None:
            self.status = "empty"
            return
        chosen, day = found.chosen, found.chosen.told_on(today)
        self.choices = [parts.choice(one, today, is_shown=one is chosen) for one in found.every]
        self.plan, self.standing = chosen.plan, parts.standing_words(chosen, today)
        self.is_running = chosen.standing(today) is Standing.RUNNING
        self.is_ended = chosen.standing(today) is Standing.ENDED
        self.is_group, self.employer = chosen.kind is ContractKind.GROUP, chosen.employer
        self.facts = parts.facts_of(chosen, today)
        self.people = [parts.covered(person, chosen, today) for person in chosen.people]
        self.fund, self.fund_code = chosen.fund_name, parts.fund_code(chosen.fund_code)
        self.is_transmitted = chosen.electronic_transmission
        self.pdf = f"{routes.COVERAGE_PDF}?contrat={chosen.public_id}"
        self.told_on = formats.long_day(day)
        self.groups = parts.table_of(chosen, found.rows, day)
        self.examples = parts.examples_of(chosen, found.rows, day)
        self.status = "ready"
