"""What people type into a box for a time, a length or a day: read, echoed, or asked back.

A box takes more than an event file does (``830p``, ``1h30``, ``Tue``) and asks where a file has one meaning that a
typist may not know: ``6:15`` in a file is the morning's. What is taken comes back as an event file writes it.
"""

from logistics.operations.timeentry.days import read_day
from logistics.operations.timeentry.lengths import read_length
from logistics.operations.timeentry.times import read_time
from logistics.operations.timeentry.typed import Entered

__all__ = ["Entered", "read_day", "read_length", "read_time"]
