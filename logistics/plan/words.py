"""How the plan speaks of sessions, press, steps and times: the English labels, in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from logistics.model import ALL_PRESS, AccessTime, Category, Coverage, Kind, Session, Status, Step
from logistics.moments import MINUTE, Instant, letters, offset_minutes, wall

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
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# The same letters mean different zones (CST is used in Chicago, Havana and Shanghai): the minutes from UTC tell which.
_ZONES = {
    ("EST", -300): "Eastern Standard Time",
    ("EDT", -240): "Eastern Daylight Time",
    ("CST", -360): "Central Standard Time",
    ("CDT", -300): "Central Daylight Time",
    ("MST", -420): "Mountain Standard Time",
    ("MDT", -360): "Mountain Daylight Time",
    ("PST", -480): "Pacific Standard Time",
    ("PDT", -420): "Pacific Daylight Time",
    ("AKST", -540): "Alaska Standard Time",
    ("AKDT", -480): "Alaska Daylight Time",
    ("HST", -600): "Hawaii Standard Time",
    ("AST", -240): "Atlantic Standard Time",
    ("ADT", -180): "Atlantic Daylight Time",
    ("NST", -210): "Newfoundland Standard Time",
    ("NDT", -150): "Newfoundland Daylight Time",
    ("UTC", 0): "Coordinated Universal Time",
    ("GMT", 0): "Greenwich Mean Time",
    ("BST", 60): "British Summer Time",
    ("IST", 60): "Irish Standard Time",
    ("WET", 0): "Western European Time",
    ("WEST", 60): "Western European Summer Time",
    ("CET", 60): "Central European Time",
    ("CEST", 120): "Central European Summer Time",
    ("EET", 120): "Eastern European Time",
    ("EEST", 180): "Eastern European Summer Time",
    ("MSK", 180): "Moscow Time",
    ("IST", 120): "Israel Standard Time",
    ("IDT", 180): "Israel Daylight Time",
    ("SAST", 120): "South Africa Standard Time",
    ("CAT", 120): "Central Africa Time",
    ("EAT", 180): "East Africa Time",
    ("WAT", 60): "West Africa Time",
    ("IST", 330): "India Standard Time",
    ("PKT", 300): "Pakistan Standard Time",
    ("CST", 480): "China Standard Time",
    ("HKT", 480): "Hong Kong Time",
    ("PST", 480): "Philippine Standard Time",
    ("JST", 540): "Japan Standard Time",
    ("KST", 540): "Korea Standard Time",
    ("AWST", 480): "Australian Western Standard Time",
    ("ACST", 570): "Australian Central Standard Time",
    ("ACDT", 630): "Australian Central Daylight Time",
    ("AEST", 600): "Australian Eastern Standard Time",
    ("AEDT", 660): "Australian Eastern Daylight Time",
    ("NZST", 720): "New Zealand Standard Time",
    ("NZDT", 780): "New Zealand Daylight Time",
}
_LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
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
    return session.title or kind_words(session.kind)


def kind_words(kind: Kind) -> str:
    """What a session of a kind is called that has no title: ``camera spray``."""
    return _UNTITLED.get(kind, kind.value)


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


def sentence(text: str) -> str:
    """The text as a sentence: a capital first, and one full stop (``a.m.`` has its own)."""
    return capital(text) if text.endswith((".", "?", "!")) else f"{capital(text)}."


def status_words(status: Status) -> str:
    """What stands before the name of a thing that does not go ahead as planned: ``Cancelled``; nothing if it does."""
    return "" if status is Status.PLANNED else capital(status.value)


def date_words(day: dt.date) -> str:
    """``Thursday, December 14, 2017``."""
    return f"{_WEEKDAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}, {day.year}"


def short_date_words(day: dt.date) -> str:
    """``Dec 14``."""
    return f"{_MONTHS[day.month - 1][:3]} {day.day}"


def zone_words(moment: Instant, zone_name: str) -> str:
    """The time in use there at that instant: ``Eastern Standard Time (EST)``, ``local time in Lima (UTC-5)``."""
    short = letters(moment, zone_name)
    name = _ZONES.get((short, offset_minutes(moment, zone_name)))
    if name:
        return f"{name} ({short})"
    return f"local time in {zone_name.rsplit('/', 1)[-1].replace('_', ' ')} ({short})"


def language_words(tag: str) -> str:
    """``Spanish``; the tag itself where the house has no name for it."""
    return _LANGUAGES.get(tag.split("-", 1)[0], tag)
