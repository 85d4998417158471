"""Calendar feeds: what an audience may see of one or several events, as iCalendar."""

from logistics.calendars.entries import Entry, entries
from logistics.calendars.feed import NoSuchFeed, write

__all__ = ["Entry", "NoSuchFeed", "entries", "write"]
