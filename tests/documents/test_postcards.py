"""The post cards: one for everybody with a post, with what is next; one's own tells of nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from logistics.documents import callsheet, pdf
from logistics.model.staff import Answer, Colleague, Function, PostAnswer
from logistics.model.times import Span, When
from logistics.roster.staffed import Staffed
from tests.documents import rosters
from tests.documents.reading import loose
from tests.documents.samples import small
from tests.documents.tagged import Tagged

ISSUED = 1_513_200_000


@pytest.fixture(scope="module")
def staffed() -> dict[str, Staffed]:
    return {name: make() for name, make in rosters.ALL.items()}


@pytest.fixture(scope="module")
def cards(staffed: dict[str, Staffed]) -> dict[str, bytes]:
    return {name: pdf.post_cards(callsheet.cards(one), ISSUED) for name, one in staffed.items()}


@pytest.fixture(params=list(rosters.ALL))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_everybody_with_a_post_has_a_card_and_every_post_is_on_one(
    cards: dict[str, bytes], staffed: dict[str, Staffed], name: str
) -> None:
    here, tagged = staffed[name], Tagged(cards[name])
    named = {loose(tagged.words(heading)) for heading in tagged.named("/H1")}
    holding = [person for person in here.staff.people if here.of(person.id)]
    if not holding:
        assert "Nobody holds a post." in tagged.shown(0)
        return
    assert named == {loose(person.name) for person in holding}
    shown = loose(tagged.all_words)
    for person in holding:
        (card,) = callsheet.own(here, person.id).cards
        assert [step.task.title for step in card.steps] == [duty.title for duty in here.of(person.id)]
        for step in card.steps:
            day = f"{step.task.day}, " if step.task.day else ""
            said = (
                f"{day}{step.task.hours}",
                step.task.assumed,
                step.task.title,
                step.task.where,
                step.task.why,
            )
            assert loose("".join((*said, *step.task.remarks, step.next))) in shown


def test_more_posts_than_a_card_holds_go_on_the_next_card(
    cards: dict[str, bytes], staffed: dict[str, Staffed]
) -> None:
    tagged, here = Tagged(cards["summit"]), staffed["summit"]
    headings = [tagged.words(heading) for heading in tagged.named("/H1")]
    assert len(headings) > len(here.staff.people)
    count = headings.count("Marisol Ortega")
    shown = "".join(tagged.shown(number) for number in range(len(tagged.document.pages)))
    assert count > 1
    assert all(f"{number} of {count}" in shown for number in range(1, count + 1))


def test_a_card_says_whom_to_call_but_not_the_press_lead_to_call_herself(staffed: dict[str, Staffed]) -> None:
    made = callsheet.cards(staffed["twelve"])
    said = {card.name: {step.call for step in card.steps} for card in made.cards}
    assert said.pop("Marisol Ortega") == {None}
    (call,) = set().union(*said.values())
    assert call is not None
    assert (call.name, call.hours, call.reached) == (
        "Marisol Ortega",
        "",
        ("channel 1", "+1 202 555 0101"),
    )


def test_in_shifts_a_card_names_the_press_lead_of_each_post() -> None:
    posts = [
        {
            "id": "a",
            "function": "press lead",
            "title": "Press lead, morning",
            "time": "7:00 a.m. to 11:00 a.m.",
        },
        {"id": "b", "function": "press lead", "title": "Press lead, noon", "time": "11:00 a.m. to 3:00 p.m."},
        {"id": "c", "function": "runner", "title": "Runner", "time": "10:30 a.m. to noon"},
        {"id": "d", "function": "runner", "title": "Runner", "time": "8:00 a.m. to 9:00 a.m."},
    ]
    people = rosters.staff_of({"id": "ana"}, {"id": "ben"}, {"id": "cho"}, posts=posts)
    event = small(sessions=[])
    here = rosters.dealt(event, people).holding({"a": "ana", "b": "ben", "c": "cho", "d": "cho"})
    cho = next(card for card in callsheet.cards(here).cards if card.name == "cho")
    assert [(step.call.name, step.call.hours) for step in cho.steps if step.call] == [
        ("ana", "7:00 a.m. to 11:00 a.m."),
        ("ben", "11:00 a.m. to 3:00 p.m."),
    ]


def test_a_card_says_what_is_next(staffed: dict[str, Staffed]) -> None:
    (card,) = callsheet.own(staffed["twelve"], "romero").cards
    assert [step.next for step in card.steps] == [
        "Next: 8:43 a.m., Benjamin Franklin Room",
        "Next: 10:30 a.m., Dean Acheson Auditorium",
        "Next: no further post",
    ]


# ---- nothing of anybody else


def _otherwise(person: Colleague) -> Iterator[tuple[str, Colleague]]:
    """Somebody with one thing changed, whatever they have; the id stays, for it is what the roster holds."""
    others = {
        "name": "Canary",
        "functions": (Function.AV,),
        "skills": ("canary",),
        "languages": ("ko",),
        "clearances": ("canary",),
        "free": (When.read("3:33 a.m. to 3:34 a.m."),),
        "busy": (When.read("3:33 a.m. to 3:34 a.m."),),
        "most_hours": 1,
        "rest": Span.read("33 minutes"),
        "calendar": "https://canary.example/",
        "phone": "+1 202 555 0199",
        "email": "canary@example.org",
        "radio": "channel 99",
        "answers": (PostAnswer(post="all", answer=Answer.CANNOT, note="canary"),),
    }
    assert {"id", *others} == set(Colleague.model_fields)
    for field, value in others.items():
        yield field, person.model_copy(update={field: value})


def test_a_card_of_ones_own_has_nothing_of_any_colleague(staffed: dict[str, Staffed]) -> None:
    here = staffed["twelve"]
    mine = pdf.post_cards(callsheet.own(here, "whitfield"), ISSUED)
    for number, person in enumerate(here.staff.people):
        if person.id == "whitfield":
            continue
        for field, other in _otherwise(person):
            people = (*here.staff.people[:number], other, *here.staff.people[number + 1 :])
            changed = replace(here, staff=here.staff.model_copy(update={"people": people}))
            assert pdf.post_cards(callsheet.own(changed, "whitfield"), ISSUED) == mine, (person.id, field)


def test_nor_of_who_holds_any_other_post(staffed: dict[str, Staffed]) -> None:
    here = staffed["twelve"]
    held = {post: person for post, person in here.held.items() if person == "whitfield"}
    alone = here.staff.model_copy(update={"people": (here.people["whitfield"],)})
    only = replace(here, staff=alone).holding(held)
    assert callsheet.own(only, "whitfield") == callsheet.own(here, "whitfield")


def test_the_card_that_is_handed_out_does_name_the_press_lead(staffed: dict[str, Staffed]) -> None:
    """The pair to the two above: there is something that a card of one's own leaves out."""
    here = staffed["twelve"]
    handed_out = next(card for card in callsheet.cards(here).cards if card.name == "Dana Whitfield")
    (own,) = callsheet.own(here, "whitfield").cards
    assert [step.call for step in own.steps] == [None, None]
    assert all(step.call for step in handed_out.steps)
    with pytest.raises(KeyError):
        callsheet.own(here, "nobody")
