"""What do the meeting places keep about a person, and since when?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.kit.formats import clock
from livskraft.modules.activities.models import Attendance, PersonCalendar, SignUp
from livskraft.people.holdings import Line, in_portions


def last_came(persons: Sequence[int]) -> Mapping[int, date]:
    rows = Attendance.objects.filter(person__in=persons).order_by().values("person").annotate(last=Max("on"))
    return {row["person"]: row["last"] for row in rows}


def told_attendance(persons: Sequence[int]) -> Iterator[Line]:
    """Each time the person came, the latest first: when, to what and where."""
    rows = Attendance.objects.filter(person__in=persons).select_related("occasion__activity", "site")
    return (
        Line(
            row.on,
            _("Kom till %(title)s på %(site)s klockan %(at)s")
            % {"title": row.occasion.activity.title, "site": row.site.name, "at": clock(row.occasion.from_time)},
            unit_id=row.site_id,
            url=row.occasion.get_absolute_url(),
        )
        for row in in_portions(rows.order_by("-on", "-pk"))
    )


def last_signed_up(persons: Sequence[int]) -> Mapping[int, date]:
    rows = SignUp.objects.filter(person__in=persons).order_by().values("person").annotate(last=Max("signed_up_at"))
    return {row["person"]: timezone.localdate(row["last"]) for row in rows}


def told_sign_ups(persons: Sequence[int]) -> Iterator[Line]:
    """Each time the person signed up, the latest first: when, to what, where, and how it stands."""
    rows = SignUp.objects.filter(person__in=persons).select_related("occasion__activity", "site")
    return (
        Line(
            timezone.localdate(row.signed_up_at),
            _("Anmäld till %(title)s på %(site)s den %(day)s. %(state)s.")
            % {
                "title": row.occasion.activity.title,
                "site": row.site.name,
                "day": row.occasion.on,
                "state": row.get_state_display(),
            },
            unit_id=row.site_id,
            url=row.occasion.get_absolute_url(),
        )
        for row in in_portions(rows.order_by("-signed_up_at", "-pk"))
    )


def last_calendar(persons: Sequence[int]) -> Mapping[int, date]:
    rows = PersonCalendar.objects.filter(person__in=persons).order_by().values("person").annotate(last=Max("made_at"))
    return {row["person"]: timezone.localdate(row["last"]) for row in rows}


def told_calendars(persons: Sequence[int]) -> Iterator[Line]:
    """Each calendar that the person was given, the latest first, and whether it has ended."""
    rows = PersonCalendar.objects.filter(person__in=persons).select_related("site")
    return (
        Line(
            timezone.localdate(row.made_at),
            (
                _("Fick en egen kalender på %(site)s, avslutad")
                if row.revoked_at
                else _("Fick en egen kalender på %(site)s")
            )
            % {"site": row.site.name},
            unit_id=row.site_id,
        )
        for row in in_portions(rows)
    )
