"""What a press officer calls the places of an event, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from logistics.model import (
    ALL_PRESS,
    AccessTime,
    Account,
    Category,
    Contact,
    Deadline,
    Delegation,
    Hours,
    Interpretation,
    Livestream,
    Noun,
    Person,
    PlanningNote,
    Release,
    Route,
    Session,
    Statement,
    Waiver,
)
from logistics.plan.words import access_words, capital, language_words, press_words, session_words

Entry: TypeAlias = Mapping[str, object]

_KEYS: Final[Mapping[tuple[type, str], str]] = {
    (AccessTime, "by"): "latest time",
    (AccessTime, "from"): "earliest time",
    (AccessTime, "between"): "time",
    (Deadline, "for"): "whom it concerns",
    (Delegation, "members"): "principals",
    (Route, "takes"): "length",
}
_KEYS_OF_ANY: Final = {
    "at": "time",
    "audience": "who may read it",
    "by": "time",
    "covers": "part shown",
    "how": "how to register",
    "states": "stated times",
    "until": "end",
    "when": "time",
}
# A longer title is no name for a session: its kind tells more.
_LONGEST_TITLE: Final = 40
_LONGEST_NAME: Final = 80
_CLOCK: Final = re.compile(r"\d|noon\b")


def key_words(noun: type, name: str) -> str:
    """What a key is called: ``last date``, ``time``."""
    return _KEYS.get((noun, name)) or _KEYS_OF_ANY.get(name, name.replace("_", " "))


def value_words(kind: type, value: object) -> str:
    """What a place says: ``10:20 a.m.``, ``yes``, ``writers and still photographers``; nothing where it is unsaid."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind is Category:
        return _press(value)
    if isinstance(value, list):
        return ", ".join(value_words(kind, one) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(
            f"{key_words(kind, str(name))}: {value_words(object, one)}" for name, one in value.items()
        )
    return str(value)


def time_words(entry: Entry) -> str:
    """When an entry says that press must be there: ``10:20 a.m.``, ``from 10:00 a.m., by 10:20 a.m.``."""
    parts = [f"{way} {_said(entry, way)}" for way in ("from", "by") if entry.get(way)]
    return ", ".join([_said(entry, way) for way in ("at", "between") if entry.get(way)] + parts)


def entry_words(kind: type, entry: object) -> str:
    """What an entry of a list is called: ``final access for writers``, ``Joint press availability``, ``“text”``."""
    if not isinstance(entry, Mapping):
        return f"“{_cut(value_words(kind, entry))}”"
    words = _CALLED.get(kind, _by_name)(entry)
    return _cut(words) if words else _noun_words(kind)


def description(kind: type, value: object) -> str:
    """An entry, or a part of the event, in short: ``session “Welcome” at 9:00 a.m.``; any other value as it is."""
    if not issubclass(kind, Noun) or not isinstance(value, Mapping):
        return value_words(kind, value)
    name = entry_words(kind, value)
    if kind not in _TELL_THEMSELVES and name != _noun_words(kind):
        # What is called by its kind is a word of ours; other names are written as their bearers write them.
        name = f"{_noun_words(kind)} “{capital(name) if kind in (Session, Release) else name}”"
    time = time_words(value) or _said(value, "start")
    if not time:
        return name
    return f"{name} at {time}" if _CLOCK.match(time) and "between" not in value else f"{name}, {time}"


def _noun_words(kind: type) -> str:
    """``planning note`` for PlanningNote."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()


def _said(entry: Entry, key: str) -> str:
    return value_words(object, entry.get(key))


def _cut(text: str, most: int = _LONGEST_NAME) -> str:
    """Enough of a text to know it by."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _press(value: object) -> str:
    try:
        return press_words(Category(str(one)) for one in (ALL_PRESS if value == "all" else _listed(value)))
    except ValueError:  # of a form that is not right yet
        return value_words(object, value)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def whole_title(entry: object) -> str:
    """The title of a session, however long; empty where it has none."""
    return _cut(_said(entry, "title")) if isinstance(entry, Mapping) else ""


def _session(entry: Entry) -> str:
    title = _said(entry, "title")
    if title and len(title) <= _LONGEST_TITLE:
        return title
    try:
        return session_words(Session.model_validate({"id": "unnamed", "kind": entry.get("kind")}))
    except ValueError:  # of a form that is not right yet
        return _said(entry, "kind") or title or _said(entry, "id")


def _access(entry: Entry) -> str:
    step, press = entry.get("step"), entry.get("press")
    try:
        return access_words(AccessTime.model_validate({"step": step, "press": press, "at": "noon"}))
    except ValueError:  # of a form that is not right yet
        return " for ".join(part for part in (_said(entry, "step"), _press(press) if press else "") if part)


def _person(entry: Entry) -> str:
    return " ".join(_said(entry, key) for key in ("given", "family") if entry.get(key))


def _stream(entry: Entry) -> str:
    language = entry.get("language")
    return f"livestream on {_said(entry, 'address')}" + (
        f" in {language_words(str(language))}" if language else ""
    )


def _interpretation(entry: Entry) -> str:
    languages = [language_words(str(tag)) for tag in _listed(entry.get("languages") or [])]
    return f"interpretation {', '.join(languages)}".strip()


def _by_name(entry: Entry) -> str:
    return next((_said(entry, key) for key in ("title", "name", "id") if entry.get(key)), "")


_CALLED: Final[Mapping[type, Callable[[Entry], str]]] = {
    AccessTime: _access,
    Account: lambda entry: _said(entry, "handle"),
    Contact: lambda entry: _said(entry, "name"),
    Deadline: lambda entry: _said(entry, "what"),
    Hours: lambda entry: f"hours {_said(entry, 'days')}",
    Interpretation: _interpretation,
    Livestream: _stream,
    Person: _person,
    PlanningNote: lambda entry: f"planning note “{_cut(_said(entry, 'text'), _LONGEST_TITLE)}”",
    Release: lambda entry: _said(entry, "kind"),
    Route: lambda entry: f"walk from {_said(entry, 'entrance')} to {_said(entry, 'room')}",
    Session: _session,
    Statement: lambda entry: f"stated time of {_said(entry, 'point')}",
    Waiver: lambda entry: f"waiver of {_said(entry, 'rule')}",
}
_TELL_THEMSELVES: Final = (
    AccessTime,
    Hours,
    Interpretation,
    Livestream,
    PlanningNote,
    Route,
    Statement,
    Waiver,
)
