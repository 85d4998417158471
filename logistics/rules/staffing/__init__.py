"""STF: who holds the posts of an event, and how it is interpreted. What these rules say is for staff only."""

from logistics.rules.staffing.days import no_break, too_little_rest, too_many_hours
from logistics.rules.staffing.holding import (
    no_back_up,
    nobody_can_reach_them,
    on_two_posts,
    open_posts,
    unfit,
)
from logistics.rules.staffing.interpreting import too_few_for_a_day, too_few_for_languages, too_few_for_length

__all__ = [
    "no_back_up",
    "no_break",
    "nobody_can_reach_them",
    "on_two_posts",
    "open_posts",
    "too_few_for_a_day",
    "too_few_for_languages",
    "too_few_for_length",
    "too_little_rest",
    "too_many_hours",
    "unfit",
]
