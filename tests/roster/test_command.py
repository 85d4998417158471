"""``logistics roster``: the same roster as text, JSON and a table, and an exit code that tells of open posts."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from logistics.cli import main
from logistics.eventfile.staff import read_staff
from logistics.roster.ground import Board, Ground
from logistics.roster.moves import smooth
from logistics.roster.problem import Member, Post, Problem
from tests.conftest import ROOT

DIALOGUE = ROOT / "events" / "2017" / "2017-12-14-us-mexico-strategic-dialogue.yaml"
TWELVE = ROOT / "events" / "invented" / "staff-of-twelve.yml"


def roster(staff: Path = TWELVE, *more: str) -> Result:
    """The command on the dialogue of December 14."""
    arguments = ["roster", str(DIALOGUE), "--staff", str(staff), *more]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def staff(tmp_path: Path, **swapped: str) -> Path:
    """The twelve with pieces of their file exchanged."""
    text = TWELVE.read_text(encoding="utf-8")
    for old, new in swapped.items():
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "staff.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_twelve_hold_all_posts_of_december_14_and_none_could_be_held_better() -> None:
    result = roster()
    assert result.exit_code == 0
    assert "15 of 15 posts held, 0 open" in result.stdout
    assert "No roster is better." in result.stdout
    told = json.loads(roster(TWELVE, "--format", "json").stdout)
    assert (len(told["assignments"]), told["open"], told["optimal"]) == (15, [], True)
    assert told["objective"] == told["bound"]


def test_an_open_post_says_why_and_what_would_fill_it(tmp_path: Path) -> None:
    """Without anybody who can speak for the livestream there is nobody left at the first step."""
    nobody = staff(tmp_path, **{"functions: [AV, livestream operator]": "functions: [AV]"})
    result = roster(nobody)
    assert result.exit_code == 1
    assert "Livestream operator, joint press availability, state.gov: OPEN" in result.stdout
    assert "12 people > 0 livestream operators" in result.stdout
    (left,) = json.loads(roster(nobody, "--format", "json").stdout)["open"]
    assert left["post"] == "livestream-operator.availability.1"
    assert left["why"][0].startswith("12 people > 0")
    assert any("serve as livestream operator" in why for why in left["why"])


def test_the_roster_tells_what_the_rules_find_but_open_posts_once(tmp_path: Path) -> None:
    """Silva and his number are gone: Ortega is the only security contact left, and is needed elsewhere."""
    alone = staff(
        tmp_path, **{"functions: [security contact]": "functions: [AV]", "  radio: channel 1\n": "\n"}
    )
    unreached = alone.read_text(encoding="utf-8").replace("    phone: +1 202 555 0101\n", "")
    alone.write_text(unreached, encoding="utf-8")
    text = roster(alone).stdout
    assert text.index("Open: ") < text.index(
        "What the rules find:\n  STF011 Marisol Ortega has posts, and neither"
    )
    assert "STF014 Security contact (8:00 a.m. to 11:45 a.m.): only Marisol Ortega is there" in text
    assert "STF002" not in text
    told = json.loads(roster(alone, "--format", "json").stdout)
    assert [(one["rule"], one["severity"]) for one in told["findings"]] == [
        ("STF002", "error"),
        ("STF011", "warning"),
        ("STF014", "warning"),
    ]
    assert all(one["message"] for one in told["findings"])
    assert told["unchecked"] == []


def test_where_the_rules_find_nothing_the_roster_says_nothing_of_them() -> None:
    assert "What the rules find" not in roster().stdout
    told = json.loads(roster(TWELVE, "--format", "json").stdout)
    assert (told["findings"], told["unchecked"]) == ([], [])


def test_what_could_not_be_checked_is_told(tmp_path: Path) -> None:
    nobody = tmp_path / "staff.yml"
    nobody.write_text(
        TWELVE.read_text() + "rules: [{function: security contact, count: 0}]\n", encoding="utf-8"
    )
    assert "  STF014 not checked: the event has no post of a security contact\n" in roster(nobody).stdout
    (left,) = json.loads(roster(nobody, "--format", "json").stdout)["unchecked"]
    assert left == {"rule": "STF014", "why": "the event has no post of a security contact"}


@pytest.mark.parametrize("code", ["STF001", "stf001"])
def test_the_rules_of_staff_are_in_the_catalogue(code: str) -> None:
    shown = CliRunner().invoke(main, ["rules", code], catch_exceptions=False).stdout
    assert shown.startswith("STF001 Somebody on two posts at once [error]\n\nWhat: ")
    assert "STF001  error    Somebody on two posts at once\n" in CliRunner().invoke(main, ["rules"]).stdout


def test_a_table_is_safe_to_open_elsewhere(tmp_path: Path) -> None:
    rows = list(
        csv.reader(
            StringIO(roster(staff(tmp_path, **{"Dana Whitfield": "'=cmd()'"}), "--format", "csv").stdout)
        )
    )
    assert rows[0][:4] == ["Day", "Reports", "Until", "Post"]
    assert len(rows) == 16
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert any("'=cmd()" in cell for row in rows for cell in row)


PAPERS = [
    "call-sheet.html", "call-sheet.pdf", "post-cards.pdf", "roster-by-person.csv", "roster-by-post.csv",
    "roster.json", "roster.txt",
]  # fmt: skip


def test_with_a_folder_the_roster_is_written_in_every_form(tmp_path: Path) -> None:
    folder = tmp_path / "roster"
    result = roster(TWELVE, "-o", str(folder))
    assert result.exit_code == 0
    people = [person.id for person in read_staff(TWELVE).people]
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == PAPERS
    assert sorted(path.stem for path in (folder / "posts").iterdir()) == sorted(people)
    assert result.stdout == (folder / "roster.txt").read_text(encoding="utf-8")
    assert result.stderr.startswith(f"In {folder}: call-sheet.pdf, call-sheet.html, ")
    assert result.stderr.endswith("roster.json, 12 files in posts.\n")
    first = {path: path.read_bytes() for path in folder.rglob("*.*")}
    roster(TWELVE, "-o", str(folder))
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == first


def test_why_a_post_is_open_stands_on_the_call_sheet_too(tmp_path: Path) -> None:
    nobody = staff(tmp_path, **{"functions: [AV, livestream operator]": "functions: [AV]"})
    assert roster(nobody, "-o", str(tmp_path / "roster")).exit_code == 1
    page = (tmp_path / "roster" / "call-sheet.html").read_text(encoding="utf-8")
    assert "12 people &gt; 0 livestream operators" in page
    assert "serve as livestream operator" in page


def test_a_spreadsheet_sees_that_a_table_is_in_utf_8(tmp_path: Path) -> None:
    roster(TWELVE, "-o", str(tmp_path))
    for name in ("roster-by-post.csv", "roster-by-person.csv"):
        assert (tmp_path / name).read_bytes().startswith(b"\xef\xbb\xbf")
        assert "Lucía Romero" in (tmp_path / name).read_text(encoding="utf-8-sig")


def test_a_name_that_cannot_be_printed_is_told_and_all_else_is_made(tmp_path: Path) -> None:
    result = roster(staff(tmp_path, **{"Dana Whitfield": "惠特菲尔德"}), "-o", str(tmp_path / "roster"))
    assert result.exit_code == 1
    for name in ("call-sheet.pdf", "post-cards.pdf"):
        assert f"{name} was not made. “惠特菲尔德” holds the character “惠”" in result.stderr
        assert not (tmp_path / "roster" / name).exists()
    assert "惠特菲尔德" in (tmp_path / "roster" / "call-sheet.html").read_text(encoding="utf-8")


def test_a_file_is_no_folder_for_the_roster(tmp_path: Path) -> None:
    path = staff(tmp_path)
    result = roster(path, "-o", str(path))
    assert result.exit_code == 2
    assert f"{path} is a file. Name a folder for the kit." in result.stderr
    assert result.stdout == ""


def test_what_is_wrong_with_a_staff_file_is_told_all_at_once(tmp_path: Path) -> None:
    wrong = staff(
        tmp_path,
        **{"functions: [AV]": "functions: [juggler]", "id: abara": "id: romero", "10:30 a.m.]": "late]"},
    )
    result = roster(wrong)
    assert result.exit_code == 2
    assert "“juggler” is not a choice for ‘functions’" in result.stderr
    assert "The id “romero” is given twice" in result.stderr
    assert "late" in result.stderr


def test_a_pin_names_a_post_and_somebody(tmp_path: Path) -> None:
    path = staff(tmp_path)
    path.write_text(path.read_text() + "pinned: [{post: door.nowhere, person: brandt}]\n")
    assert "“door.nowhere” is no post of this event" in roster(path).stderr
    path.write_text(TWELVE.read_text() + "pinned: [{post: runner.2017-12-14, person: nobody}]\n")
    assert "“nobody” is nobody of this file" in roster(path).stderr
    path.write_text(TWELVE.read_text() + "pinned: [{post: runner.2017-12-14, person: vance}]\n")
    held = json.loads(roster(path, "--format", "json").stdout)["assignments"]
    assert {"post": "runner.2017-12-14", "person": "vance"} in held


@pytest.mark.parametrize("answer, is_asked", [("cannot", False), ("can", True)])
def test_whoever_says_that_they_cannot_is_not_asked(tmp_path: Path, answer: str, is_asked: bool) -> None:
    said = staff(
        tmp_path,
        **{
            "answer: if needed}": f"answer: {answer}}}",
            "functions: [room lead, moderator]": "functions: [moderator]",
        },
    )
    held = json.loads(roster(said, "--format", "json").stdout)["assignments"]
    assert any(one["person"] == "dupont" for one in held) == is_asked


def test_two_posts_of_one_group_are_not_traded_for_ever() -> None:
    """A trade within a group changes nothing; it once looked like a gain, again and again."""
    there = Post("there", "escort", 0, 600, 1, group="spray")
    back = Post("back", "escort", 1200, 1800, 1, group="spray")
    people = (
        Member("anna", frozenset({"escort"}), free=((0, 1800),)),
        Member("ben", frozenset({"escort"}), free=((0, 1800),)),
    )
    board = Board(Ground(Problem((there, back), people)), {0: 0, 1: 1})
    smooth(board, trading=True)
    assert len(set(board.held.values())) == 1
