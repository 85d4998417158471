"""From a noun and what is stated of it to the fields of a page: every word chosen, nothing left to the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from logistics.errors import Problem
from logistics.model import Category, Day, Level, Noun, Span, When
from logistics.model.base import level_of
from logistics.model.keys import Key, keys_of
from web.forms.places import NEW_PLACES
from web.forms.sheets import Sheet
from web.forms.words import capital, entry, label

Tree = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    value: str
    text: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a page. ``form`` says how it is asked; ``echo`` is how the answer was understood."""

    name: str
    label: str
    hint: str
    form: str
    value: str = ""
    options: tuple[Option, ...] = ()
    problems: tuple[str, ...] = ()
    echo: str = ""
    required: bool = False
    office_only: bool = False

    @property
    def id(self) -> str:
        """Its id on the page."""
        return f"f-{self.name.replace('.', '-').replace('[', '-').replace(']', '')}"


@dataclass(frozen=True, slots=True)
class Group:
    """A noun on a page: its first fields and those folded away. ``was`` is its place in the revision begun from."""

    name: str
    title: str
    main: tuple[Field | Group | List, ...]
    more: tuple[Field | Group | List, ...]
    was: str = ""
    open_more: bool = False
    told_more: str = ""
    office_only: bool = False

    @property
    def id(self) -> str:
        """Its id on the page."""
        return f"g-{self.name.replace('.', '-').replace('[', '-').replace(']', '')}"

    @property
    def is_group(self) -> bool:
        """For the template, which cannot ask for a type."""
        return True


@dataclass(frozen=True, slots=True)
class List:
    """A list of nouns on a page."""

    name: str
    title: str
    hint: str
    entry: str
    groups: tuple[Group, ...]
    fixed: bool
    problems: tuple[str, ...] = ()
    office_only: bool = False

    @property
    def id(self) -> str:
        """Its id on the page."""
        return f"l-{self.name.replace('.', '-').replace('[', '-').replace(']', '')}"

    @property
    def key(self) -> str:
        """The key that the list stands under."""
        return self.name.rpartition(".")[2]

    @property
    def is_list(self) -> bool:
        """For the template, which cannot ask for a type."""
        return True


@dataclass(frozen=True)
class Around:
    """What the fields of an event need to know of it: names to choose from, problems and echoes by path."""

    names: Mapping[str, Sequence[tuple[str, str]]]
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    echoes: Mapping[str, str] = field(default_factory=dict)


MOST_CHOICES: Final = 12
"""More names than this are not repeated in every field: they are typed, and offered by one list for the page."""

LONG: Final = {
    "lead",
    "background",
    "note",
    "planning",
    "how",
    "credentials",
    "ground_rules",
    "text",
    "opening",
    "members",
}


def group(sheet: Sheet, tree: Tree, around: Around, name: str = "", title: str = "", was: str = "") -> Group:
    """The fields of a noun. ``name`` is its path in the form, ``tree`` what is stated of it."""
    main = tuple(_items(sheet, sheet.main, tree, around, name))
    more = tuple(_items(sheet, sheet.more, tree, around, name))
    said = [
        label(key).lower() for key in sheet.more if key != "id" and tree.get(key) not in (None, "", [], {})
    ]
    return Group(name, title, main, more, was, _has_problem(more), ", ".join(said))


def _has_problem(items: Sequence[Field | Group | List]) -> bool:
    for item in items:
        if isinstance(item, Group):
            if _has_problem(item.main) or _has_problem(item.more):
                return True
        elif item.problems or (isinstance(item, List) and any(_has_problem((one,)) for one in item.groups)):
            return True
    return False


def _items(
    sheet: Sheet, names: Sequence[str], tree: Tree, around: Around, path: str
) -> Iterator[Field | Group | List]:
    keys = keys_of(sheet.noun)
    for name in names:
        key, inner = keys[name], f"{path}.{name}" if path else name
        if issubclass(key.kind, Noun):
            within = sheet.inner[name]
            if key.many:
                yield _list(key, within, tree.get(name), around, inner)
            else:
                stated = tree.get(name)
                yield group(within, stated if isinstance(stated, Mapping) else {}, around, inner, label(name))
        else:
            yield _field(key, tree.get(name), around, inner)


def _list(key: Key, sheet: Sheet, value: object, around: Around, path: str) -> List:
    entries = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
    groups = tuple(
        group(
            sheet, item, around, f"{path}[{index}]", title_of(item, entry(key.name)), str(item.get("@", ""))
        )
        for index, item in enumerate(entries)
    )
    return List(
        path,
        label(key.name),
        key.info.description or "",
        entry(key.name),
        groups,
        sheet.fixed,
        tuple(around.problems.get(path, ())),
        level_of(key.info) >= Level.STAFF,
    )


def title_of(item: Tree, fallback: str) -> str:
    """What an entry calls itself: by its name as it is written, else by its kind; a new one by what its list holds."""
    family = " ".join(str(item[key]) for key in ("given", "family") if item.get(key))
    names = (family, *(item.get(key) for key in ("title", "name", "handle", "what", "address", "rule")))
    for name in names:
        if name:
            return str(name)
    told = str(item.get("kind") or item.get("step") or "")
    if told:
        return capital(told)
    return fallback.capitalize() if any(key != "@" for key in item) else f"New {fallback}"


