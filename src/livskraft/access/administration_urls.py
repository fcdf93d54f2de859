"""Which addresses does the administration have?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
