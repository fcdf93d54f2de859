"""Where do the shell's own pages lie?"""

from django.urls import path

from livskraft.ui import views

urlpatterns = [
    path("om/", views.about, name="about"),
    path("om/komponenter/", views.gallery, name="gallery"),
    path("om/tillganglighet/", views.accessibility, name="accessibility"),
]
