"""Which questions wait for an answer or an end, and which provider owes an assessment of conditions?"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.minigym.models import Consultation
from livskraft.modules.minigym.queries.consultations import with_next_assessment
from livskraft.modules.minigym.rules import RENEW_AHEAD, ConsultationParty
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit, Units

ANSWER, CLOSE = "minigym.answer_consultation", "minigym.close_consultation"


def _to_answer(rows: Iterable[Consultation], today: date) -> list[Duty]:
    return [_move(ANSWER, _("Svara verksamhetschefen på %(site)s: %(kind)s"), row, _("Svara")) for row in rows]


def _to_close(rows: Iterable[Consultation], today: date) -> list[Duty]:
    return [
        _move(CLOSE, _("Avsluta samrådet på %(site)s: %(kind)s"), row, _("Avsluta"))
        if row.answered_at
        else _move(CLOSE, _("Svara fysioterapeuten på %(site)s: %(kind)s"), row, _("Svara"))
        for row in rows
    ]


@duty(
    CLOSE,
    role=Role.UNIT_MANAGER,
    label=lazy("Samråd att besvara eller avsluta"),
    source=lazy("000 Verksamhetschef: samverkar med fysioterapeuten. Antalet dagar är en lokal regel"),
    describe=_to_close,
    local_rule=True,
)
@duty(
    ANSWER,
    role=Role.PHYSIOTHERAPIST,
    label=lazy("Samråd att besvara"),
    source=lazy("000 Fysioterapeut: samverkar med verksamhetschefen som sakkunnig. Antalet dagar är en lokal regel"),
    describe=_to_answer,
    local_rule=True,
)
def consultations_whose_turn_it_is(units: Units, today: date) -> "QuerySet[Consultation, Consultation]":
    late = When(due__lt=today, then=Value(True))
    theirs = When(turn=ConsultationParty.PHYSIOTHERAPIST, then=Value(ANSWER))
    return (
        Consultation.objects.open()
        .filter(site__in=units)
        .annotate(
            duty_unit=F("site"),
            duty_late=Case(late, default=False, output_field=BooleanField()),
            duty_kind=Case(theirs, default=Value(CLOSE)),
        )
        .select_related("site")
        .only("kind", "due", "answered_at", "site__name")
    )


def _move(key: str, what: str, row: Consultation, action: str) -> Duty:
    return Duty(
        key=f"{key}:{row.pk}",
        unit_id=row.site_id,
        unit_name=row.site.name,
        what=what % {"site": row.site.name, "kind": row.get_kind_display().lower()},
        url=row.get_absolute_url(),
        due=row.due,
        action=action,
    )


def _unassessed(rows: Iterable[Any], today: date) -> list[Duty]:
    return [
        Duty(
            key=f"minigym.assess_conditions:{provider.pk}",
            unit_id=provider.pk,
            unit_name=provider.name,
            what=_("Bedöm om fysioterapeuterna har förutsättningar för uppdraget"),
            url=reverse("assess_conditions", args=[provider.pk]),
            due=provider.next_by,
        )
        for provider in rows
    ]


@duty(
    "minigym.assess_conditions",
    role=Role.AREA_MANAGER,
    label=lazy("Bedömning av fysioterapeutens förutsättningar"),
    action=lazy("Bedöm"),
    source=lazy(
        "000 Verksamhetschef: utföraren bedömer att fysioterapeuten har förutsättningar. Hur ofta är en lokal regel"
    ),
    describe=_unassessed,
    local_rule=True,
    arises_at=frozenset({UnitKind.PROVIDER}),
)
def conditions_to_assess(units: Units, today: date) -> "QuerySet[Unit, Unit]":
    late = When(next_by__lt=today, then=Value(True))
    return (
        with_next_assessment(units, today)
        .filter(Q(next_by__isnull=True) | Q(next_by__lte=today + RENEW_AHEAD))
        .annotate(duty_unit=F("pk"), duty_late=Case(late, default=False, output_field=BooleanField()))
        .only("name")
    )
