"""What the portal forgets by itself: sessions that are over, dead links, old tries, e-mails long sent, lost devices,
documents of forms that were never sent, where addresses are that somebody looked around once.
"""

from datetime import datetime

from sqlmodel import Session

from espace.services import adviser_sessions, attachments, devices, outbox, places, sessions, throttles, tokens


def run(session: Session, now: datetime) -> int:
    """Delete what no one can use or needs any more; return how many rows."""
    rooms = (sessions, adviser_sessions, tokens, throttles, outbox, devices, attachments, places)
    return sum(room.purge(session, now) for room in rooms)
