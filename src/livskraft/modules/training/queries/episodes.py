"""Which periods of rehabilitation are there, and how does each stand?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.permissions import table
from livskraft.modules.training.models import (
    Draft,
    Episode,
    EpisodeQuerySet,
    Goal,
    JournalledElsewhere,
    Note,
    RehabSession,
)
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.blocks import hidden_units, readable
from livskraft.modules.training.rules.episodes import Standing
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contract, Unit, UnitQuerySet
from livskraft.organisation.queries import area_parts_of, keeper_of
from livskraft.people.models import Person
from livskraft.people.queries import all_ids

UNJOURNALLED = Q(note__isnull=True, elsewhere__isnull=True)


def sites_to_train_at(by: Actor) -> UnitQuerySet:
    """The sites where those of the actor's unit meet their patients."""
    return Unit.objects.below(by.reach).of_kind(UnitKind.SITE).open_on(by.today).order_by("sort_key", "pk")


def sites_of_caregiver(by: Actor) -> UnitQuerySet:
    """The sites of the actor's caregiver, whose friskvård has the same records of persons."""
    sites = Unit.objects.sites().open_on(by.today).order_by("sort_key", "pk")
    if by.caregiver is None:
        return sites.none()
    if by.caregiver.kind == UnitKind.PROVIDER:
        return sites.below([part.path for part in area_parts_of(by.caregiver, by.today)])
    others = Unit.objects.below(list(Contract.objects.holding_on(by.today).values_list("area_part__path", flat=True)))
    return sites.below([by.caregiver.path]).exclude(pk__in=others.values("pk"))


def sites_to_introduce_at(by: Actor) -> UnitQuerySet:
    """Where the patient may be introduced to friskvård: the caregiver's sites, which are `own`, and those where the
    actor's unit meets patients, also when another caregiver runs them."""
    own = Exists(sites_of_caregiver(by).filter(pk=OuterRef("pk")))
    return (sites_of_caregiver(by) | sites_to_train_at(by)).annotate(own=own)


def is_anothers(site: Unit, episode: Episode, day: date) -> bool:
    """Whether another caregiver than the period's has the site on the day; at most two queries."""
    return keeper_of(site, day).pk != episode.keeper_id


def introduced_at_anothers(episode: Episode) -> bool:
    """Whether the period ended with an introduction at a site that another caregiver had that day."""
    if episode.introduced_at is None or episode.closed_on is None:
        return False
    return is_anothers(episode.introduced_at, episode, episode.closed_on)


def journalling_at(unit: Unit, day: date) -> list[Assignment]:
    """The posts of those who keep the journal at the unit and can sign in, by name; one query."""
    held = Assignment.objects.holding_on(day).filter(unit=unit, role__in=table()[Permission.JOURNAL])
    able = held.filter(user__is_active=True, user__email__isnull=False)
    return list(able.select_related("user").order_by("user__sort_key", "user"))


def unjournalled_of(episode: Episode) -> QuerySet[RehabSession, RehabSession]:
    """The sessions that are journalled nowhere yet, the oldest first."""
    return RehabSession.objects.filter(UNJOURNALLED, episode=episode).order_by("on", "pk")


def next_kind(episode: Episode) -> NoteKind:
    """What one writes next, most likely: the beginning while nobody has begun on it, else a visit."""
    kind = NoteKind.BEGINNING
    begun = Note.objects.filter(episode=episode, kind=kind).exists()
    return NoteKind.SESSION if begun or Draft.objects.filter(episode=episode, kind=kind).exists() else kind


def goals_shown(episode: Episode, by: Actor) -> list[Goal]:
    """The goals with how it went, in the order they were agreed; one query. Whoever reads the episode reads them."""
    return list(Goal.objects.filter(episode=episode).select_related("follow_up", "noted_by"))


def elsewhere_shown(episode: Episode) -> list[JournalledElsewhere]:
    """What stands in the other system, the latest first; one query, none when the journal is kept here."""
    if not episode.elsewhere:
        return []
    return list(JournalledElsewhere.objects.filter(episode=episode).select_related("by").order_by("-on", "-pk"))


def standing_of(episode: Episode) -> Standing:
    """How it stands with what has to be journalled before the period is closed; four queries."""
    kinds: Iterable[str]
    if episode.elsewhere:
        kinds = set(episode.journalled_elsewhere.order_by().values_list("kind", flat=True).distinct())
        goals = drafts = 0
    else:
        kinds = set(episode.notes.order_by().values_list("kind", flat=True).distinct())
        goals = episode.goals.filter(follow_up=None).count()
        drafts = episode.drafts.count()
    return Standing(
        begun=NoteKind.BEGINNING in kinds,
        summarised=NoteKind.SUMMARY in kinds,
        unjournalled=unjournalled_of(episode).count(),
        drafts=drafts,
        open_goals=goals,
    )


@dataclass(frozen=True, slots=True)
class OfPerson:
    """The periods of a person that the actor may open, and whether something is blocked."""

    shown: list[Episode]
    blocked: bool


def episodes_of(person: Person, by: Actor) -> OfPerson:
    """Of a person in the journal of the actor's caregiver, the latest first; what is blocked is only known to exist."""
    hidden = hidden_units(person, by)
    found = list(
        Episode.objects.filter(person__in=all_ids(person), keeper=by.caregiver).select_related(
            "unit", "site", "therapist"
        )
    )
    shown = [each for each in found if each.unit_id not in hidden]
    return OfPerson(shown, blocked=len(shown) < len(found))


def open_episode_of(person: Person, keeper: Unit | None) -> Episode | None:
    """The period that goes on with the caregiver; under whichever id the person had then."""
    return Episode.objects.open().filter(person__in=all_ids(person), keeper=keeper).first()


def patients(by: Actor, *, of_unit: bool = False) -> EpisodeQuerySet:
    """The open periods that the actor answers for, or all of the actor's unit; never of whom they may not see.

    Persons are asked for once, among the few who have one, so that a unit which knows many costs no more; two queries
    besides its own.
    """
    unit = by.assignment.unit_id if by.assignment else None
    rows = Episode.objects.open().filter(keeper=by.caregiver)
    rows = rows.filter(unit=unit) if of_unit else rows.filter(therapist=by.user)
    ids = {pk for pair in rows.order_by().values_list("person", "person__merged_into") for pk in pair if pk}
    seen = list(Person.objects.visible_to(by, among=ids).values_list("pk", flat=True))
    named = rows.filter(Q(person__in=seen) | Q(person__merged_into__in=seen))
    # Whoever has changed units answers for what they may no longer read.
    return readable(named, by).select_related("person__merged_into", "site", "therapist")


def wanting(rows: EpisodeQuerySet, by: Actor) -> EpisodeQuerySet:
    """Those of them with a session that is journalled nowhere, or a draft of the actor's own."""
    sessions = RehabSession.objects.filter(UNJOURNALLED, episode=OuterRef("pk"))
    drafts = Draft.objects.filter(episode=OuterRef("pk"), author=by.user)
    return rows.annotate(has_session=Exists(sessions), has_draft=Exists(drafts)).filter(
        Q(has_session=True) | Q(has_draft=True)
    )
