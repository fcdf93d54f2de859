"""How is an inventory workbook, kept for years in a unit's own way, read into items?"""

from livskraft.modules.minigym.imports.columns import FIELDS, Column
from livskraft.modules.minigym.imports.items import CellReading, ParsedItem, number_key
from livskraft.modules.minigym.imports.preview import InventoryPreview, Skipped, Unread, read_inventory

__all__ = [
    "FIELDS",
    "CellReading",
    "Column",
    "InventoryPreview",
    "ParsedItem",
    "Skipped",
    "Unread",
    "number_key",
    "read_inventory",
]
