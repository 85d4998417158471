"""Fetching calendars: only what may be asked is asked, what goes wrong tells no key, and only busy times are kept."""

from __future__ import annotations

import datetime as dt
import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from logistics.moments import HOUR
from logistics.operations.instance import instance
from logistics.operations.office import Office
from logistics.operations.staffing import fetching, take_staff_in
from logistics.operations.staffing.fetching import CannotFetch, fetch
from logistics.operations.staffing.own_calendars import AHEAD, BEFORE, read_own_calendars
from logistics.store.staff import Reading, readings
from tests.missing import missing
from tests.web.offices import NOW, furnished

KEY = "private-7f3a9"
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

Answer = Callable[[BaseHTTPRequestHandler], None]


def sends(body: bytes, status: int = 200, *, length: int | None = None, **headers: str) -> Answer:
    """An answer with this body; ``length`` is what it says of its length."""

    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(status)
        for name, value in headers.items():
            asked.send_header(name.replace("_", "-"), value)
        asked.send_header("Content-Length", str(len(body) if length is None else length))
        asked.end_headers()
        asked.wfile.write(body)

    return answer


def sends_on(where: str) -> Answer:
    """A redirect."""
    return sends(b"", 302, Location=where)


@dataclass
class Site:
    """A web server on this machine: what it answers by path, and who asked what."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def address(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        """The address of a path there."""
        return f"{scheme}://{host}:{self.port}{path}"


def serving(secured: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site while a test goes on."""
    made = Site(0)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, self.headers["Host"]))
            answer = made.answers.get(self.path, sends(b"", 404))
            try:
                answer(self)
            except OSError:
                self.close_connection = True  # whoever asked has gone

        def log_message(self, *_: object) -> None:
            """Nothing: the lines of a test are its own."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Nothing: a client that breaks off is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.port = server.server_port
    if secured:
        server.socket = secured.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without https."""
    yield from serving()


def refusal(address: str, *, may_be_inside: bool = False) -> str:
    """The sentence by which an address is refused, which never holds what may be a key."""
    with pytest.raises(CannotFetch) as caught:
        fetch(address, may_be_inside=may_be_inside)
    said = str(caught.value)
    assert said.endswith(".")
    assert KEY not in said
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return said


# ---- what may be asked --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.1.2.3",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[2002:7f00:1::]",
        "[64:ff9b::a00:1]",
        "[ff0e::1]",
    ],
)
def test_a_machine_that_is_not_on_the_public_internet_is_not_asked(host: str) -> None:
    assert "is not on the public internet" in refusal(f"https://{host}/{KEY}?k={KEY}")


def test_a_machine_inside_is_asked_where_the_office_allows_it(site: Site) -> None:
    site.answers[f"/{KEY}"] = sends(CALENDAR)
    assert fetch(site.address(f"/{KEY}"), may_be_inside=True) == CALENDAR
    assert "not on the public internet" in refusal(site.address(f"/{KEY}"))
    assert len(site.asked) == 1


def test_the_office_allows_it_by_a_variable_and_not_otherwise() -> None:
    assert not instance({}).inside_calendars
    assert instance({"LOGISTICS_INSIDE_CALENDARS": "1"}).inside_calendars


def test_the_addresses_of_the_public_internet_are_outside() -> None:
    for address in ("93.184.216.34", "2606:4700::6810:84e5", "64:ff9b::5db8:d822"):
        assert fetching._is_outside(ipaddress.ip_address(address))


@given(st.integers(0, 2**32 - 1))
def test_an_address_inside_stays_inside_however_it_is_wrapped(number: int) -> None:
    plain = ipaddress.IPv4Address(number)
    wrapped = (
        ipaddress.IPv6Address((0xFFFF << 32) | number),
        ipaddress.IPv6Address((0x2002 << 112) | (number << 80)),
        ipaddress.IPv6Address((0x64FF9B << 96) | number),
    )
    if not fetching._is_outside(plain):
        assert not any(fetching._is_outside(address) for address in wrapped)


