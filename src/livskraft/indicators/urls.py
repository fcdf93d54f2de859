"""Which addresses do the indicators' pages have?"""

from django.urls import path

from livskraft.indicators.views import figures, residents

urlpatterns = [
    path("", figures.indicators, name="indicators"),
    path("lika-tillgang/", figures.equal_access, name="equal_access"),
    path("lika-tillgang/excel/", figures.equal_access_excel, name="equal_access_excel"),
    path("invanare/", residents.residents, name="residents"),
    path("invanare/nytt/", residents.record_residents, name="record_residents"),
    path("invanare/importera/", residents.import_residents, name="import_residents"),
    path("invanare/importera/bekrafta/", residents.confirm_residents, name="confirm_residents"),
    path("invanare/<int:residents>/ta-bort/", residents.remove_residents, name="remove_residents"),
    path("<str:indicator>/", figures.indicator, name="indicator"),
    path("<str:indicator>/<str:format>/", figures.indicator_paper, name="indicator_paper"),
]
