"""Which addresses do the pages about retention have, within the administration?"""

from django.urls import path

from livskraft.people.views import retention, retention_rules

urlpatterns = [
    path("", retention.retention, name="retention"),
    path("regler/", retention_rules.retention_rules, name="retention_rules"),
    path("regler/ny/", retention_rules.add_retention_rule, name="add_retention_rule"),
    path("regler/<int:retention_rule>/avsluta/", retention_rules.end_retention_rule, name="end_retention_rule"),
    path("ny/<int:number>/", retention.make_purge, name="make_purge"),
    path("<int:purge_order>/", retention.purge_order, name="purge_order"),
    path("<int:purge_order>/beslut/", retention.decide_purge, name="decide_purge"),
    path("<int:purge_order>/ta-tillbaka/", retention.withdraw_purge, name="withdraw_purge"),
]
