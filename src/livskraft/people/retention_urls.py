"""Which addresses do the pages about retention have, within the administration?"""

from django.urls import path

from livskraft.people.views import retention

urlpatterns = [
    path("", retention.retention, name="retention"),
    path("ny/<int:number>/", retention.make_purge, name="make_purge"),
    path("<int:purge_order>/", retention.purge_order, name="purge_order"),
    path("<int:purge_order>/beslut/", retention.decide_purge, name="decide_purge"),
    path("<int:purge_order>/ta-tillbaka/", retention.withdraw_purge, name="withdraw_purge"),
]
