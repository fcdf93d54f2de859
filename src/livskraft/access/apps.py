"""How is the room of users and rights known to Django?"""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "livskraft.access"
    label = "access"

    def ready(self) -> None:
        from livskraft.access.permissions import GRANTS, Permission, register

        register(Permission, GRANTS)
