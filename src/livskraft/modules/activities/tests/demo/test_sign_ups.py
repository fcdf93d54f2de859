"""Does the demo have a full outing with a queue, an offer to tell of, and a cancelled morning with three to call?"""

import pytest
from django.utils import timezone

from livskraft.access import demo as access_demo
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment, AuditEntry
from livskraft.duties.queries import duties_of
from livskraft.modules.activities.demo.programme import programmes
from livskraft.modules.activities.demo.sign_ups import OUTING, sign_ups
from livskraft.modules.activities.models import Call, SignUp
from livskraft.modules.activities.queries.sign_ups import calls_to_make, seats_of
from livskraft.modules.activities.rules.vocabulary import Because, SignUpState

pytestmark = pytest.mark.django_db


def test_ali_has_four_to_call_and_building_it_again_changes_nothing():
    today = timezone.localdate()
    access_demo.demo(today)
    programmes(today)
    sign_ups(today)
    held = Assignment.objects.holding_on(today).select_related("user", "unit").get(user__name="Ali Karimi")
    ali = Actor(at=timezone.now(), user=held.user, assignment=held)
    because = sorted(call.because for call in calls_to_make(ali))
    assert because == [Because.CANCELLED] * 3 + [Because.OFFER]
    assert sorted(duty.count for duty in duties_of(ali) if duty.kind.key == "activities.call") == [1, 3]
    outing = SignUp.objects.filter(occasion__activity__title=OUTING).earliest("pk").occasion
    seats = seats_of(outing)
    assert (seats.taken, seats.free, seats.waiting) == (12, 0, 3)
    assert outing.sign_ups.filter(state=SignUpState.OFFERED).count() == 1
    assert not AuditEntry.objects.filter(at__gt=timezone.now()).exists()
    sign_ups(today)
    assert Call.objects.count() == 4
