"""Every fact of the notice of December 13, 2017, and where the press feed and the advisory say it.

The table in the README is written from here: ``UPDATE=1 pytest tests/test_seed_facts.py`` writes it anew. A fact that
either of the two does not say fails the test.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from icalendar import Calendar, Component

from logistics import eventfile
from logistics.operations import publishing
from logistics.plan import Plan, build

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- facts: ", "<!-- end of facts -->"


class Fact(NamedTuple):
    """A fact of the notice in our words, and the words by which it is found in the feed and in the advisory."""

    says: str
    in_feed: str
    in_advisory: str


def both(says: str, words: str) -> Fact:
    return Fact(says, words, words)


FACTS = (
    both("issued by the U.S. Department of State", "U.S. Department of State"),
    both("by its Office of the Spokesperson", "Office of the Spokesperson"),
    both("in Washington, DC", "Washington, DC"),
    both("on December 13, 2017", "December 13, 2017"),
    Fact("a notice to the press", "Document: notice, Office of the Spokesperson", "NOTICE TO THE PRESS"),
    both("its headline", "Secretary Tillerson Hosts the Second U.S.-Mexico Strategic Dialogue on Disrupting"),
    both("Secretary of State Rex Tillerson convenes it", "Secretary of State Rex Tillerson and Secretary of"),
    both("with Secretary of Homeland Security Kirstjen M. Nielsen", "Security Kirstjen M. Nielsen will convene"),
    both("it is the second high-level dialogue", "the second high-level dialogue"),
    both("with their Mexican counterparts", "with their Mexican counterparts"),
    both("against transnational criminal organizations (TCOs)", "transnational criminal organizations (TCOs)"),
    both("December 14", "December 14, 2017"),
    both("the dialogue is at 9:00 a.m.", "9:00 a.m. EST"),
    Fact("at the Department of State", "LOCATION U.S. Department of State", "Where: U.S. Department of State"),
    Fact("Attorney General Jeff Sessions also participates", "also participating: Attorney General Jeff Sessions",
         "Also participating: Jeff Sessions, Attorney General"),
    Fact("for Mexico: Foreign Secretary Luis Videgaray", "Foreign Secretary Luis Videgaray",
         "Luis Videgaray, Foreign Secretary"),
    Fact("Secretary of Government Miguel Osorio", "Secretary of Government Miguel Osorio",
         "Miguel Osorio, Secretary of Government"),
    Fact("Acting Attorney General Elias Beltran", "Acting Attorney General Elias Beltran",
         "Elias Beltran, Acting Attorney General"),
    both("it follows commitments of Tillerson and of John Kelly, former Secretary of Homeland Security",
         "former Secretary of Homeland Security John Kelly"),
    both("made at the first such event on May 18, 2017", "first such event on May 18, 2017"),
    both("it is to advance strategic approaches", "strategic approaches"),
    both("against the multi-billion-dollar business of those who profit from drug trafficking", "multi-billion-dollar"),
    Fact("a camera spray precedes the dialogue", "Preceded by: camera spray", "Camera spray, before the dialogue"),
    Fact("in the Benjamin Franklin Room", "camera spray, Benjamin Franklin Room", "Benjamin Franklin Room |"),
    Fact("open press", "camera spray, Benjamin Franklin Room, open press", "Benjamin Franklin Room | Open press"),
    Fact("pick-up for all press at 8:30 a.m.", "Pick-up for all press: 8:30 a.m. EST", "8:30 a.m. All press: Pick-up"),
    Fact("from the 23rd Street Entrance", "LOCATION 23rd Street Entrance",
         "8:30 a.m. All press: Pick-up 23rd Street Entrance"),
    Fact("a joint press availability follows the dialogue", "Followed by: joint press availability",
         "Joint press availability, after the dialogue"),
    Fact("in the Dean Acheson Auditorium", "LOCATION Dean Acheson Auditorium", "Dean Acheson Auditorium | Open press"),
    Fact("open press too", "Dean Acheson Auditorium, open press", "Dean Acheson Auditorium | Open press"),
    Fact("pre-set for video cameras at 10:00 a.m. from the 23rd Street Entrance",
         "Pre-set for video cameras: 10:00 a.m. EST, 23rd Street Entrance",
         "10:00 a.m. Video cameras: Pre-set 23rd Street Entrance"),
    Fact("final access for writers and still photographers at 10:20 a.m. from the 23rd Street Entrance",
         "Final access for writers and still photographers: 10:20 a.m. EST, 23rd Street Entrance",
         "10:20 a.m. Writers and still photographers: Final access 23rd Street Entrance"),
    Fact("the availability is streamed live on state.gov", "Livestream: state.gov", "10:45 a.m. EST on state.gov"),
    Fact("at 10:45 a.m. EST", "streamed live from 10:45 a.m. EST", "streamed live at 10:45 a.m. EST"),
    Fact("follow @StateDept and @StateDeptSpox on Twitter", "Follow on Twitter: @StateDept, @StateDeptSpox",
         "Twitter: @StateDept and @StateDeptSpox"),
    both("and @USAenEspanol, the State Department’s official Spanish-language account",
         "the State Department’s official Spanish-language account"),
)  # fmt: skip

LEFT_OUT = (
    "Left out: the last paragraph of the web page that carried the notice, which tells which office manages the site "
    "and what links to other sites mean. It is about the website, not about the event."
)


@pytest.fixture(scope="module")
def feed() -> dict[str, str]:
    """The press feed: for each entry's summary its texts, each behind the name of its property."""
    calendar = Calendar.from_ical(publishing.feed([plan()], publishing.audience_named("press")))
    return {str(entry["SUMMARY"]): flat(" ".join(texts_of(entry))) for entry in calendar.walk("VEVENT")}


