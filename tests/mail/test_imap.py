"""The office's mailbox on a mail server: what came is read, nothing is changed, and every failure is a sentence."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logistics.mail import Mailbox, NoMailbox, UnusableServer, calendar_parts, imap
from logistics.mail.received import LARGEST
from logistics.moments import HOUR
from tests.mail.imap_server import NAME, PASSWORD, MailServer, certificate, started
from tests.missing import missing

NOW = 1_513_000_000
DAY = 24 * HOUR
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    with started() as made:
        yield made


def mail(subject: str, calendar: bytes | None = None, name: str = "reply.ics") -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Hanne Brandt <Brandt@Staff.Example>", subject
    made.set_content("Hello.\n" * 50)
    if calendar is not None:
        made.add_attachment(calendar, "text", "calendar", filename=name)
    return bytes(made)


def subjects(mailbox: Mailbox, since: int = NOW - DAY) -> list[str]:
    return [one.subject for one in mailbox.received(since)]


def refusal(mailbox: Mailbox) -> str:
    with pytest.raises(NoMailbox) as found:
        list(mailbox.received(NOW))
    assert PASSWORD not in str(found.value)
    return str(found.value)


# ---- reading ---------------------------------------------------------------------------------------------------------


def test_a_mail_with_a_calendar_is_read_whole_and_one_without_by_its_header(server: MailServer) -> None:
    server.fill("Both", [(mail("Accepted: Door", CALENDAR), NOW), (mail("Lunch — calendar?"), NOW + 60)])
    accepted, lunch = server.mailbox("Both").received(NOW - DAY)
    assert (accepted.sender, accepted.subject, accepted.at) == ("brandt@staff.example", "Accepted: Door", NOW)
    assert calendar_parts(accepted.data) == (CALENDAR,)
    assert (lunch.sender, lunch.subject, lunch.at) == ("brandt@staff.example", "Lunch — calendar?", NOW + 60)
    assert b"Hello" not in lunch.data
    assert not accepted.problem
    assert lunch.problem == "It holds no calendar: somebody should read it."


def test_reading_changes_nothing_there(server: MailServer) -> None:
    server.fill("Unread", [(mail("Accepted: Door", CALENDAR), NOW), (mail("Lunch"), NOW)])
    for _ in range(2):
        assert subjects(server.mailbox("Unread")) == ["Accepted: Door", "Lunch"]
    with server.signed_in() as signed_in:
        signed_in.select("Unread")
        flags = [signed_in.uid("SEARCH", which)[1] for which in ("UNSEEN", "SEEN", "DELETED")]
    assert [len((found or b"").split()) for (found,) in flags] == [2, 0, 0]


def test_what_came_long_ago_is_not_read_again(server: MailServer) -> None:
    server.fill("Old", [(mail("Old", CALENDAR), NOW - 20 * DAY), (mail("New", CALENDAR), NOW)])
    assert subjects(server.mailbox("Old"), NOW - 14 * DAY) == ["New"]
    assert subjects(server.mailbox("Old"), NOW - 30 * DAY) == ["Old", "New"]
    assert subjects(server.mailbox("Old"), NOW + 30 * DAY) == []


def test_what_came_on_the_first_day_is_read_by_whatever_clock_the_server_counts_days(
    server: MailServer,
) -> None:
    server.fill("Edge", [(mail("Edge", CALENDAR), NOW)])
    for hours in (0, 1, 13, 23):
        assert subjects(server.mailbox("Edge"), NOW - hours * HOUR) == ["Edge"]


def test_a_mail_that_is_too_large_is_told_and_not_read(server: MailServer) -> None:
    server.fill("Large", [(mail("Large", CALENDAR * (LARGEST // 20)), NOW), (mail("Small", CALENDAR), NOW)])
    large, small = server.mailbox("Large").received(NOW - DAY)
    assert (large.subject, large.problem) == ("Large", "It is larger than 2 MB, and was not read.")
    assert len(large.data) < 1_000
    assert calendar_parts(small.data) == (CALENDAR,)


def test_a_large_mailbox_is_read_in_bunches(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "_AT_ONCE", 7)
    monkeypatch.setattr(imap, "_WHOLE_AT_ONCE", 2)
    each = [mail(f"Mail {number}", CALENDAR if number % 2 else None) for number in range(30)]
    server.fill("Many", [(data, NOW) for data in each])
    found = list(server.mailbox("Many").received(NOW - DAY))
    assert [one.subject for one in found] == [f"Mail {number}" for number in range(30)]
    assert [len(calendar_parts(one.data)) for one in found] == [0, 1] * 15
    assert len({one.key for one in found}) == 30


def test_a_name_of_a_file_can_hold_quotes_brackets_and_a_calendar_any_case(server: MailServer) -> None:
    odd = mail("Odd", CALENDAR, 'a "b" (c) {5}.ics').replace(b"text/calendar", b"TEXT/CALENDAR")
    server.fill("Odd", [(odd, NOW), (mail("Next", CALENDAR), NOW)])
    assert [len(calendar_parts(one.data)) for one in server.mailbox("Odd").received(NOW - DAY)] == [1, 1]


def test_an_empty_folder_has_no_mails(server: MailServer) -> None:
    server.fill("Empty", [])
    assert subjects(server.mailbox("Empty")) == []


def test_a_folder_is_called_as_people_call_it(server: MailServer) -> None:
    """RFC 3501 §5.1.3: it is sent in an alphabet of its own."""
    server.fill('"R&AOk-ponses &- \\"&ZeVnLIqe-\\""', [(mail("There", CALENDAR), NOW)])
    assert subjects(server.mailbox('Réponses & "日本語"')) == ["There"]


# ---- failures --------------------------------------------------------------------------------------------------------


def test_a_wrong_password_a_missing_folder_and_a_server_that_is_away_are_sentences(
    server: MailServer,
) -> None:
    wrong = Mailbox.at(server.url(password="something-else"))
    said = refusal(wrong)
    assert said.startswith(f"127.0.0.1 does not let “{NAME}” in: ")
    assert "something-else" not in said
    assert refusal(server.mailbox("Nowhere")).startswith("127.0.0.1 does not open the folder “Nowhere”: ")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        away = Mailbox.at(f"imap://a:b@127.0.0.1:{free.getsockname()[1]}")
    assert "cannot be read: Connection refused." in refusal(away)
    assert "cannot be read" in refusal(Mailbox.at(f"imap://a:b@{'x' * 70}.example"))


def test_a_password_is_not_sent_in_clear_over_a_network(server: MailServer) -> None:
    """0.0.0.0 leads here, and is no address of this machine that could be trusted as such."""
    there = server.url().replace("127.0.0.1", "0.0.0.0")
    assert "offers no TLS" in refusal(Mailbox.at(there))


def test_who_wants_tls_from_a_server_that_speaks_none_gets_a_sentence(server: MailServer) -> None:
    there = server.url().replace("imap://", "imaps://")
    assert refusal(Mailbox.at(there)).startswith("127.0.0.1 cannot be spoken with safely: ")


def test_tls_is_used_where_it_is_offered_with_a_certificate_that_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("openssl") is None:
        missing("openssl is not installed here.", "sudo apt install openssl")
    made, key = certificate(tmp_path)
    with started("--cert", str(made), "--key", str(key)) as server:
        assert "certificate" in refusal(server.mailbox())
        monkeypatch.setenv("SSL_CERT_FILE", str(made))
        assert subjects(server.mailbox()) == []


@contextmanager
def speaking(*lines: bytes) -> Iterator[Mailbox]:
    """A server that says its lines, one for each that it hears, and goes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)

        def talk() -> None:
            connection, _ = listening.accept()
            with connection, connection.makefile("rb") as heard:
                connection.settimeout(5)
                connection.sendall(lines[0])
                for line in lines[1:]:
                    tag = heard.readline().partition(b" ")[0]
                    connection.sendall(line.replace(b"TAG", tag))

        thread = threading.Thread(target=talk)
        thread.start()
        yield Mailbox.at(f"imap://name:secret-word@127.0.0.1:{listening.getsockname()[1]}")
        thread.join()


