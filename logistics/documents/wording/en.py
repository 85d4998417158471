"""The words of documents in English. ``{names}`` stand for facts; everything else is the house's.

Press, steps, coverage, sessions and clock times are worded by ``logistics.plan.words``, which findings use as well.
"""

from collections.abc import Mapping
from typing import Final

LOCALE: Final = "en_US"

ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip

DATES: Final[
    Mapping[str, str]
] = {  # patterns of Unicode TR 35; a no-break space holds month and day together
    "long": "EEEE, MMMM\u00a0d, y",
    "date": "MMMM\u00a0d, y",
    "day": "MMMM\u00a0d",
    "weekday": "EEEE, MMMM\u00a0d",
}

WORDS: Final[Mapping[str, str]] = {
    "kind.notice": "Notice to the Press",
    "kind.advisory": "Media Advisory",
    "edition": "Rev.\u00a0{number}",
    "edition.dated": "Rev.\u00a0{number} · {date}",
    "page": "Page {number} of {count}",
    "more": "(more)",
    "end": "# # #",
    "embargoed": "Embargoed until {when}",
    # strips over the title
    "strip.invented": "Invented",
    "strip.cancelled": "Cancelled",
    "strip.cancelled.text": "This event will not take place.",
    "strip.postponed": "Postponed",
    "strip.postponed.text": "This event will not take place at the time given here.",
    "strip.to be confirmed": "To be confirmed",
    "strip.to be confirmed.text": "It is not certain yet that this event will take place as said here.",
    "strip.language": "Not translated",
    "strip.language.text": "The text of this notice is in {language}.",
    # the series
    "series.ordinal": "This is the {ordinal} {series}.",
    "series.ordinal.previous": "This is the {ordinal} {series}; the one before was on {previous}.",
    "series.previous": "The meeting before in the series {series} was on {previous}.",
    "series.name": "It belongs to the series {series}.",
    # facts
    "label.what": "What",
    "label.when": "When",
    "label.where": "Where",
    "label.who": "Who",
    "label.also": "Also participating",
    "what.named": "{name}: {opportunities}",
    "when.at": "{date}, at\u00a0{time}",
    "when.from": "{date}, from {time}",
    "time.unset": "time {time}",
    "when.plain": "{date}, {time}",
    "when.days": "{first}, to {last}",
    # times
    "time.dated": "{day}, {time}",
    "time.zoned": "{time}\u00a0{zone}",
    "time.about": "about {time}",
    "time.range": "{first} to {last}",
    "time.by": "no later than {time}",
    "time.from": "from {time}",
    "time.undetermined": "to be determined",
    "time.undetermined.bare": "a time to be determined",
    "time.before.start": "{span} before the start",
    "time.after.start": "{span} after the start",
    "time.at.start": "at the start",
    "time.bare.start": "the start",
    "time.before.end": "{span} before the end",
    "time.after.end": "{span} after the end",
    "time.at.end": "at the end",
    "time.bare.end": "the end",
    "time.of": "{time} of {session}",
    "time.alone": "{time}, {date}",
    "zone.one": "All times {zone} ({letters})",
    "zone.one.letters": "All times {letters}",
    "zone.several": "Each time is that of its place; its zone stands beside it",
    "span.range": "{least} to {most}",
    # relations of sessions
    "relation.before": "before {other}",
    "relation.at_top_of": "at the start of {other}",
    "relation.at_bottom_of": "at the end of {other}",
    "relation.after": "after {other}",
    "relation.immediately_after": "immediately after {other}",
    "relation.on_arrival_at": "on arrival for {other}",
    "session.the": "the {name}",
    "session.title": "“{title}”",
    "session.numbered": "{ordinal} {name}",
    "session.open": "open {name}",
    "session.pooled": "pooled {name}",
    # sections
    "section.programme": "Programme",
    "section.access": "Press access",
    "section.ground rules": "Ground rules",
    "section.embargoed": "Documents under embargo",
    "release": "{kind}: {title}",
    "release.by": "{kind}, {issuer}: {title}",
    # columns
    "column.time": "Time",
    "column.press": "Press",
    "column.step": "Access",
    "column.entrance": "Entrance",
    "column.session": "Session",
    "column.place": "Where",
    "column.coverage": "Coverage",
    "entrance.place": "{entrance}, {place}",
    "place.in": "{room}, {venue}",
    # details of an opportunity
    "detail.speakers": "Taking part",
    "detail.pool": "Pool",
    "detail.sharing": "Sharing",
    "detail.not admitted": "Not admitted",
    "detail.interpretation": "Interpretation",
    "detail.interpretation.mode": "{languages}, {mode}",
    "detail.questions": "Questions",
    "detail.questions.count": "{count} from each side",
    "detail.length": "Length",
    "detail.note": "Note",
    "part": "{coverage}, {time}",
    # panels
    "panel.livestream": "Livestream",
    "panel.accounts": "Accounts to follow",
    "panel.credentials": "Credentials",
    "panel.registration": "Registration",
    "panel.credentials and registration": "Credentials and registration",
    "panel.contact": "Press contact",
    "stream": "{what} will be streamed live{at} on {where}{rest}.",
    "stream.until": " until {time}",
    "stream.language": ", in {language}",
    "stream.captions": ", with live captions",
    "at.exact": " at\u00a0{time}",
    "at.about": " at {time}",
    "at.window": " from {time}",
    "at.relative": " {time}",
    "at.undetermined": " at a time {time}",
    "covers": "{part} ({session})",
    "account": "{platform}: {handles}",
    "account.language": "{platform}, in {language}: {handles}",
    "account.note": "{account}, {note}",
    "register": "Register: {address}",
    "contact.role": "{name}, {role}",
    "deadline": "{what}: {when}",
    "deadline.for": "{what} ({whom}): {when}",
    # what a reader of the page hears
    "table.access": "Access times: {name}",
    "table.programme": "Programme, {day}",
}
