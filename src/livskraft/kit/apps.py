"""How is the tool room known to Django?"""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "livskraft.kit"
    label = "kit"

    def ready(self) -> None:
        from django.core import checks

        from livskraft.kit import collation
        from livskraft.kit.schedule import each_minute, nightly, register
        from livskraft.kit.tasks import clear_old_runs, heartbeat

        checks.register(collation.check, checks.Tags.database)
        register("kit.heartbeat", each_minute, heartbeat)
        register("kit.clear_old_runs", nightly, clear_old_runs)
