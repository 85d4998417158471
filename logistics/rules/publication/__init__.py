"""PUB: what is published about the event, and how it is worded."""

from logistics.rules.publication.agreement import front_matter, other_times
from logistics.rules.publication.openings import past_tense, wrong_day_word
from logistics.rules.publication.series import ordinal_and_series
from logistics.rules.publication.style import not_house_style, slips
from logistics.rules.publication.terms import (
    heading_and_office,
    no_contact,
    terms_of_access,
    zone_on_some_times,
)

__all__ = [
    "front_matter",
    "heading_and_office",
    "no_contact",
    "not_house_style",
    "ordinal_and_series",
    "other_times",
    "past_tense",
    "slips",
    "terms_of_access",
    "wrong_day_word",
    "zone_on_some_times",
]
