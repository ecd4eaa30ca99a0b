"""Letters the back office posts, and the code that one of them carries.

The PDF is on the disk, whole, before its row is committed: a letter that was acknowledged is never lost. A crash in
between leaves a file without a row; its code opens nothing, and the member, who was told nothing, asks again. The code
itself stands in that file only: the database holds a keyed hash, of no use to who copies it.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from espace.adapters import crypto, outgoing
from espace.documents.letter import Letter as Document
from espace.documents.letter import render
from espace.domain.formats import paris_day
from espace.domain.labels import LetterKind
from espace.models import Letter, Member
from espace.models.base import new_public_id
from espace.services.statements import ISSUER, addressee
from espace.settings import settings

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no O, I, 0 nor 1: five bits a character
GROUPS, GROUP_LENGTH = 3, 4
_SEPARATORS = str.maketrans("", "", " \u00a0\u202f-‑–.\t")


def new_code() -> str:
    """Return a fresh code of 60 random bits, without separators."""
    return "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP_LENGTH))


def code_hash(member_id: int, typed: str) -> str:
    """Return the keyed hash of a code typed in any case, with or without its separators."""
    code = typed.translate(_SEPARATORS).upper()[: GROUPS * GROUP_LENGTH + 1]
    return crypto.lookup_hash(f"letter:{member_id}:{code.encode(errors='replace').hex()}")


def queue_code(session: Session, member_id: int, code: str, address: str, expires_at: datetime, now: datetime) -> None:
    """Put the letter with a code in the outgoing folder, for the address on file.

    Args:
        session: of the use case, which commits the letter with the code's hash.
        member_id: whom it is for.
        code: in clear; it goes to the file and nowhere else.
        address: the path where the code is typed.
        expires_at: when the code stops working; the letter names the last whole day before.
        now: the instant it is made.

    Raises:
        OSError: when the folder cannot be written; the use case must not commit then.
    """
    member = session.execute(select(Member).where(col(Member.id) == member_id)).scalar_one()
    today, public_id = paris_day(now), new_public_id()
    document = Document(
        issuer=ISSUER,
        member_number=member.member_number,
        addressee=addressee(member),
        issued_on=today,
        code=tuple(code[start : start + GROUP_LENGTH] for start in range(0, len(code), GROUP_LENGTH)),
        last_day=paris_day(expires_at) - timedelta(days=1),
        address=settings().public_url.rstrip("/") + address,
    )
    file_name = f"{today}-code-{public_id}.pdf"
    outgoing.write(file_name, render(document))
    session.add(
        Letter(
            public_id=public_id,
            member_id=member_id,
            kind=LetterKind.ACTIVATION_CODE,
            created_at=now,
            file_name=file_name,
        )
    )
    session.flush()
