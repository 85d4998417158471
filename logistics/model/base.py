"""What all nouns of the model share: frozen, no unknown keys, and an audience on every field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import IntEnum, StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo


class Level(IntEnum):
    """Who may see a thing. Each level sees what the levels before it see."""

    PUBLIC = 0
    PRESS = 1
    STAFF = 2
    CLOSE_HOLD = 3

    @property
    def words(self) -> str:
        """The level as an event file writes it: ``close hold``."""
        return self.name.lower().replace("_", " ")


class Category(StrEnum):
    """A kind of press by its tool (glossary 31); ``pool`` is the small group that covers for all."""

    VIDEO = "video"
    STILLS = "stills"
    WRITERS = "writers"
    RADIO = "radio"
    POOL = "pool"


class Noun(BaseModel):
    """A frozen record of the event file. Unknown keys are refused, so a misspelt one is never lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def contradictions(cls, stated: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        """What is stated and does not go together: the key to look at (empty: all of them), and why.

        ``stated`` holds what is not left out, by the keys of the file. So a file can be told of these beside
        its other problems, when no noun can be made of it yet.
        """
        del stated
        return iter(())

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        fields = type(self).model_fields.items()
        values = {field.alias or name: getattr(self, name) for name, field in fields}
        stated = {key: value for key, value in values.items() if value is not None}
        for key, why in self.contradictions(stated):
            raise ValueError(f"‘{key}’ {why}" if key else why)
        return self


def shown_to(level: Level, description: str, default: Any = ..., **rest: Any) -> Any:
    """A field that ``level`` and those above may see, with its meaning for the docs and the JSON schema.

    ``Any``, as pydantic's own ``Field``: the type is the annotation's. A field made without this is staff's.
    """
    extra: JsonDict = {"audience": level.words}
    return Field(default, description=description, json_schema_extra=extra, **rest)


def level_of(field: FieldInfo) -> Level:
    """The level from which on a field is shown; staff for a field that nobody classified."""
    extra = field.json_schema_extra
    name = extra.get("audience") if isinstance(extra, dict) else None
    return Level[str(name).upper().replace(" ", "_")] if name else Level.STAFF


def level_named(text: object) -> object:
    """``close hold`` as the Level that it names; anything else unchanged, for the validator to refuse."""
    if isinstance(text, str):
        key = text.strip().upper().replace(" ", "_").replace("-", "_")
        if key in Level.__members__:
            return Level[key]
        raise ValueError("is not an audience; write public, press, staff or close hold")
    return text


Audience = Annotated[
    Level,
    BeforeValidator(level_named),
    PlainSerializer(lambda level: level.words),
    WithJsonSchema({"enum": [level.words for level in Level]}),
]


class Refers:
    """Marks a string that names another thing of the same file, by id (``kind`` is what it names)."""

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        self.kind = kind


# U+200C to U+200F stay: Persian, the scripts of India and Hebrew beside Latin cannot be written without them.
_UNUSABLE: Final = {
    "\x00-\x08\x0b-\x1f\x7f-\x9f": "a control character",
    "\u202a-\u202e\u2066-\u2069\u2028\u2029": (
        "an invisible character that changes the reading order or breaks lines"
    ),
    "\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufffe\uffff\U000e0000-\U000e007f": (
        "an invisible character"
    ),
}
_ANY_UNUSABLE: Final = re.compile(f"[{''.join(_UNUSABLE)}]")


def first_unusable(text: str) -> tuple[int, str] | None:
    """Where a text first holds a character that no file may hold, and what it is, in a person's words."""
    found = _ANY_UNUSABLE.search(text)
    if found is None:
        return None
    letter = found.group()
    what = next(what for letters, what in _UNUSABLE.items() if re.match(f"[{letters}]", letter))
    return found.start(), f"{what} (U+{ord(letter):04X})"


def without_unusable(text: str) -> str:
    """A text without what no file and no mail may hold; half characters (lone surrogates) among it."""
    return _ANY_UNUSABLE.sub("", text).encode(errors="ignore").decode()


def _printable(text: str) -> str:
    if found := first_unusable(text):
        raise ValueError(f"holds {found[1]}; delete it and type the text again")
    return unicodedata.normalize("NFC", text)


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise ValueError("must be one line; take the line breaks and tabs out")
    return text


SHORT, LONG = 300, 4000

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=SHORT),
    AfterValidator(_printable),
    AfterValidator(_one_line),
]
"""One line of text, at most 300 characters."""

Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONG),
    AfterValidator(_printable),
]
"""Text of one or more paragraphs, at most 4,000 characters.

Each line is a paragraph: in the folded text of a file (``>-``) lines that stand together are one line, and the
empty line between two paragraphs is one line break. Further empty lines mean nothing.
"""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A short name that identifies a thing for ever: small letters, digits and hyphens."""


def slug(text: str, most: int = 48) -> str:
    """A short name made of a text’s first words: ``Gespräch 2`` gives ``gesprach-2``; empty without such letters."""
    letters = unicodedata.normalize("NFKD", text[: 4 * most].casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:most].strip("-")


Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language by its BCP 47 tag: ``en``, ``es``, ``no``, ``pt-BR``."""
