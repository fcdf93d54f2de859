"""Which addresses do the pages about journals have, within the administration?"""

from django.urls import path

from livskraft.modules.training.views import codes, journal_places

urlpatterns = [
    path("", journal_places.journal_places, name="journal_places"),
    path("nytt/", journal_places.decide_journal_place, name="decide_journal_place"),
    path("<int:journal_place>/ta-tillbaka/", journal_places.withdraw_journal_place, name="withdraw_journal_place"),
    path("koder/", codes.code_lists, name="code_lists"),
    path("koder/ny/", codes.add_code_list, name="add_code_list"),
    path("koder/las-in/", codes.load_code_list, name="load_code_list"),
]
