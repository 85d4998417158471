"""Calendar feeds, as iCalendar: what an audience may see of one or several events, and one person's own posts."""

from logistics.calendars.duties import own_posts
from logistics.calendars.entries import Entry, entries
from logistics.calendars.feed import NoSuchFeed, write

__all__ = ["Entry", "NoSuchFeed", "entries", "own_posts", "write"]
