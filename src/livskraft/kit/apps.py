"""How is the tool room known to Django?"""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "livskraft.kit"
    label = "kit"
