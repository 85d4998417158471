"""What the API takes: the bodies of its requests."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from logistics.operations.feeding import audiences
from web.api.shapes import Revision, Shape, Tree

_CONTROL: Final = "\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069"
_BLANK: Final = "\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000"

Words = Annotated[str, StringConstraints(max_length=1000, pattern=f"^[^{_CONTROL}{_BLANK}][^{_CONTROL}]*$")]
"""A line that says something."""

Label = Annotated[str, StringConstraints(max_length=100, pattern=f"^[^{_CONTROL}{_BLANK}][^{_CONTROL}]*$")]


AudienceName = Annotated[str, WithJsonSchema({"type": "string", "enum": [name for name, _ in audiences()]})]


def _whole(value: object) -> object:
    """Refuse true and false, which Python takes for numbers, and texts."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("whole_number", "not a whole number")
    return value


class EventTree(Shape):
    """An event, stated as a tree."""

    event: Tree


class EventText(Shape):
    """An event, as the text of its file."""

    file: str = Field(max_length=512_000, description="An event file (YAML), as docs/event-file.md has it.")


def _which(value: object) -> str | None:
    if isinstance(value, EventTree | EventText):
        return "event" if isinstance(value, EventTree) else "file"
    return next((key for key in ("event", "file") if isinstance(value, dict) and key in value), None)


EventOrFile = Annotated[
    Annotated[EventTree, Tag("event")] | Annotated[EventText, Tag("file")],
    Discriminator(
        _which, custom_error_type="event_or_file", custom_error_message="neither an event nor a file"
    ),
]
"""An event in one of two ways."""


class ChangeMade(Shape):
    """A change that was made from an earlier revision."""

    base: Annotated[Revision, BeforeValidator(_whole)] = Field(
        description="The revision that the change was made from."
    )
    event: Tree
    choices: dict[str, Literal["yours", "theirs"]] = Field(
        default={},
        max_length=1000,
        description="What counts where both changed the same, by the path of each conflict.",
    )
    head: Annotated[Revision, BeforeValidator(_whole)] | None = Field(
        default=None,
        description="The revision against which the choices were made; needed with choices.",
    )


class Decided(Shape):
    """What goes with a publication."""

    reasons: dict[str, Words] = Field(
        default={},
        max_length=1000,
        description="Why each open warning may go out, by its key in the readiness.",
    )
    date: str | None = Field(
        default=None,
        max_length=100,
        description="The day that the papers carry; else the one of the readiness.",
    )
    time: str | None = Field(
        default=None,
        max_length=100,
        description="The time that they carry; empty for none. Only with a date.",
    )


class TakingBack(Shape):
    """Why an event is taken back from the public."""

    reason: Words


class Observation(Shape):
    """When a moment did happen."""

    point: str = Field(min_length=1, max_length=200, description="One of the event's moments.")
    time: str | None = Field(
        max_length=100,
        description="The time by the clock there, such as 9:04a or 09:04; null takes an earlier note back.",
    )


class NewFeed(Shape):
    """Whom a feed address is for."""

    audience: AudienceName
    label: Label = Field(description="The name of the outlet or the person. It must not be secret.")
