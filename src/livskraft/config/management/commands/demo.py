"""What does Livskraft look like with a municipality in it? Builds the demo, room by room, through actions."""

import time
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from livskraft.access.models import User
from livskraft.config import demo_state
from livskraft.organisation.models import Unit


class Command(BaseCommand):
    help = "Builds the demo municipality; each room at most once, so it may be interrupted and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LIVSKRAFT_DEMO:
            raise CommandError("The demo municipality is only built in demo mode (LIVSKRAFT_DEMO=1).")
        if holds_something_else():
            raise CommandError(
                "The database holds something else than the demo municipality, so nothing was added to it. Give the "
                "demo a database of its own (DATABASE_URL or LIVSKRAFT_VAR), or turn it off with LIVSKRAFT_DEMO=0."
            )
        today = timezone.localdate()
        for config in apps.get_app_configs():
            if not config.name.startswith("livskraft.") or not find_spec(f"{config.name}.demo"):
                continue
            demo_state.write("building", config.label)
            start = time.perf_counter()
            import_module(f"{config.name}.demo").demo(today)
            self.stdout.write(f"  {config.label}: {time.perf_counter() - start:.1f} s")
        demo_state.write("ready")


def holds_something_else() -> bool:
    """Whether there are people or units, none of them the demo's; its people and units come together or not at all."""
    people = User.objects.all()
    return (people.exists() or Unit.objects.exists()) and not people.exclude(demo_day="").exists()
