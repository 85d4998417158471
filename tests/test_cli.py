"""The command: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import stat
import time
from collections.abc import Callable
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Final, TypeVar

import pytest
from click.testing import CliRunner, Result

from logistics.cli import main
from logistics.operations import accounts
from logistics.operations.drafts import create, drafts
from logistics.operations.office import Office, journal_entries, open_office, store_address
from logistics.store.accounts import change_user

T = TypeVar("T")

EVENTS = Path(__file__).parent.parent / "events"
DIALOGUE = EVENTS / "2017" / "2017-12-14-us-mexico-strategic-dialogue.yaml"
TWO_PLUS_TWO = EVENTS / "2019" / "2019-04-19-us-japan-2-plus-2.yaml"


PASSWORD: Final = "a long walk along the quiet river"


def logistics(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def late(tmp_path: Path) -> Path:
    """The December 14 event with final access at 10:50, five minutes after the livestream starts."""
    path = tmp_path / "late.yaml"
    path.write_text(DIALOGUE.read_text().replace("10:20 a.m.", "10:50 a.m."))
    return path


def line_with(path: Path, words: str) -> int:
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if words in line)


def test_a_sound_event_exits_0_and_says_what_was_not_checked() -> None:
    result = logistics("check", DIALOGUE)
    assert result.exit_code == 0
    assert "0 errors, 6 warnings, 3 notes" in result.stdout
    assert "ACC007 not checked: " in result.stdout


def test_a_late_final_access_is_the_one_error_with_both_lines(late: Path) -> None:
    result = logistics("check", late, "--format", "json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    (error,) = [finding for finding in answer["findings"] if finding["severity"] == "error"]
    assert error["rule"] == "ORD001"
    assert "final access" in error["message"].lower()
    assert "joint press availability" in error["message"]
    assert [fact["line"] for fact in error["facts"]] == [line_with(late, "10:50"), line_with(late, "10:45")]
    assert answer["summary"]["errors"] == 1


def test_the_late_final_access_is_told_by_that_finding_alone(late: Path) -> None:
    """No second finding about the same pair: the others are those of the sound event."""
    sound = json.loads(logistics("check", DIALOGUE, "--format", "json").stdout)
    broken = json.loads(logistics("check", late, "--format", "json").stdout)
    rules = [finding["rule"] for finding in broken["findings"]]
    assert sorted(rules) == sorted(["ORD001", *(finding["rule"] for finding in sound["findings"])])


def test_text_gives_path_line_code_and_the_line_itself(late: Path) -> None:
    text = logistics("check", late).stdout
    number = line_with(late, "10:50")
    assert f"{late}:{number}: ORD001 Final access" in text
    assert f"{number:>6} |       - {{step: final access" in text


def test_text_has_no_colour_off_a_terminal(late: Path) -> None:
    assert "\x1b" not in logistics("check", late).stdout


def test_several_files_give_a_list_and_the_worst_exit_code(late: Path) -> None:
    result = logistics("check", DIALOGUE, late, "--format", "json")
    assert result.exit_code == 1
    assert [answer["summary"]["errors"] for answer in json.loads(result.stdout)] == [0, 1]


def test_an_unusable_file_exits_2_with_every_problem_and_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(
        DIALOGUE.read_text().replace("9:00 a.m.", "25:00").replace("room: acheson", "rom: acheson")
    )
    result = logistics("check", path)
    assert result.exit_code == 2
    assert f"{path}:{line_with(path, '25:00')}: " in result.stderr
    assert f"{path}:{line_with(path, 'rom: acheson')}: " in result.stderr
    assert "Traceback" not in result.output


def test_an_unusable_file_beside_a_good_one_hides_neither(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("nothing here")
    result = logistics("check", path, DIALOGUE, "--format", "json")
    assert result.exit_code == 2
    bad, good = json.loads(result.stdout)
    assert bad["event"] is None
    assert bad["problems"]
    assert good["event"] == "us-mexico-strategic-dialogue-2017-12-14"


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    result = logistics("plan", tmp_path / "gone.yaml")
    assert result.exit_code == 2
    assert "gone.yaml" in result.stderr


def test_the_profile_changes_what_is_expected() -> None:
    state = json.loads(logistics("check", DIALOGUE, "--format", "json").stdout)
    presidential = json.loads(
        logistics("check", DIALOGUE, "--format", "json", "--profile", "presidential").stdout
    )
    assert "ORD005" not in {finding["rule"] for finding in state["findings"]}
    assert "ORD005" in {finding["rule"] for finding in presidential["findings"]}


def test_the_plan_in_json_says_what_is_stated_and_what_is_inferred() -> None:
    result = logistics("plan", DIALOGUE, "--format", "json")
    assert result.exit_code == 0
    plan = json.loads(result.stdout)
    points = {point["point"]: point for point in plan["points"]}
    assert plan["consistent"] is True
    assert plan["conflicts"] == []
    assert points["dialogue.start"]["stated"] == "2017-12-14T09:00:00-05:00"
    spray = points["spray.start"]
    assert (spray["stated"], spray["earliest"], spray["latest"]) == (
        None,
        "2017-12-14T08:38:00-05:00",
        "2017-12-14T08:55:00-05:00",
    )
    assert "pick-up for all press is at 8:30 a.m." in spray["because"]
    assert points["dialogue.end"]["latest"] == "2017-12-14T10:35:00-05:00"


def test_a_plan_that_cannot_be_exits_1_and_explains(late: Path) -> None:
    result = logistics("plan", late, "--format", "json")
    assert result.exit_code == 1
    plan = json.loads(result.stdout)
    assert plan["consistent"] is False
    (conflict,) = plan["conflicts"]
    assert [fact["line"] for fact in conflict["facts"]] == [
        line_with(late, "10:50"),
        line_with(late, "10:45"),
    ]


def test_the_plan_as_text_gives_reasons_for_what_is_inferred() -> None:
    text = logistics("plan", DIALOGUE).stdout
    assert "8:38 a.m. to 8:55 a.m." in text
    assert "because the camera spray is before the dialogue" in text


def test_the_plan_as_svg_is_a_drawing() -> None:
    assert "<svg" in logistics("plan", DIALOGUE, "--format", "svg").stdout[:400]


@pytest.mark.parametrize("form", ["pdf", "html", "text", "markdown"])
def test_an_advisory_is_written_where_it_is_asked_for(tmp_path: Path, form: str) -> None:
    target = tmp_path / "folder" / "advisory"
    assert logistics("advisory", DIALOGUE, "--format", form, "-o", target).exit_code == 0
    shown = logistics("advisory", DIALOGUE, "--format", form)
    assert target.read_bytes() == shown.stdout_bytes
    assert [path.name for path in target.parent.iterdir()] == ["advisory"]


def test_a_language_that_we_do_not_have_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    from logistics import cli  # noqa: PLC0415 - the entry point under test, run as a whole

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "sys.argv", ["logistics", "advisory", str(DIALOGUE), "--format", "text", "--lang", "xx"]
        )
        with pytest.raises(SystemExit) as stopped:
            cli.run()
    assert stopped.value.code == 2
    assert "xx" in capsys.readouterr().err


def test_the_event_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "event.yaml"
    path.write_bytes(DIALOGUE.read_bytes())
    for arguments in (["advisory", path, "--format", "text"], ["feed", path, "--audience", "press"]):
        result = logistics(*arguments, "-o", path)
        assert result.exit_code == 2
        assert "is the event file itself" in result.stderr
    assert path.read_bytes() == DIALOGUE.read_bytes()


def test_a_folder_is_not_written_into_as_a_file(tmp_path: Path) -> None:
    result = logistics("feed", DIALOGUE, "--audience", "press", "-o", tmp_path)
    assert result.exit_code == 2
    assert "is a folder" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_kit_needs_a_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    result = logistics("kit", DIALOGUE, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert (tmp_path / "out").read_text() == "mine"


def test_what_is_made_of_a_broken_event_says_so(late: Path) -> None:
    result = logistics("advisory", late, "--format", "text")
    assert result.exit_code == 0
    assert "1 error in " in result.stderr


def test_the_plan_says_the_day_of_a_time_of_another_day() -> None:
    assert "Dec 13, midnight to the end of Dec 13" in logistics("plan", DIALOGUE).stdout


def test_a_plan_in_two_zones_says_which() -> None:
    summit = next((EVENTS / "invented").glob("*.yaml"))
    text = logistics("plan", summit).stdout
    assert " CDT" in text
    assert " CST" in text


def test_a_feed_of_several_events_is_one_calendar() -> None:
    feed = logistics("feed", DIALOGUE, TWO_PLUS_TWO, "--audience", "press").stdout_bytes
    assert feed.count(b"BEGIN:VCALENDAR") == 1
    assert b"20171214T083000" in feed
    assert b"20190419T071500" in feed


def test_a_category_of_the_public_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    from logistics import cli  # noqa: PLC0415 - the entry point under test, run as a whole

    arguments = ["logistics", "feed", str(DIALOGUE), "--audience", "public", "--category", "video"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", arguments)
        with pytest.raises(SystemExit) as stopped:
            cli.run()
    assert stopped.value.code == 2
    assert "Only the press has categories" in capsys.readouterr().err


def test_the_kit_holds_every_file_and_says_where(tmp_path: Path) -> None:
    result = logistics("kit", DIALOGUE, "-o", tmp_path / "out")
    assert result.exit_code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {
        "index.html",
        "advisory.pdf",
        "calendar-press-video.ics",
        "run-of-show.html",
        "findings.json",
    } <= names
    assert "index.html" in result.stdout
    assert "PRN006" in result.stdout
    index = (tmp_path / "out" / "index.html").read_text()
    assert all(name in index for name in names - {"index.html"})


def test_the_kit_is_the_same_bytes_twice(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        logistics("kit", DIALOGUE, "-o", tmp_path / folder)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")
    )
    assert one == two


def test_the_kit_of_a_broken_event_is_made_and_exits_1(tmp_path: Path, late: Path) -> None:
    result = logistics("kit", late, "-o", tmp_path / "out")
    assert result.exit_code == 1
    index = (tmp_path / "out" / "index.html").read_text()
    assert "ORD001" in index
    assert "Not ready to send." in index
    assert "Send or publish these." not in index


def test_rules_lists_all_and_tells_one() -> None:
    listing = logistics("rules").stdout
    assert "ORD001" in listing
    assert "PUB027" in listing
    page = logistics("rules", "ord001").stdout
    for heading in ("What: ", "Why: ", "Bad: ", "Good: ", "Source: "):
        assert heading in page


def test_an_unknown_rule_is_a_sentence() -> None:
    result = logistics("rules", "XYZ999")
    assert result.exit_code == 2
    assert "There is no rule XYZ999" in result.stderr


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a new office, named by the environment."""
    for name in ("LOGISTICS_DATABASE_URL", "LOGISTICS_PUBLIC_URL", "LOGISTICS_BEHIND_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOGISTICS_INSTANCE", str(tmp_path / "instance"))
    return tmp_path / "instance"


