"""The words of documents, by language: one catalogue a language, used by every output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, get_timezone_name

from logistics.documents.wording import en
from logistics.errors import LogisticsError
from logistics.moments import Instant, wall

__all__ = ["LANGUAGES", "NoSuchLanguage", "Wording", "wording"]

NBSP: Final = "\u00a0"


class NoSuchLanguage(LogisticsError):
    """A language that no document can be made in."""


@dataclass(frozen=True)
class Wording:
    """The words of one language. ``language`` is its BCP 47 tag."""

    language: str
    locale: str
    words: Mapping[str, str]
    dates: Mapping[str, str]
    ordinals: tuple[str, ...]

    def __call__(self, key: str, **facts: object) -> str:
        """The words of a key with the facts in their places. Raises KeyError for a key that there is not."""
        return self.words[key].format(**facts)

    def date(self, day: dt.date, form: str = "date") -> str:
        """A day: ``December 14, 2017``; ``long`` with its weekday, ``day`` without the year."""
        return format_date(day, self.dates[form], locale=self.locale)

    def ordinal(self, number: int) -> str:
        """``second``; past the words that the language has, ``21st``."""
        if number <= len(self.ordinals):
            return self.ordinals[number - 1]
        last = 0 if number % 100 in (11, 12, 13) else number % 10
        return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"

    def language_name(self, tag: str) -> str:
        """``Spanish`` for ``es``; the tag itself where nobody has a name for it."""
        try:
            return Locale.parse(tag, sep="-").get_display_name(self.locale) or tag
        except (UnknownLocaleError, ValueError):
            return tag

    def zone_name(self, moment: Instant, zone: str) -> str:
        """``Eastern Standard Time``, as it is called at that instant; empty where there is no name for it."""
        name = get_timezone_name(wall(moment, zone), width="long", locale=self.locale)
        return "" if any(sign.isdigit() for sign in name) else name


LANGUAGES: Final[Mapping[str, Wording]] = {
    "en": Wording("en", en.LOCALE, en.WORDS, en.DATES, en.ORDINALS),
}


def wording(language: str) -> Wording:
    """The words of a language. Raises NoSuchLanguage."""
    try:
        return LANGUAGES[language]
    except KeyError:
        have = ", ".join(f"{found.language_name(tag)} ({tag})" for tag, found in LANGUAGES.items())
        message = f"There are no documents in the language “{language}” yet. There are documents in {have}."
        raise NoSuchLanguage(message) from None
