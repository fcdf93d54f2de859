"""Which addresses do the pages about journals have, within the administration?"""

from django.urls import path

from livskraft.modules.training.views import journal_places

urlpatterns = [
    path("", journal_places.journal_places, name="journal_places"),
    path("nytt/", journal_places.decide_journal_place, name="decide_journal_place"),
]
