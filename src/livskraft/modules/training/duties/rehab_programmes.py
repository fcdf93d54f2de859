"""Which patients' programmes are to be gone through?

Nobody is named: a duty is read by more than those who may know who is a patient.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import BooleanField, Case, F, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.training.duties.episodes import ARISES_AT, by_profession
from livskraft.modules.training.models import RehabProgramme
from livskraft.modules.training.rules.programmes import SHOWN_BEFORE
from livskraft.organisation.models import Units

REVIEW, REVIEW_BY_OT = "training.review_rehab_programme", "training.review_rehab_programme_by_ot"
SOURCE = lazy(
    "PDL (2008:355) 3:6: journalen ska innehålla vad som är planerat för patienten. Hur lång tid det kan gå innan "
    "programmet gås igenom är en lokal regel"
)


def _to_review(key: str, rows: Iterable[RehabProgramme]) -> list[Duty]:
    """One for each programme; of all whose data are protected one for the unit, which tells neither day nor place."""
    found = []
    secret: dict[int, str] = {}
    for row in rows:
        if row.person.is_protected or row.episode.person.is_protected:
            secret[row.unit_id] = row.unit.name
            continue
        found.append(
            Duty(
                key=f"{key}:{row.pk}",
                unit_id=row.unit_id,
                unit_name=row.unit.name,
                what=_("Gå igenom ett program i rehabiliteringen (%(who)s)") % {"who": row.episode.therapist.name},
                url=row.get_absolute_url(),
                due=row.review_on,
            )
        )
    told = _("Gå igenom program för någon med skyddade uppgifter")
    return found + [
        Duty(key=f"{key}:unit-{pk}", unit_id=pk, unit_name=name, what=told, url=reverse("patients"), due=None)
        for pk, name in secret.items()
    ]


def _review(rows: Iterable[RehabProgramme], today: date) -> list[Duty]:
    return _to_review(REVIEW, rows)


def _review_by_ot(rows: Iterable[RehabProgramme], today: date) -> list[Duty]:
    return _to_review(REVIEW_BY_OT, rows)


@duty(
    REVIEW,
    role=Role.PHYSIOTHERAPIST,
    label=lazy("Program i rehabiliteringen att gå igenom"),
    action=lazy("Gå igenom"),
    source=SOURCE,
    describe=_review,
    local_rule=True,
    arises_at=ARISES_AT,
    persons=True,
)
@duty(
    REVIEW_BY_OT,
    role=Role.OCCUPATIONAL_THERAPIST,
    label=lazy("Program i rehabiliteringen att gå igenom (arbetsterapeut)"),
    action=lazy("Gå igenom"),
    source=SOURCE,
    describe=_review_by_ot,
    local_rule=True,
    arises_at=ARISES_AT,
    persons=True,
)
def rehab_programmes_to_review(units: Units, today: date) -> "QuerySet[RehabProgramme, RehabProgramme]":
    """From a week before the day, of whoever answers for the period while it goes on.

    Not of those whom another caregiver has taken over: nobody here may open what was theirs.
    """
    late = When(review_on__lt=today, then=Value(True))
    return (
        RehabProgramme.objects.filter(
            ended_at=None,
            episode__closed_at=None,
            unit__in=units,
            review_on__lte=today + SHOWN_BEFORE,
            person__keeper=F("episode__keeper"),
        )
        .annotate(
            owing=F("episode__therapist"),
            duty_unit=F("unit"),
            duty_late=Case(late, default=False, output_field=BooleanField()),
        )
        .annotate(duty_kind=by_profession(REVIEW, REVIEW_BY_OT, today))
        .select_related("unit", "person__merged_into", "episode__therapist", "episode__person__merged_into")
    )
