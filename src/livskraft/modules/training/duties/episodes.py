"""Which sessions are journalled nowhere yet, and which periods of rehabilitation have gone quiet?

Nobody is named: a duty is read by more than those who may know who is a patient.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from django.db.models import BooleanField, Case, CharField, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.kit import formats
from livskraft.modules.training.models import Episode, RehabSession
from livskraft.modules.training.queries.episodes import UNJOURNALLED
from livskraft.modules.training.rules.episodes import DAYS_QUIET, quiet_since
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Units

# Where those who keep the journal may work.
ARISES_AT = frozenset({UnitKind.AREA_PART, UnitKind.SITE, UnitKind.TEAM, UnitKind.PROVIDER})
JOURNAL, JOURNAL_BY_OT = "training.journal_session", "training.journal_session_by_ot"
CLOSE, CLOSE_BY_OT = "training.close_episode", "training.close_episode_by_ot"
SOURCE_JOURNAL = lazy(
    "PDL (2008:355) 3:9: uppgifter som ska antecknas i en journal ska föras in så snart det kan ske. Det gäller också "
    "när journalen förs i ett annat system"
)
SOURCE_CLOSE = lazy(
    "000 Rehabilitering: patienten introduceras till friskvården innan rehabiliteringen avslutas. När en period har "
    "varit tyst så länge att den ska fortsätta eller avslutas är en lokal regel"
)


def by_profession(physiotherapist: str, occupational_therapist: str, today: date, unit: str = "unit") -> Case:
    """Which of two kinds it is: the occupational therapist's when who is `owing` works as one at the unit, else not.

    Also of one who has left, while another works there; after the last it is the physiotherapist's to see to.
    """
    posts = Assignment.objects.filter(unit=OuterRef(unit), role=Role.OCCUPATIONAL_THERAPIST)
    there = posts.holding_on(today).filter(user__is_active=True)
    return Case(
        When(Exists(posts.filter(user=OuterRef("owing"))) & Exists(there), then=Value(occupational_therapist)),
        default=Value(physiotherapist),
        output_field=CharField(),
    )


def _to_journal(key: str, rows: Iterable[RehabSession], today: date) -> list[Duty]:
    """One for each period; of all whose data are protected one for the unit, which tells no day."""
    found, secret = [], {}
    for pk, group in groupby(
        sorted(rows, key=lambda each: (each.episode_id, each.on)), key=lambda each: each.episode_id
    ):
        sessions = list(group)
        first, episode = sessions[0], sessions[0].episode
        if first.person.is_protected or episode.person.is_protected:
            secret[first.unit_id] = first.unit.name
            continue
        what = ngettext(
            "Journalför passet %(day)s (%(who)s)", "Journalför %(n)d pass, det äldsta %(day)s (%(who)s)", len(sessions)
        )
        who = first.noted_by or episode.therapist
        found.append(
            Duty(
                key=f"{key}:{pk}",
                unit_id=first.unit_id,
                unit_name=first.unit.name,
                what=what % {"n": len(sessions), "day": formats.day(first.on, today), "who": who.name},
                url=reverse("journal_elsewhere", args=[pk])
                if episode.elsewhere
                else f"{episode.get_absolute_url()}#pass",
                due=first.on,
                count=len(sessions),
            )
        )
    told = _("Journalför pass för någon med skyddade uppgifter")
    return [*found, *_secret(key, secret, told, today)]


def _secret(key: str, units: dict[int, str], what: str, today: date) -> list[Duty]:
    return [
        Duty(key=f"{key}:unit-{pk}", unit_id=pk, unit_name=name, what=what, url=reverse("patients"), due=today)
        for pk, name in units.items()
    ]


def _journal(rows: Iterable[RehabSession], today: date) -> list[Duty]:
    return _to_journal(JOURNAL, rows, today)


def _journal_by_ot(rows: Iterable[RehabSession], today: date) -> list[Duty]:
    return _to_journal(JOURNAL_BY_OT, rows, today)


@duty(
    JOURNAL,
    role=Role.PHYSIOTHERAPIST,
    label=lazy("Pass att journalföra"),
    action=lazy("Journalför"),
    source=SOURCE_JOURNAL,
    describe=_journal,
    arises_at=ARISES_AT,
    persons=True,
)
@duty(
    JOURNAL_BY_OT,
    role=Role.OCCUPATIONAL_THERAPIST,
    label=lazy("Pass att journalföra (arbetsterapeut)"),
    action=lazy("Journalför"),
    source=SOURCE_JOURNAL,
    describe=_journal_by_ot,
    arises_at=ARISES_AT,
    persons=True,
)
def sessions_to_journal(units: Units, today: date) -> QuerySet[RehabSession, RehabSession]:
    """From the same day; of whoever held the session, else of who answers for the period.

    Not of those whom another caregiver has taken over: nobody here may open what was theirs.
    """
    return (
        RehabSession.objects.filter(UNJOURNALLED, unit__in=units, on__lte=today, person__keeper=F("episode__keeper"))
        .annotate(
            owing=Coalesce("noted_by", "episode__therapist"),
            duty_unit=F("unit"),
            duty_late=Case(When(on__lt=today, then=Value(True)), default=False, output_field=BooleanField()),
        )
        .annotate(duty_kind=by_profession(JOURNAL, JOURNAL_BY_OT, today))
        .select_related("unit", "noted_by", "person__merged_into", "episode__therapist", "episode__person__merged_into")
    )


def _to_close(key: str, rows: Iterable[Episode], today: date) -> list[Duty]:
    """One for each period; of all whose data are protected one for the unit."""
    found, secret = [], {}
    for episode in rows:
        if episode.person.is_protected:
            secret[episode.unit_id] = episode.unit.name
            continue
        found.append(
            Duty(
                key=f"{key}:{episode.pk}",
                unit_id=episode.unit_id,
                unit_name=episode.unit.name,
                what=_("Fortsätt eller avsluta en rehabilitering: inget sedan %(day)s (%(who)s)")
                % {"day": formats.day(episode.last_on, today), "who": episode.therapist.name},
                url=episode.get_absolute_url(),
                due=quiet_since(episode.last_on),
            )
        )
    told = _("Fortsätt eller avsluta rehabiliteringen för någon med skyddade uppgifter")
    return [*found, *_secret(key, secret, told, today)]


def _close(rows: Iterable[Episode], today: date) -> list[Duty]:
    return _to_close(CLOSE, rows, today)


def _close_by_ot(rows: Iterable[Episode], today: date) -> list[Duty]:
    return _to_close(CLOSE_BY_OT, rows, today)


@duty(
    CLOSE,
    role=Role.PHYSIOTHERAPIST,
    label=lazy("Rehabilitering att fortsätta eller avsluta"),
    action=lazy("Öppna"),
    source=SOURCE_CLOSE,
    describe=_close,
    local_rule=True,
    arises_at=ARISES_AT,
    persons=True,
)
@duty(
    CLOSE_BY_OT,
    role=Role.OCCUPATIONAL_THERAPIST,
    label=lazy("Rehabilitering att fortsätta eller avsluta (arbetsterapeut)"),
    action=lazy("Öppna"),
    source=SOURCE_CLOSE,
    describe=_close_by_ot,
    local_rule=True,
    arises_at=ARISES_AT,
    persons=True,
)
def quiet_episodes(units: Units, today: date) -> QuerySet[Episode, Episode]:
    """Open, and nothing has happened for so long: no session, nothing journalled."""
    since = today - timedelta(days=DAYS_QUIET)
    late = When(last_on__lt=since - timedelta(days=1), then=Value(True))
    return (
        Episode.objects.open()
        .filter(unit__in=units, last_on__lt=since, person__keeper=F("keeper"))
        .annotate(owing=F("therapist"), duty_unit=F("unit"))
        .annotate(
            duty_late=Case(late, default=False, output_field=BooleanField()),
            duty_kind=by_profession(CLOSE, CLOSE_BY_OT, today),
        )
        .select_related("unit", "therapist", "person__merged_into")
    )
