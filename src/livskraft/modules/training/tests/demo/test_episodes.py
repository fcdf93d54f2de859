"""Can one see in the demo what a block hides, a journal that is corrected, and where each caregiver keeps its own?"""

import pytest
from django.utils import timezone

from livskraft.access import demo as access_demo
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment, AuditEntry
from livskraft.duties.queries import duties_of
from livskraft.modules.activities import demo as activities_demo
from livskraft.modules.minigym import demo as minigym_demo
from livskraft.modules.training import demo as training_demo
from livskraft.modules.training.models import Disclosure, Draft, Episode, Note, Objection
from livskraft.modules.training.queries.blocks import blocks_of
from livskraft.modules.training.queries.episodes import episodes_of
from livskraft.modules.training.queries.journal_places import journal_place_of
from livskraft.people import demo as people_demo
from livskraft.people.models import IdentityRecord
from livskraft.people.rules.vocabulary import Gender

pytestmark = pytest.mark.django_db


def acting(name):
    held = Assignment.objects.select_related("user", "unit").get(user__name=name)
    return Actor(at=timezone.now(), user=held.user, assignment=held)


def test_the_journal_has_something_to_show_to_each_of_those_who_keep_it():
    today = timezone.localdate()
    for room in (access_demo, people_demo, minigym_demo, activities_demo, training_demo):
        room.demo(today)
    maja, love = acting("Maja Fransson"), acting("Love Hedin")
    assert maja.caregiver == love.caregiver
    rut = Episode.objects.open().select_related("person").get(therapist=maja.user)

    # At another unit of the caregiver one sees that something is blocked, and nothing else.
    seen = episodes_of(rut.person, love)
    assert (seen.shown, seen.blocked, blocks_of(rut.person, love).hides) == ([], True, True)
    assert episodes_of(rut.person, maja).shown == [rut]

    # The journal has a correction, an objection, a disclosure, and two things that wait for the therapist.
    assert Note.objects.filter(episode=rut).exclude(corrects=None).count() == 1
    assert (Objection.objects.count(), Disclosure.objects.count(), Draft.objects.count()) == (1, 1, 1)
    waiting = {duty.kind.key for duty in duties_of(maja)}
    assert {"training.journal_session", "training.sign_note"} <= waiting

    # Every patient can be reported, and is who the number says.
    for episode in Episode.objects.select_related("person"):
        assert IdentityRecord.objects.filter(person=episode.person, ends=None).exists()
        assert episode.person.gender == Gender.WOMAN
    for name in ("Rebecka Lindh", "Tomas Bergvall", "Nadia Farah", "Maja Fransson"):
        assert journal_place_of(acting(name).caregiver, today)
    assert not AuditEntry.objects.filter(verb__startswith="training.", at__gt=timezone.now()).exists()
    before = AuditEntry.objects.count()
    training_demo.demo(today)
    assert AuditEntry.objects.count() == before
