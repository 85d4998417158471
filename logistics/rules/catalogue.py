"""All rules, and the check of a whole plan by them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import logistics.rules as package
from logistics.rules.base import Rule

FAMILIES = ("ORD", "ACC", "ROM", "PRN", "LIV", "PUB", "CAL", "WVR")


def _rules() -> Iterator[Rule]:
    for module in pkgutil.walk_packages(package.__path__, "logistics.rules."):
        if not module.name.endswith((".base", ".catalogue")):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, Rule):
                    yield value


RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.code: rule for rule in sorted(_rules(), key=lambda rule: (FAMILIES.index(rule.code[:3]), rule.code))}
)
