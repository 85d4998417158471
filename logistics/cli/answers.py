"""What the command answers: exit codes, JSON, and its sentences. Nothing here prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from logistics.errors import UnusableInput
from logistics.operations import checking
from logistics.operations.checking import Checked, Finding, Severity

ERRORS: Final = 1
UNUSABLE: Final = 2


def exit_code(result: Checked | UnusableInput) -> int:
    """0 where no error was found, ``ERRORS``, or ``UNUSABLE``."""
    if isinstance(result, UnusableInput):
        return UNUSABLE
    return ERRORS if result.count(Severity.ERROR) else 0


def as_json(result: Checked | UnusableInput) -> checking.Json:
    """What was found in a file, or why it cannot be used."""
    if isinstance(result, UnusableInput):
        return checking.problems_as_json(result)
    return checking.check_as_json(result)


def lines(result: Checked, finding: Finding) -> list[int]:
    """The lines of the event file that a finding rests on, each once."""
    found = (checking.line_of(result.file, fact) for fact in finding.facts)
    return list(dict.fromkeys(line for line in found if line is not None))


def summary(result: Checked) -> str:
    """``….yaml: 0 errors, 1 warning, 2 notes; 3 rules not checked``."""
    counts = [counted(result.count(severity), severity.value) for severity in Severity]
    unchecked = counted(len(result.report.unchecked), "rule")
    return f"{result.file.source}: {', '.join(counts)}; {unchecked} not checked"


def counted(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def names_of(files: Sequence[str]) -> str:
    """The names of files; of those in a folder of their own how many they are: ``roster.txt, 12 files in posts``."""
    folders = [name.split("/")[0] for name in files if "/" in name]
    inside = (f"{counted(folders.count(folder), 'file')} in {folder}" for folder in dict.fromkeys(folders))
    return ", ".join((*(name for name in files if "/" not in name), *inside))
