"""What the server writes down opens nothing: no key, no query and no password stands in a line."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logistics.operations.accounts.keys import new_key
from web.loglines import HIDDEN, JsonLines, shown, without_secrets

KEYS = st.builds(new_key)
FOLDERS = st.sampled_from(["feeds", "first", "invited", "Feeds", "FIRST"])
AROUND = st.sampled_from(["", ".ics", "/", " HTTP/1.1", "%20", "?x=1", "/more"])
BEFORE = st.sampled_from(["/", "//", "/press/", "/\n", "/%0A", "/public/"])


@given(key=KEYS, folder=FOLDERS, before=BEFORE, after=AROUND)
def test_no_path_shows_a_key(key: str, folder: str, before: str, after: str) -> None:
    line = shown(f"{before}{folder}/{key}{after}")
    assert key not in line
    assert HIDDEN in line


@given(path=st.text(st.characters(max_codepoint=255)))
def test_a_path_is_one_word_whatever_was_asked_for(path: str) -> None:
    assert all("!" <= character <= "~" for character in shown(path))


@pytest.mark.parametrize(
    "path",
    ["/", "/events/us-mexico-strategic-dialogue-2017-12-14/edit/sessions", "/public/visit.ics", "/feeds"],
)
def test_other_paths_are_shown_as_they_are(path: str) -> None:
    assert shown(path) == path


@given(key=KEYS, before=st.sampled_from(["", "token ", "Bearer ", "'", "key="]))
def test_no_error_tells_a_key(key: str, before: str) -> None:
    assert key not in without_secrets(f"could not read {before}{key}' at 3")


@given(key=st.text(st.sampled_from("abc123-_"), min_size=1, max_size=12), folder=FOLDERS)
def test_no_error_tells_what_follows_in_the_address_of_a_key(key: str, folder: str) -> None:
    said = without_secrets(f"Invalid request line: 'GET /{folder}/{key}.ics HTTP/9'")
    assert said == f"Invalid request line: 'GET /{folder}/{HIDDEN} HTTP/9'"


def test_no_error_tells_a_query_or_a_password() -> None:
    said = without_secrets("GET /login?next=/events&q=wire on postgresql://office:s3cr:et@db.example/press")
    assert said == "GET /login?*** on postgresql://office:***@db.example/press"


def test_an_error_is_told_otherwise_as_it_is() -> None:
    said = "fault 1a2b3c4d at GET events.event: what now? 3 of 4 (us-mexico-strategic-dialogue-2017-12-14)"
    assert without_secrets(said) == said


def record(words: str) -> logging.LogRecord:
    """What is logged of a fault that says these words."""
    try:
        raise ValueError(words)
    except ValueError:
        return logging.LogRecord("web", logging.ERROR, "x.py", 1, "fault %s", ("1a2b",), sys.exc_info())


@given(words=st.text())
def test_a_fault_is_one_line_of_json_with_its_trace(words: str) -> None:
    line = JsonLines().format(record(words))
    told = json.loads(line)
    assert len(line.splitlines()) == 1
    assert (told["level"], told["message"]) == ("error", "fault 1a2b")
    assert "ValueError" in told["trace"]
    assert told["at"].endswith("Z")


@given(key=KEYS)
def test_no_trace_tells_a_key(key: str) -> None:
    assert key not in JsonLines().format(record(f"nothing under {key}"))
