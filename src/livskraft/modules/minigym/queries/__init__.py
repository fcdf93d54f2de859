"""What do the minigym's pages and duties ask? Reads that span its models, by subject."""

from livskraft.modules.minigym.queries.due import LAST, Task, due, due_by, late, terms_on
from livskraft.modules.minigym.queries.history import Event, history_of_gym, history_of_item
from livskraft.modules.minigym.queries.lists import ListFacts, list_facts, version_of, with_list_dates
from livskraft.modules.minigym.queries.responsible import (
    Inspector,
    agreement_for,
    agreements_for,
    inspectors_at,
    items_in,
    known_owners,
    managers_of,
    property_owner_of,
)
from livskraft.modules.minigym.queries.standings import Counts, ItemRow, Outlook, counts_of, outlook, rows_of

__all__ = [
    "LAST",
    "Counts",
    "Event",
    "Inspector",
    "ItemRow",
    "ListFacts",
    "Outlook",
    "Task",
    "agreement_for",
    "agreements_for",
    "counts_of",
    "due",
    "due_by",
    "history_of_gym",
    "history_of_item",
    "inspectors_at",
    "items_in",
    "known_owners",
    "late",
    "list_facts",
    "managers_of",
    "outlook",
    "property_owner_of",
    "rows_of",
    "terms_on",
    "version_of",
    "with_list_dates",
]
