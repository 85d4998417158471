"""The page on which somebody adds a calendar to theirs: one for everybody's, one behind each secret address.

Nothing on it depends on who looks. It needs no script: every way is a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from flask import render_template

from logistics.operations.feeding import Options
from logistics.operations.subscribing import Subscription
from web.codes import qr

ALARMS: Final = (15, 30, 60, 120)
"""The alarms that are offered, in minutes; an address may ask for others."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The address of a calendar as each kind of program wants it."""

    https: str
    webcal: str
    google: str
    outlook: str
    microsoft365: str


def ways(address: str, name: str) -> Ways:
    """The ways to a calendar by its whole address, which may have a query.

    ``webcal:`` stands for a subscription with Apple Calendar, Outlook as a program and Thunderbird. What Google and
    Microsoft take is nowhere promised by them; it is what their own buttons use.
    """
    webcal = urlunsplit(("webcal", *urlsplit(address)[1:]))
    wanted = urlencode({"url": address, "name": name}, quote_via=quote, safe="")
    return Ways(
        https=address,
        webcal=webcal,
        google=f"https://www.google.com/calendar/render?{urlencode({'cid': webcal}, quote_via=quote, safe='')}",
        outlook=f"https://outlook.live.com/calendar/0/addfromweb?{wanted}",
        microsoft365=f"https://outlook.office.com/calendar/0/addfromweb?{wanted}",
    )


def page(found: Subscription, calendar: str, here: str, asked: Options) -> str:
    """The page of a calendar by the whole addresses of both, with what was asked for besides.

    The QR code is of the page, not of the calendar: a telephone's camera opens ``https:`` at once, and ``webcal:`` not
    everywhere; and whoever uses Google Calendar would stand there without a way on.
    """
    return render_template(
        "public/subscribe.html",
        of=found,
        ways=ways(f"{calendar}{_query(asked)}", found.name),
        here=f"{here}{_query(asked)}",
        picture=qr(f"{here}{_query(asked)}"),
        asked=asked,
        alarms=sorted({*ALARMS, *([] if asked.alarm is None else [asked.alarm])}),
        is_reachable=urlsplit(here).scheme == "https",
    )


def _query(asked: Options) -> str:
    said = {
        "alarm": asked.alarm,
        "colours": 1 if asked.colours else None,
        "links": 1 if asked.links else None,
    }
    query = urlencode({name: value for name, value in said.items() if value is not None})
    return f"?{query}" if query else ""
