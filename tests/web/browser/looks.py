"""What a machine can tell of a page's looks: axe's rules of WCAG 2.2 AA in light and dark, no sideways scrolling."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final

from playwright.sync_api import Page

from tests.web.browser.seats import DESK, NARROW, Seat

_TERSE: Final = {
    "resultTypes": ["violations"],
    "selectors": False,
    "preload": False,
    "performanceTimer": False,
}
_LEVELS: Final = {
    **_TERSE,
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"color-contrast": {"enabled": False}},  # it has runs of its own, in light and in dark
}
_CONTRAST: Final = {**_TERSE, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
_ROOM: Final = {
    **_TERSE,
    "runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]},
}
_RUN: Final = """async ([options, where]) => {
    const told = await axe.run(where ? { include: samples() } : document, options);
    return told.violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));

    // One element for each way in which letters look on the page: of a hundred that look alike, one tells enough.
    function samples() {
        const found = new Map();
        for (const one of document.querySelectorAll("body *")) {
            const says = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
            if (!says && !one.matches("input, select, textarea") || !one.checkVisibility()) continue;
            const look = getComputedStyle(one);
            found.set([look.color, look.fontSize, look.fontWeight, ground(one), one.disabled].join(), one);
        }
        return [...found.values()];
    }
    function ground(one) {
        const painted = [];
        for (let at = one; at; at = at.parentElement) {
            const look = getComputedStyle(at);
            painted.push(look.opacity, look.backgroundImage);
            if (look.backgroundColor !== "rgba(0, 0, 0, 0)") return [...painted, look.backgroundColor].join();
        }
        return painted.join();
    }
}"""
_WIDER: Final = """() => {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    const wide = [...document.querySelectorAll("main *")].filter((one) =>
        one.getBoundingClientRect().right > page.clientWidth + 1 && !one.closest("[tabindex='0']"));
    const widest = wide.slice(-1).map((one) => one.outerHTML.slice(0, 200));
    return [`scrolls sideways: ${page.scrollWidth} of ${page.clientWidth}: ${widest}`];
}"""


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def faults(seat: Seat, name: str) -> list[str]:
    """Everything that is wrong with how the page in front of somebody looks, each with the name of its state."""
    page = seat.page
    page.wait_for_load_state()
    page.evaluate(_axe())
    light = [*_run(page, _LEVELS), *_run(page, _CONTRAST, samples=True)]
    seat.photograph(name)
    page.emulate_media(color_scheme="dark")
    dark = _run(page, _CONTRAST, samples=True)
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    narrow = [*_run(page, _ROOM), *page.evaluate(_WIDER)]
    seat.photograph(f"{name}, dark and narrow")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    found = {"light": light, "dark": dark, f"at {NARROW[0]} px": narrow}
    return [f"{name}, {when}: {fault}" for when, told in found.items() for fault in told]


def _run(page: Page, options: dict[str, Any], *, samples: bool = False) -> list[str]:
    told: list[str] = page.evaluate(_RUN, [options, samples])
    return told
