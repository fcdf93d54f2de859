"""Which addresses do the pages of training have?"""

from django.urls import path

from livskraft.modules.training.views import exercises, measurements, programmes, sessions, templates

urlpatterns = [
    path("person/<int:person>/", measurements.measurements, name="measurements"),
    path("person/<int:person>/mat/<str:instrument>/", measurements.measure, name="measure"),
    path("person/<int:person>/lank/<str:instrument>/", measurements.answer_slip, name="answer_slip"),
    path("blankett/<str:instrument>/", measurements.blank_questions, name="blank_questions"),
    path("matning/<int:measurement>/ta-tillbaka/", measurements.withdraw_measurement, name="withdraw_measurement"),
    path("ovningar/", exercises.exercises, name="exercises"),
    path("ovningar/ny/", exercises.new_exercise, name="new_exercise"),
    path("ovningar/borttagna/", exercises.retired_exercises, name="retired_exercises"),
    path("ovningar/<int:exercise>/", exercises.exercise, name="exercise"),
    path("ovningar/<int:exercise>/andra/", exercises.change_exercise, name="change_exercise"),
    path("ovningar/<int:exercise>/ta-bort/", exercises.retire_exercise, name="retire_exercise"),
    path("ovningar/<int:exercise>/ta-tillbaka/", exercises.resume_exercise, name="resume_exercise"),
    path("ovningar/<int:exercise>/bild/", exercises.exercise_picture, name="exercise_picture"),
    path("urval/", templates.exercise_templates, name="exercise_templates"),
    path("urval/nytt/", templates.new_exercise_template, name="new_exercise_template"),
    path("urval/<int:exercise_template>/", templates.change_exercise_template, name="change_exercise_template"),
    path("urval/<int:exercise_template>/ta-bort/", templates.remove_exercise_template, name="remove_exercise_template"),
    path("", programmes.trainees, name="trainees"),
    path("person/<int:person>/program/", programmes.person_programmes, name="person_programmes"),
    path("person/<int:person>/program/nytt/", programmes.make_programme, name="make_programme"),
    path("program/<int:programme>/", programmes.training_programme, name="training_programme"),
    path("program/<int:programme>/pass/", programmes.programme_sessions, name="programme_sessions"),
    path("program/<int:programme>/ny-ovning/", programmes.add_dose, name="add_dose"),
    path("program/<int:programme>/ovning/<int:exercise>/", programmes.change_dose, name="change_dose"),
    path("program/<int:programme>/ovning/<int:exercise>/ta-bort/", programmes.end_dose, name="end_dose"),
    path("program/<int:programme>/genomgang/", programmes.review_programme, name="review_programme"),
    path("program/<int:programme>/avsluta/", programmes.end_programme, name="end_programme"),
    path("program/<int:programme>/utskrift/", programmes.programme_paper, name="programme_paper"),
    path("pass/<int:programme>/", sessions.hold_session, name="hold_session"),
    path("pass/ratta/<int:session>/", sessions.correct_session, name="correct_session"),
    path("pass/ta-bort/<int:session>/", sessions.remove_session, name="remove_session"),
]
