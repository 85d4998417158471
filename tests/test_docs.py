"""The docs are true: what they name exists, and the commands in them are the program's."""

from __future__ import annotations

import importlib
import re
import shlex
from pathlib import Path

import pytest

from logistics.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
WALKS = (ROOT / "docs" / "walks.md").read_text()
NAMED = sorted(set(re.findall(r"`((?:logistics|web)\.[\w.]+)`", WALKS)))


@pytest.mark.parametrize("name", NAMED)
def test_what_the_walks_name_exists(name: str) -> None:
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[cut:]:
            found = getattr(found, attribute)
        return
    pytest.fail(f"there is no {name}")


def test_the_walks_name_something() -> None:
    assert len(NAMED) > 15


def test_the_readme_tells_every_command() -> None:
    told = set(re.findall(r"^\| `logistics ([\w-]+)", README, re.MULTILINE))
    assert told == set(main.commands)


DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "events").rglob("*.md")]


@pytest.mark.parametrize("document", sorted(DOCUMENTS), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text()):
        assert (document.parent / target).exists(), target


def test_the_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in set(re.findall(r"make (\w+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def _lines() -> list[str]:
    blocks = re.findall(
        r"^```\n(.*?)^```", (ROOT / "docs" / "calendars.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    return [line for block in blocks for line in block.splitlines() if line.startswith("logistics ")]


@pytest.mark.parametrize("line", _lines())
def test_the_commands_of_the_manual_of_calendars_are_understood(line: str) -> None:
    """Each with all of its options; what they do stands in their own tests."""
    _, name, *arguments = shlex.split(line)
    command = main.commands[name]
    command.make_context(name, arguments)


def test_the_manual_of_calendars_has_commands() -> None:
    assert {line.split()[1] for line in _lines()} == {"feed", "invite", "publish", "import"}