def said(*arguments: object) -> str:
    """What a command says that stops with 2, run as a whole."""
    from logistics import cli  # noqa: PLC0415 - the entry point under test, run as a whole

    with pytest.MonkeyPatch.context() as patch, redirect_stderr(StringIO()) as written:
        patch.setattr("sys.argv", ["logistics", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.run()
    assert stopped.value.code == 2
    return written.getvalue()


def with_office(folder: Path, act: Callable[[Office], T]) -> T:
    office = open_office(store_address(folder))
    try:
        return act(office)
    finally:
        office.database.dispose()


def test_the_first_link_makes_the_first_administrator(folder: Path) -> None:
    result = logistics("admin-link")
    assert result.exit_code == 0
    assert "15 minutes" in result.stderr
    address, token = result.stdout.rstrip("\n").rsplit("/", 1)
    assert address == "http://127.0.0.1:8000/first"

    def accept(office: Office) -> None:
        accounts.accept_first(office.database, token, "ada", "Ada", PASSWORD, int(time.time()))

    with_office(folder, accept)
    told = said("admin-link")
    assert "logistics admin-link NAME (ada)" in told


@pytest.mark.parametrize("lost", [False, True])
def test_an_administrator_who_is_locked_out_gets_in_again(folder: Path, lost: bool) -> None:
    logistics("admin-link")
    now = int(time.time())

    def locked_out(office: Office) -> None:
        database = office.database
        accounts.invite(database, "somebody", "ada", "Ada", accounts.Role.ADMINISTRATOR, now)
        accounts.invite(database, "somebody", "ben", "Ben", accounts.Role.APPROVER, now)
        with database.writing() as connection:
            change_user(connection, "ada", second_factor="JBSWY3DPEHPK3PXP", second_factor_step=1)

    with_office(folder, locked_out)
    result = logistics("admin-link", "Ada", *["--lost-second-factor"] * lost, "--port", 8080)
    assert "three days" in result.stderr
    address, token = result.stdout.rstrip("\n").rsplit("/", 1)
    assert address == "http://127.0.0.1:8080/invited"

    def back(office: Office) -> accounts.Person:
        accounts.accept_invite(office.database, token, PASSWORD, now)
        return accounts.person(office.database, "ada")

    assert with_office(folder, back).has_second_factor is not lost
    assert "The account “ben” is not an administrator’s." in said("admin-link", "ben")
    assert "Nobody has an account called “eve”. The administrators are: ada." in said("admin-link", "eve")


def test_the_paths_of_links_are_those_of_the_pages(folder: Path) -> None:
    """The command makes them without the application, which starts slowly."""
    from web.app import create_app  # noqa: PLC0415 - flask is needed here alone

    app = create_app()
    with app.test_request_context():
        for endpoint, path in (("door.first", "/first/x"), ("door.invited", "/invited/x")):
            assert app.url_for(endpoint, token="x") == path
    app.config["OFFICE"].database.dispose()
    assert folder.exists()


def test_an_office_is_backed_up_and_put_back(folder: Path, tmp_path: Path) -> None:
    now, file = int(time.time()), tmp_path / "safe" / "office.backup"

    def names(office: Office) -> list[str]:
        return [item.event.id for item in drafts(office)]

    with_office(folder, lambda office: create(office, DIALOGUE.read_text(), "ada", now))
    assert f"{file} holds everything" in logistics("backup", file).stdout
    with_office(folder, lambda office: create(office, TWO_PLUS_TWO.read_text(), "ada", now))
    assert "Give the backup another name" in said("backup", file)
    assert "holds 2 events" in said("restore", file)
    assert len(with_office(folder, names)) == 2
    assert "Start it again" in logistics("restore", file, "--replace").stdout
    assert with_office(folder, names) == ["us-mexico-strategic-dialogue-2017-12-14"]
    (newest, *_) = with_office(folder, lambda office: journal_entries(office, 1))
    assert (newest.did, newest.detail) == ("restored a backup", {"file": "office.backup"})


def test_an_office_is_put_back_where_there_is_none(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    with_office(elsewhere, lambda office: create(office, DIALOGUE.read_text(), "ada", int(time.time())))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOGISTICS_INSTANCE", str(elsewhere))
        logistics("backup", tmp_path / "file")
    assert not folder.exists()
    assert logistics("restore", tmp_path / "file").exit_code == 0
    assert len(with_office(folder, drafts)) == 1
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.usefixtures("folder")
def test_what_cannot_be_backed_up_or_put_back_is_a_sentence(tmp_path: Path) -> None:
    assert "cannot be used" in said("backup", tmp_path / "file")
    assert not (tmp_path / "file").exists()
    assert "cannot be read" in said("restore", tmp_path / "gone")
    assert "is not a backup" in said("restore", DIALOGUE)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help(command: str) -> None:
    text = logistics(command, "--help").stdout
    assert main.commands[command].help
    assert "Usage" in text


def test_a_feed_after_an_earlier_revision_keeps_the_numbers_of_what_has_not_changed(tmp_path: Path) -> None:
    later = tmp_path / "later.yaml"
    text = DIALOGUE.read_text("utf-8").replace("10:00 a.m.", "9:50 a.m.").replace("number: 1", "number: 2")
    later.write_text(text, "utf-8")
    arguments = ["feed", later, "--audience", "press", "--earlier", DIALOGUE, "--alarm", "20"]
    feed = logistics(*arguments).stdout_bytes
    assert feed.count(b"SEQUENCE:1\r\n") == 1
    assert feed.count(b"SEQUENCE:0\r\n") == 4
    assert b"TRIGGER:-PT20M" in feed
