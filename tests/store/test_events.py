"""Revisions, publications and observations of events, on each database."""

from __future__ import annotations

import pytest

from logistics.store import Database, events
from logistics.store.errors import AlreadyThere, ChangedMeanwhile, NoSuchEvent, NoSuchRevision
from logistics.store.events import Kept, Observed, Published
from tests.store.furnishing import NOON

SPRAY = "camera-spray.start"


def begun(database: Database, event_id: str = "dialogue", revisions: int = 1) -> None:
    with database.writing() as c:
        events.add_event(c, event_id, "v1", at=NOON, by="dee", summary="From the template")
        for number in range(1, revisions):
            events.append(c, event_id, number, f"v{number + 1}", at=NOON + number, by="eli", summary="Moved")


def test_an_event_begins_with_revision_1(database: Database) -> None:
    begun(database)
    first = Kept("dialogue", 1, "v1", NOON, "dee", "From the template")
    with database.reading() as c:
        assert events.head(c, "dialogue") == first
        assert events.history(c, "dialogue") == (first,)
        assert events.revision(c, "dialogue", 1) == first


def test_what_does_not_exist_is_none_or_nothing(database: Database) -> None:
    begun(database)
    with database.reading() as c:
        assert events.head(c, "visit") is None
        assert events.revision(c, "dialogue", 2) is None
        assert events.history(c, "visit") == ()
        assert events.published(c, "dialogue") is None
        assert events.publications(c, "dialogue") == ()
        assert events.observed(c, "dialogue") == ()


def test_a_taken_id_is_refused_and_the_event_stays_as_it_is(database: Database) -> None:
    begun(database)
    with pytest.raises(AlreadyThere, match="There is an event “dialogue” already"), database.writing() as c:
        events.add_event(c, "dialogue", "other", at=NOON, by="eli", summary="")
    with database.reading() as c:
        assert [kept.text for kept in events.history(c, "dialogue")] == ["v1"]


def test_history_is_newest_first_and_texts_come_back_as_they_were(database: Database) -> None:
    text = "title: “Diálogo” – 記者会見 🎥\n\tend\r\n  "
    begun(database)
    with database.writing() as c:
        made = events.append(c, "dialogue", 1, text, at=NOON + 5, by="eli", summary="")
    assert made == Kept("dialogue", 2, text, NOON + 5, "eli", "")
    with database.reading() as c:
        assert [kept.number for kept in events.history(c, "dialogue")] == [2, 1]
        assert events.head(c, "dialogue") == made


def test_a_change_from_an_older_revision_is_refused_with_the_newest(database: Database) -> None:
    begun(database, revisions=3)
    with pytest.raises(ChangedMeanwhile) as caught, database.writing() as c:
        events.append(c, "dialogue", 2, "mine", at=NOON + 9, by="dee", summary="")
    assert caught.value.head == Kept("dialogue", 3, "v3", NOON + 2, "eli", "Moved")
    assert str(caught.value) == (
        "The event “dialogue” stands at revision 3, saved by eli. This change was made from revision 2, so it was "
        "not saved. Look at what differs, then save again."
    )


def test_a_change_from_a_revision_to_come_is_refused(database: Database) -> None:
    """As after an older backup was restored under an open page."""
    begun(database)
    with pytest.raises(ChangedMeanwhile), database.writing() as c:
        events.append(c, "dialogue", 7, "mine", at=NOON, by="dee", summary="")


def test_nothing_is_added_to_an_event_that_does_not_exist(database: Database) -> None:
    with pytest.raises(NoSuchEvent, match="visit"), database.writing() as c:
        events.append(c, "visit", 1, "v2", at=NOON, by="dee", summary="")
    with pytest.raises(NoSuchEvent, match="visit"), database.writing() as c:
        events.publish(c, "visit", None, at=NOON, by="dee", reasons={})
    with pytest.raises(NoSuchEvent, match="visit"), database.writing() as c:
        events.observe(c, "visit", SPRAY, NOON, at=NOON, by="dee")


def test_heads_are_the_last_revisions_by_id(database: Database) -> None:
    begun(database, "visit", revisions=2)
    begun(database, "dialogue", revisions=11)
    with database.reading() as c:
        assert [(kept.event_id, kept.number, kept.text) for kept in events.heads(c)] == [
            ("dialogue", 11, "v11"),
            ("visit", 2, "v2"),
        ]


def test_publications_are_counted_and_can_be_taken_back(database: Database) -> None:
    begun(database, revisions=2)
    why: dict[str, object] = {"ORD005": "The spray is short on purpose.", "lines": [1, 2], "remark": None}
    with database.writing() as c:
        first = events.publish(c, "dialogue", 2, at=NOON, by="dee", reasons=why)
        events.publish(c, "dialogue", None, at=NOON + 1, by="eli", reasons={})
    assert first == Published("dialogue", 1, 2, NOON, "dee", why)
    with database.reading() as c:
        taken_back = Published("dialogue", 2, None, NOON + 1, "eli", {})
        assert events.published(c, "dialogue") == taken_back
        assert events.publications(c, "dialogue") == (taken_back, first)


def test_all_published_tells_the_last_publication_of_each_event(database: Database) -> None:
    for event_id in ("dialogue", "visit", "never"):
        begun(database, event_id, revisions=2)
    with database.writing() as c:
        for event_id, revision in (("visit", 1), ("visit", None), ("dialogue", 1), ("dialogue", 2)):
            events.publish(c, event_id, revision, at=NOON, by="dee", reasons={})
    with database.reading() as c:
        found = [(last.event_id, last.number, last.revision) for last in events.all_published(c)]
    assert found == [("dialogue", 2, 2), ("visit", 2, None)]


def test_only_a_revision_that_exists_is_published(database: Database) -> None:
    begun(database)
    with (
        pytest.raises(NoSuchRevision, match="“dialogue” has no revision 2"),
        database.writing() as c,
    ):
        events.publish(c, "dialogue", 2, at=NOON, by="dee", reasons={})


def test_the_last_observation_of_each_point_holds(database: Database) -> None:
    begun(database)
    begun(database, "visit")
    with database.writing() as c:
        events.observe(c, "dialogue", SPRAY, NOON, at=NOON + 1, by="dee")
        events.observe(c, "dialogue", "dialogue.start", NOON + 60, at=NOON + 61, by="dee")
        events.observe(c, "dialogue", "dialogue.end", NOON + 90, at=NOON + 90, by="dee")
        events.observe(c, "visit", SPRAY, NOON + 7, at=NOON + 7, by="dee")
        corrected = events.observe(c, "dialogue", SPRAY, NOON + 30, at=NOON + 62, by="eli")
        events.observe(c, "dialogue", "dialogue.end", None, at=NOON + 99, by="eli")
    with database.reading() as c:
        assert events.observed(c, "dialogue") == (
            Observed("dialogue", "dialogue.start", NOON + 60, NOON + 61, "dee"),
            corrected,
        )
        assert [seen.happened for seen in events.observed(c, "visit")] == [NOON + 7]


def test_an_observation_taken_back_can_be_made_anew(database: Database) -> None:
    begun(database)
    with database.writing() as c:
        for happened in (NOON, None, NOON + 5):
            events.observe(c, "dialogue", SPRAY, happened, at=NOON + 9, by="dee")
    with database.reading() as c:
        assert [seen.happened for seen in events.observed(c, "dialogue")] == [NOON + 5]
