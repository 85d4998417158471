"""What a rule is: a small documented function from a plan to findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from logistics.plan import Basis, Contradiction, Fact, Plan


class Severity(StrEnum):
    """How bad: an error must not go out, a warning is to be looked at, a note is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: a sentence, and the facts of the file that cause it."""

    rule: str
    severity: Severity
    message: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchecked:
    """That a rule could not be checked, and for want of what. It is never reported as passed."""

    rule: str
    why: str


Check = Callable[[Plan], Iterator[Finding | Unchecked]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue, with the text of its page."""

    code: str
    name: str
    severity: Severity
    check: Check
    what: str
    why: str
    bad: str
    good: str
    source: str


_PARTS = ("What", "Why", "Bad", "Good", "Source")


def rule(code: str, name: str, severity: Severity) -> Callable[[Check], Rule]:
    """Make a rule of a function whose docstring has the parts What, Why, Bad, Good and Source.

    ``name`` states the fault, never the remedy. Raises ValueError for a docstring that lacks a part.
    """

    def make(check: Check) -> Rule:
        parts = dict(_parts_of(check.__doc__ or ""))
        missing = [part for part in _PARTS if not parts.get(part)]
        if missing:
            raise ValueError(f"{code} lacks {', '.join(missing)} in its docstring")
        return Rule(code, name, severity, check, *(parts[part] for part in _PARTS))

    return make


def _parts_of(docstring: str) -> Iterator[tuple[str, str]]:
    for block in re.split(r"\n\s*\n", docstring.strip()):
        name, _, text = block.partition(":")
        yield name.strip(), " ".join(text.split())


def contradictions_of(plan: Plan, code: str) -> Iterator[Finding]:
    """The plan's contradictions that belong to a rule, as findings: errors, or warnings where an assumption is in it."""
    for group, severity in ((plan.contradictions, Severity.ERROR), (plan.doubts, Severity.WARNING)):
        for contradiction in group:
            if code_of(contradiction) == code:
                yield Finding(
                    code, severity, contradiction.message, contradiction.stated + contradiction.assumed
                )


CONTRADICTION = "ORD023"
# These say how a moment came to be known or bounded; another law in the same contradiction is the broken one.
_BACKGROUND = ("LIV002", "ORD019", "ORD022")


def code_of(contradiction: Contradiction) -> str:
    """The one rule that a contradiction breaks; ORD023 where it takes several, or none of the catalogue.

    Where an assumption takes part, it is the assumption's rule.
    """
    assumed = tuple(dict.fromkeys(fact.rule for fact in contradiction.assumed if fact.rule))
    if assumed:
        return assumed[0] if len(assumed) == 1 else CONTRADICTION
    codes = contradiction.rules
    laws = [code for code in codes if code not in _BACKGROUND] or [code for code in codes if code != "LIV002"]
    return laws[0] if len(laws) == 1 else CONTRADICTION


def said_at(what: str, path: str) -> Fact:
    """A fact of the file, for a finding."""
    return Fact(Basis.STATED, what, path)
