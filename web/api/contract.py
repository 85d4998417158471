"""What an operation of the API is: what it takes, what it gives, and what a token must allow for it.

An operation is a plain function. What its request and its answer look like is read from its annotations, so that the
description cannot say anything else than the code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter

from logistics.operations.accounts import Role, Scope
from logistics.operations.feeding import audiences
from logistics.operations.office import Office
from web.access import TABLE
from web.api.shapes import MOST_REVISIONS

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls, for which office and when. ``base`` is the revision that If-Match names, where it is asked for."""

    office: Office
    by: str
    now: int
    base: int = 0


@dataclass(frozen=True, slots=True)
class Answer(Generic[M]):
    """What is answered. ``revision`` is told as the entity tag, ``location`` where what was made can be read.

    ``again`` is what the same request is answered if it comes once more, where ``body`` tells a secret.
    """

    body: M
    revision: int | None = None
    location: str = ""
    again: M | None = None


@dataclass(frozen=True, slots=True)
class FileText:
    """An event file as the answer, as it is."""

    text: str
    revision: int


Given = Answer[Any] | FileText
F = TypeVar("F", bound=Callable[..., Given])


@dataclass(frozen=True, slots=True)
class Terms:
    """What an operation asks for. Without a ``scope`` it is for everybody; ``page`` does the same for people.

    ``headers`` are told with the answer. ``conditional``: the request must name the revision that it was made from.
    ``saves`` False: a POST that changes nothing. ``refuses``: further statuses that it may answer, each with what it
    means. ``example`` is a body.
    """

    scope: Scope | None
    page: str = ""
    status: int = 200
    headers: tuple[str, ...] = ()
    conditional: bool = False
    saves: bool = True
    refuses: Mapping[int, str] = field(default_factory=dict)
    example: Mapping[str, object] | None = None

    @property
    def role(self) -> Role:
        """The least role of the token's owner: that of the page. Raises KeyError for a page that is in no table."""
        least = TABLE[self.page]
        assert isinstance(least, Role), f"{self.page} asks for no role"
        return least


@dataclass(frozen=True)
class Operation:
    """One operation, with what its annotations say. ``gives`` is None where it gives the text of a file."""

    group: str
    method: str
    path: str
    terms: Terms
    view: Callable[..., Given]
    body: TypeAdapter[Any] | None
    query: type[BaseModel] | None
    gives: TypeAdapter[Any] | None

    @property
    def name(self) -> str:
        """What programs call it, and its endpoint."""
        return self.view.__name__

    @property
    def repeatable(self) -> bool:
        """Whether it may be sent with a key, so that it is carried out once."""
        return self.method == "POST" and self.terms.saves

    @property
    def rule(self) -> str:
        """The path as Flask routes it."""
        return self.path.replace("{number}", f"<int(min=1, max={MOST_REVISIONS}):number>").translate(_ROUTED)

    @property
    def places(self) -> tuple[str, ...]:
        """The names in its path."""
        return tuple(step[1:-1] for step in self.path.split("/") if step.startswith("{"))


_ROUTED: Final = str.maketrans("{}", "<>")

PLACES: Final[Mapping[str, Mapping[str, object]]] = {
    "event_id": {
        "description": "The short name of the event.",
        "schema": {"type": "string", "maxLength": 80, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "example": "us-mexico-strategic-dialogue-2017-12-14",
    },
    "number": {
        "description": "The number of the revision, counted from 1.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST_REVISIONS},
        "example": 1,
    },
    "feed_id": {
        "description": "The id of the feed address, as the list of them tells it. It is not the address.",
        "schema": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        "example": "0123456789abcdef",
    },
    "audience": {
        "description": "Who reads.",
        "schema": {"type": "string", "enum": [name for name, _ in audiences()]},
        "example": "press",
    },
}
"""What may stand in a path."""


class Group:
    """Operations that belong together."""

    def __init__(self, name: str, about: str) -> None:
        self.name, self.about = name, about
        self.operations: list[Operation] = []

    def offers(self, method: str, path: str, terms: Terms) -> Callable[[F], F]:
        """Offer a function as an operation."""

        def offer(view: F) -> F:
            self.operations.append(_operation(self.name, method, path, terms, view))
            return view

        return offer


def _operation(group: str, method: str, path: str, terms: Terms, view: Callable[..., Given]) -> Operation:
    hints = get_type_hints(view, include_extras=True)
    given = hints["return"]
    model = get_args(given)[0] if get_origin(given) is Answer else None
    assert model is not None or given is FileText, f"{view.__name__} does not say what it gives"
    return Operation(
        group=group,
        method=method,
        path=path,
        terms=terms,
        view=view,
        body=TypeAdapter(hints["body"]) if "body" in hints else None,
        query=hints.get("query"),
        gives=None if model is None else TypeAdapter(model),
    )
