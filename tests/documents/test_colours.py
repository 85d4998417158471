"""One set of colours for paper and screen, each readable on what it stands on (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re

import pytest

from tests.documents.samples import ROOT

TEMPLATES = ROOT / "logistics/documents/templates"
ON = {
    "paper": ["ink", "navy", "gray", "red", "link"],
    "wash": ["ink", "navy", "gray", "red"],
    "red-wash": ["ink", "navy", "gray", "red"],
}
PAIRS = [(words, ground) for ground, colours in ON.items() for words in colours]


def _schemes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", (TEMPLATES / "house.css").read_text(), re.DOTALL)
    read = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks]
    return dict(zip(("light", "dark", "print"), read, strict=True))


SCHEMES = _schemes()


def _brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG's formula."""
    dark, light = sorted((_brightness(one), _brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("words, ground", PAIRS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read_on_its_ground(scheme: str, words: str, ground: str) -> None:
    assert contrast(SCHEMES[scheme][words], SCHEMES[scheme][ground]) >= 4.5


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#a9aeb1", "#ffffff") < 2.3  # the hairline is for decoration only


def test_paper_has_the_colours_of_the_screen() -> None:
    typst = dict(
        re.findall(r'#let ([a-z-]+) = rgb\("(#[0-9a-f]{6})"\)', (TEMPLATES / "house.typ").read_text())
    )
    typst["link"] = typst.pop("link-blue")
    light = {name: colour for name, colour in SCHEMES["light"].items() if name != "paper"}
    assert typst == light == {name: SCHEMES["print"][name] for name in light}
