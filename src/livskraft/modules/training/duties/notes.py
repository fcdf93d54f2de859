"""Which notes have been written and not signed? Their author's to sign; the colleagues see that they exist.

Nobody is named but the author: a duty is read by more than those who may know who is a patient.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.kit import formats
from livskraft.modules.training.duties.episodes import ARISES_AT, by_profession
from livskraft.modules.training.models import Draft
from livskraft.modules.training.rules.notes import DAYS_TO_SIGN, sign_by
from livskraft.organisation.models import Units

SIGN, SIGN_BY_OT = "training.sign_note", "training.sign_note_by_ot"
SOURCE = lazy(
    "PDL (2008:355) 3:10: en journalanteckning ska signeras av den som svarar för uppgiften. Inom hur många dagar är "
    "en lokal regel"
)


def _to_sign(key: str, rows: Iterable[Draft], today: date) -> list[Duty]:
    """One for each note; of all whose data are protected one for the unit, which tells neither day nor author."""
    found = []
    secret: dict[int, str] = {}
    for draft in rows:
        unit = draft.episode.unit
        if draft.episode.person.is_protected:
            secret[unit.pk] = unit.name
            continue
        since = timezone.localdate(draft.begun_at) if draft.corrects_id else draft.happened_on
        found.append(
            Duty(
                key=f"{key}:{draft.pk}",
                unit_id=unit.pk,
                unit_name=unit.name,
                what=_("Signera anteckningen från %(day)s (%(who)s)")
                % {"day": formats.day(draft.happened_on, today), "who": draft.author.name},
                url=draft.get_absolute_url(),
                due=sign_by(since),
            )
        )
    told = _("Signera anteckningar om någon med skyddade uppgifter")
    return found + [
        Duty(key=f"{key}:unit-{pk}", unit_id=pk, unit_name=name, what=told, url=reverse("patients"), due=today)
        for pk, name in secret.items()
    ]


def _sign(rows: Iterable[Draft], today: date) -> list[Duty]:
    return _to_sign(SIGN, rows, today)


def _sign_by_ot(rows: Iterable[Draft], today: date) -> list[Duty]:
    return _to_sign(SIGN_BY_OT, rows, today)


@duty(
    SIGN,
    role=Role.PHYSIOTHERAPIST,
    label=lazy("Anteckningar att signera"),
    action=lazy("Öppna"),
    source=SOURCE,
    describe=_sign,
    local_rule=True,
    arises_at=ARISES_AT,
    persons=True,
)
@duty(
    SIGN_BY_OT,
    role=Role.OCCUPATIONAL_THERAPIST,
    label=lazy("Anteckningar att signera (arbetsterapeut)"),
    action=lazy("Öppna"),
    source=SOURCE,
    describe=_sign_by_ot,
    local_rule=True,
    arises_at=ARISES_AT,
    persons=True,
)
def notes_to_sign(units: Units, today: date) -> QuerySet[Draft, Draft]:
    """From the day after what happened, or after a correction was begun; of the author's profession, also when the
    author has left: then the colleagues take it in. Not of whom another caregiver has taken over."""
    return (
        Draft.objects.filter(_before(today), episode__unit__in=units, person__keeper=F("episode__keeper"))
        .annotate(
            owing=F("author"),
            duty_unit=F("episode__unit"),
            duty_late=Case(
                When(_before(today - timedelta(days=DAYS_TO_SIGN)), then=Value(True)),
                default=False,
                output_field=BooleanField(),
            ),
        )
        .annotate(duty_kind=by_profession(SIGN, SIGN_BY_OT, today, unit="episode__unit"))
        .select_related("author", "episode__unit", "episode__person__merged_into")
        .defer("parts", "why")
    )


def _before(day: date) -> Q:
    """Of what happened, or for a correction was begun, before the day."""
    midnight = timezone.make_aware(datetime.combine(day, time()))
    return Q(corrects=None, happened_on__lt=day) | Q(corrects__isnull=False, begun_at__lt=midnight)
