"""Who is left for a post after each thing that it asks: "20 people > 13 escorts > 2 speak French > 0 free …"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from logistics.roster.problem import Post, Problem, Span
from logistics.roster.reasons import Kind, Names, obstacles
from logistics.roster.standing import Standing

_CIRCUMSTANCES: Final[tuple[frozenset[Kind], ...]] = (
    frozenset({Kind.SAID}),
    frozenset({Kind.AWAY, Kind.BUSY}),
    frozenset({Kind.OTHER_POST}),
    frozenset({Kind.WALK}),
    frozenset({Kind.HOURS}),
    frozenset({Kind.REST}),
)
"""What keeps people from any post, a step each, after what the post itself needs."""


@dataclass(frozen=True, slots=True)
class Step:
    """Those left (ids of members) when those are gone who lack ``what``, or whom something of ``kinds`` keeps.

    The first step is the whole staff and has no kinds.
    """

    kinds: frozenset[Kind]
    left: tuple[str, ...]
    what: str = ""

    @property
    def count(self) -> int:
        """How many are left."""
        return len(self.left)


@dataclass(frozen=True, slots=True)
class Funnel:
    """The steps of one post, from the whole staff to those who could take it.

    There is a step for all that the post needs, and one for each circumstance, whether it stops anybody or not.
    """

    post: str
    span: Span
    steps: tuple[Step, ...]

    @property
    def left(self) -> tuple[str, ...]:
        """The ids of those who could take it."""
        return self.steps[-1].left

    def telling(self) -> tuple[Step, ...]:
        """The steps worth telling: what the post needs, what stops somebody, and nothing after nobody is left."""
        told = [self.steps[0]]
        for step in self.steps[1:]:
            if told[-1].left and (step.what or step.count < told[-1].count):
                told.append(step)
        return tuple(told)

    def words(self, names: Names) -> str:
        """The steps in a line: "20 people > 13 escorts > 2 speak French > 0 free from 4:00 p.m. to 5:00 p.m."."""
        return " > ".join(_step(step, names, self.span) for step in self.telling())


def funnel(problem: Problem, held: Mapping[str, str], post: Post) -> Funnel:
    """Who is left for a post, thing by thing, in the roster as it stands; whoever has it now is asked like the rest."""
    return narrowed(Standing(problem, held), post)


def narrowed(standing: Standing, post: Post) -> Funnel:
    """The same on a roster that is at hand, for asking about many posts."""
    stops = {
        member.id: {(reason.kind, reason.what) for reason in obstacles(standing, member, post)}
        for member in standing.problem.members
    }
    left = tuple(stops)
    steps = [Step(frozenset(), left)]
    for kinds, what in _asked(post):
        stopping = {(kind, what) for kind in kinds}
        left = tuple(member for member in left if not stops[member] & stopping)
        steps.append(Step(kinds, left, what))
    return Funnel(post.id, (post.begins, post.ends), tuple(steps))


def _asked(post: Post) -> Iterator[tuple[frozenset[Kind], str]]:
    yield frozenset({Kind.FUNCTION}), post.function
    needs: Iterable[tuple[Kind, frozenset[str]]] = (
        (Kind.LANGUAGE, post.languages),
        (Kind.SKILL, post.skills),
        (Kind.CLEARANCE, post.clearances),
    )
    for kind, needed in needs:
        yield from ((frozenset({kind}), what) for what in sorted(needed))
    yield from ((kinds, "") for kinds in _CIRCUMSTANCES)


def _step(step: Step, names: Names, span: Span) -> str:
    number, what = step.count, names.label(step.what)
    one = number == 1
    if not step.kinds:
        return "1 person" if one else f"{number} people"
    if Kind.AWAY in step.kinds:
        return f"{number} free {names.hours(span)}"
    (kind,) = step.kinds
    if kind is Kind.FUNCTION:
        several = names.several.get(step.what)
        return (
            f"{number} {several}"
            if several and not one
            else f"{number} {'serves' if one else 'serve'} as {what}"
        )
    return f"{number} {_WORDS[kind][not one].format(what)}"


_WORDS: Final[Mapping[Kind, tuple[str, str]]] = {  # for one person, and for none or several
    Kind.LANGUAGE: ("speaks {}", "speak {}"),
    Kind.SKILL: ("has the skill {}", "have the skill {}"),
    Kind.CLEARANCE: ("has the clearance {}", "have the clearance {}"),
    Kind.SAID: ("did not say no", "did not say no"),
    Kind.OTHER_POST: ("not on another post", "not on another post"),
    Kind.WALK: ("can walk there in time", "can walk there in time"),
    Kind.HOURS: ("has hours left that day", "have hours left that day"),
    Kind.REST: ("has enough rest", "have enough rest"),
}


__all__ = ["Funnel", "Step", "funnel", "narrowed"]