def _field(key: Key, value: object, around: Around, path: str) -> Field:
    form, options = _form(key, value, around)
    shown = "" if options else _text(value)
    return Field(
        name=path,
        label=label(key.name),
        hint="" if form == "people" else _hint(key),
        form=form,
        value=shown,
        options=options,
        problems=tuple(_problems(around, path, value)),
        echo=around.echoes.get(path, ""),
        required=key.info.is_required() and key.name != "id",
        office_only=level_of(key.info) >= Level.STAFF,
    )


def _problems(around: Around, path: str, value: object) -> Iterator[str]:
    """What is wrong with an answer, or with any of the texts of one that is a list of them."""
    yield from around.problems.get(path, ())
    for number in range(len(value) if isinstance(value, list) else 0):
        yield from around.problems.get(f"{path}[{number}]", ())


def _hint(key: Key) -> str:
    return "" if key.name in _PLAIN else (key.info.description or "")


# What needs no hint: its label says it.
_PLAIN: Final = frozenset(
    {
        *(
            "after",
            "before",
            "room",
            "venue",
            "entrance",
            "coverage",
            "kind",
            "title",
            "name",
            "status",
            "step",
            "press",
        ),
        *("start", "end", "duration", "at", "by", "from", "between", "until", "date", "opens", "closes"),
        *("given", "family", "role", "phone", "email", "side", "language", "interpreters"),
        *("city", "floor", "capacity", "sections", "rule", "reason", "radio"),
    }
)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return str(value)


def _form(key: Key, value: object, around: Around) -> tuple[str, tuple[Option, ...]]:
    """How a key is asked for, and the choices, where it has some."""
    names = around.names.get(key.refers or "", ())
    if key.kind is Category:
        return "press", tuple(_press(value))
    if key.many:
        return _form_of_several(key, value if isinstance(value, list) else [], names, around)
    if names:
        return (
            ("choice", tuple(_named(names, value)))
            if len(names) <= MOST_CHOICES
            else (f"of {key.refers}", ())
        )
    if key.refers in NEW_PLACES:
        return "new place", ()
    if key.kind is bool or issubclass(key.kind, Enum):
        return "choice", tuple(_yes_or_no(value) if key.kind is bool else _choices(key, value))
    return _FORMS.get(key.kind) or (
        "zone" if key.name == "zone" else "prose" if key.name in LONG else "line"
    ), ()


def _form_of_several(
    key: Key, said: list[object], names: Sequence[tuple[str, str]], around: Around
) -> tuple[str, tuple[Option, ...]]:
    people = around.names.get("person", ())
    if issubclass(key.kind, Enum):
        names = [(member.value, member.value) for member in key.kind]
    if key.name == "speakers" and people:
        return "people", tuple(_people(people, said))
    return (
        ("several", tuple(Option(one, text, one in said) for one, text in names)) if names else ("lines", ())
    )


_FORMS: Final[Mapping[type, str]] = {When: "time", Span: "length", Day: "day", int: "number"}


def _press(value: object) -> Iterator[Option]:
    said = [item.value for item in Category] if value == "all" else value
    chosen = said if isinstance(said, list) else [said]
    yield from (Option(item.value, item.value, item.value in chosen) for item in Category)


def _yes_or_no(value: object) -> Iterator[Option]:
    said = "" if value is None else _text(value)
    yield from (
        Option(one, text, one == said) for one, text in (("", "not said"), ("yes", "yes"), ("no", "no"))
    )


def _named(names: Sequence[tuple[str, str]], value: object) -> Iterator[Option]:
    said = _text(value)
    yield Option("", "not said", not said)
    known = {one for one, _ in names}
    for one, text in names:
        yield Option(one, text, one == said)
    if said and said not in known:
        yield Option(said, said, chosen=True)


def _people(names: Sequence[tuple[str, str]], value: list[object]) -> Iterator[Option]:
    """Everybody of the delegations, and whoever else is named already."""
    said = [str(one) for one in value]
    known = {one for one, _ in names}
    yield from (Option(one, text, one in said) for one, text in names)
    yield from (Option(one, one, chosen=True) for one in said if one not in known)


def _choices(key: Key, value: object) -> Iterator[Option]:
    members = [
        member.words if isinstance(member, Level) else str(member.value)
        for member in key.kind  # type: ignore[attr-defined] # an Enum's class is what it holds
    ]
    said = _text(value)
    if not said and key.info.default is not None and not key.info.is_required():
        default = key.info.default
        said = default.words if isinstance(default, Level) else str(getattr(default, "value", ""))
    if not key.info.is_required() and not isinstance(key.info.default, Enum):
        yield Option("", "not said", not said)
    elif key.info.is_required() and not said:
        yield Option("", "choose", chosen=True)
    for member in members:
        yield Option(member, member, member == said)
    if said and said not in members:
        yield Option(said, said, chosen=True)


def problems_by_path(problems: Sequence[Problem]) -> dict[str, list[str]]:
    """The messages of each place; those of the whole stand under the empty path."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.path, []).append(problem.message)
    return found
