"""An invented week: sessions of a few principals in a few rooms, with their press. Nothing in it is real."""

import random
from dataclasses import dataclass

from logistics.network import ORIGIN, Link

MINUTE = 60
MONDAY = 1_800_000_000  # seconds after the Unix epoch
PRINCIPALS = 40
ROOMS = 50
TRUST_STATED = TRUST_RULE = 3

# before, after, at least and at most this many minutes
WITHIN_A_SESSION = (
    ("pick-up", "final access", 5, 30),
    ("final access", "spray", 10, 40),
    ("spray", "spray end", 3, 15),
    ("spray end", "start", 0, 20),
    ("start", "end", 30, 90),
    ("end", "availability", 5, 30),
    ("availability", "availability end", 10, 45),
    ("pick-up", "spray", 15, None),
    ("spray", "start", 3, 35),
    ("pick-up", "start", None, 120),
    ("final access", "start", 13, None),
    ("start", "availability", 35, 120),
    ("end", "availability end", 15, 75),
)
AFTER_THE_PRINCIPALS_LAST = -30  # the press of the next session is picked up while the last one still speaks
AFTER_THE_ROOMS_LAST = 0


@dataclass
class Week:
    links: list[Link]
    times: dict[str, int]  # when each point is in the plan from which the week was made

    def planted(self, contradictions: int, seed: int = 3) -> list[Link]:
        """Stated times that are hours off, each for a point of another session that has no stated time."""
        chance = random.Random(seed)
        stated = {link.after for link in self.links if link.before == ORIGIN}
        unstated: dict[str, list[str]] = {}
        for point in self.times:
            if point not in stated:
                unstated.setdefault(point.split(":")[0], []).append(point)
        wrong = []
        for session in chance.sample(sorted(unstated), contradictions):
            point = chance.choice(unstated[session])
            time = self.times[point] + chance.choice((-3, 3)) * 60 * MINUTE
            wrong.append(Link(ORIGIN, point, time, time, ("planted", point), TRUST_STATED))
        return wrong


def week(sessions: int, seed: int = 1, stated_share: float = 0.4) -> Week:
    """Chains of sessions for each principal and each room; a share of the points has a stated time."""
    chance = random.Random(seed)
    links: list[Link] = []
    times: dict[str, int] = {}
    last_of: dict[str, str] = {}
    for number in range(sessions):
        name = f"session {number:05d}"
        gaps = {
            f"principal {chance.randrange(PRINCIPALS)}": AFTER_THE_PRINCIPALS_LAST,
            f"room {chance.randrange(ROOMS)}": AFTER_THE_ROOMS_LAST,
        }
        before = {f"{last_of[key]}:availability end": gap for key, gap in gaps.items() if key in last_of}
        begin = max([MONDAY, *(times[point] for point in before)]) + chance.randrange(90) * MINUTE
        own = _times_of_a_session(name, begin, chance)
        times |= own
        for first, after, least, most in WITHIN_A_SESSION:
            fact = ("rule", first, after, number)
            links.append(_minutes(f"{name}:{first}", f"{name}:{after}", least, most, fact))
        for point, gap in before.items():
            links.append(_minutes(point, f"{name}:pick-up", gap, None, ("after", point, number)))
        for point, time in own.items():
            if chance.random() < stated_share:
                links.append(Link(ORIGIN, point, time, time, ("notice", point), TRUST_STATED))
        last_of |= dict.fromkeys(gaps, name)
    return Week(links, times)


def _minutes(before: str, after: str, least: int | None, most: int | None, fact: object) -> Link:
    at_least = None if least is None else least * MINUTE
    at_most = None if most is None else most * MINUTE
    return Link(before, after, at_least, at_most, fact, TRUST_RULE)


def _times_of_a_session(name: str, begin: int, chance: random.Random) -> dict[str, int]:
    time = begin
    times = {f"{name}:pick-up": time}
    steps = (
        ("final access", 5, 20),
        ("spray", 10, 20),
        ("spray end", 3, 10),
        ("start", 0, 5),
        ("end", 30, 90),
        ("availability", 5, 20),
        ("availability end", 10, 30),
    )
    for point, least, most in steps:
        time += chance.randrange(least, most) * MINUTE
        times[f"{name}:{point}"] = time
    return times
