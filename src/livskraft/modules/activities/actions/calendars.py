"""How is a person given a calendar of their own sign-ups, and how does it end?"""

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.crypto import keyed_digests
from livskraft.kit.errors import Refused
from livskraft.modules.activities.models import PersonCalendar
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.calendars import TOKEN
from livskraft.organisation.models import Unit
from livskraft.people.models import Person
from livskraft.people.queries import all_ids


@transaction.atomic
def make_calendar(*, person: Person, site: Unit, token: str, by: Actor) -> PersonCalendar:
    """`token` is what the address carries, and only its digest is kept. One that the person had before ends.

    Raises Refused when the person is protected: a calendar says where and when somebody is.
    """
    ids = _held(person, site, by)
    if Person.objects.filter(pk__in=ids).unprotected().count() != len(ids):
        raise Refused(_("Den som har skyddade uppgifter får ingen kalender, för den visar plats och tid."))
    PersonCalendar.objects.filter(person__in=ids, revoked_at=None).update(revoked_at=by.at)
    made = PersonCalendar.objects.create(
        person=person,
        site=site,
        token=keyed_digests(token, purpose=TOKEN)[0],
        made_at=by.at,
        made_by=by.user,
    )
    audit.wrote(by, "activities.calendar_made", [made, person])
    return made


@transaction.atomic
def revoke_calendar(*, person: Person, site: Unit, by: Actor) -> int:
    """The address leads nowhere from now on; says how many ended."""
    ids = _held(person, site, by)
    standing = list(PersonCalendar.objects.filter(person__in=ids, revoked_at=None))
    PersonCalendar.objects.filter(pk__in=[each.pk for each in standing]).update(revoked_at=by.at)
    if standing:
        audit.wrote(by, "activities.calendar_revoked", [*standing, person])
    return len(standing)


def _held(person: Person, site: Unit, by: Actor) -> list[int]:
    """Locks the person, and gives the ids under which they may stand. Raises PermissionDenied, or Refused."""
    by.must(Permission.SIGN_UP, at=site)
    if not Person.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=person.pk).first():
        raise Refused(_("Personen finns inte hos er."))
    return all_ids(person)
