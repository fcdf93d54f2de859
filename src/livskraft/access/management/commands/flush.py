"""How is a test database emptied, when some of its tables refuse? Without their triggers, which are put back."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from livskraft.kit import insert_only


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        if settings.LIVSKRAFT_PRODUCTION:
            raise CommandError("An installation in use is never emptied; its audit would go with it.")
        connection = connections[options["database"]]
        insert_only.remove(connection)
        try:
            super().handle(**options)
        finally:
            insert_only.install(connection)
