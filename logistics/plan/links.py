"""From an event to the links of its temporal network, each with the fact that makes it.

House rules that are laws (an end is not before its start, final access is not after the start) are links; advice
never is: it is a rule of the catalogue that reads the finished plan.
"""

from __future__ import annotations

from logistics.model import Event
from logistics.plan.draft import Draft
from logistics.plan.laws import event_start, laws_of_deadlines, laws_of_session
from logistics.plan.parameters import Profile
from logistics.plan.said import times_of_registration, times_of_releases, times_of_session


def draft(event: Event, profile: Profile) -> Draft:
    """All links of an event. Raises MomentError for a time that does not exist or comes twice."""
    made = Draft(event, profile)
    for number, session in enumerate(event.sessions):
        times_of_session(made, session, f"sessions[{number}]")
    times_of_registration(made)
    times_of_releases(made)
    for number, session in enumerate(event.sessions):
        if session.id in made.going_ahead:
            laws_of_session(made, session, f"sessions[{number}]")
    event_start(made)
    laws_of_deadlines(made)
    return made
