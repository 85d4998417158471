"""The page on which somebody adds a calendar: its links lead to that calendar, its samples are of it, and it is gone
where the calendar is gone."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import segno

from logistics.operations.accounts import Role
from logistics.operations.drafts import draft, revise, tree_of
from logistics.operations.feeding import addresses, give_address, revoke
from logistics.operations.issuing import take_back
from logistics.operations.subscribing import behind
from tests.web.offices import DIALOGUE, FILES, Rig
from web.app import create_app
from web.codes import qr
from web.loglines import shown
from web.subscription import ways

PUBLIC: Final = f"/public/{DIALOGUE}/calendar"
SUMMIT: Final = FILES["2031-06-11-two-city-summit-day"]


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """How each store keeps addresses is tested in tests/store."""
    return sqlite_url


@pytest.fixture
def out(rig: Rig) -> Rig:
    """An office whose dialogue is published."""
    rig.take_in()
    rig.publish()
    return rig


def given(rig: Rig, audience: str = "press-video", label: str = "A wire") -> str:
    """The path of the page behind a new address."""
    return f"/feeds/{give_address(rig.office, DIALOGUE, audience, label, 'somebody', rig.moment).token}"


class _Page(HTMLParser):
    """The links of a page by the first words of their text, its words, and what its read-only field holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self.words = ""
        self.address = ""
        self._href = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "a":
            self._href = said.get("href") or ""
        if said.get("id") == "address":
            assert "readonly" in said
            self.address = said.get("value") or ""

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._href and data.strip():
            self.links[data.strip()] = self._href
            self._href = ""


def _lead_to(page: _Page) -> set[str]:
    """Where all ways of a page lead, each taken apart as its program would."""
    google = urlsplit(page.links["Google Calendar"])
    assert (google.scheme, google.netloc, google.path) == ("https", "www.google.com", "/calendar/render")
    found = {page.links["Calendar on this device"], parse_qs(google.query)["cid"][0]}
    assert {urlsplit(each).scheme for each in found} == {"webcal"}
    for words, host in (("Outlook.com", "outlook.live.com"), ("Microsoft 365", "outlook.office.com")):
        outlook = urlsplit(page.links[words])
        assert (outlook.scheme, outlook.netloc) == ("https", host)
        assert outlook.path == "/calendar/0/addfromweb"
        found.add(parse_qs(outlook.query)["url"][0])
    found |= {page.links["Download it once (.ics)"], page.address}
    return {each.replace("webcal://", "http://").replace("https://", "http://") for each in found}


def test_every_way_of_the_public_page_leads_to_the_public_calendar(out: Rig) -> None:
    page = _Page(out.anybody().get(PUBLIC).text)
    (address,) = _lead_to(page)
    assert address == f"http://localhost/public/{DIALOGUE}.ics"
    assert out.anybody().get(urlsplit(address).path).mimetype == "text/calendar"


@pytest.mark.parametrize("audience", ["press-video", "staff"])
def test_every_way_of_a_secret_page_leads_to_its_own_calendar(out: Rig, audience: str) -> None:
    path = given(out, audience)
    (address,) = _lead_to(_Page(out.anybody().get(path).text))
    assert address == f"http://localhost{path}.ics"
    assert out.anybody().get(urlsplit(address).path).mimetype == "text/calendar"


def test_an_address_with_options_and_a_name_of_any_letters_comes_through_whole() -> None:
    address, name = (
        "https://press.example/feeds/a-b_c.ics?alarm=30&colours=1",
        "Talks & Gespräche – 100 %, “all”",
    )
    made = ways(address, name)
    assert made.webcal == "webcal://press.example/feeds/a-b_c.ics?alarm=30&colours=1"
    for link, key, wanted in (
        (made.google, "cid", made.webcal),
        (made.outlook, "url", address),
        (made.outlook, "name", name),
        (made.microsoft365, "url", address),
    ):
        assert parse_qs(urlsplit(link).query, strict_parsing=True)[key] == [wanted]
        assert "+" not in link
        assert link.isascii()
    assert unquote(made.google.partition("cid=")[2]) == made.webcal


@pytest.mark.parametrize("query", ["?alarm=30&colours=1", "?alarm=45", "?colours=1"])
def test_what_was_asked_for_goes_with_every_way_and_with_the_code(out: Rig, query: str) -> None:
    for path in (PUBLIC, given(out)):
        text = out.anybody().get(f"{path}{query}").text
        page = _Page(text)
        (address,) = _lead_to(page)
        assert address.endswith(f".ics{query}")
        assert f"http://localhost{path}{query}" in page.words
        told = out.anybody().get(address.removeprefix("http://localhost")).text
        assert ("BEGIN:VALARM" in told) == ("alarm" in query)
        assert ("COLOR:" in told) == ("colours" in query)


