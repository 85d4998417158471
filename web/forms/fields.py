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
from web.forms.sheets import Sheet
from web.forms.words import entry, label

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
    def is_list(self) -> bool:
        """For the template, which cannot ask for a type."""
        return True


@dataclass(frozen=True)
class Around:
    """What the fields of an event need to know of it: names to choose from, problems and echoes by path."""

    names: Mapping[str, Sequence[tuple[str, str]]]
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    echoes: Mapping[str, str] = field(default_factory=dict)


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
    said = [label(key).lower() for key in sheet.more if key != "id" and tree.get(key) not in (None, "", [], {})]
    return Group(name, title, main, more, was, _has_problem(more), ", ".join(said))


def _has_problem(items: Sequence[Field | Group | List]) -> bool:
    for item in items:
        if isinstance(item, Group):
            if _has_problem(item.main) or _has_problem(item.more):
                return True
        elif item.problems:
            return True
        elif isinstance(item, List) and any(_has_problem((one,)) for one in item.groups):
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
        group(sheet, item, around, f"{path}[{index}]", title_of(item, entry(key.name)), str(item.get("@", "")))
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
    """What an entry calls itself: its title or name, else its kind, else what entries of its list are called."""
    family = " ".join(str(item[key]) for key in ("given", "family") if item.get(key))
    for said in (item.get("title") if not family else "", item.get("name"), family, item.get("handle"), item.get("what")):
        if said:
            return str(said)
    told = item.get("kind") or item.get("step") or ""
    return str(told).capitalize() if told else f"New {fallback}"


def _field(key: Key, value: object, around: Around, path: str) -> Field:
    form, options = _form(key, value, around)
    shown = "" if options else _text(value)
    return Field(
        name=path,
        label=label(key.name),
        hint=_hint(key),
        form=form,
        value=shown,
        options=options,
        problems=tuple(around.problems.get(path, ())),
        echo=around.echoes.get(path, ""),
        required=key.info.is_required() and key.name != "id",
        office_only=level_of(key.info) >= Level.STAFF,
    )


def _hint(key: Key) -> str:
    return "" if key.name in _PLAIN else (key.info.description or "")


# What needs no hint: its label says it.
_PLAIN: Final = frozenset(
    "access after at before between by city capacity coverage date duration email end entrance family floor from given "
    "interpreters kind language name opens closes phone press role room side start status step title until venue "
    "sections rule reason".split()
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
    if key.kind is Category:
        chosen = [item.value for item in Category] if value == "all" else value
        said = chosen if isinstance(chosen, list) else [chosen]
        return "press", tuple(Option(item.value, item.value, item.value in said) for item in Category)
    if key.refers and key.refers in around.names and not key.many:
        return "choice", tuple(_named(around.names[key.refers], value))
    if key.many:
        if key.refers and key.refers in around.names:
            said = value if isinstance(value, list) else []
            return "several", tuple(Option(one, text, one in said) for one, text in around.names[key.refers])
        return "lines", ()
    if issubclass(key.kind, Enum):
        return "choice", tuple(_choices(key, value))
    if key.kind is bool:
        said_bool = "" if value is None else _text(value)
        return "choice", tuple(
            Option(one, text, one == said_bool) for one, text in (("", "not said"), ("yes", "yes"), ("no", "no"))
        )
    for kind, form in ((When, "time"), (Span, "length"), (Day, "day"), (int, "number")):
        if key.kind is kind:
            return form, ()
    return ("zone" if key.name == "zone" else "prose" if key.name in LONG else "line"), ()


def _named(names: Sequence[tuple[str, str]], value: object) -> Iterator[Option]:
    said = _text(value)
    yield Option("", "not said", not said)
    known = {one for one, _ in names}
    for one, text in names:
        yield Option(one, text, one == said)
    if said and said not in known:
        yield Option(said, said, chosen=True)


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

