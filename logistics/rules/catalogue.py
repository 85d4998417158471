"""All rules, and the check of a whole plan by them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import logistics.rules as package
from logistics.plan import Plan
from logistics.rules.base import Finding, Rule, Severity, Unchecked

FAMILIES = ("ORD", "ACC", "ROM", "PRN", "LIV", "PUB", "CAL", "WVR")


def _rules() -> Iterator[Rule]:
    for module in pkgutil.iter_modules(package.__path__):
        if module.name not in ("base", "catalogue"):
            for value in vars(importlib.import_module(f"logistics.rules.{module.name}")).values():
                if isinstance(value, Rule):
                    yield value


RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.code: rule for rule in sorted(_rules(), key=lambda rule: (FAMILIES.index(rule.code[:3]), rule.code))}
)
