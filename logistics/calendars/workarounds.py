"""What icalendar 7.3 gets wrong, put right in one place. tests/calendars/test_workarounds.py tells when one is mended.

Its VTIMEZONE is wrong too: zones.py replaces it whole. A calendar made with ``Calendar.new()`` has a random UID and
an event made with ``Event.new()`` the time of now: we build both property by property.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from icalendar import vDuration, vText, vUri

# Controls (RFC 5545 §3.1 allows none but the tab), half characters, and what reorders or breaks a reader's lines.
_UNUSABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_BREAKS: Final = re.compile("\r\n|\r|\u0085|\u2028|\u2029")


def clean(text: str) -> str:
    """The text without what no content line may hold; every kind of line break is one newline.

    Defect: icalendar writes control characters as they are, and one lone surrogate anywhere in a calendar raises
    UnicodeEncodeError for the whole of it.
    """
    return _UNUSABLE.sub("", _BREAKS.sub("\n", text))


def text(value: str) -> vText:
    """A TEXT value (§3.3.11).

    Defect: NAME, X-WR-CALNAME and every other name that icalendar has no type for are written without escaping, and
    with a newline in them raise AssertionError.
    """
    return vText(clean(value))


def refresh_interval(length: dt.timedelta) -> vDuration:
    """REFRESH-INTERVAL (RFC 7986 §5.7).

    Defect: ``Calendar.refresh_interval`` leaves out VALUE=DURATION, which this property must have.
    """
    return vDuration(length, params={"VALUE": "DURATION"})


def conference(uri: str, label: str) -> vUri:
    """CONFERENCE (RFC 7986 §5.11) for something to watch and hear.

    Defect: ``Conference(feature=["VIDEO", "AUDIO"])`` writes FEATURE="VIDEO,AUDIO", which is one unknown feature.
    """
    return vUri(uri, params={"VALUE": "URI", "FEATURE": ["VIDEO", "AUDIO"], "LABEL": clean(label)})


def leads_to(uid: str, how: str, gap: int | None) -> vText:
    """RELATED-TO with what kind of link it is and the seconds between the two (RFC 9253 §6.2, §9.1)."""
    params = {"RELTYPE": how}
    if gap is not None:
        params["GAP"] = vDuration(dt.timedelta(seconds=gap)).to_ical().decode()  # type: ignore[no-untyped-call] # icalendar's
    return vText(uid, params=params)


_TEXTS_OF_RFC_7986: Final = ("name", "color")
_ESCAPED: Final = re.compile(r"\\([\\;,nN])")  # RFC 5545 §3.3.11


def typed(component: list[Any]) -> list[Any]:
    """A component of jCal (RFC 7265) as ``to_jcal`` makes it, with the types of NAME and COLOR; it is changed itself.

    Defect: icalendar does not know that NAME and COLOR are TEXT (RFC 7986 §5.1, §5.9), writes their type as
    ``unknown`` and leaves their escapes in the value. jCal is lists within lists, hence ``Any``.
    """
    name, properties, within = component
    assert isinstance(name, str)
    for one in properties:
        if one[0] in _TEXTS_OF_RFC_7986 and one[2] == "unknown":
            one[2:] = [
                "text",
                _ESCAPED.sub(lambda found: found[1].replace("n", "\n").replace("N", "\n"), one[3]),
            ]
    for each in within:
        typed(each)
    return component
