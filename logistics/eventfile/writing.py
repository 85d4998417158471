"""An event, or a staff list, as the text of its file."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml
from yaml.emitter import ScalarAnalysis

from logistics.model import Noun

_WIDTH: Final = 118
_FITS: Final = 100
# Text that survives being folded: lines that neither begin nor end with a space, and no tabs.
_FOLDS: Final = re.compile(r"(?! )[^\n\t]*(?<! )(?:\n+(?! )[^\n\t]+(?<! ))*")
_COLON_IN_A_TIME: Final = re.compile(r"(?<=\d):(?=\d)")


def write(noun: Noun) -> str:
    """YAML in the model's order of keys, that ``parse``, or ``parse_staff``, reads back to an equal event or list.

    What is unsaid is left out. Entries without entries of their own take one line where they fit.
    """
    stated = noun.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    laid_out = {key: _laid_out(value, of_the_event=True) for key, value in stated.items()}
    return yaml.dump(laid_out, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=_WIDTH)


class _LineOfKeys(dict[str, Any]):
    """Keys with values that fit on one line, in { }."""


class _LineOfTexts(list[str]):
    """A list that fits on one line, in [ ]."""


def _laid_out(value: Any, *, of_the_event: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: _laid_out(inner) for key, inner in value.items()}
    if not isinstance(value, list):
        return value
    if all(isinstance(entry, str) for entry in value):
        are_words = all("," not in entry and "\n" not in entry for entry in value)
        return _LineOfTexts(value) if are_words and len(", ".join(value)) <= _FITS else value
    # Sessions, venues, delegations, releases and people have a block each, also the short ones.
    return [_entry(entry, in_a_block=of_the_event and "id" in entry) for entry in value]


def _entry(entry: dict[str, Any], *, in_a_block: bool) -> dict[str, Any]:
    inner = {key: _laid_out(value) for key, value in entry.items()}
    is_flat = all(isinstance(value, str | int | _LineOfTexts) for value in inner.values())
    line = ", ".join(f"{key}: {value}" for key, value in inner.items())
    fits = len(line) <= _FITS and "\n" not in line
    return _LineOfKeys(inner) if is_flat and fits and not in_a_block else inner


class _Writer(yaml.SafeDumper):
    """Leaves unquoted what every reader of YAML 1.2 takes for text: ``no`` and ``8:30``, but not ``12``."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's stubs take it for an instance's

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless  # dashes stand two columns in, as in the files written by hand
        super().increase_indent(flow, indentless=False)

    def analyze_scalar(self, scalar: str) -> ScalarAnalysis:
        # 8:30 may stand plain within { }; PyYAML takes any colon there for a reason to quote.
        analysis = super().analyze_scalar(_COLON_IN_A_TIME.sub("", scalar))
        analysis.scalar = scalar
        return analysis


def _text(writer: _Writer, text: str) -> yaml.ScalarNode:
    style = None
    if "\n" in text or len(text) > _FITS:
        style = ">" if _FOLDS.fullmatch(text) else '"'
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _flow_map(writer: _Writer, keys: _LineOfKeys) -> yaml.MappingNode:
    return writer.represent_mapping("tag:yaml.org,2002:map", keys.items(), flow_style=True)


def _flow_list(writer: _Writer, texts: _LineOfTexts) -> yaml.SequenceNode:
    return writer.represent_sequence("tag:yaml.org,2002:seq", texts, flow_style=True)


_Writer.add_representer(str, _text)
_Writer.add_representer(_LineOfKeys, _flow_map)
_Writer.add_representer(_LineOfTexts, _flow_list)

_CORE_SCHEMA: Final = (  # YAML 1.2.2, chapter 10.3.2
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", list("-+.")),
)
for _kind, _pattern, _first in _CORE_SCHEMA:
    _Writer.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(rf"(?:{_pattern})\Z"), _first)
