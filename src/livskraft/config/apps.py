"""How is the top floor known to Django? It holds management commands and the pages for operations."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "livskraft.config"
    label = "config"
