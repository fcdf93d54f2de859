"""Which pages see several modules?"""

from livskraft.overview.views.equipment import equipment_gaps, equipment_gaps_excel
from livskraft.overview.views.first_choice import first_choice
from livskraft.overview.views.municipality import municipality, municipality_excel
from livskraft.overview.views.my_day import my_day, waiting_for
from livskraft.overview.views.open import (
    find,
    open_data_feed,
    open_data_page,
    open_data_schema,
    place_block,
    place_calendar,
    place_page,
    place_picture,
    place_programme,
)
from livskraft.overview.views.sites import present, site_page, sites

__all__ = [
    "equipment_gaps",
    "equipment_gaps_excel",
    "find",
    "first_choice",
    "municipality",
    "municipality_excel",
    "my_day",
    "open_data_feed",
    "open_data_page",
    "open_data_schema",
    "place_block",
    "place_calendar",
    "place_page",
    "place_picture",
    "place_programme",
    "present",
    "site_page",
    "sites",
    "waiting_for",
]
