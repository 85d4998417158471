"""Part of a roster decided at best, all else staying as it is: a mixed integer program, solved by HiGHS.

There is a binary for each post and member who can still hold it. That nobody is in two places is said by cliques, sets
of posts of which nobody can hold two, which is far tighter and smaller than saying it pair by pair; minutes above a
share, further people of a group and rest between days are said by continuous variables that follow from the binaries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, inf
from typing import Final

import highspy
import numpy as np

from logistics.roster.cliques import cliques
from logistics.roster.ground import Board, Ground, bits

CLOSE_ENOUGH: Final = 0.99
"""Costs are whole, so that an answer less than one above its bound is the best there is."""
ROUNDING: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Decision:
    """Who holds what of the posts that were asked for, and a bound on the cost of the part that was decided.

    ``cost`` and ``bound`` count from nobody holding any of the posts, so that they are usually below nothing.
    """

    held: Mapping[int, int]
    cost: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing is better."""
        return self.cost == self.bound


def decide(
    board: Board,
    posts: int,
    members: Collection[int],
    *,
    seconds: float,
    fair: bool = True,
    nodes: int | None = None,
) -> Decision | None:
    """Decide posts (a set of bits, no pins) among members; what they hold besides stays theirs, as do other posts.

    Without ``fair``, only open posts, wishes and changes count, which is solved sooner. What the board says now of
    these posts is where the search begins. None where time ran out before anything was found.
    """
    model = _Model(board, posts, members)
    if fair:
        model.share_out()
        model.keep_together()
    return model.solve(seconds, nodes)


class _Model:
    """The program, a row and a column at a time."""

    def __init__(self, board: Board, posts: int, members: Collection[int]) -> None:
        self.board: Final = board
        self.ground: Final = board.ground
        self.posts: Final = posts
        self.costs: Final[list[float]] = []
        self.tops: Final[list[float]] = []
        self.bottoms: Final[list[float]] = []
        self.starts: Final[list[int]] = [0]
        self.columns: Final[list[int]] = []
        self.values: Final[list[float]] = []
        self.ceilings: Final[list[float]] = []
        self.pairs: Final[list[tuple[int, int]]] = []
        self.of: Final[dict[int, dict[int, int]]] = {}
        """By member: the column of each post that they can still hold."""
        for member in sorted(members):
            self._pairs(member)
        self._one_each()
        sets = cliques(self.ground, posts)
        for member, own in self.of.items():
            self._one_place(own, sets)
            self._hours(member, own)
            self._rest(member, own)

    def _column(self, cost: float, top: float = 1.0) -> int:
        self.costs.append(cost)
        self.ceilings.append(top)
        return len(self.costs) - 1

    def _at_most(self, top: float, terms: Mapping[int, float]) -> None:
        self.columns.extend(terms)
        self.values.extend(terms.values())
        self.starts.append(len(self.columns))
        self.tops.append(top)

    def _pairs(self, member: int) -> None:
        """The posts that they can still hold beside what stays theirs."""
        board, ground = self.board, self.ground
        kept = board.of[member] & ~self.posts
        free = ground.reach[member] & self.posts
        for other in bits(kept):
            free &= ~ground.clashes[other]
        room = _Room(ground, member, kept)
        own = {}
        for post in bits(free):
            if room.takes(post):
                own[post] = self._column(ground.own_cost(post, member) - ground.open_cost(post))
                self.pairs.append((post, member))
        if own:
            self.of[member] = own

    def _one_each(self) -> None:
        by_post: dict[int, dict[int, float]] = defaultdict(dict)
        for column, (post, _) in enumerate(self.pairs):
            by_post[post][column] = 1.0
        for terms in by_post.values():
            self._at_most(1.0, terms)

    def _one_place(self, own: Mapping[int, int], sets: Collection[int]) -> None:
        mine = sum(1 << post for post in own)
        found = dict.fromkeys(mine & each for each in sets)
        met = [each for each in found if each.bit_count() > 1]
        # what lies within a neighbour's says nothing more
        inner = {
            first if first | second == second else second
            for first, second in pairwise(met)
            if first | second in (first, second)
        }
        for each in met:
            if each not in inner:
                self._at_most(1.0, {own[post]: 1.0 for post in bits(each)})

    def _hours(self, member: int, own: Mapping[int, int]) -> None:
        ground = self.ground
        most = ground.members[member].most_a_day
        days: dict[int, dict[int, float]] = defaultdict(dict)
        for post, column in own.items():
            days[ground.posts[post].day][column] = ground.minutes[post]
        kept = _minutes_by_day(ground, self.board.of[member] & ~self.posts)
        for day, terms in days.items():
            left = most - kept.get(day, 0)
            if sum(terms.values()) > left:
                self._at_most(left, terms)

    def _rest(self, member: int, own: Mapping[int, int]) -> None:
        """For each time at which a post of a later day may begin, a column: they still rest then."""
        posts, rest = self.ground.posts, self.ground.members[member].rest
        days = sorted({posts[post].day for post in own})
        for day in days[1:]:
            later = {post: column for post, column in own.items() if posts[post].day == day}
            earlier = {post: column for post, column in own.items() if posts[post].day < day}
            last = max(posts[post].ends for post in earlier) + rest
            times = sorted({posts[post].begins for post in later if posts[post].begins < last})
            if not times:
                continue
            resting = [self._column(0.0) for _ in times]
            for sooner, after in pairwise(resting):
                self._at_most(0.0, {after: 1.0, sooner: -1.0})
            for post, column in earlier.items():
                within = sum(time < posts[post].ends + rest for time in times)
                if within:
                    self._at_most(0.0, {column: 1.0, resting[within - 1]: -1.0})
            for post, column in later.items():
                if posts[post].begins < last:
                    self._at_most(1.0, {column: 1.0, resting[times.index(posts[post].begins)]: 1.0})

    def share_out(self) -> None:
        """Minutes above an equal share cost."""
        ground = self.ground
        price = ground.problem.weights.above_share
        for member, own in self.of.items():
            kept = sum(ground.minutes[post] for post in bits(self.board.of[member] & ~self.posts))
            terms: dict[int, float] = {column: ground.minutes[post] for post, column in own.items()}
            room = ground.share - kept
            if price and sum(terms.values()) > room:
                # what they are above it already costs the same whatever is decided
                terms[self._column(price, inf)] = -1.0
                self._at_most(max(room, 0), terms)

    def keep_together(self) -> None:
        """Each further person in a group costs."""
        ground, board = self.ground, self.board
        price = ground.problem.weights.broken_group
        for group in ground.groups.values():
            decided = group & self.posts
            if not decided or not price or group.bit_count() < 2:
                continue
            holders = {board.held[post] for post in bits(group & ~self.posts) if post in board.held}
            taking = []
            for member, own in self.of.items():
                columns = [own[post] for post in bits(decided) if post in own]
                if columns and member not in holders:
                    taking.append(self._column(price))
                    for column in columns:
                        self._at_most(0.0, {column: 1.0, taking[-1]: -1.0})
            if not holders and taking:
                first = self._column(-price)
                self._at_most(0.0, {first: 1.0, **dict.fromkeys(taking, -1.0)})

    def solve(self, seconds: float, nodes: int | None) -> Decision | None:
        """Let HiGHS decide."""
        if not self.pairs:
            return Decision({}, 0, 0)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its signature says no return type
        for option, value in _OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.setOptionValue("time_limit", max(seconds, 0.01))
        if nodes is not None:
            solver.setOptionValue("mip_max_nodes", nodes)
        solver.passModel(self._program())
        self._begin_with_now(solver)
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        least = sum(min(0.0, cost) for cost in self.costs)
        solution = solver.getSolution().col_value
        held = {
            post: member for (post, member), value in zip(self.pairs, solution, strict=False) if value > 0.5
        }
        found = round(info.objective_function_value)
        return Decision(held, found, min(found, ceil(max(info.mip_dual_bound, least) - ROUNDING)))

    def _program(self) -> highspy.HighsLp:
        columns, rows, binaries = len(self.costs), len(self.tops), len(self.pairs)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = columns, rows
        program.col_cost_ = np.array(self.costs)
        program.col_lower_ = np.zeros(columns)
        program.col_upper_ = np.array(self.ceilings)
        program.row_lower_ = np.full(rows, -inf)
        program.row_upper_ = np.array(self.tops, dtype=float)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.array(self.starts)
        program.a_matrix_.index_ = np.array(self.columns)
        program.a_matrix_.value_ = np.array(self.values, dtype=float)
        program.integrality_ = [highspy.HighsVarType.kInteger] * binaries + [
            highspy.HighsVarType.kContinuous
        ] * (columns - binaries)
        return program

    def _begin_with_now(self, solver: highspy.Highs) -> None:
        held = self.board.held
        now = np.array([float(held.get(post) == member) for post, member in self.pairs])
        if now.any():
            solver.setSolution(len(now), np.arange(len(now), dtype=np.int32), now)


