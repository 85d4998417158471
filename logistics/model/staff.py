"""The staff of an office: who there is, what they serve in, and what an office needs for an event."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from logistics.errors import MomentError
from logistics.model.base import Language, Level, Line, Noun, Prose, Slug, shown_to
from logistics.model.times import Shape, Span, When

_ATOM: Final = r"[\w!#$%&'*+/=?^`{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
MAIL_ADDRESS: Final = re.compile(rf"{_ATOM}(\.{_ATOM})*@{_LABEL}(\.{_LABEL})+", re.ASCII)
"""A bare mail address (RFC 5321 §4.1.2, without quoted names)."""


class Function(StrEnum):
    """What somebody of the staff does at a post (docs/glossary.md)."""

    ESCORT = "escort"
    DOOR = "door"
    ROOM_LEAD = "room lead"
    PRESS_LEAD = "press lead"
    AV = "AV"
    LIVESTREAM = "livestream operator"
    MODERATOR = "moderator"
    INTERPRETER = "interpreter"
    SECURITY = "security contact"
    RUNNER = "runner"


class Answer(StrEnum):
    """What somebody answered about a post; without an answer they are taken to be able to."""

    CAN = "can"
    IF_NEEDED = "if needed"
    CANNOT = "cannot"


class PostAnswer(Noun):
    """One answer of somebody about one post, or about a whole day."""

    post: Line = shown_to(Level.STAFF, "The post by its id, or “all” for every post.")
    answer: Answer = shown_to(Level.STAFF, "can, if needed or cannot.")
    note: Line | None = shown_to(Level.STAFF, "A remark for the coordinator.", None)


class Colleague(Noun):
    """Somebody of the staff. All of it stays in the office."""

    id: Slug = shown_to(Level.STAFF, "Short name of the person in this file.")
    name: Line = shown_to(Level.STAFF, "The name as the roster has it.")
    functions: tuple[Function, ...] = shown_to(
        Level.STAFF, "What they serve in, such as escort, door or interpreter."
    )
    skills: tuple[Line, ...] = shown_to(Level.STAFF, "What they can do besides, such as driver.", ())
    languages: tuple[Language, ...] = shown_to(Level.STAFF, "Languages they work in, by tag.", ())
    clearances: tuple[Line, ...] = shown_to(Level.STAFF, "Clearances they hold.", ())
    free: tuple[When, ...] = shown_to(
        Level.STAFF,
        "When they can be asked, each from one time to another; always, where nothing is said.",
        (),
    )
    busy: tuple[When, ...] = shown_to(Level.STAFF, "When they cannot, each from one time to another.", ())
    most_hours: Annotated[int, Field(ge=1, le=24)] = shown_to(
        Level.STAFF, "Hours of posts in one day at most.", 8
    )
    rest: Span | None = shown_to(Level.STAFF, "Rest from one day to the next; 11 hours, unless said.", None)
    calendar: Line | None = shown_to(
        Level.STAFF, "Address of their own calendar (.ics), read as busy times and nothing else.", None
    )
    phone: Line | None = shown_to(Level.STAFF, "Telephone number.", None)
    email: Line | None = shown_to(Level.STAFF, "Mail address.", None)
    radio: Line | None = shown_to(Level.STAFF, "Radio channel or call sign.", None)
    answers: tuple[PostAnswer, ...] = shown_to(Level.STAFF, "What they answered.", ())

    @classmethod
    def contradictions(cls, stated: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        """Whoever is free or busy is so from one time to another, and addresses are addresses."""
        email, calendar = str(stated.get("email", "")), str(stated.get("calendar", ""))
        if email and not MAIL_ADDRESS.fullmatch(email):
            yield "email", f"is “{email}”, which is no mail address; write it as name@office.example"
        if calendar and not calendar.lower().startswith(("https://", "http://", "webcal://")):
            yield "calendar", "is no address of a calendar; it begins with https:// or webcal://"
        for key in ("free", "busy"):
            times = stated.get(key, ())
            for time in times if isinstance(times, Sequence) and not isinstance(times, str) else (times,):
                if text := _no_span(time):
                    yield key, f"has “{text}”, which is no span; write it as 7:00 to 15:30"


def _no_span(time: object) -> str:
    """A time, or what a file states for one, that is not from one time to another; else nothing."""
    try:
        when = When.read(time) if isinstance(time, str) else time
    except MomentError:
        return ""
    return when.text if isinstance(when, When) and when.shape is not Shape.WINDOW else ""


class PostRule(Noun):
    """How an office has posts of one function. What it does not say stays as the house has it."""

    function: Function = shown_to(Level.STAFF, "Which posts it is about.")
    count: Annotated[int, Field(ge=0, le=50)] | None = shown_to(
        Level.STAFF, "How many people for each; 0 for none.", None
    )
    reports: Span | None = shown_to(Level.STAFF, "How long before they report.", None)
    stays: Span | None = shown_to(Level.STAFF, "How long after they stay.", None)
    skills: tuple[Line, ...] = shown_to(Level.STAFF, "Skills that are needed.", ())
    languages: tuple[Language, ...] = shown_to(Level.STAFF, "Languages that are needed.", ())
    clearances: tuple[Line, ...] = shown_to(Level.STAFF, "Clearances that are needed.", ())
    weight: Annotated[int, Field(ge=1, le=20)] | None = shown_to(
        Level.STAFF, "How many times worse than usual it is to leave one open.", None
    )


class OwnPost(Noun):
    """A post that does not follow from the plan."""

    id: Slug = shown_to(Level.STAFF, "Short name of the post.")
    function: Function = shown_to(Level.STAFF, "What it is.")
    title: Line = shown_to(Level.STAFF, "What it is called, such as Driver of the pool van.")
    time: When = shown_to(Level.STAFF, "From when to when: 9:00 to 10:30 a.m.")
    place: Line | None = shown_to(Level.STAFF, "The room or entrance by its id, or where else.", None)
    skills: tuple[Line, ...] = shown_to(Level.STAFF, "Skills that are needed.", ())
    languages: tuple[Language, ...] = shown_to(Level.STAFF, "Languages that are needed.", ())
    clearances: tuple[Line, ...] = shown_to(Level.STAFF, "Clearances that are needed.", ())

    @classmethod
    def contradictions(cls, stated: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        """A post is from one time to another, and is not called by what means all of them."""
        if stated.get("id") == "all":
            yield "id", "is “all”, which means every post; call it otherwise"
        if text := _no_span(stated.get("time")):
            yield "time", f"is “{text}”, which is no span; write it as 9:00 to 10:30"


class PostChange(Noun):
    """What is otherwise about one post of the plan, said by hand. What it does not say stays as the plan has it."""

    post: Line = shown_to(Level.STAFF, "The post by its id.")
    dropped: bool = shown_to(Level.STAFF, "Whether it is not needed after all.", False)
    title: Line | None = shown_to(Level.STAFF, "What it is called.", None)
    time: When | None = shown_to(Level.STAFF, "From when to when; it does not follow the plan then.", None)
    place: Line | None = shown_to(Level.STAFF, "The room or entrance by its id, or where else.", None)
    skills: tuple[Line, ...] | None = shown_to(Level.STAFF, "Skills that are needed.", None)
    languages: tuple[Language, ...] | None = shown_to(Level.STAFF, "Languages that are needed.", None)
    clearances: tuple[Line, ...] | None = shown_to(Level.STAFF, "Clearances that are needed.", None)

    @classmethod
    def contradictions(cls, stated: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        """A post is from one time to another."""
        if "time" in stated and (text := _no_span(stated["time"])):
            yield "time", f"is “{text}”, which is no span; write it as 9:00 to 10:30"


class Pinned(Noun):
    """A post that stays with one person, whatever else moves."""

    post: Line = shown_to(Level.STAFF, "The post by its id.")
    person: Slug = shown_to(Level.STAFF, "The person by the id.")


class StaffList(Noun):
    """The staff as one file or form says it. See docs/staff-file.md."""

    invented: Line | None = shown_to(
        Level.STAFF, "Said of people who are not real, with what they are for.", None
    )
    people: Annotated[tuple[Colleague, ...], Field(max_length=1000)] = shown_to(Level.STAFF, "Who there is.")
    rules: tuple[PostRule, ...] = shown_to(Level.STAFF, "What the office has otherwise than the house.", ())
    posts: tuple[OwnPost, ...] = shown_to(Level.STAFF, "Posts that do not follow from the plan.", ())
    changes: tuple[PostChange, ...] = shown_to(Level.STAFF, "What is otherwise about posts of the plan.", ())
    pinned: tuple[Pinned, ...] = shown_to(Level.STAFF, "Posts that stay with one person.", ())
    note: Prose | None = shown_to(Level.STAFF, "Anything staff should know.", None)
