"""The windows of a network by OR-Tools CP-SAT, with one worker (two are slower on two cores than one)."""

from collections.abc import Sequence
from itertools import chain
from operator import itemgetter

from ortools.sat.python import cp_model

from benchmarks.week import MONDAY
from logistics.network import ORIGIN, Link, Point, Window

FIRST = MONDAY - 24 * 3600  # CP-SAT needs a first and a last moment
HORIZON = 400 * 24 * 3600


def consistent(links: Sequence[Link]) -> bool:
    """Whether all links can be true: one solve, no windows."""
    model, _ = _model(links)
    return bool(_solver().solve(model) == cp_model.OPTIMAL)


def windows(links: Sequence[Link]) -> dict[Point, Window]:
    """The least and the greatest sum of all times: two solves. A missing bound is the first or the last moment."""
    model, times = _model(links)
    total = cp_model.LinearExpr.sum(list(times.values()))
    ends = []
    for sense in (model.minimize, model.maximize):
        sense(total)
        solver = _solver()
        if solver.solve(model) != cp_model.OPTIMAL:
            raise RuntimeError("CP-SAT finds no windows in the time it is given")
        ends.append({point: solver.value(time) + FIRST for point, time in times.items()})
    return {point: Window(ends[0][point], ends[1][point]) for point in times}


def _model(links: Sequence[Link]) -> tuple[cp_model.CpModel, dict[Point, cp_model.IntVar]]:
    model = cp_model.CpModel()
    points = dict.fromkeys(chain(map(itemgetter(0), links), map(itemgetter(1), links)))
    times = {point: model.new_int_var(0, HORIZON, point) for point in points if point != ORIGIN}
    for before, after, at_least, at_most, _, _ in links:
        least = -HORIZON if at_least is None else at_least
        most = HORIZON if at_most is None else at_most
        if before == ORIGIN:
            model.add_linear_constraint(times[after], least - FIRST, most - FIRST)
        else:
            model.add_linear_constraint(times[after] - times[before], least, most)
    return model, times


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 20
    return solver
