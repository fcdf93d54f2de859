"""How does Django find the page shell and the components?"""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "livskraft.ui"
    label = "ui"
