"""The office: its store, open for work, and the settings of the house."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final

from logistics.errors import LogisticsError, MomentError
from logistics.model.base import SHORT, first_unusable
from logistics.model.staff import MAIL_ADDRESS
from logistics.moments import Instant, zone
from logistics.plan import PROFILES, Profile
from logistics.store import settings as kept
from logistics.store.database import Database, open_database
from logistics.store.errors import StoreBusy, StoreFull, StoreUnusable
from logistics.store.journal import Entry, entries, note

STORE: Final = "office.db"


class Refused(LogisticsError):
    """Something that an office may not do as it was asked; the text says why and what would mend it.

    ``place`` is the name of the field it is about; empty for the whole.
    """

    def __init__(self, message: str, place: str = "") -> None:
        self.place = place
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class House:
    """What is the same for all events of an office, and fills in a new one."""

    name: str = ""
    office: str = ""
    place: str = ""
    zone: str = "America/New_York"
    venue: str = ""
    entrance: str = ""
    profile: str = "state"
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """An office at work."""

    database: Database

    def house(self) -> House:
        """The settings of the house; what was never set has its default."""
        with self.database.reading() as connection:
            said = kept.all_settings(connection)
        return House(**{item.name: said[item.name] for item in fields(House) if item.name in said})

    @property
    def profile(self) -> Profile:
        """The parameters by which this house plans."""
        return PROFILES.get(self.house().profile, PROFILES["state"])


def store_address(folder: Path) -> str:
    """The address of the store that lies in an instance folder."""
    return f"sqlite:///{(folder / STORE).resolve()}"


def open_office(url: str) -> Office:
    """Open the store at an SQLAlchemy URL and bring its tables up to date. Raises StoreUnusable."""
    database = open_database(url)
    database.upgrade()
    return Office(database)


_LONGEST_ADDRESS: Final = 254
"""RFC 5321 §4.5.3.1.3, without the angle brackets."""


def one_line(text: str, place: str = "", most: int = SHORT) -> str:
    """What somebody typed beside an event, such as a reason, in one line and fit for any page. Raises Refused."""
    said = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(said) > most:
        raise Refused(f"Use at most {most} characters; these are {len(said):,}.", place)
    if found := first_unusable(said):
        raise Refused(f"The text holds {found[1]}. Delete it and type the text again.", place)
    return said


def mail_address(text: str, place: str = "") -> str:
    """A bare mail address as somebody typed it. Raises Refused."""
    said = text.strip()
    if len(said) > _LONGEST_ADDRESS or not MAIL_ADDRESS.fullmatch(said):
        raise Refused("This is no mail address. Write it as press@office.example, without a name.", place)
    return said


def furnish(office: Office, house: House, by: str, now: Instant) -> None:
    """Set the settings of the house. Raises Refused for an unusable text, zone or profile."""
    for item in fields(House):
        one_line(getattr(house, item.name), item.name)
    try:
        zone(house.zone)
    except MomentError as error:
        raise Refused(str(error), "zone") from error
    if house.profile not in PROFILES:
        raise Refused(f"There are no parameters called “{house.profile}”.", "profile")
    if house.mail:
        mail_address(house.mail, "mail")
    before = office.house()
    changed = [item.name for item in fields(House) if getattr(before, item.name) != getattr(house, item.name)]
    with office.database.writing() as connection:
        for name in changed:
            kept.set_setting(connection, name, getattr(house, name))
        if changed:
            detail = {name: [getattr(before, name), getattr(house, name)] for name in changed}
            note(connection, at=now, by=by, did="changed house settings", detail=detail)


def tidy(house: House) -> House:
    """The settings with one blank between words and none around them."""
    return replace(
        house, **{item.name: " ".join(getattr(house, item.name).split()) for item in fields(House)}
    )


def profiles() -> tuple[str, ...]:
    """The names of the sets of parameters that a house may plan by."""
    return tuple(sorted(PROFILES))


def journal_entries(office: Office, most: int, before: int | None = None) -> tuple[Entry, ...]:
    """What was done in the office, the newest first, from before an entry's number on."""
    with office.database.reading() as connection:
        return entries(connection, limit=most, before=before)


__all__ = [
    "House",
    "Office",
    "Refused",
    "StoreBusy",
    "StoreFull",
    "StoreUnusable",
    "furnish",
    "journal_entries",
    "mail_address",
    "one_line",
    "open_office",
    "profiles",
    "store_address",
    "tidy",
]
