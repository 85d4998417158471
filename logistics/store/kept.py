"""What is kept of an event: its revisions, its publications, and what was seen to happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logistics.moments import Instant


@dataclass(frozen=True, slots=True)
class Kept:
    """One revision of an event: its text, and who saved it when. Revisions count from 1 without a gap."""

    event_id: str
    number: int
    text: str
    at: Instant
    by: str
    summary: str


@dataclass(frozen=True, slots=True)
class Published:
    """One publication of an event. ``revision`` None: it was taken back from the public.

    ``reasons`` says why each open finding was accepted; it holds what JSON can hold.
    """

    event_id: str
    number: int
    revision: int | None
    at: Instant
    by: str
    reasons: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Observed:
    """When a point of an event was seen to happen. ``happened`` None: an earlier observation was taken back."""

    event_id: str
    point: str
    happened: Instant | None
    at: Instant
    by: str
