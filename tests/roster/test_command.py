"""``logistics roster``: the same roster as text, JSON and a table, and an exit code that tells of open posts."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from logistics.cli import main
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
