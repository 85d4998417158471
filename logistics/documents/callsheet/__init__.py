"""The call sheet and the post cards for staff, and the roster as tables for a spreadsheet.

``view``, ``cards`` and ``own`` make the view models; ``page`` and ``logistics.documents.pdf`` render them and neither
format a time nor choose a word.
"""

from logistics.documents.callsheet.cards import Cards, cards, own
from logistics.documents.callsheet.output import page
from logistics.documents.callsheet.tables import by_person, by_post
from logistics.documents.callsheet.view import CallSheet, view

__all__ = ["CallSheet", "Cards", "by_person", "by_post", "cards", "own", "page", "view"]
