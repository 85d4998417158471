"""What a machine can tell of how a page looks: axe's rules of WCAG 2.2 AA in light and dark, and no sideways scrolling."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final

from playwright.sync_api import Page

from tests.web.browser.seats import DESK, NARROW, Seat

_LEVELS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_TERSE: Final = {"resultTypes": ["violations"], "selectors": False, "preload": False, "performanceTimer": False}
_ALL: Final = {**_TERSE, "runOnly": {"type": "tag", "values": _LEVELS}}
_CONTRAST: Final = {**_TERSE, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
_SHAPE: Final = {**_ALL, "rules": {"color-contrast": {"enabled": False}}}
_RUN: Final = """async (options) => (await axe.run(document, options)).violations.flatMap(
    (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))"""
_WIDER: Final = """() => {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    const wide = [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > page.clientWidth + 1
        && !one.closest("[tabindex='0']"));
    return [`scrolls sideways: ${page.scrollWidth} of ${page.clientWidth}: ${wide.slice(-1).map((one) => one.outerHTML.slice(0, 200))}`];
}"""


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def faults(seat: Seat, name: str) -> list[str]:
    """Everything that is wrong with how the page in front of somebody looks, each with the name of its state."""
    page = seat.page
    page.wait_for_load_state()
    page.evaluate(_axe())
    light = _run(page, _ALL)
    page.emulate_media(color_scheme="dark")
    dark = _run(page, _CONTRAST)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    narrow = [*_run(page, _SHAPE), *page.evaluate(_WIDER)]
    seat.photograph(f"{name}-narrow")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    seat.photograph(name)
    found = {"light": light, "dark": dark, f"at {NARROW[0]} px": narrow}
    return [f"{name}, {when}: {fault}" for when, told in found.items() for fault in told]


def _run(page: Page, options: dict[str, Any]) -> list[str]:
    told: list[str] = page.evaluate(_RUN, options)
    return told
