"""How is the room of units and contracts known to Django?"""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "livskraft.organisation"
    label = "organisation"
