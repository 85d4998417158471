"""Press access: who may cover a session, and when which press must be where."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic.config import JsonDict

from logistics.model.base import Audience, Category, Language, Level, Line, Noun, Prose, Slug, shown_to
from logistics.model.places import EntranceRef
from logistics.model.times import Span, When


class Coverage(StrEnum):
    """Who may come (glossary §1.2)."""

    OPEN = "open"
    POOLED = "pooled"
    SPRAY_AT_TOP = "spray at top"
    POOLED_SPRAY_AT_TOP = "pooled spray at top"
    SPRAY_AT_BOTTOM = "spray at bottom"
    POOLED_SPRAY_AT_BOTTOM = "pooled spray at bottom"
    OPENING_REMARKS = "opening remarks only"
    POOLED_OPENING_REMARKS = "pooled opening remarks only"
    PRE_CREDENTIALED = "pre-credentialed"
    HOST_DECIDES = "host decides"
    VIRTUAL_OPEN = "virtual open"
    CLOSED = "closed"

    @property
    def is_pooled(self) -> bool:
        """Whether only a pool gets in."""
        return self.value.startswith("pooled")


class Step(StrEnum):
    """What an access time asks for (glossary §1.3)."""

    PICK_UP = "pick-up"
    PRE_SET = "pre-set"
    FINAL_ACCESS = "final access"
    CALL = "call"
    GATHER = "gather"
    ARRIVAL = "arrival"
    IN_PLACE = "in place"
    DOORS = "doors"
    CLEAR = "clear"


ALL_PRESS: tuple[Category, ...] = tuple(Category)


def _categories(value: object) -> object:
    """``all`` as every category, and one category as a list of one."""
    if value in ("all", "all press"):
        return ALL_PRESS
    if isinstance(value, str):
        return (value,)
    return value


def _written(categories: tuple[Category, ...]) -> str | list[str]:
    return "all" if categories == ALL_PRESS else [category.value for category in categories]


_ONE: JsonDict = {"enum": [category.value for category in Category]}
_SEVERAL: JsonDict = {"type": "array", "minItems": 1, "items": _ONE}

Categories = Annotated[
    tuple[Category, ...],
    BeforeValidator(_categories),
    PlainSerializer(_written),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"enum": ["all", "all press"]}, _ONE, _SEVERAL]}),
]


_NAMES_OF_OTHER_MOMENTS = ("start", "end", "by", "release", "embargo", "deadline")


class AccessTime(Noun):
    """When press of some categories must be at a named entrance; for the press unless it says otherwise.

    The time is given as exactly one of ``at`` (then), ``by`` (no later), ``from`` (no earlier), ``from`` and
    ``by`` together or ``between`` (a window).
    """

    id: Slug | None = shown_to(
        Level.PUBLIC, "Keeps the calendar entry the same for ever, whatever changes.", None
    )
    step: Step = shown_to(
        Level.PUBLIC, "pick-up, pre-set, final access, call, gather, arrival, in place, doors or clear."
    )
    press: Categories = shown_to(Level.PUBLIC, "all, or a list of video, stills, writers, radio, pool.")
    at: When | None = shown_to(Level.PUBLIC, "The time, when it is one moment.", None)
    by: When | None = shown_to(Level.PUBLIC, "The latest time.", None)
    from_: When | None = shown_to(Level.PUBLIC, "The earliest time.", None, alias="from")
    between: When | None = shown_to(Level.PUBLIC, "A window: 10:00 to 10:20 a.m.", None)
    entrance: EntranceRef | None = shown_to(Level.PUBLIC, "The entrance; nothing where none is named.", None)
    place: Line | None = shown_to(
        Level.PUBLIC, "A spot at or beyond the entrance, such as lobby check-in.", None
    )
    reason: Line | None = shown_to(Level.PUBLIC, "Why then, such as for the K-9 sweep.", None)
    wording: Line | None = shown_to(Level.STAFF, "The label as the source wrote it, where it differs.", None)
    planning: Line | None = shown_to(Level.STAFF, "Anything staff should know.", None)
    audience: Audience = shown_to(Level.PUBLIC, "Who may read this access time.", Level.PRESS)

    @property
    def label(self) -> str:
        """What identifies this access time within its session: its id, else step and press."""
        press = "all" if self.press == ALL_PRESS else "+".join(self.press)
        return self.id or f"{self.step.value.replace(' ', '-')}.{press}"

    @classmethod
    def contradictions(cls, stated: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        """The time is said in one way, and the id is not that of another moment."""
        taken = stated.get("id")
        if isinstance(taken, str) and (taken in _NAMES_OF_OTHER_MOMENTS or taken.startswith("stream-")):
            yield "id", f"must not be “{taken}”, which is the name of another moment; choose another"
        given = stated.keys() & {"at", "by", "from", "between"}
        if len(given) != 1 and given != {"from", "by"}:
            yield (
                "",
                "An access time needs a time: at, no later than (by), no earlier than (from) or between; "
                "no earlier and no later may stand together",
            )


def what_tells_apart(entry: object) -> tuple[object, ...]:
    """What identifies an access time within its session: its id, else its step and press in any order.

    ``entry`` is an AccessTime, or what a file states of one; () where that is not enough to tell.
    """
    if isinstance(entry, AccessTime):
        return (entry.id,) if entry.id else (entry.step.value, frozenset(entry.press))
    if not isinstance(entry, Mapping):
        return ()
    name, step, press = entry.get("id"), entry.get("step"), _categories(entry.get("press"))
    if not isinstance(name, str | None) or not isinstance(step, str | None):
        return ()
    if name:
        return (name,)
    if not isinstance(press, (list, tuple)) or not all(isinstance(category, str) for category in press):
        return ()
    return (step, frozenset(press))


class Livestream(Noun):
    """A live picture of a session."""

    at: When | None = shown_to(Level.PUBLIC, "When it goes live.", None)
    until: When | None = shown_to(Level.PUBLIC, "When it ends.", None)
    address: Line = shown_to(Level.PUBLIC, "Where to watch, such as state.gov.")
    language: Language | None = shown_to(Level.PUBLIC, "Language of its sound.", None)
    covers: Line | None = shown_to(Level.PUBLIC, "The part it shows, where not the whole session.", None)
    captions: bool | None = shown_to(Level.PUBLIC, "Whether it has live captions.", None)
    audience: Audience = shown_to(Level.PUBLIC, "Who may read of this stream.", Level.PUBLIC)


class Account(Noun):
    """An account to follow."""

    handle: Line = shown_to(Level.PUBLIC, "The account, such as @StateDept.")
    platform: Line = shown_to(Level.PUBLIC, "Where it is, such as Twitter.")
    language: Language | None = shown_to(Level.PUBLIC, "Language it writes in, where that is said.", None)
    note: Line | None = shown_to(
        Level.PUBLIC, "Whose it is, such as official Spanish-language account.", None
    )


class Deadline(Noun):
    """One deadline of the registration; a notice may have several."""

    what: Line = shown_to(Level.PRESS, "What must be done, such as RSVP or send equipment list.")
    by: When = shown_to(Level.PRESS, "The deadline with its day; it may be relative.")
    for_: Line | None = shown_to(Level.PRESS, "Whom it concerns, where not all.", None, alias="for")


class Registration(Noun):
    """How press register."""

    how: Prose | None = shown_to(Level.PRESS, "What to send, and where to.", None)
    address: Line | None = shown_to(Level.PRESS, "Mail address or page to register at.", None)
    deadlines: tuple[Deadline, ...] = shown_to(Level.PRESS, "Deadlines, in any order.", ())


class Contact(Noun):
    """Whom to ask; for the press unless it says otherwise."""

    name: Line = shown_to(Level.PUBLIC, "A person or an office.")
    role: Line | None = shown_to(Level.PUBLIC, "What for, such as press questions.", None)
    phone: Line | None = shown_to(Level.PUBLIC, "Telephone number.", None)
    email: Line | None = shown_to(Level.PUBLIC, "Mail address.", None)
    audience: Audience = shown_to(Level.PUBLIC, "Who may read this contact.", Level.PRESS)


class Mode(StrEnum):
    """How interpretation is done (glossary 72)."""

    CONSECUTIVE = "consecutive"
    SIMULTANEOUS = "simultaneous"
    WHISPERED = "whispered"
    RELAY = "relay"
    SIGN = "sign language"
    CAPTIONS = "live captions"


class Interpretation(Noun):
    """Interpretation of a session between languages."""

    languages: tuple[Language, ...] = shown_to(Level.PRESS, "Languages by tag.")
    mode: Mode | None = shown_to(
        Level.PRESS, "consecutive, simultaneous, whispered, relay, sign language, live captions.", None
    )
    interpreters: Annotated[int, Field(ge=0, le=200)] | None = shown_to(
        Level.STAFF, "How many are booked.", None
    )


class Pool(Noun):
    """A pool: a small group that covers for all and must share."""

    name: Line = shown_to(Level.PRESS, "What it is called, such as in-town travel pool.")
    members: Prose | None = shown_to(Level.STAFF, "Outlets in it.", None)
    sharing: Line | None = shown_to(Level.PRESS, "The condition to share what it gets.", None)


class Part(Noun):
    """A part of a session with coverage of its own, such as the opening remarks."""

    id: Slug = shown_to(Level.PUBLIC, "Short name of the part within its session.")
    title: Line = shown_to(Level.PUBLIC, "What it is called.")
    coverage: Coverage = shown_to(Level.PUBLIC, "Who may cover this part.")
    start: When | None = shown_to(Level.PUBLIC, "When it starts.", None)
    end: When | None = shown_to(Level.PUBLIC, "When it ends.", None)
    duration: Span | None = shown_to(Level.PUBLIC, "How long it lasts.", None)
    audience: Audience | None = shown_to(
        Level.PUBLIC, "Who may read of it; a closed part is for staff unless said.", None
    )

    @classmethod
    def contradictions(cls, stated: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        """The id is not that of a stream."""
        if str(stated.get("id", "")).startswith("stream-"):
            yield "id", f"must not be “{stated['id']}”, which is the name of another moment; choose another"

    @property
    def shown_to(self) -> Level:
        """The level from which on this part is shown."""
        return level_unless_said(self.audience, self.coverage)


def level_unless_said(audience: Level | None, coverage: Coverage | None) -> Level:
    """Closed meetings stay in the office unless the file says that they are announced."""
    if audience is not None:
        return audience
    return Level.STAFF if coverage is Coverage.CLOSED else Level.PUBLIC
