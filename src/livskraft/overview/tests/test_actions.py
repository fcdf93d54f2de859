"""May only those who answer for a site write what the public reads, and does a picture say what it shows?"""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files.actions import store_picture
from livskraft.files.models import StoredFile
from livskraft.files.tests.factories import picture, upload
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.models import Presentation
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.overview.actions import present_site

pytestmark = pytest.mark.django_db
WORDS = {"text": " Välkommen ", "phone": "012-34 56 78", "email": "", "way": "Buss 4", "access": "Hiss"}


@pytest.fixture
def site():
    return SiteFactory()


def photo():
    return store_picture(upload(picture()), at=datetime.now(UTC))


def test_what_is_written_is_kept_and_written_down_by_field(site):
    told = present_site(site=site, **WORDS, version=0, by=actor_at(site))
    assert (told.text, told.phone, told.way, told.access) == ("Välkommen", "012-34 56 78", "Buss 4", "Hiss")
    entry = AuditEntry.objects.get(verb="overview.site_presented")
    assert "phone" in entry.field_names
    assert "012-34" not in str(entry.objects_touched) + str(entry.field_names)


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.PHYSIOTHERAPIST, Role.ADMINISTRATION, Role.GROUP_LEADER])
def test_others_may_not(site, role):
    with pytest.raises(PermissionDenied):
        present_site(site=site, **WORDS, by=actor_at(site, role))


def test_nor_the_manager_of_another_site(site):
    with pytest.raises(PermissionDenied):
        present_site(site=site, **WORDS, by=actor_at(SiteFactory()))


def test_only_a_site_is_presented(site):
    with pytest.raises(Refused):
        present_site(site=site.parent, **WORDS, by=actor_at(site.parent))


def test_the_second_of_two_who_write_at_once_is_told(site):
    by = actor_at(site)
    present_site(site=site, **WORDS, version=0, by=by)
    with pytest.raises(Conflict):
        present_site(site=site, **WORDS, version=0, by=by)
    present_site(site=site, **WORDS, version=1, by=by)
    assert Presentation.objects.get().version == 2


def test_a_picture_says_what_it_shows(site):
    with pytest.raises(Refused) as refused:
        present_site(site=site, **WORDS, picture=photo(), picture_alt="  ", by=actor_at(site))
    assert refused.value.field == "picture_alt"


def test_a_picture_stays_until_it_is_replaced_or_removed_and_is_then_gone(site):
    by = actor_at(site)
    first = photo()
    present_site(site=site, **WORDS, picture=first, picture_alt="Entrén", by=by)
    assert present_site(site=site, **WORDS, picture_alt="Entrén", by=by).picture == first
    second = photo()
    assert present_site(site=site, **WORDS, picture=second, picture_alt="Rummet", by=by).picture == second
    assert not StoredFile.objects.filter(pk=first.pk).exists()
    told = present_site(site=site, **WORDS, picture_alt="Rummet", remove_picture=True, by=by)
    assert (told.picture, told.picture_alt) == (None, "")
    assert not StoredFile.objects.exists()
