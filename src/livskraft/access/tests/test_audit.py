"""Does the audit keep what was written, and does its watermark move with every write?"""

import pytest

from livskraft.access import audit
from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import responsible_body


@pytest.mark.django_db(transaction=True)
def test_the_watermark_moves_with_a_write_and_stands_still_without():
    before = audit.watermark()
    assert audit.watermark() == before
    audit.wrote(system_actor("test"), "test.wrote", [])
    assert audit.watermark() != before


@pytest.mark.django_db
def test_an_entry_names_who_what_and_which_fields_but_no_values():
    unit = responsible_body()
    by = actor_at(unit)
    audit.wrote(by, "test.wrote", [unit], ["name", "address"])
    entry = AuditEntry.objects.latest("pk")
    assert (entry.who, entry.user_id, entry.unit_id) == (f"user:{by.user.pk}", by.user.pk, unit.pk)
    assert (entry.at, entry.objects_touched) == (by.at, [f"organisation.unit:{unit.pk}"])
    assert entry.field_names == ["address", "name"]
    assert unit.name not in str([entry.who, entry.objects_touched, entry.field_names])
