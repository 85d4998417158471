"""Writes anew what tests hold equal: ``python -m tests.eventfile.generate``. Read the difference before a commit."""

import json
import re
from pathlib import Path

from logistics.errors import UnusableInput
from logistics.eventfile import read, schema, tables

ROOT = Path(__file__).resolve().parents[2]
VALID = sorted((ROOT / "tests/examples/valid").glob("*.yaml"))
INVALID = sorted((ROOT / "tests/examples/invalid").glob("*.yaml"))
EVENTS = sorted((ROOT / "events").rglob("*.yaml"))
SCHEMA = ROOT / "events/event.schema.json"
MANUAL = ROOT / "docs/event-file.md"
_TABLES = re.compile(r"(?<=<!-- keys -->\n).*(?=<!-- end of keys -->)", re.DOTALL)


def schema_text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def manual_text(manual: str) -> str:
    """The manual with its tables as the model has them now."""
    return _TABLES.sub(lambda _: f"\n{tables()}\n", manual)


def problems_text(path: Path) -> str:
    """A line for each problem of a file: ``7: what is wrong``; ``-`` where no line can be named."""
    try:
        read(path)
    except UnusableInput as error:
        return "".join(f"{problem.line or '-'}: {problem.message}\n" for problem in error.problems)
    return "(nothing is wrong)\n"


def expected(path: Path) -> Path:
    return path.with_suffix(".expected.txt")


def main() -> None:
    SCHEMA.write_text(schema_text(), encoding="utf-8")
    MANUAL.write_text(manual_text(MANUAL.read_text(encoding="utf-8")), encoding="utf-8")
    for path in INVALID:
        expected(path).write_text(problems_text(path), encoding="utf-8")


if __name__ == "__main__":
    main()
