"""Which addresses do the pages of rehabilitation have?"""

from django.urls import path

from livskraft.modules.training.views import (
    assessments,
    blocks,
    closing,
    elsewhere,
    episodes,
    goals,
    rehab_programmes,
    rehab_sessions,
)

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
    path("<int:episode>/avsluta/", closing.close_episode, name="close_episode"),
    path("<int:episode>/journalfort/", elsewhere.journal_elsewhere, name="journal_elsewhere"),
    path("<int:episode>/mal/", goals.add_goal, name="add_goal"),
    path("mal/<int:goal>/", goals.follow_up_goal, name="follow_up_goal"),
    path("<int:episode>/matningar/", assessments.rehab_measurements, name="rehab_measurements"),
    path("<int:episode>/mat/<str:instrument>/", assessments.rehab_measure, name="rehab_measure"),
    path("<int:episode>/lank/<str:instrument>/", assessments.rehab_slip, name="rehab_slip"),
    path(
        "matning/<int:rehab_measurement>/ta-tillbaka/",
        assessments.withdraw_rehab_measurement,
        name="withdraw_rehab_measurement",
    ),
    path("<int:episode>/pass/", rehab_sessions.record_rehab_session, name="record_rehab_session"),
    path("pass/<int:rehab_session>/", rehab_sessions.change_rehab_session, name="change_rehab_session"),
    path("pass/<int:rehab_session>/ta-bort/", rehab_sessions.remove_rehab_session, name="remove_rehab_session"),
    path("<int:episode>/program/", rehab_programmes.make_rehab_programme, name="make_rehab_programme"),
    path("program/<int:rehab_programme>/", rehab_programmes.rehab_programme, name="rehab_programme"),
    path("program/<int:rehab_programme>/ovning/", rehab_programmes.add_rehab_dose, name="add_rehab_dose"),
    path(
        "program/<int:rehab_programme>/ovning/<int:exercise>/",
        rehab_programmes.change_rehab_dose,
        name="change_rehab_dose",
    ),
    path(
        "program/<int:rehab_programme>/ovning/<int:exercise>/ta-bort/",
        rehab_programmes.end_rehab_dose,
        name="end_rehab_dose",
    ),
    path(
        "program/<int:rehab_programme>/genomgang/",
        rehab_programmes.review_rehab_programme,
        name="review_rehab_programme",
    ),
    path("program/<int:rehab_programme>/avsluta/", rehab_programmes.end_rehab_programme, name="end_rehab_programme"),
    path(
        "program/<int:rehab_programme>/program.pdf",
        rehab_programmes.rehab_programme_paper,
        name="rehab_programme_paper",
    ),
]
