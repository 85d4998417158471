"""Event files: YAML to Event with every problem and its line, and back. The format: docs/event-file.md."""

from logistics.eventfile.reading import EventFile, parse, read

__all__ = ["EventFile", "parse", "read"]
