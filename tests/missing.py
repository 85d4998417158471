"""Tests that this machine cannot run: never passed over in silence."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import Final, NoReturn

import pytest

_SIGN: Final = "DID NOT RUN: "
_MEND: Final = " To run them: "


def missing(what: str, mend: str, *, error_in_ci: bool = True) -> NoReturn:
    """Skip the test that asks, and say so in the last lines of the run; with ``CI`` set, an error.

    ``what`` is a sentence, ``mend`` the command that helps.
    """
    reason = f"{_SIGN}{what}{_MEND}{mend}"
    if error_in_ci and os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    files: dict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        _, found, reason = str(report.longrepr[-1]).partition(_SIGN)
        if found:
            files[reason].append(report.nodeid.partition("::")[0])
    for reason, missed in files.items():
        what, _, mend = reason.partition(_MEND)
        terminalreporter.section(f"{len(missed)} TESTS DID NOT RUN. {what}", sep="!", red=True)
        terminalreporter.line(f"They are in {', '.join(sorted(set(missed)))}.")
        terminalreporter.line(f"To run them: {mend}")