@pytest.mark.parametrize(
    "address, said",
    [
        (f"ftp://example.org/{KEY}", "does not begin with https://"),
        (f"file:///etc/{KEY}", "does not begin with https://"),
        (KEY, "does not begin with https://"),
        ("", "does not begin with https://"),
        (f"https:///{KEY}", "does not begin with https://"),
        (f"https://somebody:{KEY}@127.0.0.1/", "has a name or a password in it"),
        (f"https://{KEY}@127.0.0.1/", "has a name or a password in it"),
        (f"https://[::1/{KEY}", "is not one"),
        (f"https://127.0.0.1:{KEY}/", "is not one"),
        (f"https://{'a' * 70}.example.org/{KEY}", "is not one"),
        (f"https://{'a.' * 130}example.org/{KEY}", "is not one"),
        (f"https://a\x00b.example.org/{KEY}", "is not one"),
        (f"https://<b>.example.org/{KEY}", "is not one"),
    ],
)
def test_what_is_no_address_of_a_calendar_is_refused_in_words(address: str, said: str) -> None:
    assert said in refusal(address, may_be_inside=True)


def test_plain_http_is_only_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "begins with http://" in refusal(f"http://10.0.0.1/{KEY}", may_be_inside=True)
    monkeypatch.setattr(socket, "getaddrinfo", names({"calendars.example.org": ["93.184.216.34"]}))
    assert "begins with http://" in refusal(f"http://calendars.example.org/{KEY}")


def names(known: dict[str, list[str]], asked: list[str] | None = None) -> Callable[..., object]:
    """A telephone book of the test's own, in the place of the internet's, that notes who was looked up."""

    def look_up(host: str, port: int, **_: object) -> object:
        if asked is not None:
            asked.append(host)
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known[host]]

    return look_up


def test_a_name_that_also_means_a_machine_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    both = {"calendars.example.org": ["93.184.216.34", "127.0.0.1"]}
    monkeypatch.setattr(socket, "getaddrinfo", names(both))
    assert "not on the public internet" in refusal(f"https://calendars.example.org/{KEY}")


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: int, **named: int) -> object:
        if host == "127.0.0.1":  # how create_connection reads an address that is one already
            return real(host, port, *rest, **named)
        return names({"localhost": ["127.0.0.1"]}, asked)(host, port)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    site.answers["/"] = sends(CALENDAR)
    assert fetch(site.address("", "LOCALHOST"), may_be_inside=True) == CALENDAR
    assert asked == ["localhost"]
    assert site.asked == [("/", f"localhost:{site.port}")]


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", names({}))
    assert refusal(f"https://nowhere.example.org/{KEY}") == (
        "nowhere.example.org could not be asked: no such site is known."
    )


# ---- what is answered ---------------------------------------------------------------------------------------------


def test_a_path_is_asked_for_as_it_was_written(site: Site) -> None:
    site.answers["/caf%C3%A9%20x/%7Ea?k=a%2Bb&l=%C3%BC"] = sends(CALENDAR)
    assert fetch(site.address("/café x/%7Ea?k=a%2Bb&l=ü"), may_be_inside=True) == CALENDAR


