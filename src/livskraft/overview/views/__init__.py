"""Which pages see several modules?"""

from livskraft.overview.views.municipality import municipality, municipality_excel
from livskraft.overview.views.my_day import my_day, waiting_for
from livskraft.overview.views.sites import site_page, sites

__all__ = ["municipality", "municipality_excel", "my_day", "site_page", "sites", "waiting_for"]
