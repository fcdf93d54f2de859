"""How do many lists that were kept on paper come in at once, such as those from before Livskraft?"""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.activities.actions.attendance import known_until
from livskraft.modules.activities.models import Attendance, HeadCount, Occasion
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.rules.attendance import MOST_OF_A_GROUP, Cell
from livskraft.organisation.models import Unit
from livskraft.people.actions.persons import relate_all
from livskraft.people.models import Person
from livskraft.people.rules.vocabulary import Purpose


@transaction.atomic
def take_over(
    *,
    site: Unit,
    came: Mapping[int, Collection[Person]],
    counted: Mapping[int, Mapping[Cell, int]],
    by: Actor,
) -> int:
    """Fills in held occasions of the site that nobody has filled in, by occasion id, and gives how many that was.

    Names are left out where heads are counted, and numbers where names are written up. As many queries for a year as
    for a day. Refused when somebody named is not known to the actor.
    """
    by.must(Permission.ATTEND, at=site)
    open_ones = Occasion.objects.planned().filter(
        site=site, pk__in=[*came, *counted], attendance_taken_at=None, starts_at__lte=by.at
    )
    held = list(open_ones.select_for_update(of=("self",)).select_related("activity").order_by("pk"))
    persons = {person.pk: person for each in held for person in came.get(each.pk, ())}
    if Person.objects.visible_to(by).filter(pk__in=persons).count() < len(persons):
        raise Refused(_("Någon i listan kan inte visas längre. Öppna listan igen och kryssa på nytt."))
    if any(not 0 <= number <= MOST_OF_A_GROUP for cells in counted.values() for number in cells.values()):
        raise Refused(_("Ange ett antal från 0 till %(most)s.") % {"most": MOST_OF_A_GROUP})
    Attendance.objects.bulk_create(
        (
            Attendance(occasion=each, person=person, site=site, on=each.on, noted_at=by.at, noted_by=by.user)
            for each in held
            if not each.activity.counts_heads
            for person in {person.pk: person for person in came.get(each.pk, ())}.values()
        ),
        batch_size=1000,
    )
    HeadCount.objects.bulk_create(
        (
            HeadCount(occasion=each, site=site, on=each.on, age_group=age, gender=gender, number=number)
            for each in held
            if each.activity.counts_heads
            for (age, gender), number in counted.get(each.pk, {}).items()
            if number
        ),
        batch_size=1000,
    )
    if not held:
        return 0
    Occasion.objects.filter(pk__in=[each.pk for each in held]).update(
        attendance_taken_at=by.at, attendance_taken_by=by.user
    )
    until = known_until(max(each.on for each in held), by)
    relate_all(persons=list(persons.values()), unit=site, purpose=Purpose.MEETING_PLACE, until=until, by=by)
    audit.wrote(by, "activities.attendance_taken_over", [site, *held, *persons.values()], ["person", "number"])
    return len(held)
