"""The office served in earnest: what it says when it starts, what it writes down, whom it believes."""

from __future__ import annotations

import json
import re
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from logistics.errors import LogisticsError
from logistics.operations import accounts
from logistics.operations.feeding import addresses, give_address, revoke
from logistics.operations.issuing import take_back
from logistics.operations.office import open_office, store_address
from logistics.store.settings import set_setting
from tests.missing import missing
from tests.web.editions import new_edition
from tests.web.offices import DIALOGUE, Rig
from tests.web.servers import ENDS_IN, Server, command, environment, running
from web import serving

LINK = re.compile(r"^http://127\.0\.0\.1:\d+(/first/\S+)$", re.MULTILINE)
SECURE = "Strict-Transport-Security"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A new office."""
    with running(tmp_path_factory.mktemp("office")) as server:
        yield server


def line(server: Server, words: str) -> str:
    """The last line of a request that has these words in it; the server writes it after it has answered."""
    until = time.monotonic() + 20
    while True:
        found = [one for one in server.lines.read_text().splitlines() if words in one]
        if found:
            return found[-1]
        assert time.monotonic() < until, server.lines.read_text()
        time.sleep(0.02)


def test_it_says_where_to_open_it_and_how_to_make_the_first_account(served: Server) -> None:
    assert f"Open http://127.0.0.1:{served.port}/ (stop with Ctrl-C)\n" in served.said
    assert "Within 15 minutes" in served.said
    (path,) = LINK.findall(served.said)
    assert served.get(path).status == 200


def test_what_the_office_keeps_is_for_its_own_account_alone(served: Server) -> None:
    folder = served.lines.parent / "instance"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_line_tells_of_each_request_and_opens_nothing(served: Server) -> None:
    (path,) = LINK.findall(served.said)
    served.get(path)
    served.get("/feeds/a-secret.ics?key=another-secret")
    served.get("/login?next=/events&whoever=a-third-secret")
    for words in (" GET /first/*** 200 ", " GET /feeds/*** 404 ", " GET /login 200 "):
        told = re.escape(words)
        assert re.fullmatch(
            rf"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ 127\.0\.0\.1{told}\d+ \d+", line(served, words)
        )
    assert "secret" not in served.lines.read_text()
    assert path.removeprefix("/first/") not in served.lines.read_text()


def test_a_request_that_cannot_be_read_is_told_without_what_it_asked_for(served: Server) -> None:
    with closing(socket.create_connection(("127.0.0.1", served.port), timeout=10)) as caller:
        caller.sendall(b"GET /feeds/a-secret.ics HTTP/9.9\r\n\r\n")
        assert caller.recv(20).startswith(b"HTTP/1.1 400")
    assert "secret" not in served.said
    assert "secret" not in served.lines.read_text()


def test_nobody_is_believed_who_speaks_for_a_proxy(served: Server) -> None:
    answer = served.get(
        "/help", X_Forwarded_Proto="https", X_Forwarded_For="192.0.2.7", X_Forwarded_Host="x.example"
    )
    assert answer.status == 200
    assert SECURE not in answer.headers
    assert " 127.0.0.1 GET " in line(served, " GET /help 200 ")


def test_another_name_for_this_machine_opens_nothing(served: Server) -> None:
    assert served.get("/healthz", Host="elsewhere.example").status == 400


def test_a_port_that_is_taken_is_a_sentence_and_exit_2(served: Server, tmp_path: Path) -> None:
    result = subprocess.run(
        command("serve", "--port", str(served.port)),
        env=environment(LOGISTICS_INSTANCE=str(tmp_path / "instance")),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(
        f"Port {served.port} of 127.0.0.1 cannot be listened on: another program listens there."
    )
    assert served.get("/healthz").status == 200


@pytest.mark.parametrize(
    "named, said",
    [
        ({"LOGISTICS_DATABASE_URL": "mysql://x/y"}, "can be SQLite or PostgreSQL, not mysql"),
        ({"LOGISTICS_PUBLIC_URL": "press.example.org"}, "is not the address of a site"),
        ({"LOGISTICS_PUBLIC_URL": "https://press.example.org/office"}, "with nothing after the name"),
        ({"LOGISTICS_PUBLIC_URL": "https://press.example.org:http"}, "is not the address of a site"),
        ({"LOGISTICS_BEHIND_PROXY": "yes"}, "LOGISTICS_BEHIND_PROXY is “yes”"),
        ({"LOGISTICS_DATABASE_URL": "postgresql://office:hidden@127.0.0.1:1/x"}, "could not be reached"),
        ({"LOGISTICS_INSTANCE": "/dev/null/office"}, "The folder /dev/null/office cannot be made"),
    ],
)
def test_what_cannot_be_served_is_a_sentence(
    named: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(**{"LOGISTICS_INSTANCE": str(tmp_path / "instance"), **named}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(LogisticsError) as refused:
        serving.serve("127.0.0.1", 0, 1, 1, print)
    assert said in str(refused.value)
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize(
    "host, said",
    [
        ("0.0.0.0", "Say it, such as LOGISTICS_PUBLIC_URL=https://"),
        ("::1", "Say it, such as LOGISTICS_PUBLIC_URL=https://"),
    ],
)
def test_pages_that_nobody_could_open_are_not_served(
    host: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGISTICS_INSTANCE", str(tmp_path / "instance"))
    with pytest.raises(LogisticsError, match=said):
        serving.serve(host, 0, 1, 1, print)


def test_an_address_that_this_machine_does_not_have_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGISTICS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LOGISTICS_PUBLIC_URL", "https://press.example.org")
    with pytest.raises(LogisticsError, match="this machine has no such address"):
        serving.serve("192.0.2.1", 0, 1, 1, print)


def test_behind_a_proxy_its_word_on_the_caller_is_taken_and_the_office_has_its_public_name(
    tmp_path: Path,
) -> None:
    named = {"LOGISTICS_PUBLIC_URL": "https://press.example", "LOGISTICS_BEHIND_PROXY": "1"}
    office = open_office(store_address(tmp_path / "instance"))
    accounts.invite(office.database, "somebody", "ada", "Ada Invented", accounts.Role.ADMINISTRATOR, 1)
    office.database.dispose()
    with running(tmp_path, **named) as server:
        assert server.said == "Open https://press.example/ (stop with Ctrl-C)\n", (
            "there are accounts: no link"
        )
        spoken_for = {
            "X_Forwarded_Proto": "https",
            "X_Forwarded_For": "192.0.2.7",
            "X_Forwarded_Host": "press.example",
        }
        answer = server.get("/healthz", **spoken_for)
        assert (answer.status, SECURE in answer.headers) == (200, True)
        assert line(server, " 192.0.2.7 GET /healthz 200 ")
        assert SECURE in server.get("/feeds/unknown.ics", **spoken_for).headers
        assert server.get("/healthz").status == 400, "under no other name"


def test_a_fault_of_ours_is_a_line_of_json_with_the_number_that_people_are_told(
    rig: Rig, store_url: str, tmp_path: Path
) -> None:
    rig.take_in()
    rig.publish()
    with rig.office.database.writing() as connection:
        set_setting(connection, "profile", "none that we have")
    with running(tmp_path, LOGISTICS_DATABASE_URL=store_url) as server:
        page = server.get(f"/public/{DIALOGUE}?q=a-secret")
        assert page.status == 500
        told = json.loads(server.said.splitlines()[-1])
    (number,) = re.findall(r"fault (\w+) at GET public\.event", told["message"])
    assert number in page.body.decode()
    assert "KeyError" in told["trace"]
    assert "secret" not in server.said


def test_several_processes_forget_together_what_one_was_told(
    rig: Rig, store_url: str, tmp_path: Path
) -> None:
    """Each keeps calendars for itself; none may go on to show what was taken back by another."""
    rig.take_in()
    rig.publish()
    given = [give_address(rig.office, DIALOGUE, "press", "a wire", "somebody", rig.moment) for _ in range(2)]
    one, other = (f"/feeds/{each.token}.ics" for each in given)
    with running(tmp_path, "--workers", "2", LOGISTICS_DATABASE_URL=store_url) as server:

        def answers(path: str) -> set[tuple[int, str | None]]:
            """What as many as both processes answer, asked on new connections."""
            return {(told.status, told.headers.get("ETag")) for told in (server.get(path) for _ in range(24))}

        ((status, etag),) = answers(one)
        assert status == 200
        revoke(rig.office, DIALOGUE, given[0].feed.id, "somebody", rig.moment)
        assert answers(one) == {(404, None)}
        assert answers(other) == {(200, etag)}
        new_edition(rig)
        ((status, newer),) = answers(other)
        assert (status, newer != etag) == (200, True)
        take_back(rig.office, DIALOGUE, "a mistake", "somebody", rig.moment)
        assert answers(other) == {(404, None)}
    assert addresses(rig.office, DIALOGUE)[0].read_at is not None


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "systemd"])
def test_it_ends_when_it_is_told_to_and_leaves_no_process(tmp_path: Path, how: signal.Signals) -> None:
    if not Path("/proc/self/task").exists():
        missing("There is no /proc here to see processes in.", "run them on Linux", error_in_ci=False)
    with running(tmp_path, "--workers", "2") as server:
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
        assert len(children) == 2
        before = server.said
        server.process.send_signal(how)
        assert server.process.wait(ENDS_IN) == 0
        assert not any(Path(f"/proc/{child}").exists() for child in children)
        assert server.said == before, "nothing is said of ending"
