"""Is everything that is kept about a person registered, and do records of different legal regimes never meet?"""

from itertools import product

import pytest
from django.apps import apps

from livskraft.people.holdings import holdings
from livskraft.people.models import Person

# Of the floor itself: what goes with the person, and what is kept about the upkeep.
OWN_FLOOR = "people"
HELD = {model: holding for holding in holdings for model in (holding.model, *holding.also)}
ABOUT_PERSONS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("livskraft.")
    and model._meta.app_label != OWN_FLOOR
    and any(field.concrete and field.related_model is Person for field in model._meta.get_fields())
]


@pytest.mark.parametrize("model", ABOUT_PERSONS, ids=lambda model: model._meta.label)
def test_what_a_module_keeps_about_a_person_is_registered(model):
    assert model in HELD, f"{model._meta.label} is not told, not in the access report, and never thrown away"


def test_such_models_are_found_at_all():
    assert len(ABOUT_PERSONS) >= 3


def meets(one, other):
    """The fields of `one` that point to `other`."""
    return [field.name for field in one._meta.get_fields() if field.concrete and field.related_model is other]


@pytest.mark.parametrize(
    ("one", "other"),
    [(one, other) for one, other in product(HELD, HELD) if HELD[one].regime != HELD[other].regime],
    ids=lambda model: model._meta.label,
)
def test_no_record_points_to_one_of_another_regime(one, other):
    assert not meets(one, other)


def test_a_meeting_would_be_seen():
    assert meets(apps.get_model("activities.Attendance"), Person) == ["person"]
