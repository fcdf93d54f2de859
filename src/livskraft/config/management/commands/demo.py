"""What does Livskraft look like with a municipality in it? Builds the demo, room by room, through actions."""

import time
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from livskraft.config import demo_state


class Command(BaseCommand):
    help = "Builds the demo municipality; each room at most once, so it may be interrupted and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LIVSKRAFT_DEMO:
            raise CommandError("The demo municipality is only built in demo mode (LIVSKRAFT_DEMO=1).")
        today = timezone.localdate()
        for config in apps.get_app_configs():
            if not config.name.startswith("livskraft.") or not find_spec(f"{config.name}.demo"):
                continue
            demo_state.write("building", config.label)
            start = time.perf_counter()
            import_module(f"{config.name}.demo").demo(today)
            self.stdout.write(f"  {config.label}: {time.perf_counter() - start:.1f} s")
        demo_state.write("ready")
