"""Which addresses do the pages of training have?"""

from django.urls import path

from livskraft.modules.training.views import measurements

urlpatterns = [
    path("person/<int:person>/", measurements.measurements, name="measurements"),
    path("person/<int:person>/mat/<str:instrument>/", measurements.measure, name="measure"),
    path("person/<int:person>/lank/<str:instrument>/", measurements.answer_slip, name="answer_slip"),
    path("blankett/<str:instrument>/", measurements.blank_questions, name="blank_questions"),
    path("matning/<int:measurement>/ta-tillbaka/", measurements.withdraw_measurement, name="withdraw_measurement"),
]
