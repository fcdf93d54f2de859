"""What does an incident ask of the manager and of the safety coordinator, and until when?"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.incidents.models import Consideration, Incident, InsuranceStep, Measure
from livskraft.modules.incidents.queries import midnight
from livskraft.modules.incidents.rules import (
    DAYS_TO_CLOSE,
    DAYS_TO_DECIDE,
    DAYS_TO_RECEIVE,
    Insurance,
    State,
    manager_due,
)
from livskraft.organisation.models import Units

NOTHING = date.max


def _manager(rows: Iterable[Incident], today: date) -> list[Duty]:
    found = []
    for incident in rows:
        hanging: date = incident.hanging  # type: ignore[attr-defined]  # annotated
        found.append(
            Duty(
                key=f"incidents.handle:{incident.pk}",
                unit_id=incident.site_id,
                unit_name=incident.site.name,
                what=_("%(step)s: %(kind)s på %(site)s (%(what)s)")
                % {
                    "step": _step(incident),
                    "kind": incident.get_kind_display().lower(),
                    "site": incident.site.name,
                    "what": incident.get_what_display().lower(),
                },
                url=incident.get_absolute_url(),
                due=min(step_due(incident) or NOTHING, hanging),
            )
        )
    return found


@duty(
    "incidents.handle",
    role=Role.UNIT_MANAGER,
    label=lazy("Händelse att ta hand om"),
    action=lazy("Öppna händelsen"),
    source=lazy(
        "000 Försäkring: vid tillbud eller olycksfall ska ansvarig verksamhetschef informeras för ställningstagande "
        "till åtgärd. Inom hur många dagar är en lokal regel"
    ),
    describe=_manager,
    local_rule=True,
)
def incidents_to_handle(units: Units, today: date) -> QuerySet[Incident, Incident]:
    """Every open incident where the next step is the manager's: not those that only wait for the coordinator."""
    undecided = midnight(today - timedelta(days=DAYS_TO_DECIDE))
    theirs = InsuranceStep.objects.filter(incident=OuterRef("pk"), decided_at=None).exclude(insurance=Insurance.OWN)
    return (
        Incident.objects.open()
        .filter(site__in=units)
        .annotate(hanging=first_hanging())
        .exclude(Q(state=State.DECIDED, hanging=NOTHING) & Exists(theirs))
        .annotate(
            duty_unit=F("site"),
            duty_late=Case(
                When(hanging__lt=today, then=Value(True)),
                When(
                    state=State.REPORTED,
                    reported_at__lt=midnight(today - timedelta(days=DAYS_TO_RECEIVE)),
                    then=Value(True),
                ),
                When(
                    Q(reopened_at__lt=undecided) | Q(reopened_at=None, reported_at__lt=undecided),
                    state=State.ASSESSING,
                    then=Value(True),
                ),
                When(
                    state=State.DECIDED,
                    decided_at__lt=midnight(today - timedelta(days=DAYS_TO_CLOSE)),
                    then=Value(True),
                ),
                default=Value(False),
            ),
        )
        .select_related("site")
        .only("kind", "what", "state", "reported_at", "reopened_at", "decided_at", "site__name")
    )


def _insure(rows: Iterable[InsuranceStep], today: date) -> list[Duty]:
    return [
        Duty(
            key=f"incidents.insure:{step.pk}",
            unit_id=step.incident.site_id,
            unit_name=step.incident.site.name,
            what=_("Ta ställning till %(insurance)s: %(kind)s på %(site)s")
            % {
                "insurance": step.get_insurance_display().lower(),
                "kind": step.incident.get_kind_display().lower(),
                "site": step.incident.site.name,
            },
            url=step.incident.get_absolute_url(),
            due=step.due,
        )
        for step in rows
    ]


@duty(
    "incidents.insure",
    role=Role.SAFETY_COORDINATOR,
    label=lazy("Försäkring att ta ställning till"),
    action=lazy("Ta ställning"),
    source=lazy(
        "000 Försäkring: säkerhetssamordnaren kontaktas för ställningstagande till anmälan till kommunens "
        "ansvarsförsäkring eller patientförsäkring. Inom hur många dagar är en lokal regel"
    ),
    describe=_insure,
    local_rule=True,
)
def insurances_to_decide(units: Units, today: date) -> QuerySet[InsuranceStep, InsuranceStep]:
    return (
        InsuranceStep.objects.filter(decided_at=None, incident__site__in=units)
        .exclude(insurance=Insurance.OWN)
        .annotate(
            duty_unit=F("incident__site"),
            duty_late=Case(When(due__lt=today, then=Value(True)), default=Value(False)),
        )
        .select_related("incident__site")
        .only("insurance", "due", "incident__kind", "incident__site__name")
    )


def first_hanging() -> Least:
    """The first day of what hangs on an incident and is the manager's: a law, a measure, the visitor to be told.

    NOTHING when nothing does: the engines do not agree on the least of a date and no date.
    """
    laws = Consideration.objects.filter(incident=OuterRef("pk"), not_here="", notified_on=None).exclude(notify=False)
    measures = Measure.objects.filter(incident=OuterRef("pk"), done_on=None)
    told = InsuranceStep.objects.filter(incident=OuterRef("pk"), decided_at=None, insurance=Insurance.OWN)
    firsts = [Subquery(rows.order_by("due").values("due")[:1]) for rows in (laws, measures, told)]
    return Least(*(Coalesce(first, Value(NOTHING), output_field=DateField()) for first in firsts))


def step_due(incident: Incident) -> date | None:
    """The last day for the next step by itself."""
    return manager_due(
        State(incident.state),
        reported_on=timezone.localdate(incident.reported_at),
        decided_on=timezone.localdate(incident.decided_at) if incident.decided_at else None,
        reopened_on=timezone.localdate(incident.reopened_at) if incident.reopened_at else None,
    )


def _step(incident: Incident) -> str:
    if incident.state == State.REPORTED:
        return _("Ta emot")
    return _("Utred") if incident.state == State.ASSESSING else _("Gör klart")
