"""The confirmation of a résiliation, kept with its request as a document of its member (support durable).

It is drawn once, in the transaction that takes the request down, and never again: what the member was told stays what
they were told. The file is on the disk before its row is committed; one that has no row is swept away.
"""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from espace.adapters import attachments as folder
from espace.documents.termination import Termination, render
from espace.domain.life_events import Answers, Situation
from espace.domain.life_events.termination import TERMINATION, outcome
from espace.models import Attachment, Member, MemberRequest
from espace.services.requests import Created
from espace.services.statements import ISSUER, addressee

FILE_NAME = "confirmation-resiliation"


def keep(session: Session, made: Created, answers: Answers, situation: Situation, now: datetime) -> None:
    """Draw the confirmation of a request that was just made, and join it to the request.

    Raises:
        OSError: when the file cannot be written; the use case must not commit then.
    """
    query = select(MemberRequest, Member).join(Member, col(Member.id) == col(MemberRequest.member_id))
    asked, member = session.execute(query.where(col(MemberRequest.public_id) == made.public_id)).one()
    content = render(_document(member, made.number, answers, situation))
    session.add(
        Attachment(
            member_id=asked.member_id,
            request_id=asked.id,
            form_key=asked.form_key,
            file_name=f"{FILE_NAME}-{made.number}.pdf",
            media_type="application/pdf",
            size=len(content),
            stored_name=folder.keep(content),
            created_at=now,
        )
    )


def _document(member: Member, number: str, answers: Answers, situation: Situation) -> Termination:
    found = outcome(answers, situation)
    if found.ends_on is None or found.refund_by is None:
        raise ValueError("a notice that ends nothing is not confirmed")
    (reason,) = (one for one in TERMINATION.questions if one.name == "motif")
    return Termination(
        issuer=ISSUER,
        member_number=member.member_number,
        contract_number=situation.contract_number,
        request_number=number,
        addressee=addressee(member),
        received_on=situation.today,
        reason=reason.show(answers["motif"], situation),
        ends_on=found.ends_on,
        refund_by=found.refund_by,
        explanation=f"{found.sentence} (Code de la mutualité, {found.source})",
    )
