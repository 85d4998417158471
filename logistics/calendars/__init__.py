"""Calendars, as iCalendar: feeds of what an audience may see, one person's own posts, invitations and their answers."""

from logistics.calendars.duties import own_posts, post_told
from logistics.calendars.entries import Entry, entries
from logistics.calendars.feed import NoSuchFeed, write
from logistics.calendars.invites import Invitation, Party, cancel, request
from logistics.calendars.replies import NoReply, Reply, Said, reply

__all__ = [
    "Entry",
    "Invitation",
    "NoReply",
    "NoSuchFeed",
    "Party",
    "Reply",
    "Said",
    "cancel",
    "entries",
    "own_posts",
    "post_told",
    "reply",
    "request",
    "write",
]
