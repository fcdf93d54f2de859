"""Which addresses do the minigym's pages have?"""

from django.urls import path

from livskraft.modules.minigym import views

urlpatterns = [
    path("", views.gyms, name="gyms"),
    path("<int:gym>/", views.gym_page, name="gym_page"),
]