def texts_of(entry: Component) -> Iterator[str]:
    start = entry.decoded("DTSTART")
    yield f"{start:%B} {start.day}, {start.year}"
    for name in ("DESCRIPTION", "LOCATION", "URL"):
        if name in entry:
            yield f"{name} {entry[name]}"


@pytest.fixture(scope="module")
def advisory() -> dict[str, str]:
    """The advisory as plain text, cut at its blank lines: for each block's first line its words."""
    text = publishing.press_advisory(plan(), "text").decode()
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    return {block.strip().splitlines()[0].strip(): flat(block) for block in blocks}


# What people call the parts of the advisory, by how they begin in plain text.
PARTS = {
    "NOTICE TO THE PRESS": "masthead",
    "Secretary Tillerson Hosts": "headline",
    "Secretary of State Rex": "lead",
    "It follows": "lead, second paragraph",
    "What:": "What, When and Where",
    "Who": "Who",
    "Camera spray": "Press access, camera spray",
    "Joint press availability": "Press access, joint press availability",
    "Livestream": "Livestream",
    "Accounts to follow": "Accounts to follow",
}


def part_called(first_line: str) -> str:
    return next(name for begins, name in PARTS.items() if first_line.startswith(begins))


def plan() -> Plan:
    return build(
        eventfile.read(ROOT / "events" / "2017" / "2017-12-14-us-mexico-strategic-dialogue.yaml").event
    )


def flat(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", text)


def places(words: str, texts: dict[str, str]) -> list[str]:
    return [name for name, text in texts.items() if flat(words) in text]


def table(feed: dict[str, str], advisory: dict[str, str]) -> str:
    rows = [
        f"| {fact.says} | {places(fact.in_feed, feed)[0].split(' – ')[0]} "
        f"| {part_called(places(fact.in_advisory, advisory)[0])} |"
        for fact in FACTS
    ]
    head = "| the notice says | feed entry that says it first | part of the advisory |\n|---|---|---|\n"
    return head + "\n".join(rows) + f"\n\n{LEFT_OUT}\n"


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.says)
def test_the_fact_is_in_the_feed_and_in_the_advisory(
    fact: Fact, feed: dict[str, str], advisory: dict[str, str]
) -> None:
    assert places(fact.in_feed, feed), f"not in the feed: {fact.in_feed}"
    assert places(fact.in_advisory, advisory), f"not in the advisory: {fact.in_advisory}"


def test_the_table_in_the_readme_is_this_one(feed: dict[str, str], advisory: dict[str, str]) -> None:
    text = README.read_text()
    start = text.index("\n", text.index(BEGIN)) + 1
    end = text.index(END)
    made = table(feed, advisory)
    if os.environ.get("UPDATE"):
        README.write_text(text[:start] + made + text[end:])
    else:
        assert text[start:end] == made, "UPDATE=1 writes the table anew"
