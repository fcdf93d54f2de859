"""Which addresses do the pages of rehabilitation have?"""

from django.urls import path

from livskraft.modules.training.views import assessments, blocks, episodes

urlpatterns = [
    path("", episodes.patients, name="patients"),
    path("person/<int:person>/", episodes.person_episodes, name="person_episodes"),
    path("person/<int:person>/ny/", episodes.open_episode, name="open_episode"),
    path("person/<int:person>/sparr/", blocks.blocks, name="blocks"),
    path("person/<int:person>/sparr/ny/", blocks.set_block, name="set_block"),
    path("sparr/<int:block>/slut/", blocks.end_block, name="end_block"),
    path("sparr/<int:block>/oppna/", blocks.lift_block, name="lift_block"),
    path("<int:episode>/", episodes.episode, name="episode"),
    path("<int:episode>/lamna-over/", episodes.hand_over_episode, name="hand_over_episode"),
    path("<int:episode>/matningar/", assessments.rehab_measurements, name="rehab_measurements"),
    path("<int:episode>/mat/<str:instrument>/", assessments.rehab_measure, name="rehab_measure"),
    path("<int:episode>/lank/<str:instrument>/", assessments.rehab_slip, name="rehab_slip"),
    path(
        "matning/<int:rehab_measurement>/ta-tillbaka/",
        assessments.withdraw_rehab_measurement,
        name="withdraw_rehab_measurement",
    ),
]
