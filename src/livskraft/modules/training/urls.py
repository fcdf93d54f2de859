"""Which addresses do the pages of training have?"""

from django.urls import path

from livskraft.modules.training.views import exercises, measurements, templates

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
]
