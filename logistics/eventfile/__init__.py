"""Event files: YAML to Event with every problem and its line, and back. The format: docs/event-file.md."""

from logistics.eventfile.reading import EventFile, judge, parse, read
from logistics.eventfile.reference import schema, tables
from logistics.eventfile.writing import write

__all__ = ["EventFile", "judge", "parse", "read", "schema", "tables", "write"]
