"""How is the floor that sees several modules known to Django?"""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "livskraft.overview"
    label = "overview"

    def ready(self) -> None:
        from livskraft.access.permissions import Permission
        from livskraft.ui.navigation import NavItem, register

        register(NavItem("Min dag", "my_day", "sun", Permission.SIGNED_IN, 10))
