"""Where the words of a PDF are printed, by poppler."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from typing import NamedTuple


class Placed(NamedTuple):
    """A word of a page with its box, in points from the left and from the top."""

    left: float
    top: float
    right: float
    bottom: float
    words: str

    def is_within(self, wide: float, tall: float) -> bool:
        """Whether it is on a page of this size, off its edges by what printers need."""
        return self.left >= 20 and self.right <= wide - 20 and self.top >= 20 and self.bottom <= tall - 20

    def is_over(self, other: Placed) -> bool:
        """Whether two words lie over each other by more than neighbouring lines and letters do."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > 0.6 * min(self.bottom - self.top, other.bottom - other.top)


def placed(data: bytes) -> Iterator[tuple[float, float, list[Placed]]]:
    """The pages of a PDF with the words on each, by poppler."""
    command = ["pdftotext", "-bbox", "-", "-"]
    told = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    for sheet in re.split(r"(?=<page )", told)[1:]:
        size = re.match(r'<page width="([\d.]+)" height="([\d.]+)"', sheet)
        assert size
        boxes = r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
        words = [
            Placed(float(left), float(top), float(right), float(bottom), words)
            for left, top, right, bottom, words in re.findall(boxes, sheet)
        ]
        yield float(size[1]), float(size[2]), words
