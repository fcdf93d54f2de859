"""Which addresses does the floor answer?"""

from django.urls import path

from livskraft.questionnaires import views

urlpatterns = [path("<str:answer_token>/", views.answer, name="answer")]
