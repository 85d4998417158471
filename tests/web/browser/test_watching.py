"""That the eyes of these tests are open: what is planted is seen."""

from __future__ import annotations

from typing import Final

from tests.web.browser.looks import faults
from tests.web.browser.seats import Office

_PLANTED: Final = """() => {
    const add = (text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        document.adoptedStyleSheets.push(sheet);
    };
    document.documentElement.removeAttribute("lang");
    document.querySelector("label").remove();
    document.querySelector("main").insertAdjacentHTML("beforeend", "<button>a</button><button>b</button>");
    add("main button:not(.first) { all: unset; width: 8px; } main { width: 30rem; }");
    add("@media (prefers-color-scheme: light) { .hint { color: #bbb; } }");
    add("@media (prefers-color-scheme: dark) { .site-foot p { color: #555; } }");
}"""
_SEEN: Final = (
    "light: html-has-lang",
    "light: label",
    'light: color-contrast: <p class="hint',
    "dark: color-contrast: <p>Press logistics",
    "at 320 px: target-size",
    "at 320 px: scrolls sideways",
)
_WRONG: Final = """() => {
    console.warn("beware");
    setTimeout(() => { throw new Error("broken"); });
    document.body.setAttribute("onclick", "alert(1)");
    fetch("https://example.com/a").catch(() => 0);
    fetch("/nowhere").then(() => { location = "https://example.com/b"; });
}"""
_NOTED: Final = (
    "console warning: beware",
    "fault of the page: broken",
    "Executing inline event handler violates the following Content Security Policy",
    "Connecting to 'https://example.com/a' violates the following Content Security Policy",
    "answered 404: GET",
    "asked elsewhere: https://example.com/b",
)


def test_what_is_wrong_with_a_page_is_seen(office: Office) -> None:
    seat = office.seat()
    seat.open("/login")
    assert faults(seat, "as it is") == []
    seat.page.evaluate(_PLANTED)
    found = faults(seat, "planted")
    assert [told for told in _SEEN if not any(told in fault for fault in found)] == []


def test_what_goes_wrong_in_a_browser_is_noted(office: Office) -> None:
    seat = office.seat()
    seat.context.route("https://example.com/*", lambda route: route.fulfill(body="elsewhere"))
    seat.open("/help")
    seat.page.evaluate(_WRONG)
    seat.page.wait_for_url("https://example.com/b")
    noted = [told for told in _NOTED if any(told in complaint for complaint in seat.watch.complaints)]
    assert noted == list(_NOTED), seat.watch.complaints
    seat.watch.complaints.clear()
