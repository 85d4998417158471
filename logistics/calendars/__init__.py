"""Calendars, as iCalendar: feeds of what an audience may see, one person's own posts, invitations and their answers."""

from logistics.calendars.duties import own_entries, own_posts, post_told
from logistics.calendars.entries import CANCELLED, Changed, Edition, Entry, edition, entries
from logistics.calendars.feed import NoSuchFeed, told_by, write, write_entries
from logistics.calendars.history import KEPT, Mark, mark, over_editions, settled, still_told
from logistics.calendars.invites import Invitation, Party, cancel, request
from logistics.calendars.jcal import jcal
from logistics.calendars.jsonld import jsonld
from logistics.calendars.objects import objects
from logistics.calendars.replies import NoReply, Reply, Said, reply
from logistics.calendars.writing import LONGEST_ALARM, PLAIN, Options

__all__ = [
    "CANCELLED",
    "KEPT",
    "LONGEST_ALARM",
    "PLAIN",
    "Changed",
    "Edition",
    "Entry",
    "Invitation",
    "Mark",
    "NoReply",
    "NoSuchFeed",
    "Options",
    "Party",
    "Reply",
    "Said",
    "cancel",
    "edition",
    "entries",
    "jcal",
    "jsonld",
    "mark",
    "objects",
    "over_editions",
    "own_entries",
    "own_posts",
    "post_told",
    "reply",
    "request",
    "settled",
    "still_told",
    "told_by",
    "write",
    "write_entries",
]