def test_the_usual_port_is_not_named(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test cannot listen at the usual port, so the connection is led to the site."""
    here = ("127.0.0.1", site.port)
    monkeypatch.setattr(fetching, "_connected", lambda *_: socket.create_connection(here))
    site.answers["/"] = sends(CALENDAR)
    assert fetch("https://127.0.0.1", may_be_inside=True) == CALENDAR
    assert site.asked == [("/", "127.0.0.1")]


def test_three_redirects_are_followed_and_a_fourth_is_not(site: Site) -> None:
    site.answers |= {f"/{number}": sends_on(f"/{number + 1}") for number in range(5)}
    site.answers["/5"] = sends(CALENDAR)
    assert fetch(site.address("/2"), may_be_inside=True) == CALENDAR
    assert "more than 3 times" in refusal(site.address("/1"), may_be_inside=True)


@pytest.mark.parametrize(
    "where, said",
    [
        (f"http://10.0.0.1/{KEY}", "begins with http://"),
        (f"file:///{KEY}", "does not begin with https://"),
        (f"https://me:{KEY}@localhost/", "has a name or a password"),
        (f"http://[{KEY}", "is not one"),
    ],
)
def test_a_redirect_is_looked_at_like_any_address(site: Site, where: str, said: str) -> None:
    site.answers["/"] = sends_on(where)
    assert said in refusal(site.address("/"), may_be_inside=True)


@pytest.mark.parametrize("status", [204, 304, 401, 404, 500])
def test_what_is_no_answer_with_a_calendar(site: Site, status: int) -> None:
    site.answers[f"/{KEY}"] = sends(b"", status)
    assert f"127.0.0.1 answers with the status {status}" in refusal(
        site.address(f"/{KEY}"), may_be_inside=True
    )


def test_two_megabytes_are_read_and_no_more(site: Site) -> None:
    site.answers["/fits"] = sends(b"x" * fetching.MOST_BYTES)
    site.answers["/long"] = sends(b"x" * (fetching.MOST_BYTES + 1))
    assert len(fetch(site.address("/fits"), may_be_inside=True)) == fetching.MOST_BYTES
    assert "longer than 2,000,000 bytes" in refusal(site.address("/long"), may_be_inside=True)


def test_what_is_packed_is_not_unpacked(site: Site) -> None:
    site.answers["/"] = sends(b"\x1f\x8b", Content_Encoding="gzip")
    assert "packed" in refusal(site.address("/"), may_be_inside=True)


def test_what_breaks_off_is_no_calendar(site: Site) -> None:
    site.answers["/"] = sends(CALENDAR, length=5_000, Connection="close")
    assert "broke off" in refusal(site.address("/"), may_be_inside=True)


@pytest.mark.parametrize("trickle", [b"x", b"X-Header: 1\r\n"])
def test_whoever_answers_too_slowly_is_left(
    site: Site, monkeypatch: pytest.MonkeyPatch, trickle: bytes
) -> None:
    """Each byte comes in time; all of them together do not."""
    monkeypatch.setattr(fetching, "SECONDS", 0.4)

    def drips(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\n")
        asked.wfile.write(b"\r\n" if trickle == b"x" else b"")
        for _ in range(300):
            asked.wfile.write(trickle)
            time.sleep(0.02)

    site.answers["/"] = drips
    assert "did not answer in" in refusal(site.address("/"), may_be_inside=True)


def test_a_name_that_is_looked_up_too_slowly_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.05)
    done = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: done.wait(10) and [])
    assert "did not answer in" in refusal(f"https://slow.example.org/{KEY}")
    done.set()


@pytest.mark.parametrize("bytes_sent", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_does_not_speak_http(site: Site, bytes_sent: bytes) -> None:
    def says(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(bytes_sent)
        asked.close_connection = True

    site.answers[f"/{KEY}"] = says
    assert "127.0.0.1 could not be asked" in refusal(site.address(f"/{KEY}"), may_be_inside=True)


def test_a_port_where_nobody_listens() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert "connection refused" in refusal(f"http://127.0.0.1:{port}/{KEY}", may_be_inside=True)


# ---- https --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that is its own authority, with its key."""
    made = tmp_path_factory.mktemp("certificate") / "both.pem"
    if not shutil.which("openssl"):
        missing("openssl, which makes a certificate for a test, is not installed.", "apt-get install openssl")
    asked = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout {made} -out {made}.crt"
    subprocess.run(
        ["openssl", *asked.split(), "-addext", "subjectAltName=DNS:localhost"],
        check=True,
        capture_output=True,
    )
    made.write_bytes(made.read_bytes() + Path(f"{made}.crt").read_bytes())
    return made


@pytest.fixture
def secure_site(certificate: Path) -> Iterator[Site]:
    """A site with https."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    yield from serving(context)


@pytest.mark.parametrize("scheme", ["https", "webcal", "WEBCAL"])
def test_https_is_spoken_to_the_name_that_was_given(
    secure_site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secure_site.answers["/"] = sends_on("/there")
    secure_site.answers["/there"] = sends(CALENDAR)
    assert fetch(secure_site.address("/", "localhost", scheme), may_be_inside=True) == CALENDAR
    wrong = refusal(secure_site.address(f"/{KEY}", "127.0.0.1", "https"), may_be_inside=True)
    assert "its certificate is not to be trusted" in wrong


def test_a_redirect_does_not_lead_inside(
    secure_site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This machine counts as outside here, so that it can stand for a site of the internet."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    outside = fetching._is_outside
    monkeypatch.setattr(fetching, "_is_outside", lambda address: address.is_loopback or outside(address))
    secure_site.answers["/"] = sends_on(f"https://192.168.0.1/{KEY}")
    said = refusal(secure_site.address("/", "localhost", "https"))
    assert said == "192.168.0.1 is not on the public internet, so it is not asked."
    assert secure_site.asked


def test_a_certificate_that_nobody_vouches_for_is_refused(secure_site: Site) -> None:
    said = refusal(secure_site.address(f"/{KEY}", "localhost", "https"), may_be_inside=True)
    assert "its certificate is not to be trusted" in said


def test_a_site_without_https_is_not_asked_by_https(site: Site) -> None:
    assert "does not speak https" in refusal(
        site.address(f"/{KEY}", "localhost", "https"), may_be_inside=True
    )


# ---- what is kept -------------------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office without people."""
    made = furnished(f"sqlite:///{tmp_path / 'office.db'}")
    yield made.office
    made.office.database.dispose()


def staff(office: Office, base: int, **calendars: str) -> None:
    """The staff list: people with the addresses of their calendars, and one without any."""
    people = "".join(
        f"  - {{id: {name}, name: {name.title()}, functions: [escort], calendar: '{address}'}}\n"
        for name, address in calendars.items()
    )
    text = f"people:\n  - {{id: nobody, name: Nobody, functions: [door]}}\n{people}"
    take_staff_in(office, base, text, "ada", NOW)


def stamp(at: int) -> str:
    """An instant as a calendar has it."""
    return f"{dt.datetime.fromtimestamp(at, dt.UTC):%Y%m%dT%H%M%SZ}"


def entry(begins: int, ends: int) -> str:
    """An entry with much that is nobody's business."""
    lines = (
        f"SUMMARY:Doctor {KEY}",
        f"LOCATION:Clinic {KEY}",
        f"UID:{KEY}{begins}",
        f"DTSTART:{stamp(begins)}",
        f"DTEND:{stamp(ends)}",
    )
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def holds(*entries: str) -> Answer:
    """A calendar with these entries."""
    return sends("\r\n".join(["BEGIN:VCALENDAR", *entries, "END:VCALENDAR", ""]).encode())


def kept(office: Office) -> dict[str, Reading]:
    """What the office keeps of everybody's calendar."""
    with office.database.reading() as connection:
        return {one.person: one for one in readings(connection)}


def read(office: Office, now: int = NOW) -> tuple[Reading, ...]:
    """What is kept after reading."""
    made = read_own_calendars(office, now, may_be_inside=True)
    assert {one.person: one for one in made}.items() <= kept(office).items()
    return made


def test_the_times_of_everybody_who_gave_an_address_are_kept(site: Site, office: Office) -> None:
    site.answers["/ada.ics"] = holds(entry(NOW + HOUR, NOW + 2 * HOUR), entry(NOW - 90 * HOUR, NOW + 1))
    site.answers["/ben.ics"] = holds(entry(NOW + AHEAD - HOUR, NOW + AHEAD + HOUR))
    staff(office, 0, ada=site.address("/ada.ics"), ben=site.address("/ben.ics"))
    assert read(office) == (
        Reading("ada", NOW, ((NOW - BEFORE, NOW + 1), (NOW + HOUR, NOW + 2 * HOUR))),
        Reading("ben", NOW, ((NOW + AHEAD - HOUR, NOW + AHEAD),)),
    )


def test_nothing_but_begin_and_end_is_kept_of_a_calendar(site: Site, office: Office) -> None:
    site.answers["/ics"] = holds(entry(NOW + HOUR, NOW + 2 * HOUR))
    staff(office, 0, ada=site.address("/ics"))
    read(office)
    with office.database.reading() as connection:
        tables = (
            connection.execute(text("select name from sqlite_master where type = 'table'")).scalars().all()
        )
        rows = [row for table in tables for row in connection.execute(text(f"select * from {table}"))]
    assert any(str(NOW + HOUR) in str(row) for row in rows)
    assert not any(KEY in str(row) for row in rows)


def test_where_reading_fails_the_times_of_before_stay_with_the_problem(site: Site, office: Office) -> None:
    site.answers["/ics"] = holds(entry(NOW + HOUR, NOW + 2 * HOUR))
    staff(office, 0, ada=site.address("/ics"))
    (good,) = read(office)
    for answer, problem in (
        (sends(b"", 404), "127.0.0.1 answers with the status 404 instead of a calendar."),
        (sends(b"<html>"), "This is no calendar: it does not begin with BEGIN:VCALENDAR."),
    ):
        site.answers["/ics"] = answer
        assert read(office, NOW + HOUR) == (Reading("ada", NOW, good.busy, problem),)
    site.answers["/ics"] = holds(entry(NOW + 5 * HOUR, NOW + 6 * HOUR))
    later = NOW + 2 * HOUR
    assert read(office, later) == (Reading("ada", later, ((NOW + 5 * HOUR, NOW + 6 * HOUR),)),)


def test_a_calendar_that_was_never_read_is_kept_as_that(office: Office) -> None:
    staff(office, 0, ada=f"https://127.0.0.1/{KEY}")
    made = read_own_calendars(office, NOW)
    assert made == (Reading("ada", 0, (), "127.0.0.1 is not on the public internet, so it is not asked."),)


def test_a_broken_entry_is_told_and_the_others_count(site: Site, office: Office) -> None:
    broken = "BEGIN:VEVENT\r\nDTSTART:sometime\r\nEND:VEVENT"
    site.answers["/ics"] = holds(broken, entry(NOW + HOUR, NOW + 2 * HOUR))
    staff(office, 0, ada=site.address("/ics"))
    problem = "1 entry was not understood and may take time as well; the others were read."
    assert read(office) == (Reading("ada", NOW, ((NOW + HOUR, NOW + 2 * HOUR),), problem),)


def test_nothing_is_kept_of_whoever_gives_no_address_any_more(site: Site, office: Office) -> None:
    site.answers["/ics"] = holds(entry(NOW + HOUR, NOW + 2 * HOUR))
    staff(office, 0, ada=site.address("/ics"), ben=site.address("/ics"))
    read(office)
    staff(office, 1, ben=site.address("/ics"))
    assert [one.person for one in read(office)] == ["ben"]
    assert kept(office)["ada"] == Reading("ada", 0, ())


def test_times_without_a_zone_are_those_of_the_house(site: Site, office: Office) -> None:
    day = f"{dt.datetime.fromtimestamp(NOW + 24 * HOUR, dt.UTC):%Y%m%d}"
    site.answers["/ics"] = holds(f"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{day}\r\nEND:VEVENT")
    staff(office, 0, ada=site.address("/ics"))
    ((begins, ends),) = read(office)[0].busy
    assert (begins % (24 * HOUR), ends - begins) == (5 * HOUR, 24 * HOUR)  # midnight in Washington, in winter
