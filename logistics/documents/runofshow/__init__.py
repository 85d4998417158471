"""The run of show for staff: a timeline of every place, the cues in order, what is not stated, and why the rest.

``view`` makes the one view model; ``svg`` and ``page`` render it and neither format a time nor choose a word.
"""

from logistics.documents.runofshow.output import body, page, stylesheet, svg
from logistics.documents.runofshow.view import RunOfShow, view

__all__ = ["RunOfShow", "body", "page", "stylesheet", "svg", "view"]