HELLO = (b"* OK here\r\n", b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n")
OPEN = (*HELLO, b"TAG OK in\r\n", b"* 1 EXISTS\r\nTAG OK [READ-ONLY]\r\n")
ODD = {
    "it hangs up at once": (b"",),
    "it is no mail server": (b"SSH-2.0-OpenSSH_9.6\r\n",),
    "it is busy": (b"* BYE too many of you\r\n",),
    "it says nothing that can be read": (b"\xff\xfe\x00\r\n",),
    "it knows no IMAP4": (b"* OK\r\n", b"* CAPABILITY IMAP2\r\nTAG OK done\r\n"),
    "it does not say what it can": (b"* OK\r\n", b"TAG NO\r\n"),
    "it takes no password": (b"* OK\r\n", b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\nTAG OK done\r\n"),
    "it repeats the password": (*HELLO, b"TAG NO wrong secret-word for name\r\n"),
    "it hangs up at the door": (*HELLO, b""),
    "it refuses the search": (*OPEN, b"TAG NO not today\r\n"),
    "it does not understand the search": (*OPEN, b"TAG BAD what\r\n"),
    "it hangs up in the midst of a mail": (
        *OPEN,
        b"* SEARCH 7\r\nTAG OK done\r\n",
        b"* 1 FETCH (UID 7 BODY[] {900}\r\nSub",
    ),
}


@pytest.mark.parametrize("lines", ODD.values(), ids=list(ODD))
def test_a_server_that_misbehaves_is_a_sentence(lines: tuple[bytes, ...]) -> None:
    with speaking(*lines) as mailbox:
        said = refusal(mailbox)
    assert said.startswith(("127.0.0.1 ", "The mail server 127.0.0.1 "))
    assert said.endswith(".")
    assert "secret-word" not in said
    assert "b'" not in said, "a sentence, and no bytes of a program"


def test_a_server_that_is_silent_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "_PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "timed out" in refusal(Mailbox.at(f"imap://a:b@127.0.0.1:{silent.getsockname()[1]}"))


def test_mails_that_the_server_lists_and_does_not_give_are_told_though_it_hangs_up_at_the_end() -> None:
    listed = (
        b'* 1 FETCH (UID 7 RFC822.SIZE 300 BODYSTRUCTURE ("text" "calendar" NIL) INTERNALDATE '
        b'"11-Dec-2017 13:46:40 +0000" BODY[HEADER.FIELDS (FROM SUBJECT)] {14}\r\nSubject: Here\n)\r\n'
    )
    gone = b"* 1 FETCH (FLAGS (\\Seen))\r\nTAG OK done\r\n"
    with speaking(*OPEN, b"* SEARCH 7 8\r\nTAG OK done\r\n", listed + gone, gone) as mailbox:
        (found,) = mailbox.received(NOW)
    assert (found.subject, found.at, found.problem) == (
        "Here",
        NOW,
        "The mail server did not give it out whole.",
    )


# ---- addresses -------------------------------------------------------------------------------------------------------


def test_an_address_says_where_the_mailbox_is() -> None:
    made = Mailbox.at("imaps://press%40office.example:a%2Fb%3A@mail.example/Press/Replies%20in")
    assert (made.host, made.port, made.name, made.password, made.folder) == (
        "mail.example",
        993,
        "press@office.example",
        "a/b:",
        "Press/Replies in",
    )
    assert (Mailbox.at("imap://a:b@mail.example").port, Mailbox.at("imap://a:b@mail.example/").folder) == (
        143,
        "INBOX",
    )
    assert Mailbox.at("imaps://a:b@[::1]:1993/x").host == "::1"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "https://name:secret-word@mail.example",
        "imaps://name:secret-word@",
        "imaps://secret-word@mail.example",
        "imaps://:secret-word@mail.example",
        "imaps://mail.example/secret-word",
        "imaps://name:secret-word@mail.example:port",
        "imaps://name:secret-word@mail.example:99999",
        "imaps://name:secret#word@mail.example",
        "imaps://name:secret-word@mail.example/INBOX?all",
        "imaps://name:secret-word%0D%0A@mail.example",
        "imaps://name:secret-word@mail.example/INBOX%0D%0ADELETE",
        "imaps://name%00:secret-word@mail.example",
        "imaps://name:%ffsecret-word@mail.example",
        "imaps://name:secret-word@[mail.example",
    ],
)
def test_what_is_no_address_of_a_mailbox_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(UnusableServer) as found:
        Mailbox.at(url)
    assert "secret" not in str(found.value)
    assert found.value.__context__ is None or found.value.__suppress_context__


WORDS = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=20)


@given(WORDS, WORDS, WORDS.filter(lambda said: said.strip("/") == said))
def test_every_name_password_and_folder_can_be_written(name: str, password: str, folder: str) -> None:
    who = f"{quote(name, safe='')}:{quote(password, safe='')}"
    made = Mailbox.at(f"imaps://{who}@mail.example/{quote(folder, safe='')}")
    assert (made.name, made.password, made.folder) == (name, password, folder)
    shown = Mailbox("mail.example", 993, "imaps", "name", "secret-word")
    assert "secret-word" not in repr(shown)
