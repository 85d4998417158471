"""The plan of an event: what is stated, what follows, and what cannot be."""

from logistics.plan.build import Contradiction, Known, Moment, Plan, build
from logistics.plan.facts import Basis, Fact
from logistics.plan.parameters import PRESIDENTIAL, PROFILES, STATE, Parameter, Profile

__all__ = [
    "PRESIDENTIAL",
    "PROFILES",
    "STATE",
    "Basis",
    "Contradiction",
    "Fact",
    "Known",
    "Moment",
    "Parameter",
    "Plan",
    "Profile",
    "build",
]
