"""How does what the meeting places keep about persons go away, or become one, when somebody has decided so?"""

from collections.abc import Sequence

from livskraft.access.actor import Actor, system_actor
from livskraft.modules.activities.actions import sign_ups
from livskraft.modules.activities.models import Attendance, PersonCalendar


def erase_attendance(persons: Sequence[int]) -> int:
    """Removes every visit of theirs, and says how many; that somebody came is gone from the figures of open periods."""
    return Attendance.objects.filter(person__in=persons).delete()[0]


def erase_sign_ups(persons: Sequence[int]) -> int:
    """Removes every sign-up of theirs and says how many; a seat that somebody held is offered to the next."""
    return sign_ups.erase_sign_ups(persons=persons, by=system_actor("activities.erasing"))


def keep_one_sign_up(persons: Sequence[int], by: Actor) -> None:
    """When persons have turned out to be one."""
    sign_ups.keep_one_sign_up(persons=persons, by=by)


def erase_calendars(persons: Sequence[int]) -> int:
    """Removes every calendar of theirs, so that its address leads nowhere."""
    return PersonCalendar.objects.filter(person__in=persons).delete()[0]
