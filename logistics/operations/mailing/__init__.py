"""Mail of the office: letters to the staff about their posts, and what they answer by mail."""

from logistics.operations.mailing.answers import Answered, take_replies
from logistics.operations.mailing.due import Due, due
from logistics.operations.mailing.guests import (
    Invited,
    Whom,
    guests_away,
    invite,
    invited,
    is_guest,
    kinds_of_guests,
    withdraw,
)
from logistics.operations.mailing.outbox import (
    QUIET,
    Sent,
    all_letters,
    arrived,
    coming,
    send,
    send_again,
    sender_of,
    stuck,
    wants_somebody,
)

__all__ = [
    "QUIET",
    "Answered",
    "Due",
    "Invited",
    "Sent",
    "Whom",
    "all_letters",
    "arrived",
    "coming",
    "due",
    "guests_away",
    "invite",
    "invited",
    "is_guest",
    "kinds_of_guests",
    "send",
    "send_again",
    "sender_of",
    "stuck",
    "take_replies",
    "wants_somebody",
    "withdraw",
]
