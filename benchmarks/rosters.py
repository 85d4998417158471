"""Invented days of a staff: the same seed and size give the same problem.

Eight places on a line of streets, five functions, six languages, shifts as free spans, answers of the staff, and three
times the usual weight for a quarter of the posts. Posts crowd around the hours at which delegations come and go.
"""

import random
from typing import Final, NamedTuple

from logistics.moments import HOUR, MINUTE
from logistics.roster.problem import Answer, Member, Post, Problem, Span

DAY: Final = 24 * HOUR
BEGINNING: Final = 20_000 * DAY
PLACES: Final = tuple(f"place {number}" for number in range(8))
FUNCTIONS: Final = {"escort": 45, "door": 20, "interpreter": 13, "technician": 12, "lead": 10}
LANGUAGES: Final = ("en", "fr", "es", "de", "ar", "zh")
SPOKEN: Final = (95, 50, 40, 35, 25, 25)
SHIFTS: Final = ((6.5, 15.5), (9.5, 18.5), (12.5, 21.5))
PEAKS: Final = (8.5, 12.5, 17.5)


class Size(NamedTuple):
    """How many of each."""

    members: int
    posts: int
    days: int

    def __str__(self) -> str:
        return f"{self.members} x {self.posts:,} over {self.days} day{'s' if self.days > 1 else ''}"


def invented(size: Size, seed: int) -> Problem:
    """A problem of this size."""
    luck = random.Random(seed)
    posts = tuple(_post(luck, number, size.days) for number in range(size.posts))
    members = tuple(_member(luck, number, size.days, posts) for number in range(size.members))
    corners = {place: (luck.randrange(5), luck.randrange(5)) for place in PLACES}
    walks = {
        (start, end): 2 * MINUTE * max(1, abs(x - other_x) + abs(y - other_y))
        for start, (x, y) in corners.items()
        for end, (other_x, other_y) in corners.items()
        if start != end
    }
    return Problem(posts, members, walks)


def _post(luck: random.Random, number: int, days: int) -> Post:
    day = luck.randrange(days)
    function = luck.choices(list(FUNCTIONS), list(FUNCTIONS.values()))[0]
    hour = luck.gauss(luck.choice(PEAKS), 0.7) if luck.random() < 0.4 else luck.uniform(7, 20)
    begins = BEGINNING + day * DAY + round(min(max(hour, 7), 20) * 12) * 5 * MINUTE
    escort = function == "escort"
    length = luck.randrange(20, 60, 5) if escort else luck.randrange(45, 125, 5)
    place, place_after = luck.sample(PLACES, 2)
    spoken = function == "interpreter" or (escort and luck.random() < 0.3)
    return Post(
        id=f"post {number}",
        function=function,
        begins=begins,
        ends=begins + min(length * MINUTE, BEGINNING + day * DAY + 21 * HOUR - begins + 30 * MINUTE),
        day=20_000 + day,
        place=place,
        place_after=place_after if escort else "",
        languages=frozenset(luck.choices(LANGUAGES[1:], SPOKEN[1:])) if spoken else frozenset(),
        weight=3 if luck.random() < 0.25 else 1,
    )


def _member(luck: random.Random, number: int, days: int, posts: tuple[Post, ...]) -> Member:
    functions = luck.choices(list(FUNCTIONS), list(FUNCTIONS.values()), k=luck.choice((2, 3)))
    languages = [
        language for language, share in zip(LANGUAGES, SPOKEN, strict=True) if luck.random() * 100 < share
    ]
    return Member(
        id=f"member {number}",
        functions=frozenset(functions),
        languages=frozenset(languages),
        free=tuple(_shift(luck, day) for day in range(days) if days == 1 or luck.random() < 0.9),
        answers={
            post.id: Answer.IF_NEEDED if luck.random() < 0.8 else Answer.CANNOT
            for post in posts
            if luck.random() < 0.15
        },
    )


def _shift(luck: random.Random, day: int) -> Span:
    since, until = luck.choice(SHIFTS)
    midnight = BEGINNING + day * DAY
    return midnight + round(since * HOUR), midnight + round(until * HOUR)


SIZES: Final = (Size(20, 60, 1), Size(100, 500, 2), Size(300, 3_000, 5))

__all__ = ["SIZES", "Size", "invented"]
