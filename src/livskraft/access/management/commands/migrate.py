"""How does the database get its shape? As Django says, and then with the triggers that a rebuilt table has lost."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from livskraft.kit import insert_only


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        # Before, too: Django runs the database checks first, and what is missing shall be mended and not stop it.
        insert_only.install(connection)
        super().handle(*args, **options)
        insert_only.install(connection)
