"""Which addresses do the pages of the meeting places have?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
