"""The press advisory: a programme in, one view model out, from which every format is made."""

from logistics.documents.advisory.blocks import (
    Advisory,
    Cell,
    Column,
    Day,
    Delegation,
    Fact,
    Opportunity,
    Panel,
    Person,
    Run,
    Strip,
    Table,
    Text,
    plain,
)
from logistics.documents.advisory.view import view

__all__ = [
    "Advisory",
    "Cell",
    "Column",
    "Day",
    "Delegation",
    "Fact",
    "Opportunity",
    "Panel",
    "Person",
    "Run",
    "Strip",
    "Table",
    "Text",
    "plain",
    "view",
]
