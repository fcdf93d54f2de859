"""Is a yes written down with its words, by who may, and taken back once?"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.consents import Given, give_consent, revoke_consent
from livskraft.people.models import Consent
from livskraft.people.rules.vocabulary import ConsentPurpose
from livskraft.people.tests.factories import NOW, person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory(name="Almgården")


@pytest.fixture
def staff(site):
    return actor_at(site, Role.CARE_STAFF, at=NOW)


@pytest.fixture
def elsa(site):
    return person_at(site)


def given(**changed):
    values = {
        "purpose": ConsentPurpose.ASSOCIATION,
        "recipient": " Lindviks\u2003förening ",
        "how": Consent.Given.WRITTEN,
        "on": NOW.date(),
    }
    return Given(**values | changed)


def test_the_words_are_kept_as_they_were_read_and_the_writing_is_logged_without_them(elsa, site, staff):
    consent = give_consent(person=elsa, unit=site, given=given(), by=staff)
    assert consent.recipient == "Lindviks förening"
    assert "Almgården lämnar mitt förnamn" in consent.wording
    entry = AuditEntry.objects.get(verb="people.consent_given")
    assert f"people.person:{elsa.pk}" in entry.objects_touched
    assert "Lindvik" not in str(vars(entry))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"recipient": " \u200b "[:1]}, "recipient"),
        ({"on": NOW.date() + timedelta(days=1)}, "given_on"),
        ({"on": date.min}, "given_on"),
        ({"until": NOW.date() - timedelta(days=1)}, "until"),
    ],
)
def test_nonsense_is_refused_beside_its_field(elsa, site, staff, wrong, field):
    with pytest.raises(Refused) as refused:
        give_consent(person=elsa, unit=site, given=given(**wrong), by=staff)
    assert refused.value.field == field
    assert not Consent.objects.exists()


def test_who_has_nothing_to_do_with_the_person_writes_nothing(elsa, site, staff):
    twin = SiteFactory()
    for by, unit in (
        (actor_at(twin, Role.CARE_STAFF, at=NOW), twin),
        (actor_at(twin, Role.CARE_STAFF, at=NOW), site),
        (staff, twin),
        (actor_at(site, Role.AREA_MANAGER, at=NOW), site),
    ):
        with pytest.raises(PermissionDenied):
            give_consent(person=elsa, unit=unit, given=given(), by=by)
    protected(elsa)
    with pytest.raises(PermissionDenied):
        give_consent(person=elsa, unit=site, given=given(), by=staff)


def test_a_yes_is_taken_back_once_within_its_days_and_by_who_saw_it_as_it_is(elsa, site, staff):
    consent = give_consent(person=elsa, unit=site, given=given(), by=staff)
    for on in (NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=1)):
        with pytest.raises(Refused):
            revoke_consent(consent=consent, on=on, by=staff)
    with pytest.raises(Conflict):
        revoke_consent(consent=consent, on=NOW.date(), version=consent.version + 1, by=staff)
    with pytest.raises(PermissionDenied):
        revoke_consent(consent=consent, on=NOW.date(), by=actor_at(SiteFactory(), Role.CARE_STAFF, at=NOW))
    revoked = revoke_consent(consent=consent, on=NOW.date(), version=consent.version, by=staff)
    assert (revoked.revoked_on, revoked.revoked_by) == (NOW.date(), staff.user)
    with pytest.raises(Refused, match="redan"):
        revoke_consent(consent=consent, on=NOW.date(), by=staff)
