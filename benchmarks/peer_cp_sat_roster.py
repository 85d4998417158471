"""A roster by OR-Tools CP-SAT: the same pairs and the same cliques, one worker (two are a trap), linearized in full."""

from collections import defaultdict
from collections.abc import Callable

from ortools.sat.python import cp_model

from logistics.roster.cliques import cliques
from logistics.roster.ground import Ground, bits
from logistics.roster.problem import Problem, Roster
from logistics.roster.rules import cost, too_close


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, heard: Callable[[int], None], price: int) -> None:
        super().__init__()
        self._heard = heard
        self._price = price

    def on_solution_callback(self) -> None:
        """The cost of open posts, which is nearly all of it, says how many are left open."""
        self._heard(int(self.objective_value) // self._price)


def solve(problem: Problem, seconds: float, heard: Callable[[int], None], *, fair: bool = True) -> Roster:
    """The roster after so many seconds; tells the weight of open posts of every better one.

    Without ``fair`` minutes above the share are left out, which is much easier; the bound is one all the same.
    """
    ground = Ground(problem)
    model = cp_model.CpModel()
    pairs = {
        (post, member): model.new_bool_var("")
        for post, members in enumerate(ground.candidates)
        for member in members
    }
    costs = [pair * ground.own_cost(*which) for which, pair in pairs.items() if ground.own_cost(*which)]
    for post, members in enumerate(ground.candidates):
        is_open = model.new_bool_var("")
        model.add_exactly_one([is_open, *(pairs[post, member] for member in members)])
        costs.append(is_open * ground.open_cost(post))
    sets = cliques(ground, (1 << len(ground.posts)) - 1)
    for member, reach in enumerate(ground.reach):
        for together in {reach & each for each in sets}:
            if together.bit_count() > 1:
                model.add_at_most_one(pairs[post, member] for post in bits(together))
        above = _limits(model, ground, member, pairs)
        if fair:
            costs.append(above * problem.weights.above_share)
    model.minimize(cp_model.LinearExpr.sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model, _Listener(heard, problem.weights.open))
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    held = ground.named(
        {post: member for (post, member), pair in pairs.items() if found and solver.value(pair)}
    )
    bound, total = max(0, int(solver.best_objective_bound)), cost(problem, held)
    return Roster(held, total, bound, total == bound, "CP-SAT")


def _limits(
    model: cp_model.CpModel, ground: Ground, member: int, pairs: dict[tuple[int, int], cp_model.IntVar]
) -> cp_model.IntVar:
    """Hours and rest of a member; the minutes above the share."""
    somebody, own = ground.members[member], list(bits(ground.reach[member]))
    days = defaultdict(list)
    for post in own:
        days[ground.posts[post].day].append(post)
    for posts in days.values():
        model.add(sum(ground.minutes[post] * pairs[post, member] for post in posts) <= somebody.most_a_day)
    for number, post in enumerate(own):
        for other in own[number + 1 :]:
            if too_close(somebody, ground.posts[post], ground.posts[other]):
                model.add_bool_or(~pairs[post, member], ~pairs[other, member])
    minutes = sum(ground.minutes[post] for post in own)
    above = model.new_int_var(0, minutes, "")
    model.add(sum(ground.minutes[post] * pairs[post, member] for post in own) <= ground.share + above)
    return above
