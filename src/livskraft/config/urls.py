"""Which room answers which address?"""

from django.conf import settings
from django.urls import include, path

from livskraft.access.guards import public, requires
from livskraft.access.permissions import Permission
from livskraft.config import ops
from livskraft.modules.activities.views.calendars import my_calendar
from livskraft.modules.activities.views.public_sign_ups import my_sign_up
from livskraft.modules.minigym.views import scan
from livskraft.modules.minigym.views.anybody import open_instruction
from livskraft.people import urls as people
from livskraft.ui import views as shell

administrators = requires(Permission.ADMINISTER)
urlpatterns = [
    path("halsa", ops.health, name="health"),
    path("matvarden", ops.metrics, name="metrics"),
    path("", include("livskraft.overview.urls")),
    path("hitta/bruksanvisning/<int:kind>/", open_instruction, name="open_instruction"),
    path("", include("livskraft.access.urls")),
    # The shell's room stands below access and cannot name who may open its pages, so that is done here.
    path("om/", public(shell.about), name="about"),
    path("om/tillganglighet/", public(shell.accessibility), name="accessibility"),
    path("om/komponenter/", (public if settings.LIVSKRAFT_DEMO else administrators)(shell.gallery), name="gallery"),
    path("", include("livskraft.duties.urls")),
    path("nyckeltal/", include("livskraft.indicators.urls")),
    path("minigym/", include("livskraft.modules.minigym.urls")),
    path("handelser/", include("livskraft.modules.incidents.urls")),
    path("personer/", include("livskraft.people.urls")),
    path("administration/gallring/", include("livskraft.people.retention_urls")),
    path("loggkontroll/", include(people.log_reviews)),
    path("program/", include("livskraft.modules.activities.urls")),
    path("traning/", include("livskraft.modules.training.urls")),
    path("rehab/", include("livskraft.modules.training.rehab_urls")),
    path("administration/journal/", include("livskraft.modules.training.journal_urls")),
    path("svara/", include("livskraft.questionnaires.urls")),
    path("m/<str:token>/", scan.item_by_token, name="item_by_token"),
    path("m/<str:token>/fel/", scan.report_item_fault, name="report_item_fault"),
    path("m/gym/<str:token>/", scan.gym_by_token, name="gym_by_token"),
    path("m/gym/<str:token>/fel/", scan.report_gym_fault, name="report_gym_fault"),
    path("anmalan/<str:sign_up_token>/", my_sign_up, name="my_sign_up"),
    path("kalender/<str:calendar_token>.ics", my_calendar, name="my_calendar"),
    path("fel/<str:token>/", scan.fault_by_token, name="fault_by_token"),
]
handler400 = "livskraft.ui.errors.bad_request"
handler403 = "livskraft.ui.errors.forbidden"
handler404 = "livskraft.ui.errors.not_found"
handler500 = "livskraft.ui.errors.server_error"
