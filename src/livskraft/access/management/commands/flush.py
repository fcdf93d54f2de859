"""How is a test database emptied, when some of its tables refuse? Without their triggers, which are put back."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from livskraft.kit import insert_only


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        if settings.LIVSKRAFT_PRODUCTION:
            raise CommandError("An installation in use is never emptied; its audit would go with it.")
        connection = connections[options["database"]]
        # Tests count no numbers from one.
        after_a_test = not options.get("reset_sequences", True)
        insert_only.remove(connection)
        try:
            if after_a_test and connection.vendor == "postgresql":
                delete_rows(connection)
            else:
                # What Django would put back, content types and permissions of its own, no test asks for.
                super().handle(**options | ({"inhibit_post_migrate": True} if after_a_test else {}))
        finally:
            insert_only.install(connection)


def delete_rows(connection: BaseDatabaseWrapper) -> None:
    """PostgreSQL makes every table anew when Django empties it, which takes longer than most tests do."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        # Keys are checked when the transaction ends, so that the order is free.
        cursor.execute("; ".join(f'DELETE FROM "{table}"' for table in tables))  # noqa: S608 - the models' own names
