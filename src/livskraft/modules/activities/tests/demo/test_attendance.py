"""Do the demo's meeting places have visitors, and does Ali have something left to fill in?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from livskraft.access import demo as access_demo
from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.duties.queries import duties_of
from livskraft.modules.activities.demo.attendance import visitors
from livskraft.modules.activities.demo.programme import programmes
from livskraft.modules.activities.models import Attendance, Correction, HeadCount, Support
from livskraft.people import demo as people_demo
from livskraft.people.models import Person
from livskraft.people.rules.vocabulary import Protection


@pytest.mark.django_db
def test_the_demo_has_regulars_a_correction_and_one_list_that_ali_has_not_filled_in():
    today = timezone.localdate()
    access_demo.demo(today)
    people_demo.demo(today)
    programmes(today)
    visitors(today)
    visitors(today)
    here = Attendance.objects.filter(site__name="Almgården")
    assert here.values("person").distinct().count() >= 25
    assert here.filter(person__in=Person.objects.exclude(protection=Protection.NONE)).count() == 1
    assert HeadCount.objects.exists()
    assert Correction.objects.count() == 2
    assert Support.objects.count() == 3
    held = Assignment.objects.select_related("user", "unit").get(user__name="Ali Karimi")
    ali = Actor(at=at(today), user=held.user, assignment=held)
    owed = [duty for duty in duties_of(ali) if duty.key.startswith("activities.take_attendance:")]
    assert len([duty for duty in owed if duty.at is None]) == 1
    assert all(duty.due >= today - timedelta(days=7) for duty in owed)
