"""Documents that members join to what they send (justificatifs): kept for a form, then adopted by its request."""

import re

from sqlalchemy import update
from sqlmodel import Session

from espace.services.request_views import DOCUMENTS, document

_FORM_KEY = re.compile(r"[A-Za-z0-9_-]{22}")
_IN_A_FORM = document.request_id.is_(None)


def is_form_key(text: str) -> bool:
    """Tell whether a text has the shape of a form's key; anything else is asked of no database."""
    return _FORM_KEY.fullmatch(text) is not None


def adopt(session: Session, member_id: int, form_key: str, request_id: int) -> None:
    """Join the documents of a form to the request it made; those of another member are never touched."""
    mine = (document.member_id == member_id, document.form_key == form_key, _IN_A_FORM)
    session.execute(update(DOCUMENTS).where(*mine).values(request_id=request_id))
