"""What did happen, beside what was planned."""

from __future__ import annotations

from pydantic import Field

from logistics.operations import observing
from logistics.operations.accounts import Scope
from logistics.operations.drafts import draft
from web.api import bodies
from web.api.contract import Answer, Call, Group, Terms
from web.api.shapes import At, Shape, at

group = Group("Observed times", "When things did happen, kept beside the plan and never instead of it.")


class Moment(Shape):
    """A moment of the event that can be seen to happen."""

    point: str
    name: str


class Seen(Shape):
    """A moment that was seen to happen."""

    point: str
    name: str
    planned: str = Field(description="The time that was planned, in words.")
    happened: At
    noted_by: str
    noted_at: At


class Observed(Shape):
    """What was seen to happen, in the order in which it happened, and what can be."""

    observed: list[Seen]
    moments: list[Moment] = Field(description="What can be noted, in the order of the day.")


@group.offers("GET", "/events/{event_id}/observations", Terms(Scope.READ, "timeline.timeline"))
def list_observations(call: Call, event_id: str) -> Answer[Observed]:
    """List what was seen to happen, the last note of each moment."""
    return _observed(call, event_id)


@group.offers(
    "POST",
    "/events/{event_id}/observations",
    Terms(
        Scope.WRITE,
        "timeline.observe",
        status=201,
        refuses={422: "There is no such moment, or the time cannot be read."},
        example={"point": "spray.start", "time": "9:04a"},
    ),
)
def note_observation(call: Call, event_id: str, body: bodies.Observation) -> Answer[Observed]:
    """Note when something did happen, or take such a note back."""
    observing.observe(call.office, event_id, body.point, body.time or "", call.by, call.now)
    return _observed(call, event_id)


def _observed(call: Call, event_id: str) -> Answer[Observed]:
    item = draft(call.office, event_id)
    seen = [
        Seen(
            point=one.point,
            name=one.name,
            planned=one.planned,
            happened=at(one.instant),
            noted_by=one.by,
            noted_at=at(one.at),
        )
        for one in observing.observed(call.office, item)
    ]
    moments = [Moment(point=point, name=name) for point, name in observing.points(item)]
    return Answer(Observed(observed=seen, moments=moments))
