"""House parameters: everything the plan or a rule assumes, by name, with its source and grade.

Grades: A official page or verbatim copy of an official notice; B press or trade source of good standing;
C one blog or vendor page; U our own choice, no source found. A number without a source says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Parameter:
    """One assumption: a range of seconds (an end may be open), why, and how far to trust the number."""

    name: str
    least: int | None
    most: int | None
    meaning: str
    source: str
    grade: str

    def words(self) -> str:
        """The range in words: ``5 to 15 minutes``, ``at least 10 minutes``."""
        if self.least is not None and self.most is not None:
            return (
                _minutes(self.least)
                if self.least == self.most
                else f"{_amount(self.least)} to {_minutes(self.most)}"
            )
        return (
            f"at least {_minutes(self.least)}"
            if self.least is not None
            else f"at most {_minutes(self.most or 0)}"
        )


def _amount(seconds: int) -> str:
    return f"{seconds} seconds" if 0 < seconds < MINUTE else f"{seconds / MINUTE:g}"


def _minutes(seconds: int) -> str:
    unit = "" if 0 < seconds < MINUTE else " minute" if seconds == MINUTE else " minutes"
    return f"{_amount(seconds)}{unit}"


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of parameters, for the kind of house that holds the event."""

    name: str
    parameters: Mapping[str, Parameter]

    def __getitem__(self, name: str) -> Parameter:
        return self.parameters[name]


def _table(*rows: tuple[str, float | None, float | None, str, str, str]) -> Mapping[str, Parameter]:
    return {
        name: Parameter(name, _seconds(least), _seconds(most), meaning, source, grade)
        for name, least, most, meaning, source, grade in rows
    }


def _seconds(minutes: float | None) -> int | None:
    return None if minutes is None else round(minutes * MINUTE)


_NOTICES = "14 access times in State Department notices, 2009 to 2025"

STATE = Profile(
    "state",
    _table(
        ("final_access_before_start", 10, 60, "final access before the start", f"{_NOTICES}: 15 to 45, median 30", "A"),
        ("pre_set_before_start", 30, 60, "pre-set before the start", f"{_NOTICES}: 30 to 60, median 45", "A"),
        ("pre_set_before_final", 10, None, "pre-set before final access", f"{_NOTICES}: 10 to 30, median 17.5", "A"),
        ("pre_set_window", 15, None, "length of a pre-set window", "no source; one presidential visit gave 30", "U"),
        ("pick_up_before_spray", 30, None, "pick-up before a spray", "UN media alert of June 3, 2025; three State notices", "A"),
        ("spray_length", 0.5, 15, "length of a spray seen in pool reports", "pool reports 2012 to 2022: 10 seconds to 8 minutes", "B"),
        ("spray_planned", 5, 15, "length of a spray whose length is unsaid", "no source; our choice within what is seen", "U"),
        ("clear_after_spray", 0, 5, "press out after a spray", "no source; one pool report gives 1 minute", "U"),
        ("walk", 5, None, "walk from entrance to room where no route is stated", "no source; our choice", "U"),
        ("settle", 3, None, "settling in the room before a spray can start", "no source; our choice", "U"),
        ("availability_after_meeting", 10, None, "from the end of a meeting to the availability after it", "no source; our choice", "U"),
        ("at_top", 0, 5, "from a meeting's start to the spray at its top", "no source; our choice", "U"),
        ("at_bottom", 0, 5, "from the end of a spray at the bottom to the meeting's end", "no source; our choice", "U"),
        ("immediately", 0, 15, "from one session to the one immediately after it", "no source; our choice", "U"),
        ("past_last_day", None, 0, "how far a session of unsaid length runs past the event's last day", "no source; our choice", "U"),
        ("about", -15, 15, "how far an approximate time may be off", "no source; our choice", "U"),
    ),
)  # fmt: skip

PRESIDENTIAL = replace(
    STATE,
    name="presidential",
    parameters={
        **STATE.parameters,
        **_table(
            ("final_access_before_start", 20, 180, "final access before the start",
             "White House guidance 2015 to 2022: 20 to 160", "A"),
            ("pre_set_before_start", 120, 330, "pre-set before the start",
             "two presidential visits, 2017 and 2022: 150 to 325", "B"),
        ),
    },
)  # fmt: skip

PROFILES: Mapping[str, Profile] = {profile.name: profile for profile in (STATE, PRESIDENTIAL)}
