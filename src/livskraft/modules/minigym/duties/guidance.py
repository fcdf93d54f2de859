"""Whose guidance is to be renewed, and which staffed hours has nobody who may support visitors?"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.minigym.models import Guidance, OpeningHours
from livskraft.modules.minigym.queries.guidance import to_renew, unguided_spans
from livskraft.modules.minigym.rules import DAYS_TO_RENEW, RENEW_AHEAD, renew_by
from livskraft.organisation.models import Units


def _last_day(row: Any) -> date:
    renewed = timezone.localdate(row.renewed) if row.renewed else None
    return renew_by(until=row.until, renewed=renewed, on=row.on)


def _renewals(rows: Iterable[Any], today: date) -> list[Duty]:
    found = []
    for site, group in groupby(sorted(rows, key=lambda row: (row.site_id, row.until)), key=lambda row: row.site):
        given = list(group)
        people = len({row.person_id for row in given})
        found.append(
            Duty(
                key=f"minigym.renew_guidance:{site.pk}",
                unit_id=site.pk,
                unit_name=site.name,
                what=ngettext(
                    "Vägled %(number)s medarbetare på nytt på %(site)s",
                    "Vägled %(number)s medarbetare på nytt på %(site)s",
                    people,
                )
                % {"number": people, "site": site.name},
                url=f"{reverse('guide_staff', args=[site.pk])}?fornya=1",
                due=min(_last_day(row) for row in given),
                count=len(given),
            )
        )
    return found


@duty(
    "minigym.renew_guidance",
    role=Role.PHYSIOTHERAPIST,
    label=lazy("Vägledning att förnya"),
    action=lazy("Vägled"),
    source=lazy(
        "000 Fysioterapeut: omsorgspersonal vägleds så att de kan ge stöd. Hur länge det gäller är en lokal regel"
    ),
    describe=_renewals,
    local_rule=True,
    persons=True,
)
def guidance_to_renew(units: Units, today: date) -> "QuerySet[Guidance, Guidance]":
    asked = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_TO_RENEW), time.min))
    late = When(Q(until__lt=today) | Q(renewed__lt=asked), then=Value(True))
    return (
        to_renew(units, today, today + RENEW_AHEAD)
        .annotate(duty_unit=F("site"), duty_late=Case(late, default=False, output_field=BooleanField()))
        .select_related("site")
        .only("person", "on", "until", "site__name")
    )


def _gaps(rows: Iterable[OpeningHours], today: date) -> list[Duty]:
    found = []
    for gym, group in groupby(sorted(rows, key=lambda row: row.gym_id), key=lambda row: row.gym):
        spans = list(group)
        found.append(
            Duty(
                key=f"minigym.unguided_hours:{gym.pk}",
                unit_id=gym.site_id,
                unit_name=gym.site.name,
                what=ngettext(
                    "Ordna vägledd personal till %(number)s bemannat pass i veckan i %(gym)s",
                    "Ordna vägledd personal till %(number)s bemannade pass i veckan i %(gym)s",
                    len(spans),
                )
                % {"number": len(spans), "gym": gym},
                url=f"{reverse('guidance_at', args=[gym.site_id])}#pass",
                due=today,
                count=len(spans),
            )
        )
    return found


@duty(
    "minigym.unguided_hours",
    role=Role.UNIT_MANAGER,
    label=lazy("Bemannade pass utan vägledd personal"),
    action=lazy("Ordna"),
    source=lazy("000 Verksamhetschef: personalen som vistas i minigymmet har den kompetens som krävs"),
    describe=_gaps,
)
def unguided_hours(units: Units, today: date) -> "QuerySet[OpeningHours, OpeningHours]":
    return (
        unguided_spans(units, today)
        .annotate(duty_unit=F("gym__site"), duty_late=Value(False, output_field=BooleanField()))
        .select_related("gym__site")
        .only("gym__name", "gym__site__name")
    )
