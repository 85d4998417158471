"""What a colleague's calendar should say of a post that they hold."""

from __future__ import annotations

from logistics.calendars import Party, post_told
from logistics.mail.wording import Told
from logistics.model import Event
from logistics.moments import Instant
from logistics.operations.mailing.comparing import Wanted
from logistics.roster.posts import Duty


def wanted_of_post(event: Event, duty: Duty, person: str, to: Party, ready_at: Instant) -> Wanted:
    """What a letter to somebody (by id) tells of one post; ``ready_at`` is when something about it changed last."""
    entry, post = post_told(person, event, duty), duty.post
    told = Told(duty.title, event.name or event.title, entry.place, duty.zone, post.begins, post.ends)
    summary = f"{told.title} – {told.event}"
    return Wanted(
        (entry.uid, to.address), person, to.name, post.id, told, summary, entry.description, ready_at
    )
