"""Does the page of a period show how it has gone, with what it means, and nothing of what is measured in friskvård?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.actions.assessments import assess, withdraw
from livskraft.modules.training.actions.measurements import measure
from livskraft.modules.training.models import Block, Episode, RehabMeasurement
from livskraft.modules.training.rules.vocabulary import NoIntroduction
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import CareRelation
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, protected, sister
from livskraft.questionnaires.models import AnswerLink
from livskraft.questionnaires.rules.answers import read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Answered
from livskraft.questionnaires.stores import Given

pytestmark = pytest.mark.django_db
TUG = library()["tug:1"]
# A tool's own number that nothing else on a page says.
CANARY, OTHER_CANARY = "43,7", "57,3"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def episode(site, by):
    return episode_of(person_at(site), by)


@pytest.fixture
def therapist(client, by):
    client.force_login(by.user)
    return client


def tug(by, seconds, aid="none"):
    return Given(TUG, read(TUG, {"seconds": seconds}), by.today, Answered.MEASURED, None, aid, "none")


def page(client, episode):
    return client.get(f"/rehab/{episode.pk}/matningar/").content.decode()


def test_an_empty_page_offers_every_instrument(therapist, episode):
    text = page(therapist, episode)
    assert "Inget är mätt än" in text
    for title in ("SPPB", "TUG", "WHO-5", "Gånghastighet"):
        assert title in text


def test_the_curve_is_shown_with_what_it_means_and_the_reading_is_in_the_log(therapist, by, episode):
    assess(episode=episode, given=tug(by, "16"), by=by)
    assess(episode=episode, given=tug(later(by, days=60), "13"), by=later(by, days=60))
    text = page(therapist, episode)
    assert "Kurva över TUG" in text
    assert "risk för fall" in text
    assert AuditEntry.objects.filter(verb="training.assessments_read").count() == 1


def test_friskvard_is_never_shown_in_rehabilitation_nor_the_other_way_round(therapist, site, by, episode):
    measure(person=episode.person, unit=site, given=tug(by, CANARY), by=by)
    assess(episode=episode, given=tug(by, OTHER_CANARY), by=by)
    rehab = [page(therapist, episode), therapist.get(f"/rehab/{episode.pk}/").content.decode()]
    own = therapist.get(f"/traning/person/{episode.person_id}/").content.decode()
    assert all(OTHER_CANARY in text and CANARY not in text for text in rehab)
    assert CANARY in own
    assert OTHER_CANARY not in own


def test_a_form_keeps_an_assessment_and_says_what_is_wrong(therapist, episode):
    sent = {"seconds": "12,5", "on": str(NOW.date()), "how": "measured", "aid": "cane", "help": "none"}
    wrong = therapist.post(f"/rehab/{episode.pk}/mat/tug/", sent | {"seconds": "1"})
    assert "Det är för lite." in wrong.content.decode()
    early = therapist.post(f"/rehab/{episode.pk}/mat/tug/", sent | {"on": str(NOW.date() - timedelta(days=1))})
    assert "då perioden började" in early.content.decode()
    assert not RehabMeasurement.objects.exists()
    assert therapist.post(f"/rehab/{episode.pk}/mat/tug/", sent).status_code == 302
    assert float(RehabMeasurement.objects.get().score) == 12.5
    assert therapist.get(f"/rehab/{episode.pk}/mat/finns-inte/").status_code == 404


def test_a_slip_is_printed_for_questions_and_never_for_tests(therapist, episode):
    answer = therapist.post(f"/rehab/{episode.pk}/lank/who5/")
    assert answer["Content-Type"] == "application/pdf"
    assert AnswerLink.objects.get().store == "training.rehab"
    assert therapist.post(f"/rehab/{episode.pk}/lank/tug/").status_code == 404


@pytest.mark.parametrize("why", ["closed", "elsewhere"])
def test_where_nothing_can_be_measured_the_page_says_why_and_offers_nothing(therapist, episode, why):
    if why == "closed":
        values = {"closed_at": NOW, "closed_on": NOW.date(), "not_introduced": NoIntroduction.DECLINED}
    else:
        values = {"elsewhere": "Lifecare"}
    Episode.objects.filter(pk=episode.pk).update(**values)
    text = page(therapist, episode)
    assert ("Lifecare" if why == "elsewhere" else "Perioden är avslutad") in text
    assert "Mät eller fråga" not in text
    assert therapist.get(f"/rehab/{episode.pk}/mat/tug/").status_code == 302
    assert therapist.post(f"/rehab/{episode.pk}/lank/who5/").status_code == 302
    assert not AnswerLink.objects.exists()


def test_an_assessment_taken_back_is_no_longer_in_the_curve(therapist, by, episode):
    kept = assess(episode=episode, given=tug(by, CANARY), by=by)
    assert CANARY in page(therapist, episode)
    address = f"/rehab/matning/{kept.pk}/ta-tillbaka/"
    assert therapist.get(address).status_code == 200
    assert therapist.post(address, {"because": "Fel patient"}).status_code == 302
    assert CANARY not in page(therapist, episode)


def test_what_was_measured_in_an_earlier_period_is_shown_but_not_taken_back_from_this_one(therapist, by, episode):
    kept = assess(episode=episode, given=tug(by, CANARY), by=by)
    Episode.objects.filter(pk=episode.pk).update(
        closed_at=NOW, closed_on=NOW.date(), not_introduced=NoIntroduction.DECLINED
    )
    again = episode_of(episode.person, later(by, days=1))
    text = page(therapist, again)
    assert CANARY in text
    assert f"/rehab/matning/{kept.pk}/" not in text


def test_what_the_patient_has_blocked_is_not_in_the_curves_of_another_unit(client, site, by, episode):
    other = therapist_at(sister(site))
    CareRelation.objects.create(
        person=episode.person, unit=other.assignment.unit, purpose=Purpose.TRAINING, starts=NOW.date()
    )
    assess(episode=episode, given=tug(by, CANARY), by=by)
    Episode.objects.filter(pk=episode.pk).update(
        closed_at=NOW, closed_on=NOW.date(), not_introduced=NoIntroduction.DECLINED
    )
    own = episode_of(episode.person, other)
    client.force_login(other.user)
    assert CANARY in page(client, own)
    Block.objects.create(person=episode.person, keeper=episode.keeper, unit=site, set_at=NOW)
    assert CANARY not in page(client, own)
    assert client.get(f"/rehab/{episode.pk}/matningar/").status_code == 403


def test_nobody_else_reads_it(client, site, by, episode):
    kept = assess(episode=episode, given=tug(by, CANARY), by=by)
    addresses = [f"/rehab/{episode.pk}/matningar/", f"/rehab/{episode.pk}/mat/tug/"]
    addresses.append(f"/rehab/matning/{kept.pk}/ta-tillbaka/")
    others = [actor_at(site, role, at=NOW) for role in (Role.CARE_STAFF, Role.UNIT_MANAGER)]
    others += [therapist_at(sister(site)), therapist_at(SiteFactory())]
    for other in others:
        client.force_login(other.user)
        assert {client.get(address).status_code for address in addresses} <= {403, 404}
    client.force_login(by.user)
    protected(episode.person)
    assert {client.get(address).status_code for address in addresses} == {404}


def test_it_costs_the_same_for_one_and_for_many(therapist, by, episode):
    def cost():
        page(therapist, episode)
        with CaptureQueriesContext(connection) as captured:
            page(therapist, episode)
        return len(captured)

    assess(episode=episode, given=tug(by, "16"), by=by)
    one = cost()
    for days in range(20):
        then = later(by, days=days)
        assess(episode=episode, given=tug(then, "14"), by=then)
    withdraw(assessment=RehabMeasurement.objects.first(), because="Fel", by=by)
    assert cost() == one