@pytest.mark.parametrize(
    "query", ["", "?alarm=", "?alarm=soon&colours=blue", "?alarm=-5", "?other=%3Cscript%3E"]
)
def test_what_cannot_be_understood_is_not_asked_for(out: Rig, query: str) -> None:
    (address,) = _lead_to(_Page(out.anybody().get(f"{PUBLIC}{query}").text))
    assert address == f"http://localhost/public/{DIALOGUE}.ics"


def test_over_https_the_ways_are_https_and_behind_a_proxy_too(
    out: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGISTICS_PUBLIC_URL", "https://press.example")
    app = create_app(out.office, {"SECRET_KEY": "for tests only", "CLOCK": lambda: out.moment})
    page = _Page(app.test_client().get(PUBLIC, base_url="http://press.example").text)
    assert page.address == f"https://press.example/public/{DIALOGUE}.ics"
    assert "Not over https" not in page.words
    assert "Not over https" in _Page(out.anybody().get(PUBLIC).text).words


def _matrix(page: str) -> list[list[bool]]:
    """The squares of the QR code on a page, read from the lines of its drawing."""
    view = re.search(r'viewBox="0 0 (\d+) \d+"', page)
    drawn = re.search(r'class="qrline" stroke="#000" d="([^"]+)"', page)
    assert view is not None
    assert drawn is not None
    size = int(view[1])
    squares = [[False] * size for _ in range(size)]
    x, y = 0, 0.0
    for kind, numbers in re.findall(r"([Mmh])([-\d. ]+)", drawn[1]):
        values = [float(number) for number in numbers.split()]
        if kind == "M":
            x, y = int(values[0]), values[1]
        elif kind == "m":
            x, y = x + int(values[0]), y + values[1]
        else:
            for step in range(int(values[0])):
                squares[int(y)][x + step] = True
            x += int(values[0])
    return squares


def test_the_code_is_of_the_page_itself_which_a_telephone_opens(out: Rig) -> None:
    for path in (PUBLIC, given(out)):
        text = out.anybody().get(path).text
        wanted = segno.make(f"http://localhost{path}", error="m", micro=False)
        assert _matrix(text) == [[bool(one) for one in row] for row in wanted.matrix_iter(border=4)]
        assert f"http://localhost{path}" in _Page(text).words  # for whom the code is no picture
    assert _matrix(qr("one")) != _matrix(qr("two"))


def test_it_shows_three_entries_and_how_many_more_there_are(out: Rig) -> None:
    words = _Page(out.anybody().get(given(out)).text).words
    for entry in ("Pick-up: all press", "Dialogue", "Pre-set: video cameras"):
        assert entry in words
    assert "and 1 more entry" in words
    assert "more entr" not in _Page(out.anybody().get(PUBLIC).text).words


def test_what_has_a_time_is_shown_before_what_is_all_day(rig: Rig) -> None:
    made = rig.take_in(SUMMIT)
    rig.publish(made.event.id)
    given = give_address(rig.office, made.event.id, "press", "x", "somebody", rig.moment)
    found = behind(rig.office, given.token, rig.moment)
    assert [one.when for one in found.samples] == [one.when for one in found.samples if one.when != "all day"]
    assert found.more > 40


def test_a_crews_page_tells_nothing_of_other_press_and_the_publics_nothing_of_any(out: Rig) -> None:
    crew, everybody = out.anybody().get(given(out)).text, out.anybody().get(PUBLIC).text
    assert "Final access" not in crew
    assert "still photographers" not in crew
    for words in ("Pre-set", "Pick-up", "23rd Street"):
        assert words in crew
        assert words not in everybody
    assert "Final access" in out.anybody().get(given(out, "press-writers")).text


def test_its_samples_are_what_is_published_never_the_draft(out: Rig) -> None:
    paths = (PUBLIC, given(out), given(out, "staff"))
    before = [out.anybody().get(path).text for path in paths]
    item = draft(out.office, DIALOGUE)
    changed = {**tree_of(item), "name": "Secret name", "status": "postponed"}
    revise(out.office, DIALOGUE, item.number, changed, "somebody", out.moment)
    assert [out.anybody().get(path).text for path in paths] == before
    out.publish()
    assert all("Secret name" in out.anybody().get(path).text for path in paths)
    assert all("Postponed" in out.anybody().get(path).text for path in paths)


def test_before_publication_and_after_it_was_taken_back_there_is_no_page(rig: Rig) -> None:
    rig.take_in()
    secret = given(rig)
    assert [rig.anybody().get(path).status_code for path in (PUBLIC, secret)] == [404, 404]
    rig.publish()
    assert [rig.anybody().get(path).status_code for path in (PUBLIC, secret)] == [200, 200]
    take_back(rig.office, DIALOGUE, "for a test", "somebody", rig.moment)
    assert [rig.anybody().get(path).status_code for path in (PUBLIC, secret)] == [404, 404]


def test_every_address_that_opens_nothing_is_answered_as_its_calendar_is(rig: Rig) -> None:
    rig.take_in()
    unpublished = given(rig)
    rig.publish()
    revoked = given(rig, label="revoked")
    (named,) = (one.id for one in addresses(rig.office, DIALOGUE) if one.label == "revoked")
    revoke(rig.office, DIALOGUE, named, "somebody", rig.moment)
    client = rig.anybody()
    assert (client.get(unpublished).status_code, client.get(revoked).status_code) == (200, 404)
    take_back(rig.office, DIALOGUE, "for a test", "somebody", rig.moment)
    wanted = client.get("/feeds/never-given-out.ics")
    for path in (unpublished, revoked, "/feeds/never-given-out", f"/feeds/{'A' * 43}"):
        answer = client.get(path)
        assert (answer.status, answer.data) == (wanted.status, wanted.data)
        assert dict(answer.headers) == dict(wanted.headers)


def test_a_secret_page_leaks_into_no_referrer_no_shared_cache_no_index_and_no_log(out: Rig) -> None:
    path = given(out)
    answer = out.anybody().get(path)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers.get("Set-Cookie") is None
    assert '<meta name="robots" content="noindex">' in answer.text
    assert shown(path) == "/feeds/***"
    assert "X-Robots-Tag" not in out.anybody().get(PUBLIC).headers


def test_looking_at_the_page_is_no_reading_of_the_calendar(out: Rig) -> None:
    path = given(out)
    out.anybody().get(path)
    assert [one.read_at for one in addresses(out.office, DIALOGUE)] == [None]
    out.anybody().get(f"{path}.ics")
    assert [one.read_at for one in addresses(out.office, DIALOGUE)] == [out.moment]


def test_the_page_is_the_same_whoever_looks(out: Rig) -> None:
    for path in (PUBLIC, given(out)):
        assert out.browser(Role.ADMINISTRATOR).get(path).data == out.anybody().get(path).data


def test_it_says_honestly_how_late_google_is(out: Rig) -> None:
    for path in (PUBLIC, given(out)):
        words = " ".join(_Page(out.anybody().get(path).text).words.split())
        assert "For a change within the last hours rely on" in words
        assert "not on Google Calendar" in words
        assert "every 4 to 24 hours, whatever we ask" in words


def test_the_ways_to_it_stand_on_the_public_page_and_in_the_office(out: Rig) -> None:
    assert f'href="{PUBLIC}"' in out.anybody().get(f"/public/{DIALOGUE}").text
    officer = out.browser(Role.PRESS_OFFICER)
    page = f"/events/{DIALOGUE}/feeds"
    assert f'href="{PUBLIC}"' in officer.get(page).text
    told = officer.send(page, {"audience": "press", "label": "A wire"}).text
    (link,) = re.findall(r'href="http://localhost(/feeds/[\w-]+)"', told)
    assert f"http://localhost{link}.ics</span>" in told
    assert out.anybody().get(link).status_code == 200
    wanted = segno.make(f"http://localhost{link}", error="m", micro=False)
    assert _matrix(told) == [[bool(one) for one in row] for row in wanted.matrix_iter(border=4)]


# ---- the same event for search engines -------------------------------------------------------------------------------


def _data(page: str) -> object:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


def test_the_public_page_holds_its_event_as_data_and_gives_it_alone(out: Rig) -> None:
    alone = out.anybody().get(f"/public/{DIALOGUE}.jsonld")
    assert alone.content_type == "application/ld+json"
    assert _data(out.anybody().get(f"/public/{DIALOGUE}").text) == alone.json
    assert alone.json is not None
    assert alone.json["url"] == f"http://localhost/public/{DIALOGUE}"
    assert "Pre-set" not in alone.text


def test_the_data_is_gone_with_the_event(rig: Rig) -> None:
    rig.take_in()
    path = f"/public/{DIALOGUE}.jsonld"
    assert rig.anybody().get(path).status_code == 404
    rig.publish()
    assert rig.anybody().get(path).status_code == 200
    take_back(rig.office, DIALOGUE, "for a test", "somebody", rig.moment)
    assert rig.anybody().get(path).status_code == 404
