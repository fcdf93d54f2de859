"""Which addresses do the pages have that see several modules?"""

from django.urls import path

from livskraft.overview import views

urlpatterns = [
    path("", views.my_day, name="my_day"),
]
