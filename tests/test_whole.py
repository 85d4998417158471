"""The whole way, from the bytes of a file to every output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logistics.errors import LogisticsError, Problem, UnusableInput
from logistics.eventfile import EventFile, parse
from logistics.operations import publishing
from logistics.operations.checking import Checked
from logistics.plan import build
from logistics.rules.catalogue import check

EVENTS = Path(__file__).parent.parent / "events"
DIALOGUE = EVENTS / "2017" / "2017-12-14-us-mexico-strategic-dialogue.yaml"
TEXT = DIALOGUE.read_text()

# Places of the file where a person types freely; each is replaced as a whole by other text.
FREE_TEXTS = (
    "title: Secretary Tillerson Hosts the Second U.S.-Mexico Strategic Dialogue on Disrupting Transnational "
    "Criminal Organizations",
    "name: Second U.S.-Mexico Strategic Dialogue",
    "name: U.S. Department of State",
    "office: Office of the Spokesperson",
    "family: Tillerson",
    "title: Secretary of State",
    "name: 23rd Street Entrance",
    "name: Benjamin Franklin Room",
    "address: state.gov",
    "at: 8:30 a.m.",
    "start: 9:00 a.m.",
    "kind: dialogue",
    "zone: America/New_York",
    "date: December 14, 2017",
)

ODD = st.sampled_from(
    [
        "#panic()",
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "| a | b |",
        "\u202egnihton",
        "\x00",
        "\ud800",
        "x" * 5000,
        "BEGIN:VEVENT\r\nUID:1",
        "a;b,c:d\\n\\,",
        "“quoted” ‘text’",
        "مؤتمر صحفي",
        "記者会見",
        "🎥",
        "e\u0301",
        "\ufeff",
        "javascript:alert(1)",
        "9999-12-31",
        "25:00",
        "02:30",
        "no",
        "~",
        "&a *a",
        "%PDF",
        "$math$ *bold* _it_ @ref",
    ]
)
READABLE = st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs"))
ANY_TEXT = st.one_of(ODD, st.text(max_size=40), st.text(READABLE, min_size=200, max_size=320))
TYPED = st.one_of(
    st.tuples(st.sampled_from(FREE_TEXTS[:9]), st.text(READABLE, min_size=1, max_size=60)),
    st.tuples(st.sampled_from(FREE_TEXTS), ANY_TEXT),
)


def quoted(text: str) -> str:
    """The text as a YAML scalar in double quotes; only what YAML cannot hold as it is goes in as an escape."""
    plain = "".join(char for char in text if char.isprintable())
    return json.dumps(text, ensure_ascii=plain != text)


def read_or_problems(data: bytes) -> EventFile | tuple[Problem, ...]:
    try:
        return parse(data, "typed.yaml")
    except UnusableInput as unusable:
        return unusable.problems


def file_or_refusal(result: Checked, name: str) -> bytes | LogisticsError:
    try:
        return publishing.file_named(result, name)
    except LogisticsError as refused:
        return refused


@settings(max_examples=40)
@given(replaced=st.lists(TYPED, min_size=1, max_size=2))
def test_whatever_people_type_is_refused_with_a_sentence_or_reaches_every_output(
    replaced: list[tuple[str, str]],
) -> None:
    text = TEXT
    for place, typed in replaced:
        key = place.split(":")[0]
        text = text.replace(place, f"{key}: {quoted(typed)}", 1)
    file = read_or_problems(text.encode("utf-8", "surrogatepass"))
    if not isinstance(file, EventFile):
        assert file
        assert all(problem.message.rstrip().endswith((".", "?")) for problem in file)
        return
    plan = build(file.event)
    result = Checked(file, plan, check(plan))
    for made in publishing.names_of_files():
        answer = file_or_refusal(result, made.name)
        if isinstance(answer, LogisticsError):
            assert made.name == "advisory.pdf", "only print may lack a character"
            assert str(answer).endswith(".")


TITLES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60)


@settings(max_examples=25)
@given(title=TITLES.map(str.strip).filter(lambda title: len(title) > 3))
def test_a_title_is_never_dropped(title: str) -> None:
    text = TEXT.replace(FREE_TEXTS[1], f"name: {quoted(title)}", 1).replace(
        FREE_TEXTS[0], f"title: {quoted(title)}", 1
    )
    file = read_or_problems(text.encode())
    if not isinstance(file, EventFile):
        return
    plan = build(file.event)
    shown = file.event.title
    plain = publishing.press_advisory(plan, "text").decode()
    assert "".join(shown.split()) in "".join(plain.split())
    unfolded = publishing.feed([plan], publishing.audience_named("press")).replace(b"\r\n ", b"").decode()
    escaped = shown.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert "".join(escaped.split()) in "".join(unfolded.split())


def run_kit(path: Path, folder: Path, seed: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "logistics", "kit", str(path), "-o", str(folder)]
    subprocess.run(
        command,
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"XXX{seed}"},
    )
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("path", sorted(EVENTS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_two_processes_make_the_same_bytes(path: Path, tmp_path: Path) -> None:
    one, two = run_kit(path, tmp_path / "one", "1"), run_kit(path, tmp_path / "two", "2")
    assert len(one) == len(publishing.names_of_files()) + 1
    assert one == two


def test_a_check_imports_nothing_that_it_does_not_use() -> None:
    heavy = ["babel", "flask", "icalendar", "jinja2", "rich", "typst"]
    script = f"""
import sys
from logistics.cli import main
try:
    main(["check", {str(DIALOGUE)!r}])
finally:
    print("imported:", [name for name in {heavy} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "imported: []"
