"""What the store may meet. Each message says what is wrong, where, and what would mend it."""

from __future__ import annotations

from logistics.errors import LogisticsError
from logistics.store.kept import Kept


class StoreError(LogisticsError):
    """The root of what goes wrong with the store itself. Nothing of the transaction was saved."""


class StoreFull(StoreError):
    """The disk has no room left. Reading goes on; writing goes on as soon as there is room."""


class StoreBusy(StoreError):
    """Others held the store, or too many asked at once. The same may be tried again."""


class StoreUnusable(StoreError):
    """The store cannot be opened, reached or understood."""


class NotRestored(StoreError):
    """A backup that was not put in the place of the store; the store is as it was, if not said otherwise."""


class NotBackedUp(StoreError):
    """A backup that could not be made; no file was left behind."""


class Damaged(StoreError):
    """What is wrong in a file, as a sentence. Whoever knows what the file is says so and what would mend it."""


class Unstorable(LogisticsError, ValueError):
    """A value that no database holds alike: a NUL, half a character, a text too long, a moment out of range."""


class AlreadyThere(LogisticsError):
    """A record under a key that is given already."""


class NotThere(LogisticsError):
    """A record that is to be changed and does not exist."""


class NoSuchEvent(NotThere):
    """An event that the store does not hold."""


class NoSuchRevision(NotThere):
    """A revision that the event does not have."""


class ChangedMeanwhile(LogisticsError):
    """A change of an event that another has changed since. ``head`` is the event's last revision."""

    def __init__(self, head: Kept, base: int) -> None:
        self.head = head
        self.base = base
        super().__init__(
            f"The event “{head.event_id}” stands at revision {head.number}, saved by {head.by}. This change was made "
            f"from revision {base}, so it was not saved. Look at what differs, then save again."
        )


class ListChangedMeanwhile(LogisticsError):
    """A staff list that was begun from one that is not the last any more."""

    def __init__(self) -> None:
        super().__init__("Somebody else changed the staff list meanwhile. Look at it again.")


class Taken(LogisticsError):
    """A post that somebody else holds than was thought; ``holder`` is who, None where nobody does."""

    def __init__(self, holder: str | None) -> None:
        self.holder = holder
        said = "Somebody else has taken this post" if holder else "This post was given up"
        super().__init__(f"{said} meanwhile. Look at the list again.")


class OfferMoved(LogisticsError):
    """The offer of a post that is not where it was thought to be any more."""

    def __init__(self) -> None:
        super().__init__("This offer was taken, settled or withdrawn meanwhile. Look at the list again.")
