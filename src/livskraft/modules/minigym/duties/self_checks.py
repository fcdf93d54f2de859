"""Which self-checks are due, what of them deviates still, and which rounds were begun and never finished?"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, Case, Exists, F, OuterRef, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.minigym.duties.grouping import days_after
from livskraft.modules.minigym.models import CheckRoutine, Closure, Deviation, Round
from livskraft.modules.minigym.queries.self_checks import due_day, missed_by, owed_on
from livskraft.modules.minigym.rules import DAYS_TO_FINISH_ROUND
from livskraft.organisation.models import Units


def _checks(rows: Iterable[CheckRoutine], today: date) -> list[Duty]:
    return [
        Duty(
            key=f"minigym.self_check:{routine.pk}",
            unit_id=routine.gym.site_id,
            unit_name=routine.gym.site.name,
            what=_("Gör egenkontrollen %(check)s i %(gym)s") % {"check": routine.template, "gym": routine.gym},
            url=reverse("gym_checks", args=[routine.gym_id]),
            due=due_day(routine),
        )
        for routine in rows
    ]


@duty(
    "minigym.self_check",
    role=Role.UNIT_MANAGER,
    label=lazy("Egenkontroll"),
    action=lazy("Gör"),
    source=lazy("000 Verksamhetschef: minigymmet ska vara tillgängligt, rent och säkert. Hur ofta är en lokal regel"),
    describe=_checks,
    local_rule=True,
)
def self_checks_due(units: Units, today: date) -> "QuerySet[CheckRoutine, CheckRoutine]":
    """What the week or month asks and nobody has done; a gym that is closed until further notice owes none."""
    return (
        CheckRoutine.objects.in_force()
        .filter(owed_on(today), ~Exists(Closure.objects.open().filter(gym=OuterRef("gym"))), gym__site__in=units)
        .annotate(
            duty_unit=F("gym__site"),
            duty_late=Case(When(missed_by(today), then=Value(True)), default=False, output_field=BooleanField()),
        )
        .select_related("gym__site", "template")
        .only("done_for", "gym__name", "gym__site__name", "template__name", "template__every")
    )


def _deviations(rows: Iterable[Deviation], today: date) -> list[Duty]:
    return [
        Duty(
            key=f"minigym.deviation:{deviation.pk}",
            unit_id=deviation.gym.site_id,
            unit_name=deviation.gym.site.name,
            what=_what(deviation) % {"gym": deviation.gym, "what": Truncator(deviation.answer.remark).chars(80)},
            url=deviation.get_absolute_url(),
            due=deviation.due,
        )
        for deviation in rows
    ]


def _what(deviation: Deviation) -> str:
    if deviation.responsible:
        named = {"name": deviation.responsible.name.replace("%", "%%")}
        return _("Se till att %(name)s åtgärdar avvikelsen i %%(gym)s: %%(what)s") % named
    return _("Åtgärda avvikelsen i %(gym)s: %(what)s")


@duty(
    "minigym.deviation",
    role=Role.UNIT_MANAGER,
    label=lazy("Avvikelse att åtgärda"),
    action=lazy("Åtgärda"),
    source=lazy("000 Verksamhetschef: minigymmet ska vara säkert att använda. Inom hur många dagar är en lokal regel"),
    describe=_deviations,
    local_rule=True,
)
def open_deviations(units: Units, today: date) -> "QuerySet[Deviation, Deviation]":
    return (
        Deviation.objects.open()
        .filter(gym__site__in=units)
        .annotate(
            duty_unit=F("gym__site"),
            duty_late=Case(When(due__lt=today, then=Value(True)), default=False, output_field=BooleanField()),
        )
        .select_related("gym__site", "answer", "responsible")
        .only("due", "gym__name", "gym__site__name", "answer__remark", "responsible__name")
    )


def _rounds(rows: Iterable[Round], today: date) -> list[Duty]:
    return [
        Duty(
            key=f"minigym.unfinished_round:{begun.pk}",
            unit_id=begun.gym.site_id,
            unit_name=begun.gym.site.name,
            what=_("Avsluta besiktningen som är påbörjad i %s") % begun.gym,
            url=begun.get_absolute_url(),
            due=days_after(timezone.localdate(begun.started_at), DAYS_TO_FINISH_ROUND),
        )
        for begun in rows
    ]


@duty(
    "minigym.unfinished_round",
    role=Role.UNIT_MANAGER,
    label=lazy("Påbörjad besiktning"),
    action=lazy("Avsluta"),
    source=lazy("Lokal regel: en besiktning avslutas inom en vecka, annars finns inget protokoll"),
    describe=_rounds,
    local_rule=True,
)
def unfinished_rounds(units: Units, today: date) -> "QuerySet[Round, Round]":
    last = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_TO_FINISH_ROUND), time.min))
    return (
        Round.objects.unfinished()
        .filter(gym__site__in=units)
        .annotate(
            duty_unit=F("gym__site"),
            duty_late=Case(When(started_at__lt=last, then=Value(True)), default=False, output_field=BooleanField()),
        )
        .select_related("gym__site")
    )
