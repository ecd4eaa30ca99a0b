"""Life events for tests: `tell(session, alice, BIRTH, now, prenom="Zoé")` reads over and sends one of Alice's."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from espace.domain.labels import ContractKind, Relationship
from espace.domain.life_events import Covered, LifeEvent, Offer, Situation
from espace.domain.termination import Terms
from espace.models import Adviser, MemberRequest
from espace.services import life_events, requests
from espace.services.requests import Created
from tests.factories import Person

# What fits each event on Monday 23 November 2026, whoever tells it: people come by `people`.
TYPED: dict[str, dict[str, str]] = {
    "demenagement": {
        "voie": "7 rue du Large", "complement": "", "code_postal": "13299", "ville": "Port-Mistral", "le": "20/11/2026",
    },
    "union": {"forme": "mariage", "le": "14/11/2026", "couvrir": "non"},
    "naissance": {
        "arrivee": "naissance", "prenom": "Alba", "nom": "Martin", "naissance": "02/11/2026", "carte": "non",
    },
    "separation": {"forme": "divorce", "le": "14/11/2026"},
    "deces": {"le": "19/11/2026"},
    "ajout": {
        "lien": "other", "prenom": "Rose", "nom": "Martin", "naissance": "05/05/1950", "le": "01/12/2026",
        "nir": "255081416802538",
    },
    "radiation": {"le": "31/12/2026", "raison": "Sa propre mutuelle"},
    "caisse": {"caisse": "MSA Provence Azur", "code": "02 131 0000", "le": "01/11/2026"},
    "formule": {"formule": "HORIZON-4"},
    "emploi": {"cas": "retraite", "le": "01/01/2027"},
    "resiliation": {"motif": "after_a_year"},
}  # fmt: skip

SPOUSE = Covered("julien", Relationship.SPOUSE, "Julien", "Martin", date(1982, 2, 3))
CHILD = Covered("ines", Relationship.CHILD, "Inès", "Martin", date(2013, 8, 27))
ALICE = Covered("alice", Relationship.SELF, "Alice", "Martin", date(1984, 6, 14))
FAMILY = Situation(
    today=date(2026, 11, 23),
    member_born=ALICE.birth_date,
    contract_number="C-0472318",
    terms=Terms(ContractKind.INDIVIDUAL, date(2023, 3, 1)),
    plan=Offer("HORIZON-3", "Horizon 3"),
    people=(ALICE, SPOUSE, CHILD),
    offers=(Offer("HORIZON-4", "Horizon 4"),),
)


def typed(event: LifeEvent, **answers: str) -> dict[str, str]:
    """What is typed for an event, some of it otherwise."""
    return TYPED[event.key] | answers


def tell(
    session: Session, owner: Person, event: LifeEvent, now: datetime, *, form_key: str = "", **answers: str
) -> Created:
    """Read an event over, then send it, from a form of its own."""
    values: Any = (owner.id, event, typed(event, **answers), now)
    mark = life_events.review(session, *values).mark
    key = form_key or requests.new_form_key()
    return life_events.submit(session, owner.id, owner.account_id, event, values[2], form_key=key, mark=mark, now=now)


def adviser(session: Session, now: datetime) -> int:
    """The key of somebody who decides."""
    known = session.exec(select(Adviser.id)).first()
    if known:
        return known
    made = Adviser(
        email="conseil@vieux-port.example",
        full_name="Nadia Ben Amar",
        password_hash="",
        totp_encrypted="",
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made.id or 0


def row(session: Session, made: Created) -> MemberRequest:
    """The row of a request, as it is now."""
    query = select(MemberRequest).where(col(MemberRequest.public_id) == made.public_id)
    return session.exec(query.execution_options(populate_existing=True)).one()


def decide(session: Session, made: Created) -> int:
    """The key by which an adviser decides on a request."""
    return row(session, made).id or 0
