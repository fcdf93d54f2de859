"""How is the catalogue of duties known to Django?"""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "livskraft.duties"
    label = "duties"
