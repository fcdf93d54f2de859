"""Is a test database empty after a test that committed, and does it refuse again what it refused before?"""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from livskraft.access import audit
from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.kit import insert_only

pytestmark = pytest.mark.django_db(transaction=True)


def emptied(**options) -> None:
    call_command("flush", verbosity=0, interactive=False, **options)


def filled_tables() -> list[str]:
    models = apps.get_models(include_auto_created=True)
    return sorted(model._meta.db_table for model in models if model._base_manager.exists())


@pytest.mark.parametrize("options", [{"reset_sequences": False}, {"inhibit_post_migrate": True}], ids=["test", "asked"])
def test_nothing_is_left_and_the_audit_refuses_again(options):
    audit.wrote(system_actor("test"), "test.wrote", [AssignmentFactory()])
    assert {"access_auditentry", "access_assignment", "organisation_unit"} <= set(filled_tables())
    emptied(**options)
    assert filled_tables() == []
    assert insert_only.missing(connection) == []
    assert not AuditEntry.objects.exists()


def test_an_installation_in_use_is_never_emptied(settings):
    settings.LIVSKRAFT_PRODUCTION = True
    with pytest.raises(CommandError, match="never emptied"):
        emptied()
    settings.LIVSKRAFT_PRODUCTION = False
