"""The store: what the office keeps, in SQLite or PostgreSQL. It knows text, instants and names, and no events.

Tables in ``tables``, their records in ``events``, ``accounts``, ``feeds``, ``tokens``, ``journal`` and ``settings``:
plain functions that take a connection of ``Database.reading`` or ``Database.writing``.
"""

from logistics.store.database import Database, open_database

__all__ = ["Database", "open_database"]
