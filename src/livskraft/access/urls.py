"""Which addresses do sign-in, the account and the administration have?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
