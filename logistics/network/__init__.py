"""The temporal network: points in time and the links between them.

`solve` says when each point can be at the earliest and at the latest, by which links, and which links cannot all
be true. All times are whole seconds after `ORIGIN`.

A link is two bounds of a simple temporal network (Dechter, Meiri and Pearl, "Temporal constraint networks",
Artificial Intelligence 49, 1991): the latest time of a point is a shortest path from `ORIGIN` to it, its earliest
time a shortest path back. Two things differ from the textbook:

- No path leads *into* `ORIGIN`. So stated times that contradict each other cannot chase each other round for ever:
  they show as a point whose latest time lies before a stated "not before", and all of them show at once.
- Bounds are put in order of time and relaxed in sweeps, in turn along time and against it (Yen,
  "An algorithm for finding shortest routes from all source nodes to a given destination in general networks",
  Quarterly of Applied Mathematics 27, 1970). So the order in which the links come makes no more work.
"""

from logistics.network.links import ORIGIN, Conflict, Link, Point, Window
from logistics.network.solution import Solution, contradicts, solve

__all__ = ["ORIGIN", "Conflict", "Link", "Point", "Solution", "Window", "contradicts", "solve"]