class _Room:
    """What somebody's posts that stay leave of their days, and their rest."""

    def __init__(self, ground: Ground, member: int, kept: int) -> None:
        self._ground = ground
        self._member = ground.members[member]
        self._minutes = _minutes_by_day(ground, kept)
        self._spans: dict[int, tuple[float, float]] = {}
        self._kept = [ground.posts[post] for post in bits(kept)]

    def takes(self, post: int) -> bool:
        """Whether it leaves them their rest and keeps their day within its most."""
        wanted = self._ground.posts[post]
        day = wanted.day
        if self._minutes.get(day, 0) + self._ground.minutes[post] > self._member.most_a_day:
            return False
        if day not in self._spans:
            rest = self._member.rest
            self._spans[day] = (
                max((other.ends + rest for other in self._kept if other.day < day), default=-inf),
                min((other.begins - rest for other in self._kept if other.day > day), default=inf),
            )
        since, until = self._spans[day]
        return since <= wanted.begins and wanted.ends <= until


def _minutes_by_day(ground: Ground, posts: int) -> dict[int, int]:
    days: dict[int, int] = defaultdict(int)
    for post in bits(posts):
        days[ground.posts[post].day] += ground.minutes[post]
    return days


_OPTIONS: Final[Mapping[str, bool | int | float | str]] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": CLOSE_ENOUGH,
    # what follows is for programs that are nearly linear and begin with a good answer, as these do
    "presolve": "off",  # finds little in them, and takes longer than their linear program does
    "mip_pool_soft_limit": 10,  # else thousands of cuts are looked at again in each round
    # both search for better answers than the one it begins with, which pays seldom
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
}

__all__ = ["Decision", "decide"]
