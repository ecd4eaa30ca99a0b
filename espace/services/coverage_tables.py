"""Coverage tables (tableaux des prestations): what the document of one contract says."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter

from sqlalchemy import select
from sqlmodel import Session, col

from espace.documents import coverage_data as data
from espace.domain.coverage import in_words
from espace.domain.coverage_examples import examples
from espace.domain.errors import NotFound
from espace.models import Member
from espace.services import contracts
from espace.services.contracts import ContractView, CoverageRow
from espace.services.statements import ISSUER, addressee


def build(session: Session, member_id: int, public_id: str, today: date) -> data.CoverageTable:
    """Return the table of one contract of the member, issued on the Paris day `today`.

    Raises:
        NotFound: when the contract does not exist, is somebody else's, or is not named.
    """
    found = contracts.read(session, member_id, public_id, today) if public_id else None
    if found is None:
        raise NotFound
    member = session.execute(select(Member).where(col(Member.id) == member_id)).scalar_one()
    chosen, day = found.chosen, found.chosen.told_on(today)
    return data.CoverageTable(
        issuer=ISSUER,
        member_number=member.member_number,
        contract_number=chosen.number,
        plan=chosen.plan,
        responsible=chosen.responsible,
        issued_on=today,
        valid_on=day,
        addressee=addressee(member),
        sections=tuple(_sections(found.rows, day)),
        examples=tuple(_examples(chosen, found.rows, day)),
    )


def _sections(rows: Sequence[CoverageRow], day: date) -> Iterator[data.CoverageSection]:
    for heading, group in groupby(rows, attrgetter("heading")):
        yield data.CoverageSection(heading.label, tuple(_row(row, day) for row in group))


def _row(row: CoverageRow, day: date) -> data.CoverageRow:
    words = in_words(row.level, day.year)
    return data.CoverageRow(row.label, row.full_cover, words.text, words.note, row.conditions)


def _examples(contract: ContractView, rows: Sequence[CoverageRow], day: date) -> Iterator[data.ExampleRow]:
    for row in rows:
        for example in examples(row.guarantee, row.level, day, responsible=contract.responsible):
            yield data.ExampleRow(
                example.care.name, example.charged, example.social_security, example.mutual, example.out_of_pocket
            )
