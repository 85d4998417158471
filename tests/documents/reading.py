"""What a reader finds in each format of an advisory: its strings, one after the other."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from logistics.documents import markdown, page, pdf, text
from logistics.documents.advisory import Advisory, Table

# Not in the text: identifiers, a template of the renderer's own counting, and what only screen readers are told.
SILENT = {"language", "locale", "text_language", "issued", "page", "more"}
# Where text may run over lines, a long word is cut without a sign, or a case is a matter of type.
_LOOSE = re.compile(r"[\s\u200b]+")


def strings(view: Advisory, form: str = "") -> list[str]:
    """Every string of the view that a reader of a format is to find, in order."""
    found = list(_strings(view))
    # Plain text has no tables, so the titles of columns are not in it.
    titles = (
        {column.title for table in _tables(view) for column in table.columns} if form == "text" else set()
    )
    return [words for words in found if words not in titles]


def _tables(view: Advisory) -> Iterator[Table]:
    yield from (day.table for day in view.programme)
    yield from (it.table for it in view.access if it.table)


def _strings(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        skipped = SILENT | {"address"} | ({"name"} if type(value).__name__ == "Table" else set())
        skipped |= {"kind"} if type(value).__name__ == "Column" else set()
        for field in dataclasses.fields(value):
            if field.name not in skipped:
                yield from _strings(getattr(value, field.name), field.name)
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item, name)


def loose(words: str) -> str:
    """The words without regard to spaces and case."""
    return _LOOSE.sub("", words).casefold()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._silent += tag in ("style", "head")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "head")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def words_of_html(html: str) -> str:
    """What a browser shows of a page, without its head."""
    parser = _Words()
    parser.feed(html)
    return "".join(parser.found)


def words_of_markdown(source: str) -> str:
    """What a reader sees of Markdown, by a parser that is not ours."""
    return words_of_html(
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(source)
    )


def has_pdftotext() -> bool:
    """Whether poppler's reader of PDF is on this machine."""
    return shutil.which("pdftotext") is not None


def words_of_pdf(data: bytes) -> str:
    """What poppler reads from a PDF, in the order of the file, without the feet of pages but the last one's."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    words = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    return re.sub(r"\(more\)\s[^\f]*?Page \d+ of \d+\s*\f", "\n", words)


READERS: Mapping[str, Callable[[Advisory], str]] = {
    "pdf": lambda view: words_of_pdf(pdf.advisory(view)),
    "html": lambda view: words_of_html(page.advisory(view)),
    "text": text.advisory,
    "markdown": lambda view: words_of_markdown(markdown.advisory(view)),
}
