"""The nouns: closed, frozen, described, and each field with its audience."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from logistics import model
from logistics.model import ALL_PRESS, AccessTime, Category, Event, Level, Noun, Session, level_of
from logistics.model.staff import StaffList

NOUNS = [
    noun
    for name in model.__all__
    if isinstance(noun := getattr(model, name), type) and issubclass(noun, Noun)
]
FIELDS = [(noun, name) for noun in NOUNS for name in noun.model_fields]


def _ids(value: object) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


def test_the_face_of_the_model_names_every_noun() -> None:
    def below(noun: type[Noun]) -> Iterator[type[Noun]]:
        for inner in noun.__subclasses__():
            yield inner
            yield from below(inner)

    of_an_event = {noun for noun in below(Noun) if noun.__module__.startswith("logistics.model")}
    of_an_event = {noun for noun in of_an_event if noun.__module__ != StaffList.__module__}
    assert of_an_event == set(NOUNS) - {Noun}


def test_all_that_is_said_of_staff_is_for_staff() -> None:
    nouns = [noun for noun in Noun.__subclasses__() if noun.__module__ == StaffList.__module__]
    assert len(nouns) == 7
    for noun in nouns:
        assert {level_of(field) for field in noun.model_fields.values()} == {Level.STAFF}


@pytest.mark.parametrize("noun, name", FIELDS, ids=_ids)
def test_every_field_has_a_description_and_an_audience(noun: type[Noun], name: str) -> None:
    field = noun.model_fields[name]
    assert field.description, "what does it mean?"
    assert field.description.endswith("."), "a description is a sentence"
    assert isinstance(field.json_schema_extra, dict), "who may see it?"
    assert "audience" in field.json_schema_extra


def test_a_field_that_nobody_classified_is_for_staff() -> None:
    class Unclassified(Noun):
        secret: str

    assert level_of(Unclassified.model_fields["secret"]) is Level.STAFF


def _seen_from(noun: type[Noun]) -> Level:
    """The lowest level at which anything of a noun is shown: below it, nobody meets the noun."""
    return min(level_of(field) for field in noun.model_fields.values())


@pytest.mark.parametrize("noun, name", FIELDS, ids=_ids)
def test_who_can_see_a_noun_can_see_what_it_requires(noun: type[Noun], name: str) -> None:
    field = noun.model_fields[name]
    if not field.is_required():
        return
    named = [level_of(other) for key, other in noun.model_fields.items() if key != "audience"]
    assert level_of(field) <= min(named), "without it, the noun could not be shown to those who see the rest"


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun is not Noun], ids=_ids)
def test_only_the_base_validates_a_whole_noun(noun: type[Noun]) -> None:
    """A file is told of contradictions through Noun.contradictions; another validator would be passed over."""
    assert set(noun.__pydantic_decorators__.model_validators) == {"_agrees_with_itself"}


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun is not Noun], ids=_ids)
def test_an_unknown_key_is_refused(noun: type[Noun]) -> None:
    with pytest.raises(ValidationError) as caught:
        noun.model_validate({"romm": "franklin"})
    assert ("romm",) in [error["loc"] for error in caught.value.errors()]


def test_a_noun_cannot_be_changed() -> None:
    access = AccessTime.model_validate({"step": "pick-up", "press": "all", "at": "8:30 a.m."})
    with pytest.raises(ValidationError):
        access.place = "lobby"  # type: ignore[misc]  # it is this that must fail


def _access(**said: object) -> AccessTime:
    return AccessTime.model_validate({"step": "pick-up", "press": "all", **said})


@pytest.mark.parametrize(
    "said",
    [
        {"at": "9:00"},
        {"by": "9:00"},
        {"from": "9:00"},
        {"between": "9:00 to 9:10"},
        {"from": "9:00", "by": "9:30"},
    ],
)
def test_an_access_time_says_when_in_one_way(said: dict[str, object]) -> None:
    assert _access(**said).model_fields_set == {"step", "press"} | {
        key.replace("from", "from_") for key in said
    }


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"at": "9:00", "by": "9:10"},
        {"between": "9:00 to 9:10", "from": "9:00"},
        {"at": "9:00", "from": "8:00"},
    ],
)
def test_an_access_time_that_says_when_in_two_ways_or_none_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="needs a time: at, no later than"):
        _access(**said)


@pytest.mark.parametrize("relation", model.RELATIONS)
def test_a_session_stands_in_no_relation_to_itself(relation: str) -> None:
    spray = Session.model_validate({"id": "spray", "kind": "camera spray", relation: "dialogue"})
    assert spray.relations == ((relation, "dialogue"),)
    with pytest.raises(ValidationError, match="names the session itself"):
        Session.model_validate({"id": "spray", "kind": "camera spray", relation: "spray"})


@pytest.mark.parametrize(
    "said",
    [
        {"start": "10 minutes before start"},
        {"start": "at talks"},
        {"end": "at the end"},
        {"end": "5 minutes after talks.end"},
    ],
)
def test_a_time_that_is_told_from_itself_is_refused(said: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="is told from the session’s own"):
        Session.model_validate({"id": "talks", "kind": "dialogue", **said})


@pytest.mark.parametrize(
    "said",
    [
        {"start": "10 minutes before end"},
        {"end": "30 minutes after start"},
        {"start": "at lunch.start"},
        {"end": "5 minutes after lunch.end"},
    ],
)
def test_a_time_may_be_told_from_another_moment(said: dict[str, str]) -> None:
    session = Session.model_validate({"id": "talks", "kind": "dialogue", **said})
    assert session.model_dump(include=set(said)) == said


@given(press=st.lists(st.sampled_from(Category), min_size=1, unique=True))
def test_categories_are_written_as_they_are_read(press: list[Category]) -> None:
    access = _access(press=press, at="9:00")
    assert _access(press=access.model_dump()["press"], at="9:00").press == access.press


@pytest.mark.parametrize("text", ["all", "all press"])
def test_all_press_is_written_as_all(text: str) -> None:
    access = _access(press=text, at="9:00")
    assert access.press == ALL_PRESS
    assert access.model_dump()["press"] == "all"


def test_one_category_needs_no_list() -> None:
    assert _access(press="writers", at="9:00").press == (Category.WRITERS,)


@pytest.mark.parametrize("level", Level)
def test_an_audience_is_written_as_it_is_read(level: Level) -> None:
    access = _access(at="9:00", audience=level.words)
    assert access.audience is level
    assert access.model_dump()["audience"] == level.words


@pytest.mark.parametrize(
    "title, what",
    [
        ("Mexico\x07", "a control character"),
        ("Mexico\x00", "a control character"),
        ("Mexico\ud800", "valid string"),  # pydantic itself takes no lone surrogate for text
        ("Mexico\u202e", "an invisible character"),
        ("Mexico\ufeff.", "an invisible character"),
        ("Mexico\u200b", "an invisible character"),
        ("Mex\u00adico", "an invisible character"),
        ("Mex\u2060ico", "an invisible character"),
        ("Mex\u180eico", "an invisible character"),
        ("Mexico\U000e0041", r"an invisible character \(U\+E0041\)"),
        ("Mexico\nand the United States", "must be one line"),
    ],
)
def test_a_line_holds_nothing_that_cannot_be_seen(title: str, what: str) -> None:
    with pytest.raises(ValidationError, match=what):
        Session.model_validate({"id": "spray", "kind": "camera spray", "title": title})


@pytest.mark.parametrize(
    "title",
    [
        "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\u05d0\u200e1",
        "\u05d0\u200f!",
    ],
)
def test_a_line_keeps_the_joiners_and_marks_that_scripts_need(title: str) -> None:
    session = Session.model_validate({"id": "spray", "kind": "camera spray", "title": title})
    assert session.title == title


def test_a_line_is_brought_into_one_form_of_its_letters() -> None:
    """An accent may be typed as a letter of its own (NFD); the same name must be the same text."""
    apart, together = (
        Session.model_validate({"id": "spray", "kind": "camera spray", "title": title, "room": title})
        for title in ("Cafe\u0301", "Caf\u00e9")
    )
    assert apart == together


def test_an_event_lists_its_people_and_finds_them_by_name() -> None:
    event = Event.model_validate(
        {
            "id": "talks",
            "title": "Talks",
            "date": "2031-06-11",
            "zone": "America/New_York",
            "issuer": {"name": "Press office"},
            "revision": {"number": 1, "date": "2031-06-01"},
            "sessions": [],
            "delegations": [
                {"id": "host", "name": "Host", "members": [{"id": "marsh", "family": "Marsh"}]},
                {
                    "id": "guest",
                    "name": "Guest",
                    "also_participating": [{"id": "boone", "given": "H.", "family": "Boone"}],
                },
            ],
        }
    )
    assert [person.id for person in event.people] == ["marsh", "boone"]
    found = [event.person_named(words) for words in ("marsh", "H. Boone", "BOONE")]
    assert [person.id for person in found if person] == ["marsh", "boone", "boone"]
    assert event.person_named("Nobody") is None
