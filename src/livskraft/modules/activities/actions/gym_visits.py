"""How does a visit to the gym come into the list of today, and how is support that was given there logged?

Nothing stands in the programme until somebody has written up a visit or support: looking at the form makes no time.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.activities.actions.attendance import Ticked, save_attendance, save_head_count
from livskraft.modules.activities.actions.occasions import add_occasion
from livskraft.modules.activities.actions.programme import Details, add_activity
from livskraft.modules.activities.actions.writing import alone_at, check
from livskraft.modules.activities.models import Correction, Occasion, Support
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.gym_visits import gym_begun, gym_of, gym_to_be
from livskraft.modules.activities.rules.attendance import SAME_PRESS, Cell
from livskraft.modules.activities.rules.vocabulary import Kind, SupportKind
from livskraft.organisation.models import Unit

REMOVED = "borttaget"


@transaction.atomic
def open_gym_today(*, site: Unit, by: Actor) -> Occasion:
    """Today's time in the gym: the one that has begun last, or else one made for this hour."""
    by.must(Permission.SUPPORT, at=site)
    # Two who open it at the same moment meet the same one.
    alone_at(site.pk)
    if begun := gym_begun(site, by):
        return begun
    new = gym_to_be(site, by)
    activity = gym_of(site) or add_activity(site=site, details=Details(title=new.activity.title, kind=Kind.GYM), by=by)
    return add_occasion(
        activity=activity, on=new.on, from_time=new.from_time, to_time=new.to_time, although_closed=True, by=by
    )


@transaction.atomic
def note_names(*, site: Unit, ticked: Ticked, by: Actor) -> Occasion:
    """Who trains now, in today's time, which it makes. Raises Refused when nobody is ticked, and nothing is made."""
    if not (ticked.here or ticked.sign_ups or ticked.new):
        raise Refused(_("Kryssa för minst en som kom, eller lägg till någon."))
    occasion = open_gym_today(site=site, by=by)
    save_attendance(occasion=occasion, ticked=ticked, by=by)
    return occasion


@transaction.atomic
def note_heads(*, site: Unit, shown: Mapping[Cell, int], typed: Mapping[Cell, int], by: Actor) -> int:
    """How many train now, as `note_names`; gives how many that is. Raises Conflict as `save_head_count`."""
    if not any(typed.values()):
        raise Refused(_("Skriv hur många som kom."))
    return save_head_count(occasion=open_gym_today(site=site, by=by), shown=shown, typed=typed, by=by)


@transaction.atomic
def support_today(*, site: Unit, kind: SupportKind, visitors: int, minutes: int, by: Actor) -> Support:
    """As `record_support`, in today's time; when it is refused no time is made either."""
    occasion = open_gym_today(site=site, by=by)
    return record_support(occasion=occasion, kind=kind, visitors=visitors, minutes=minutes, by=by)


@transaction.atomic
def change_support(*, support: Support, kind: SupportKind, visitors: int, minutes: int, by: Actor) -> Support:
    """Puts right what was written; what stood there before is kept among the corrections of the occasion."""
    held = _held(support, by)
    was = _said(held)
    held.kind, held.visitors, held.minutes = kind, visitors, minutes
    check(held, "occasion", "site", "given_by")
    if _said(held) == was:
        return held
    held.save(update_fields=["kind", "visitors", "minutes"])
    _correct(held, was, _said(held), by)
    audit.wrote(by, "activities.support_changed", [held, held.occasion], ["kind", "visitors", "minutes"])
    return held


@transaction.atomic
def remove_support(*, support: Support, by: Actor) -> None:
    """It was written in error, and is no longer counted; that it was there is kept among the corrections."""
    held = _held(support, by)
    _correct(held, _said(held), REMOVED, by)
    audit.wrote(by, "activities.support_removed", [held, held.occasion])
    held.delete()


def _held(support: Support, by: Actor) -> Support:
    by.must(Permission.SUPPORT, at=support.site)
    held = Support.objects.select_for_update(of=("self",)).select_related("occasion").filter(pk=support.pk).first()
    if held is None:
        raise Refused(_("Stödet är redan borttaget."))
    return held


def _said(support: Support) -> str:
    return f"{SupportKind(support.kind).label}: {support.visitors} × {support.minutes} min"


def _correct(support: Support, was: str, became: str, by: Actor) -> None:
    Correction.objects.create(occasion=support.occasion, at=by.at, by=by.user, was=was, became=became)


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
