"""Do foreign keys point down, and are the migrations complete and reversible?"""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FLOORS = [
    "kit",
    "files",
    "organisation",
    "access",
    "duties",
    "indicators",
    "people",
    "questionnaires",
    "modules",
    "overview",
    "config",
]
MODULES = {"minigym", "incidents", "activities", "training"}
# Between siblings: an incident names the item that contributed, an exercise the kind of equipment it is done on.
EDGES = {("incidents", "minigym"), ("training", "minigym")}
OWN = [config for config in apps.get_app_configs() if config.name.startswith("livskraft.")]
MODELS = [model for config in OWN for model in config.get_models()]


def floor(label):
    return FLOORS.index("modules" if label in MODULES else label)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_foreign_key_points_to_its_own_room_or_down(model):
    for field in model._meta.get_fields():
        if not (field.is_relation and field.concrete):
            continue
        there, here = field.related_model._meta.app_label, model._meta.app_label
        if there == here:
            continue
        assert floor(there) < floor(here) or (here, there) in EDGES, f"{field} points up"
        assert field.remote_field.related_name.endswith("+"), f"{field} adds a name to another room's model"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_belongs_to_a_unit_can_be_limited_to_an_actor(model):
    """A model that views fetch by id has `visible_to`; the rest are reached only through one that has."""
    reached_directly = {
        "Gym",
        "Equipment",
        "Incident",
        "Round",
        "FollowUp",
        "ServiceOrder",
        "InventoryUpload",
        "Unit",
        "Assignment",
    }
    if model.__name__ in reached_directly:
        assert hasattr(model.objects.all(), "visible_to")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_every_migration_can_be_taken_back_and_put_on_again():
    own = {config.label for config in OWN}
    executor = MigrationExecutor(connection)
    leaves = [node for node in executor.loader.graph.leaf_nodes() if node[0] in own]
    executor.migrate([(label, None) for label in {"minigym", "duties"}])
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    call_command("migrate", verbosity=0)
