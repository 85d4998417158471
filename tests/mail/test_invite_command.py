"""`logistics invite`: letters from files, shown, written or sent."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from logistics.cli import main
from logistics.mail import calendar_parts
from tests.conftest import ROOT
from tests.mail.post_office import PostOffice
from tests.web.offices import DIALOGUE_FILE

TO = "Example Wire <desk@wire.example>"
FROM = ("--from", "Press <press@office.example>")
OTHER = ROOT / "events" / "2017" / "2017-05-18-us-mexico-strategic-dialogue.yaml"
STAFF = ROOT / "events" / "invented" / "staff-of-twelve.yml"


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The dialogue with its pre-set ten minutes sooner, as the next revision."""
    text = (
        DIALOGUE_FILE.read_text("utf-8").replace("10:00 a.m.", "9:50 a.m.").replace("number: 1", "number: 2")
    )
    path = tmp_path / "later.yaml"
    path.write_text(text, "utf-8")
    return path


def invite(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(main, ["invite", *map(str, arguments)], env=environment)


def test_without_a_server_the_letters_are_only_shown() -> None:
    done = invite(DIALOGUE_FILE, "--to", TO, "--category", "video", *FROM)
    assert done.exit_code == 0
    assert done.stdout.count("Subject: Invitation: ") == 2
    assert "Final access" not in done.stdout, "what writers must do is not for a camera crew"
    assert done.stderr.endswith("2 letters.\n")


def test_after_an_earlier_revision_only_what_has_changed_is_told(later: Path) -> None:
    done = invite(later, "--earlier", DIALOGUE_FILE, "--to", TO, "--category", "video", *FROM)
    assert done.stdout.count("Subject: ") == 1
    assert "Be there: 10:00 a.m. EST, Thursday, December 14, 2017 -> 9:50 a.m. EST" in done.stdout
    assert invite(later, "--earlier", later, "--to", TO, *FROM).stderr.endswith("0 letters.\n")


def test_numbers_rise_with_every_letter_that_the_editions_made(tmp_path: Path) -> None:
    """Taken out and put back without another number in the file: asked, called off, asked again."""
    text = DIALOGUE_FILE.read_text("utf-8")
    preset = "      - {step: pre-set, press: video, at: 10:00 a.m., entrance: 23rd-street}\n"
    without = tmp_path / "without.yaml"
    without.write_text(text.replace(preset, ""), "utf-8")
    told = []
    for earlier in ((), (DIALOGUE_FILE,), (DIALOGUE_FILE, without)):
        file = without if len(earlier) == 1 else DIALOGUE_FILE
        out = tmp_path / str(len(earlier))
        options = [part for path in earlier for part in ("--earlier", path)]
        invite(file, *options, "--to", TO, "--category", "video", *FROM, "-o", out)
        mails = [message_from_bytes(mail.read_bytes(), policy=default) for mail in sorted(out.iterdir())]
        (mail,) = (one for one in mails if "Pre-set" in str(one["Subject"]))
        (calendar,) = calendar_parts(bytes(mail))
        (event,) = Calendar.from_ical(calendar).walk("VEVENT")
        told.append((str(mail["Subject"]).split(":")[0], int(str(event["SEQUENCE"]))))
    assert told == [("Invitation", 0), ("No longer announced", 1), ("New time", 2)]


def test_letters_are_written_as_files_that_mail_programs_open(tmp_path: Path) -> None:
    done = invite(DIALOGUE_FILE, "--to", TO, *FROM, "-o", tmp_path / "mails")
    assert done.exit_code == 0
    files = sorted((tmp_path / "mails").iterdir())
    assert [file.name for file in files] == ["01-request.eml", "02-request.eml", "03-request.eml"]
    mail = message_from_bytes(files[0].read_bytes(), policy=default)
    assert (str(mail["To"]), str(mail["From"])) == (TO, FROM[1])


def test_letters_are_sent_by_the_server_that_is_named(post: PostOffice) -> None:
    url = f"smtp://127.0.0.1:{post.port}"
    assert invite(DIALOGUE_FILE, "--to", TO, *FROM, "--smtp", url).exit_code == 0
    assert len(post.mails("desk@wire.example")) == 3
    assert invite(DIALOGUE_FILE, "--to", TO, *FROM, "--send", LOGISTICS_SMTP=url).exit_code == 0
    assert len(post.mails("desk@wire.example")) == 6
    shown = invite(DIALOGUE_FILE, "--to", TO, *FROM, LOGISTICS_SMTP=url)
    assert shown.exit_code == 0
    assert len(post.taken) == 6, "nothing leaves that nobody asked to send"


def test_a_server_that_refuses_is_told_with_what_did_not_leave(post: PostOffice) -> None:
    post.says["desk@wire.example"] = "550 nobody of that name"
    done = invite(DIALOGUE_FILE, "--to", TO, *FROM, "--smtp", f"smtp://127.0.0.1:{post.port}")
    assert done.exit_code == 1
    assert "550: nobody of that name" in done.stderr
    assert "3 letters did not leave" in done.stderr


def test_a_file_with_errors_is_sent_to_nobody(tmp_path: Path, post: PostOffice) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(DIALOGUE_FILE.read_text("utf-8").replace("10:20 a.m.", "10:50 a.m."), "utf-8")
    done = invite(wrong, "--to", TO, *FROM, "--smtp", f"smtp://127.0.0.1:{post.port}")
    assert done.exit_code == 1
    assert "1 error in" in done.stderr
    assert post.taken == []


def test_a_colleague_is_invited_to_the_posts_that_they_hold() -> None:
    done = invite(
        DIALOGUE_FILE, "--staff", "romero", "--roster", STAFF, "--to", "romero@staff.example", *FROM
    )
    assert done.exit_code == 0
    assert "Subject: Your post: " in done.stdout
    assert "To: romero@staff.example" in done.stdout


@pytest.mark.parametrize(
    "arguments, says",
    [
        ((), "Say whom to write to"),
        (("--staff", "romero"), "say both --staff ID and --roster FILE"),
        (("--to", "Example Wire"), "--to: “Example Wire” holds no mail address"),
        (("--to", TO, "--from", "a@b@c"), "--from: “a@b@c” holds no mail address"),
        (("--to", TO), "names no contact with a mail address"),
        (("--to", TO, *FROM, "--smtp", "nowhere"), "not the address of a mail server"),
        (("--to", TO, *FROM, "--send"), "LOGISTICS_SMTP names no mail server"),
        (("--to", TO, *FROM, "--send", "-o", "x"), "one of --smtp, --send and -o"),
        (("--to", TO, *FROM, "-o", str(STAFF)), "is a file. Name a folder"),
        (("--to", "a@b.example, c@d.example", *FROM), "holds no mail address"),
        (("--to", TO, *FROM, "--earlier", str(OTHER)), "is of another event"),
        (
            ("--staff", "romero", "--roster", str(STAFF), "--earlier", str(DIALOGUE_FILE)),
            "may give posts to others",
        ),
        (("--staff", "nobody", "--roster", str(STAFF), *FROM), "has nobody called “nobody”"),
        (("--staff", "romero", "--roster", str(STAFF), *FROM), "no mail address of Lucía Romero"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments: tuple[str, ...], says: str) -> None:
    done = invite(DIALOGUE_FILE, *arguments)
    assert done.exit_code == 2 or isinstance(done.exception, Exception)
    assert says in f"{done.stderr}{done.exception or ''}"
