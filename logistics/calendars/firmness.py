"""How firm a session is, which its event has a say in."""

from __future__ import annotations

from logistics.model import Event, Session, Status

_FIRMNESS = (Status.PLANNED, Status.TO_BE_CONFIRMED, Status.POSTPONED, Status.CANCELLED)


def status_of(event: Event, session: Session | None = None) -> Status:
    """How firm a session is: what stops the event stops its sessions."""
    both = (event.status, session.status if session else event.status)
    return max(both, key=_FIRMNESS.index)
