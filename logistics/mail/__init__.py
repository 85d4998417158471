"""Mail: how a letter is put together, sent, and taken out of the post again."""

from logistics.mail.imap import Mailbox
from logistics.mail.letters import Letter, mail_of
from logistics.mail.received import NoMailbox, Received, calendar_parts, plain, received
from logistics.mail.sending import Later, NotTaken, Server, UnusableServer

__all__ = [
    "Later",
    "Letter",
    "Mailbox",
    "NoMailbox",
    "NotTaken",
    "Received",
    "Server",
    "UnusableServer",
    "calendar_parts",
    "mail_of",
    "plain",
    "received",
]
