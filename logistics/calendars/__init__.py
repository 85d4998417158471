"""Calendar feeds: what an audience may see of one or several events, as iCalendar."""

from logistics.calendars.feed import NoSuchFeed, write

__all__ = ["NoSuchFeed", "write"]
