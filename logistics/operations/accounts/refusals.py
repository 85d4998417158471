"""Why a door stays closed. The text is for the person who stands before it and gives nothing away."""

from __future__ import annotations

from logistics.moments import MINUTE
from logistics.operations.office import Refused


class SignInRefused(Refused):
    """A name and a password that do not go together; which of the two is wrong is not told."""

    def __init__(self) -> None:
        super().__init__(
            "The name or the password is wrong. Try again, or ask an administrator for a new link."
        )


class WrongPassword(Refused):
    """The present password of somebody who is signed in was not given."""

    def __init__(self) -> None:
        super().__init__("This is not your present password. Type the one that you signed in with.", "old")


class WrongCode(Refused):
    """A code of the second factor that does not serve, or does not serve again."""

    def __init__(self) -> None:
        super().__init__(
            "This code is wrong, too old, or was used already. Type the one that your app shows now, or wait for "
            "the next. If no code is taken, let the telephone set its clock by itself.",
            "code",
        )


class TooMany(Refused):
    """Too many failures of late: nothing is looked at for ``wait_seconds``, not even what is right."""

    def __init__(self, wait_seconds: int) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(f"That was wrong too often. Wait {_said(wait_seconds)}, then try again.")


class SignedOut(Refused):
    """A visit that is over, or never was."""

    def __init__(self) -> None:
        super().__init__("You are signed out. Sign in again.")


class NotProven(Refused):
    """A visit whose second factor is still to be given or set up."""

    def __init__(self) -> None:
        super().__init__("Your second factor comes first. Type its code, or set it up if you have none yet.")


class SecondFactorStands(Refused):
    """A second factor is set up already."""

    def __init__(self) -> None:
        super().__init__("You have a second factor already. Take it away first, then set up the new one.")


class NoSecondFactor(Refused):
    """There is no second factor to confirm or to ask for."""

    def __init__(self) -> None:
        super().__init__("No second factor is being set up here. Begin to set it up, then type its code.")


class LinkDead(Refused):
    """A link that opens nothing, whatever the reason."""


class LinkUsed(LinkDead):
    """A link serves once."""

    def __init__(self) -> None:
        super().__init__("This link was used already. Sign in, or ask an administrator for a new one.")


class LinkExpired(LinkDead):
    """A link that nobody used in time."""

    def __init__(self) -> None:
        super().__init__(
            "This link is too old. Ask an administrator for a new one; where nobody has an account yet, start the "
            "program again."
        )


class NoSuchLink(LinkDead):
    """A link that was never given out."""

    def __init__(self) -> None:
        super().__init__("There is no such link. Copy it whole from the message that it came in.")


class NoSuchPerson(Refused):
    """A name that no account has."""

    def __init__(self) -> None:
        super().__init__("Nobody has an account of that name. Look for it in the list of people.")


class NoSuchVisit(Refused):
    """A visit that is over, or is none of that person's."""

    def __init__(self) -> None:
        super().__init__("This visit is over already. Look at the list again.")


class NoSuchToken(Refused):
    """An API token that does not exist, or is none of that person's."""

    def __init__(self) -> None:
        super().__init__("There is no such API token. Look at the list again.")


class LastAdministrator(Refused):
    """Something that would leave nobody who can let people in."""

    def __init__(self) -> None:
        super().__init__("Nobody else can administer this office. Make somebody else an administrator first.")


def _said(seconds: int) -> str:
    if seconds < 2 * MINUTE:
        return "a second" if seconds == 1 else f"{seconds} seconds"
    return f"{-(-seconds // MINUTE)} minutes"
