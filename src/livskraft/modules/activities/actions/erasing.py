"""How does what the meeting places keep about persons go away, when somebody has decided so?"""

from collections.abc import Sequence

from livskraft.modules.activities.models import Attendance, PersonCalendar, SignUp


def erase_attendance(persons: Sequence[int]) -> int:
    """Removes every visit of theirs, and says how many; that somebody came is gone from the figures of open periods."""
    return Attendance.objects.filter(person__in=persons).delete()[0]


def erase_sign_ups(persons: Sequence[int]) -> int:
    """Removes every sign-up of theirs with its calls and messages, and says how many sign-ups that was."""
    rows = SignUp.objects.filter(person__in=persons)
    number = rows.count()
    rows.delete()
    return number


def erase_calendars(persons: Sequence[int]) -> int:
    """Removes every calendar of theirs, so that its address leads nowhere."""
    return PersonCalendar.objects.filter(person__in=persons).delete()[0]
