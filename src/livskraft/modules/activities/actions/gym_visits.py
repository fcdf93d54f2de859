"""How does a visit to the gym come into the list of today, and how is support that was given there logged?"""

from datetime import time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.activities.actions.occasions import add_occasion
from livskraft.modules.activities.actions.programme import Details, add_activity
from livskraft.modules.activities.actions.writing import alone_at, check
from livskraft.modules.activities.models import Occasion, Support
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.gym_visits import gym_of
from livskraft.modules.activities.rules.attendance import OPENS_BEFORE, SAME_PRESS
from livskraft.modules.activities.rules.vocabulary import Kind, SupportKind
from livskraft.organisation.models import Unit

LAST_HOUR = 23


@transaction.atomic
def open_gym_today(*, site: Unit, by: Actor) -> Occasion:
    """Today's time in the gym: the one that has begun last, or else one made for this hour."""
    by.must(Permission.SUPPORT, at=site)
    # Two who open it at the same moment meet the same one.
    alone_at(site.pk)
    begun = (
        Occasion.objects.planned()
        .filter(site=site, on=by.today, activity__kind=Kind.GYM, starts_at__lte=by.at + OPENS_BEFORE)
        .order_by("-starts_at", "-pk")
        .first()
    )
    if begun:
        return begun
    activity = gym_of(site) or add_activity(
        site=site, details=Details(title=_("Friskvård i minigymmet"), kind=Kind.GYM), by=by
    )
    hour = timezone.localtime(by.at).hour
    return add_occasion(
        activity=activity,
        on=by.today,
        from_time=time(hour),
        to_time=time(hour + 1) if hour < LAST_HOUR else time(hour, 59),
        although_closed=True,
        by=by,
    )


@transaction.atomic
def record_support(*, occasion: Occasion, kind: SupportKind, visitors: int, minutes: int, by: Actor) -> Support:
    """What was given to those who trained on their own responsibility; about nobody, and outside the health care law.

    The same again within a minute is the same press. Source: Uppdragsbeskrivning Minigym (friskvård is not journalled).
    """
    by.must(Permission.SUPPORT, at=occasion.site)
    held = Occasion.objects.select_for_update(of=("self",)).select_related("activity", "site").get(pk=occasion.pk)
    if held.activity.kind != Kind.GYM:
        raise Refused(_("Stöd skrivs upp vid friskvård i minigymmet."))
    if held.is_cancelled:
        raise Refused(_("Tillfället är inställt."))
    if by.user is None or by.assignment is None:
        raise Refused(_("Bara den som gav stödet kan skriva upp det."))
    support = Support(
        occasion=held,
        site=held.site,
        on=held.on,
        kind=kind,
        visitors=visitors,
        minutes=minutes,
        given_by=by.user,
        role=by.assignment.role,
        noted_at=by.at,
    )
    check(support, "occasion", "site", "given_by")
    same = held.supports.filter(
        given_by=by.user, kind=kind, visitors=visitors, minutes=minutes, noted_at__gt=by.at - SAME_PRESS
    ).first()
    if same:
        return same
    support.save()
    audit.wrote(by, "activities.support_recorded", [support, held], ["kind", "visitors", "minutes"])
    return support
