"""Which addresses do the duties' own pages have?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
