"""That the eyes of these tests are open: what is planted is seen."""

from __future__ import annotations

import pytest

from tests.web.browser.looks import faults
from tests.web.browser.seats import Office

_LIGHT = "p { color: #bbb; }"
_DARK = "@media (prefers-color-scheme: dark) { .lead, p { color: #555; } }"


@pytest.mark.parametrize(
    "planted, told",
    [
        (f"addStyle('{_LIGHT}')", "light: color-contrast"),
        (f"addStyle('{_DARK}')", "dark: color-contrast"),
        ("document.querySelector('label').remove()", "light: label"),
        ("document.documentElement.removeAttribute('lang')", "light: html-has-lang"),
        ("addStyle('main { width: 30rem; }')", "at 320 px: scrolls sideways"),
        (
            "document.querySelector('main').insertAdjacentHTML('beforeend', '<button>a</button><button>b</button>');"
            "addStyle('main button:not(.first) { all: unset; width: 8px; }')",
            "at 320 px: target-size",
        ),
    ],
    ids=["pale", "dark on dark", "no label", "no language", "wide", "small"],
)
def test_what_is_wrong_with_a_page_is_seen(office: Office, planted: str, told: str) -> None:
    seat = office.seat()
    seat.open("/login")
    assert faults(seat, "as it is") == []
    seat.page.evaluate(
        """(planted) => {
            const addStyle = (text) => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(text);
                document.adoptedStyleSheets.push(sheet);
            };
            Function("addStyle", planted)(addStyle);
        }""",
        planted,
    )
    assert [fault for fault in faults(seat, "planted") if told in fault] != []


@pytest.mark.parametrize(
    "planted, told",
    [
        ("console.warn('beware')", "console warning: beware"),
        ("setTimeout(() => { throw new Error('broken'); })", "fault of the page: broken"),
        ("fetch('https://example.com/').catch(() => 0)", "Content Security Policy"),
        ("fetch('/nowhere')", "answered 404: GET"),
        (
            "document.body.setAttribute('onclick', 'alert(1)'); document.body.click()",
            "Content Security Policy",
        ),
        ("location = 'https://example.com/'", "asked elsewhere: https://example.com/"),
    ],
    ids=["warning", "fault", "elsewhere", "missing", "inline script", "led away"],
)
def test_what_goes_wrong_in_a_browser_is_noted(office: Office, planted: str, told: str) -> None:
    seat = office.seat()
    seat.context.route("https://example.com/", lambda route: route.fulfill(body="elsewhere"))
    seat.open("/help")
    seat.page.evaluate(f"() => {{ {planted}; }}")
    for _ in range(100):
        if any(told in complaint for complaint in seat.watch.complaints):
            break
        seat.page.wait_for_timeout(50)
    else:
        raise AssertionError(f"Nobody noted it: {seat.watch.complaints}")
    seat.watch.complaints.clear()
