"""Whatever is looked for, the screen, the table, the document and the database say the same to the cent."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from random import Random

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from espace.documents import period
from espace.domain.labels import CareKind, Recipient
from espace.domain.money import parse_amount
from espace.domain.searches import Search
from espace.models import PaymentLine
from espace.services import payment_csv, payment_search, period_downloads
from espace.services.period_downloads import NothingFound
from tests.factories import Paid, Person, alice, care, chloe, correction, payment, pharmacy, recovered_deduction

TODAY = date(2026, 11, 23)
PEOPLE = ("", "Julien", "Inès", "Noé")
RECIPIENTS = (Recipient.MEMBER, Recipient.THIRD_PARTY)
_SUMMARY_TOTAL = re.compile(r"Total, (\d+) relevés?\s+(−?[\d ]+,\d\d €)")


def _history(session: Session, owner: Person, random: Random) -> list[Paid]:
    """Pay care of every kind over two years, to the member and to professionals, with corrections among it."""
    made: list[Paid] = []
    for _ in range(30):
        lines = [
            care(
                random.randrange(1, 400_000),
                random.randrange(1, 9_000),
                random.choice((6000, 7000, 10_000)),
                first_name=random.choice(PEOPLE),
                care_kind=random.choice(list(CareKind)),
                care_date=TODAY - timedelta(days=random.randrange(800)),
            )
            for _ in range(random.randrange(1, 4))
        ]
        if made and random.random() < 0.4:
            lines.append(correction(random.choice(made).lines[0]))
        if made and random.random() < 0.3:
            lines.append(recovered_deduction(random.choice(made).lines[0]))
        lines.append(pharmacy(first_name=random.choice(PEOPLE)))
        day = TODAY - timedelta(days=random.randrange(730))
        recipient = random.choice(RECIPIENTS)
        made.append(payment(session, owner, *lines, paid_on=day, recipient=recipient, payee="Cabinet du Port"))
    return made


def _searches(owner: Person, random: Random) -> Iterator[tuple[Search, Recipient]]:
    for _ in range(12):
        first = TODAY - timedelta(days=random.randrange(800))
        wanted = Search(first, first + timedelta(days=random.randrange(800)), by_care_date=random.random() < 0.4)
        if random.random() < 0.4:
            wanted = replace(wanted, person=random.choice(owner.beneficiaries).public_id)
        if random.random() < 0.3:
            wanted = replace(wanted, care_kind=random.choice(list(CareKind)))
        if random.random() < 0.3:
            wanted = replace(wanted, at_least=random.randrange(5_000), at_most=random.choice((None, 9_000)))
        yield wanted, random.choice(RECIPIENTS)


def _fits(line: PaymentLine, paid: Paid, wanted: Search, owner: Person) -> bool:
    """Say it again without SQL: what a search must find."""
    people = {one.id: one for one in owner.beneficiaries}
    day = line.care_date if wanted.by_care_date else line.paid_on
    return all(
        (
            wanted.first <= day <= wanted.last,
            wanted.person in ("", people[line.beneficiary_id].public_id),
            wanted.care_kind is None
            or (line.care_kind is wanted.care_kind and people[line.beneficiary_id].first_name != "Julien"),
            wanted.at_least is None or paid.payment.total >= wanted.at_least,
            wanted.at_most is None or paid.payment.total <= wanted.at_most,
        )
    )


def _cents(rows: list[dict[str, str]], column: str) -> int:
    return sum(parse_amount(row[column]) for row in rows)


@pytest.mark.parametrize("seed", range(4))
def test_screen_table_document_and_database_agree_to_the_cent(session: Session, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same payments at each run
    owner, stranger = alice(session), chloe(session)
    made = _history(session, owner, random)
    payment(session, stranger, care(999_900))
    agreed = 0
    for wanted, recipient in _searches(owner, random):
        found = {
            paid.payment.payment_number: (paid, lines)
            for paid in made
            if paid.payment.recipient is recipient
            if (lines := [line for line in paid.lines if _fits(line, paid, wanted, owner)])
        }
        _agree(session, owner, wanted, recipient, found)
        agreed += len(found)
    assert agreed > 20, "the searches must find something to agree about"


def _agree(
    session: Session,
    owner: Person,
    wanted: Search,
    recipient: Recipient,
    found: dict[str, tuple[Paid, list[PaymentLine]]],
) -> None:
    lines = [line for _, some in found.values() for line in some]
    screen = payment_search.search(session, owner.id, wanted, recipient)
    assert (screen.count, screen.line_count) == (len(found), len(lines))
    assert screen.total == sum(line.mutual for line in lines)
    assert screen.social_security == sum(line.social_security for line in lines)
    if not found:
        with pytest.raises(NothingFound):
            period_downloads.all_payments(session, owner.id, wanted, recipient)
        return

    table = "".join(payment_csv.lines(period_downloads.all_payments(session, owner.id, wanted, recipient)))
    rows = list(csv.DictReader(StringIO(table, newline=""), delimiter=";"))
    assert len(rows) == len(lines)
    assert _cents(rows, "Mutuelle (€)") == screen.total
    assert _cents(rows, "Assurance Maladie (€)") == screen.social_security
    for column, name in (("Dépense (€)", "charged"), ("Reste à charge (€)", "out_of_pocket")):
        assert _cents(rows, column) == sum(getattr(line, name) for line in lines)

    asked = period_downloads.all_statements(session, owner.id, wanted, recipient, TODAY)
    whole = sum(paid.payment.total for paid, _ in found.values())
    assert _summary(b"".join(piece.data for piece in period.pdf(asked)), found.keys()) == (len(found), whole)
    if not asked.chose_lines:
        assert whole == screen.total


def _summary(pdf: bytes, numbers: Iterable[str]) -> tuple[int, int]:
    """Read the summary's count and total, once its outline names each payment exactly once."""
    reader = PdfReader(BytesIO(pdf))
    titles = [entry.title.partition("n°\u00a0")[2] for entry in reader.outline[1:]]
    assert sorted(titles) == sorted(numbers)
    first = reader.get_destination_page_number(reader.outline[1])
    words = " ".join(page.extract_text() for page in reader.pages[:first]).replace("\u00a0", " ")
    said = _SUMMARY_TOTAL.search(" ".join(words.split()))
    assert said is not None
    return int(said[1]), parse_amount(said[2])
