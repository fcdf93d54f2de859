"""Which room answers which address?"""

from django.urls import include, path

from livskraft.config import ops
from livskraft.modules.minigym.views.equipment import item_by_token

urlpatterns = [
    path("halsa", ops.health, name="health"),
    path("matvarden", ops.metrics, name="metrics"),
    path("", include("livskraft.overview.urls")),
    path("", include("livskraft.access.urls")),
    path("", include("livskraft.ui.urls")),
    path("", include("livskraft.duties.urls")),
    path("minigym/", include("livskraft.modules.minigym.urls")),
    path("m/<str:token>/", item_by_token, name="item_by_token"),
]
handler400 = "livskraft.ui.errors.bad_request"
handler403 = "livskraft.ui.errors.forbidden"
handler404 = "livskraft.ui.errors.not_found"
handler500 = "livskraft.ui.errors.server_error"
