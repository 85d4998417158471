"""Pages as a browser sees them: the forms in them, and what it would send for each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Pairs = list[tuple[str, str]]
URLENCODED = "application/x-www-form-urlencoded"


@dataclass
class Form:
    """A form as it stands: where it goes, what it would send, and the buttons that may be pressed.

    ``choices`` has the answers that are offered, by the field's name; ``texts`` the names of fields to type in.
    """

    action: str
    method: str
    id: str = ""
    pairs: Pairs = field(default_factory=list)
    buttons: Pairs = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The names of its fields."""
        return [name for name, _ in self.pairs]

    def value(self, name: str) -> str:
        """What a field would send first. Raises KeyError."""
        return dict(reversed(self.pairs))[name]

    def filled(self, button: str = "", **typed: str) -> Pairs:
        """What is sent with some fields typed anew and a button pressed. ``__`` stands for a point in a name."""
        return self.typed({name.replace("__", "."): value for name, value in typed.items()}, button)

    def typed(self, typed: dict[str, str], button: str = "") -> Pairs:
        """What is sent with some fields typed anew and a button pressed. Raises KeyError for one that is not there."""
        if missing := typed.keys() - set(self.names):
            raise KeyError(", ".join(missing))
        pairs = [(name, typed.get(name, value)) for name, value in self.pairs]
        return [*pairs, ("do", button)] if button else pairs


class _Reader(HTMLParser):
    """Goes through a page as HTML's rules for sending forms have it (HTML, "constructing the entry list")."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._textarea: str | None = None
        self._text = ""
        self._select: tuple[str, Pairs, list[str]] | None = None
        self._option: dict[str, str] | None = None
        self._elsewhere: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(said.get("action", ""), said.get("method", "get"), said.get("id", ""))
            self.forms.append(self._open)
        elif tag == "button" and "name" in said:
            if "form" in said:
                self._elsewhere.append((said["form"], said["name"], said.get("value", "")))
            elif self._open:
                self._open.buttons.append((said["name"], said.get("value", "")))
        elif self._open and "name" in said:
            self._control(tag, said)
        elif tag == "option" and self._select:
            self._option, self._text = said, ""

    def _control(self, tag: str, said: dict[str, str]) -> None:
        assert self._open is not None
        if tag == "select":
            self._select = (said["name"], [], [])
        elif tag == "textarea":
            self._textarea, self._text = said["name"], ""
        elif tag == "input" and said.get("type") in ("checkbox", "radio"):
            if "checked" in said:
                self._open.pairs.append((said["name"], said.get("value", "on")))
        elif tag == "input" and said.get("type") != "file":
            is_line = said.get("type") != "hidden"
            value = said.get("value", "")
            if is_line:
                self._open.texts.append(said["name"])
            self._open.pairs.append((said["name"], re.sub("[\r\n]", "", value) if is_line else value))

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea" and self._textarea is not None and self._open:
            text = self._text.removeprefix("\n")
            self._open.texts.append(self._textarea)
            self._open.pairs.append((self._textarea, re.sub("\r\n?|\n", "\r\n", text)))
            self._textarea = None
        elif tag == "option" and self._select and self._option is not None:
            name, chosen, all_values = self._select
            value = self._option.get("value", " ".join(self._text.split()))
            all_values.append(value)
            if "selected" in self._option:
                chosen.append((name, value))
        elif tag == "select" and self._select and self._open:
            name, chosen, all_values = self._select
            self._open.choices[name] = all_values
            self._open.pairs += chosen[-1:] or [(name, value) for value in all_values[:1]]
            self._select = None

    def close(self) -> None:
        super().close()
        by_id = {form.id: form for form in self.forms if form.id}
        for form, name, value in self._elsewhere:
            by_id[form].buttons.append((name, value))


def forms(page: str) -> list[Form]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.forms


def form_of(page: str, *names: str) -> Form:
    """The form of a page that has fields of these names."""
    return next(form for form in forms(page) if set(names) <= set(form.names))


def encoded(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Fields as a body; also what no browser would send, such as half of a character."""
    return urlencode(list(pairs), errors="surrogatepass").encode()


def post(client: FlaskClient, path: str, pairs: Iterable[tuple[str, str]]) -> TestResponse:
    """Send fields as a browser does, from a page of this site."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    return client.post(path, data=encoded(pairs), content_type=URLENCODED, headers=headers)
