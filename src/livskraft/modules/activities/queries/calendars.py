"""Whose calendar does a secret address lead to, and what have they signed up for?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from livskraft.kit.crypto import keyed_digests
from livskraft.modules.activities.models import PersonCalendar, SignUp
from livskraft.modules.activities.rules.vocabulary import SignUpState
from livskraft.people.models import Person
from livskraft.people.queries import all_ids

TOKEN = "activities.person_calendar"  # noqa: S105 - what the digest is for, not a secret
# What has been is soon gone from it; what lies further ahead comes when it is nearer.
BACK, AHEAD = timedelta(days=7), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Mine:
    """An occasion that the person has signed up for; `sure` when there is a seat."""

    uid: str
    sequence: int
    title: str
    starts: datetime
    ends: datetime | None
    site: str
    place: str
    sure: bool
    cancelled: bool


def standing_calendar(person: Person) -> PersonCalendar | None:
    """The one that holds, whoever of those who turned out to be the person it was given to; two queries."""
    return PersonCalendar.objects.filter(person__in=all_ids(person), revoked_at=None).select_related("site").first()


def owner_of(token: str) -> Person | None:
    """The person whose calendar it is; None when it has ended, or when anything about them is protected."""
    if not token or len(token) > 40 or not (token.isascii() and token.isprintable()):
        return None
    digests = keyed_digests(token, purpose=TOKEN)
    kept = PersonCalendar.objects.filter(token__in=digests, revoked_at=None).select_related("person__merged_into")
    found = kept.first()
    if found is None:
        return None
    person = found.person.merged_into or found.person
    ids = all_ids(person)
    return person if Person.objects.filter(pk__in=ids).unprotected().count() == len(ids) else None


def signed_up_for(person: Person, today: date) -> list[Mine]:
    """Their own sign-ups that still stand; two queries."""
    rows = (
        SignUp.objects.filter(person__in=all_ids(person), occasion__on__range=(today - BACK, today + AHEAD))
        .standing()
        .select_related("occasion__activity", "site")
        .order_by("occasion__starts_at", "pk")
    )
    return [_mine(row) for row in rows]


def _mine(row: SignUp) -> Mine:
    occasion = row.occasion
    return Mine(
        uid=f"anmalan-{row.pk}",
        sequence=row.version + occasion.version - 2,
        title=occasion.activity.title,
        starts=occasion.starts_at,
        ends=occasion.ends_at if occasion.to_time else None,
        site=row.site.name,
        place=occasion.place or occasion.activity.place,
        sure=row.state == SignUpState.SEAT,
        cancelled=occasion.is_cancelled,
    )
