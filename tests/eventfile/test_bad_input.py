"""Files that no press officer meant: nothing crashes, nothing is passed over, and each refusal is a sentence."""

import io
import re
import zipfile

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from logistics.errors import Problem, UnusableInput
from logistics.eventfile import parse, write
from logistics.eventfile.reading import MOST_PROBLEMS
from tests.eventfile.generate import ROOT

LEAST = (ROOT / "tests/examples/valid/least.yaml").read_text(encoding="utf-8")
DECEMBER_14 = (ROOT / "events/2017/2017-12-14-us-mexico-strategic-dialogue.yaml").read_text(encoding="utf-8")


def _with_title(title: str) -> bytes:
    return LEAST.replace("River Talks", title, 1).encode("utf-8", "surrogatepass")


def _archive(part: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(part, "River Talks")
    return whole.getvalue()


_MANY = "sessions:\n" + "".join(f"  - {{id: a{n}, kind: b{n}, before: c{n}}}\n" for n in range(2_000))


@pytest.mark.parametrize(
    "data, line, said",
    [
        (b"", 1, "The file is empty"),
        (b"\n# nothing\n", 1, "The file is empty"),
        (b"---\n", 1, "The file is empty"),
        (b"null\n", 1, "The file is empty"),
        (b"a: " + b"x" * 2_000_000, None, "larger than 1,000,000 bytes"),
        (b"[" * 2_000 + b"]" * 2_000, 1, "more than 20 deep"),
        (b"- " * 2_000, 1, "more than 20 deep"),
        (b"{a: " * 2_000, 1, "more than 20 deep"),
        (b"title: River\x00Talks", 1, "a control character (U+0000)"),
        (b"id: x\ntitle: \x1b[31mRiver", 2, "a control character (U+001B)"),
        (_with_title("River\ud800Talks"), 2, "not UTF-8"),
        (_with_title("River\u202eTalks"), 2, "changes the reading order or breaks lines (U+202E)"),
        (_with_title("River\u2028Talks"), 2, "(U+2028)"),
        (_with_title("River\ufeffTalks"), 2, "(U+FEFF)"),
        (_with_title("River\u200bTalks"), 2, "The line holds an invisible character (U+200B). Delete it"),
        (_with_title('"River\\u200bTalks"'), 2, "‘title’ holds an invisible character (U+200B)"),
        (_with_title("River\u00adTalks"), 2, "(U+00AD)"),
        (_with_title("River\U000e0041Talks"), 2, "(U+E0041)"),
        (_with_title('"River\\x07Talks"'), 2, "‘title’ holds a control character (U+0007)"),
        (_with_title('"River\\u202eTalks"'), 2, "‘title’ holds an invisible character"),
        (_with_title('"River\\ud800Talks"'), 2, "stands for no character"),
        (_with_title('"River\\nTalks"'), 2, "‘title’ must be one line"),
        (_with_title("x" * 5_000), 2, "‘title’ is 5,000 characters long, and at most 300 fit"),
        (_with_title("''"), 2, "‘title’ is empty"),
        (_with_title("~"), 2, "‘title’ is missing"),
        (b"id: x\ntitle: R\xe9union\n", 2, "not UTF-8"),
        (LEAST.encode("utf-16"), None, "text in the encoding UTF-16. Save it with the encoding UTF-8"),
        (b"\xfe\xff" + LEAST.encode("utf-16-be"), None, "text in the encoding UTF-16"),
        (LEAST.encode("utf-32"), None, "text in the encoding UTF-32"),
        (
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
            None,
            "This is a PDF document, not an event file. Write the event",
        ),
        (b"%PDF-1.7\n" + b"x" * 2_000_000, None, "This is a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "This is a Word, Excel or PowerPoint document"),
        (b"\x89PNG\r\n\x1a\n", None, "This is a picture (PNG)"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", None, "This is a picture (JPEG)"),
        (b"{\\rtf1\\ansi River Talks}", None, "This is a document in rich text"),
        (
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
            None,
            "“logistics import FILE.ics” makes an event file of it.",
        ),
        (b"\xef\xbb\xbf\nbegin:vcalendar\n", None, "This is a calendar"),
        (_archive("word/document.xml"), None, "This is a Word document, not an event file."),
        (_archive("xl/workbook.xml"), None, "This is an Excel workbook, not an event file."),
        (_archive("notes.txt"), None, "This is a ZIP archive, not an event file."),
        (LEAST.replace("2031-06-01", "9999-06-01").encode(), 7, "The year 9999 is outside 1900 to 2199"),
        (b'"a\\u0007b": c\n' + LEAST.encode(), 1, "‘a[U+0007]b’ is not a key here"),
        (b"sessions[0]: c\n" + LEAST.encode(), 1, "‘sessions[0]’ is not a key here"),
        (("k" * 500 + ": c\n").encode() + LEAST.encode(), 1, "‘" + "k" * 59 + "…’ is not a key here"),
        (LEAST.replace("9:00 a.m.", '"\\0"').encode(), 9, "cannot be seen"),
        (_MANY.encode(), None, f"There are more problems; these are the first {MOST_PROBLEMS}"),
    ],
    ids=lambda value: ascii(value)[:40] if isinstance(value, str) else None,
)
def test_bad_input_gets_a_sentence_with_its_line(data: bytes, line: int | None, said: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        parse(data, "event.yaml")
    found = [problem.line for problem in caught.value.problems if said in problem.message]
    assert found == [line], caught.value.problems[:5]


@pytest.mark.parametrize(
    "key, said, offered",
    [
        ("status", "confirmed", "planned"),
        ("status", "Scheduled", "planned"),
        ("status", "on", "planned"),
        ("status", "canceled", "cancelled"),
        ("status", "delayed", "postponed"),
        ("status", "rescheduled", "postponed"),
        ("status", "unconfirmed", "to be confirmed"),
        ("kind", "press avail", "press availability"),
        ("kind", "avail", "press availability"),
        ("kind", "JPA", "joint press availability"),
        ("kind", "spray", "camera spray"),
        ("kind", "presser", "press conference"),
        ("kind", "pull-aside", "bilateral meeting"),
        ("kind", "bilat", "bilateral meeting"),
        ("kind", "dialog", "dialogue"),
        ("coverage", "open press", "open"),
        ("coverage", "closed press", "closed"),
        ("coverage", "pool", "pooled"),
        ("step", "preset", "pre-set"),
        ("step", "pickup", "pick-up"),
    ],
)
def test_the_choice_offered_is_what_was_meant_before_what_is_spelt_alike(
    key: str, said: str, offered: str
) -> None:
    access = f", access: [{{step: {said}, press: all, at: 9:00}}]" if key == "step" else f", {key}: {said}"
    kind = "" if key == "kind" else ", kind: dialogue"
    text = LEAST[: LEAST.index("sessions:")] + f"sessions: [{{id: talks{kind}{access}}}]\n"
    (problem,) = _problems(text.encode())
    assert f"“{said}” is not a choice for ‘{key}’. Did you mean {offered}? If not," in problem.message


@pytest.mark.parametrize(
    "said, offered",
    [
        ("Gespräch", "gesprach"),
        ("Día 2", "dia-2"),
        ("Großes Treffen", "grosses-treffen"),
        ("会談", "camera-spray"),
    ],
)
def test_the_short_name_offered_keeps_the_letters_without_their_accents(said: str, offered: str) -> None:
    (problem,) = _problems(LEAST.replace("id: river-talks", f"id: {said}").encode())
    assert problem.message.endswith(f"such as {offered}.")


def test_all_lines_with_bad_characters_are_named() -> None:
    with pytest.raises(UnusableInput) as caught:
        parse(b"a: \x00\nb: c\nd: \x07\n", "event.yaml")
    assert [problem.line for problem in caught.value.problems] == [1, 3]


@pytest.mark.parametrize(
    "text",
    [
        "sessions:\n" + "- {}\n" * 20_000,
        "venues:\n" + "".join(f"- {{id: a{n}, zone: z{n}}}\n" for n in range(20_000)),
        "sessions:\n"
        + "".join(f"- {{id: a{n}, kind: hold, before: z{n}, room: r{n}}}\n" for n in range(10_000)),
        "".join(f"key{n}: z\n" for n in range(40_000)),
        "sources: [" + "b," * 100_000 + "]\n",
        "a: " + "{b: " * 18 + "c" + "}" * 18 + "\n" + "".join(f"- {n}\n" for n in range(20_000)),
    ],
    ids=["sessions", "zones", "references", "keys", "flow list", "not YAML"],
)
def test_a_large_bad_file_is_answered_with_its_first_problems(text: str) -> None:
    """Each is answered within a second; a check that compares everything with everything would take minutes."""
    with pytest.raises(UnusableInput) as caught:
        parse(text.encode(), "event.yaml")
    assert len(caught.value.problems) <= MOST_PROBLEMS + 1


def _problems(data: bytes) -> tuple[Problem, ...]:
    try:
        parse(data, "event.yaml")
    except UnusableInput as error:
        return error.problems or (Problem("Refused, and no reason given"),)
    return ()


def _holds_of_any_bytes(data: bytes) -> None:
    """They are an event that is written and read back, or have problems, each a sentence with a line of the file."""
    problems = _problems(data)
    for problem in problems:
        assert problem.message[0].isupper() or problem.message[0] in "“‘0123456789", problem.message
        assert problem.message.endswith((".", "?")), problem.message
        assert "pydantic" not in problem.message
        assert "Value error" not in problem.message
        assert problem.line is None or 1 <= problem.line <= len(re.split(rb"\r\n?|\n", data))
    if not problems:
        event = parse(data, "event.yaml").event
        assert parse(write(event).encode(), "event.yaml").event == event


@given(data=st.binary(max_size=300))
@example(b"*")
@example(b"? ")
@example(b"!<")
@example(b"%YAML 3.0\n---\n")
@example(b"- &a [*a]\n")
@example(b"{?a: b}")
@example(b"\xef\xbb\xbf")
def test_any_bytes(data: bytes) -> None:
    _holds_of_any_bytes(data)


_SIGNS = st.lists(
    st.sampled_from([*"abc:-?[]{},&*!|>'\"%@`#~<\\ \n\t", "\n  ", ": ", "- ", "id: ", "<<: "]), max_size=40
)


@given(text=_SIGNS.map("".join))
def test_any_signs_of_yaml(text: str) -> None:
    _holds_of_any_bytes(text.encode())


_KEYS = st.sampled_from(
    [
        "id",
        "title",
        "date",
        "zone",
        "sessions",
        "venues",
        "rooms",
        "room",
        "kind",
        "start",
        "access",
        "press",
        "at",
        "name",
    ]
) | st.text(max_size=5)
_VALUES = st.recursive(
    st.text(max_size=12) | st.none() | st.booleans() | st.integers() | st.floats() | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=20,
)


@given(tree=st.dictionaries(_KEYS, _VALUES, max_size=8), least=st.booleans())
def test_any_tree(tree: dict[str, object], least: bool) -> None:
    whole = {**(yaml.safe_load(LEAST) if least else {}), **tree}
    _holds_of_any_bytes(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).encode("utf-8", "replace"))


_LINES = DECEMBER_14.splitlines()
_ODD = "\x00\u202e\ud800\t@*&!\"'{[]}:,#|>%`é\u0301😀\ufeff\u2028"


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    """December 14 after one to three slips of a hand."""
    lines = list(_LINES)
    for _ in range(draw(st.integers(1, 3))):
        place, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        match draw(
            st.sampled_from(["delete", "double", "swap lines", "swap values", "insert", "indent", "cut"])
        ):
            case "delete":
                del lines[place]
            case "double":
                lines.insert(place, line)
            case "swap lines":
                lines[place], lines[other] = lines[other], lines[place]
            case "swap values":
                (key, _, value), (key2, _, value2) = line.partition(": "), lines[other].partition(": ")
                lines[place], lines[other] = f"{key}: {value2}", f"{key2}: {value}"
            case "insert":
                column = draw(st.integers(0, len(line)))
                lines[place] = line[:column] + draw(st.sampled_from(_ODD)) + line[column:]
            case "indent":
                lines[place] = " " * draw(st.integers(1, 3)) + line
            case "cut":
                lines[place] = line[: draw(st.integers(0, len(line)))]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


@given(data=_mutated())
def test_any_slip_in_december_14(data: bytes) -> None:
    _holds_of_any_bytes(data)
