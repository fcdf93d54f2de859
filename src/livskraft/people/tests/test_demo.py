"""Does the demo show a known person, a protected one and a broken glass, and stay as it is when built again?"""

import pytest
from django.utils import timezone

from livskraft.access import demo as access_demo
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment, AuditEntry
from livskraft.duties.queries import duties_of
from livskraft.people import demo as people_demo
from livskraft.people.models import BreakGlass, Person
from livskraft.people.rules.vocabulary import Protection

pytestmark = pytest.mark.django_db


def somebody(name):
    held = Assignment.objects.select_related("user", "unit").get(user__name=name)
    return Actor(at=timezone.now(), user=held.user, assignment=held)


def test_it_tells_its_story_and_building_it_again_changes_nothing():
    today = timezone.localdate()
    access_demo.demo(today)
    people_demo.demo(today)
    ali, karin = somebody("Ali Karimi"), somebody("Karin Ahlvik")
    known = Person.objects.visible_to(ali)
    assert {"Gun-Britt Ekelund", "Teuvo Rantala", "Birgit Öhman"} <= {person.name for person in known}
    hidden = Person.objects.exclude(protection=Protection.NONE).get()
    assert hidden in Person.objects.visible_to(karin)
    assert hidden not in known
    assert BreakGlass.objects.get().user == ali.user
    (duty,) = [duty for duty in duties_of(karin) if duty.kind.key == "people.broken_glass"]
    assert duty.due > today
    before = AuditEntry.objects.count()
    assert not AuditEntry.objects.filter(at__gt=timezone.now()).exists()
    people_demo.demo(today)
    assert AuditEntry.objects.count() == before
