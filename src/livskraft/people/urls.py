"""Which addresses do the pages about persons have?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
