"""Issuing: what each audience may read, what stands between an event and its publication, and the publication."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field

from logistics.operations import issuing, publishing
from logistics.operations.accounts import Scope
from logistics.operations.drafts import draft
from logistics.operations.feeding import audience_called
from logistics.operations.issuing import Decision, Open
from logistics.operations.office import Refused
from web.api import bodies
from web.api.contract import Answer, Call, Group, Terms
from web.api.shapes import At, Revision, Shape, Tree, at
from web.problems import stop

group = Group("Publication", "What each audience may read, and the one step that makes it public.")


class Which(Shape):
    """Which state of an event is asked for."""

    state: Literal["published", "draft"] = Field(
        "published", description="What is public now, or what would be if the draft were published."
    )


class Facts(Shape):
    """What an audience may know of an event: nothing else is in it, nor follows from it."""

    audience: str
    revision: Revision
    event: Tree
    moments: dict[str, At] = Field(description="The instants that are stated, or follow exactly.")


@group.offers(
    "GET", "/events/{event_id}/audiences/{audience}", Terms(Scope.READ, "advisory.preview", headers=("ETag",))
)
def read_as_audience(call: Call, event_id: str, audience: str, query: Which) -> Answer[Facts]:
    """Read what an audience may read of an event."""
    item = draft(call.office, event_id)
    if query.state == "published":
        standing = issuing.issue(call.office, event_id)
        if standing is None:
            stop(404, "Nothing of this event is public. Ask for state=draft to see what would be.")
        item = standing.draft
    facts = publishing.facts_as_json(item.checked.plan, audience_called(audience))
    return Answer(Facts.model_validate({**facts, "revision": item.number}), item.number)


class OpenFinding(Shape):
    """A finding that stands when an event is to be published."""

    key: str = Field(description="What to give a reason under.")
    rule: str
    message: str
    last_reason: str = Field(description="The reason that it was given the last time; may be empty.")

    @classmethod
    def of(cls, one: Open) -> Self:
        """The same of an open finding."""
        return cls(
            key=one.key, rule=one.finding.rule, message=one.finding.message, last_reason=one.last_reason
        )


class Readiness(Shape):
    """What stands between an event and its publication."""

    revision: Revision
    stops: list[OpenFinding] = Field(description="Errors: nothing goes out while one stands.")
    needs_reason: list[OpenFinding] = Field(description="Warnings: each goes out only with a reason.")
    notes: list[OpenFinding]
    edition: int = Field(description="The number that the papers will carry.")
    date: str = Field(description="The day that they will carry, if nobody says otherwise.")
    time: str = Field(description="The time that they will carry; may be empty.")


class Publication(Shape):
    """A publication of an event, or that it was taken back."""

    number: int = Field(ge=1)
    revision: Revision | None = Field(description="What became public; null where the event was taken back.")
    at: At
    by: str
    reasons: dict[str, Any]

    @classmethod
    def of(cls, one: issuing.Published) -> Self:
        """The same of a publication."""
        return cls(
            number=one.number, revision=one.revision, at=at(one.at), by=one.by, reasons=dict(one.reasons)
        )


class Publications(Shape):
    """All publications of an event."""

    publications: list[Publication] = Field(description="The newest first.")


@group.offers("GET", "/events/{event_id}/readiness", Terms(Scope.READ, "advisory.preview", headers=("ETag",)))
def read_readiness(call: Call, event_id: str) -> Answer[Readiness]:
    """Read what stands between an event and its publication."""
    item = draft(call.office, event_id)
    ready = issuing.readiness(call.office, item, call.now)
    told = Readiness(
        revision=item.number,
        stops=[OpenFinding.of(one) for one in ready.stops],
        needs_reason=[OpenFinding.of(one) for one in ready.needs_reason],
        notes=[OpenFinding.of(one) for one in ready.notes],
        edition=ready.number,
        date=ready.date,
        time=ready.time,
    )
    return Answer(told, item.number)


@group.offers("GET", "/events/{event_id}/publications", Terms(Scope.READ, "advisory.preview"))
def list_publications(call: Call, event_id: str) -> Answer[Publications]:
    """List the publications of an event, the newest first."""
    return _publications(call, event_id)


@group.offers(
    "POST",
    "/events/{event_id}/publications",
    Terms(
        Scope.PUBLISH,
        "advisory.publish",
        status=201,
        headers=("ETag",),
        conditional=True,
        refuses={
            412: "The event was changed since you looked at it.",
            409: "Errors stand against it, or a warning wants a reason: `missing` has the keys.",
            422: "The day or the time cannot be read.",
        },
        example={"reasons": {}},
    ),
)
def publish_event(call: Call, event_id: str, body: bodies.Decided) -> Answer[Publication]:
    """Publish an event, as you have read it, to everybody who may see it."""
    item = draft(call.office, event_id)
    ready = issuing.readiness(call.office, item, call.now)
    own = body.date is not None
    date = body.date if body.date is not None else ready.date
    time = (body.time or "") if own else ready.time
    decision = Decision(call.base, body.reasons, date, time)
    made = issuing.publish(call.office, event_id, decision, call.by, call.now)
    return Answer(Publication.of(made.published), made.draft.number)


@group.offers(
    "POST",
    "/events/{event_id}/take-back",
    Terms(
        Scope.PUBLISH,
        "advisory.take_back",
        refuses={409: "It is not public, so there is nothing to take back."},
        example={"reason": "The visit is off."},
    ),
)
def take_back_event(call: Call, event_id: str, body: bodies.TakingBack) -> Answer[Publications]:
    """Take an event back from the public: its page and its feeds answer that there is nothing."""
    draft(call.office, event_id)
    try:
        issuing.take_back(call.office, event_id, body.reason, call.by, call.now)
    except Refused as error:
        stop(409, str(error))
    return _publications(call, event_id)


def _publications(call: Call, event_id: str) -> Answer[Publications]:
    draft(call.office, event_id)
    found = issuing.publications(call.office, event_id)
    return Answer(Publications(publications=[Publication.of(one) for one in found]))
