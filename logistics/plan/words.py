"""How the plan speaks of sessions, press, steps and times: the English labels, in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from logistics.model import ALL_PRESS, AccessTime, Category, Coverage, Kind, Session, Step
from logistics.moments import MINUTE, Instant, wall

_PRESS = {
    Category.VIDEO: "video cameras",
    Category.STILLS: "still photographers",
    Category.WRITERS: "writers",
    Category.RADIO: "radio",
    Category.POOL: "the pool",
}
_STEPS = {
    Step.PICK_UP: "pick-up",
    Step.PRE_SET: "pre-set",
    Step.FINAL_ACCESS: "final access",
    Step.CALL: "call time",
    Step.GATHER: "gather time",
    Step.ARRIVAL: "arrival",
    Step.IN_PLACE: "in-place time",
    Step.DOORS: "doors",
    Step.CLEAR: "press out",
}
_COVERAGE = {
    Coverage.OPEN: "open press",
    Coverage.POOLED: "pooled press",
    Coverage.SPRAY_AT_TOP: "camera spray at the top",
    Coverage.POOLED_SPRAY_AT_TOP: "pooled camera spray at the top",
    Coverage.SPRAY_AT_BOTTOM: "camera spray at the bottom",
    Coverage.POOLED_SPRAY_AT_BOTTOM: "pooled camera spray at the bottom",
    Coverage.OPENING_REMARKS: "open press for opening remarks only",
    Coverage.POOLED_OPENING_REMARKS: "pooled press for opening remarks only",
    Coverage.PRE_CREDENTIALED: "pre-credentialed press",
    Coverage.HOST_DECIDES: "coverage decided by the host",
    Coverage.VIRTUAL_OPEN: "open press, virtual",
    Coverage.CLOSED: "closed press",
}
_UNTITLED = {Kind.TWO_AND_TWO: "two-and-two press conference", Kind.STATEMENTS: "statements to the press"}


def listed(items: Sequence[str], joiner: str = "and") -> str:
    """``a``, ``a and b``, ``a, b, and c`` (house style has the serial comma)."""
    if len(items) < 3:
        return f" {joiner} ".join(items)
    return f"{', '.join(items[:-1])}, {joiner} {items[-1]}"


def press_words(categories: Iterable[Category]) -> str:
    """``writers and still photographers``; ``all press`` for every category."""
    press = tuple(categories)
    return "all press" if set(press) == set(ALL_PRESS) else listed([_PRESS[category] for category in press])


def step_words(step: Step) -> str:
    """``final access``."""
    return _STEPS[step]


def access_words(access: AccessTime) -> str:
    """``final access for writers and still photographers``."""
    return f"{step_words(access.step)} for {press_words(access.press)}"


def coverage_words(coverage: Coverage) -> str:
    """``open press``, ``pooled camera spray at the top``."""
    return _COVERAGE[coverage]


def session_words(session: Session) -> str:
    """The session's title, else what its kind is called."""
    return session.title or _UNTITLED.get(session.kind, session.kind.value)


def clock_words(moment: Instant, zone_name: str) -> str:
    """The wall time there in house style: ``10:45 a.m.``, ``noon``; seconds only where there are some."""
    return time_words(wall(moment, zone_name).time())


def time_words(time: dt.time) -> str:
    """``9:00 a.m.``, ``noon``, ``midnight``."""
    if (time.minute, time.second) == (0, 0) and time.hour in (0, 12):
        return "noon" if time.hour else "midnight"
    seconds = f":{time.second:02}" if time.second else ""
    return f"{time.hour % 12 or 12}:{time.minute:02}{seconds} {'a.m.' if time.hour < 12 else 'p.m.'}"


def length_words(seconds: int) -> str:
    """``5 minutes``, ``1 hour 20 minutes``, ``30 seconds``, ``2 days 1 hour``."""
    parts = []
    for size, name in ((86400, "day"), (3600, "hour"), (MINUTE, "minute"), (1, "second")):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "no time"


def capital(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]
