"""Which machines lack an instruction, and which instructions are to be gone through again?"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.minigym.duties.grouping import per_gym
from livskraft.modules.minigym.models import Equipment
from livskraft.modules.minigym.rules import AHEAD
from livskraft.organisation.models import Units

Items = QuerySet[Equipment, Equipment]


def _describe(rows: Iterable[Equipment], today: date) -> list[Duty]:
    return [_duty(gym, items, missing) for missing, (gym, items) in _groups(rows)]


def _groups(rows: Iterable[Any]) -> list[tuple[bool, Any]]:
    """The machines of each gym, those without an instruction apart from those whose instruction is to be read."""
    groups = per_gym(rows, also=lambda item: item.review_on is None)
    return [(items[0].review_on is None, (gym, items)) for gym, items in groups]


def _duty(gym: Any, items: list[Any], missing: bool) -> Duty:
    kinds = sorted({(item.kind.sort_key, item.kind_id, item.kind.name) for item in items})
    names = ", ".join(name.lower() for _key, _pk, name in kinds[:3])
    if len(kinds) > 3:
        names = _("%(names)s och %(more)s till") % {"names": names, "more": len(kinds) - 3}
    what = _("Skriv bruksanvisning för %(names)s, %(gym)s") if missing else _("Gå igenom: %(names)s, %(gym)s")
    return Duty(
        key=f"minigym.instruct:{gym.pk}:{'saknas' if missing else 'granska'}",
        unit_id=gym.site_id,
        unit_name=gym.site.name,
        what=what % {"names": names, "gym": gym},
        url=reverse("instruction_page", args=[kinds[0][1]])
        if len(kinds) == 1
        else f"{reverse('instructions')}?minigym={gym.pk}",
        due=min((item.review_on for item in items if item.review_on), default=None),
        count=len(kinds),
        action=_("Skriv") if missing else _("Gå igenom"),
    )


@duty(
    "minigym.instruct",
    role=Role.PHYSIOTHERAPIST,
    label=lazy("Bruksanvisning att skriva eller gå igenom"),
    action=lazy("Öppna"),
    source=lazy(
        "000 Fysioterapeut: ansvarar för att upprätta instruktioner över hur utrustningen i Minigym ska användas. "
        "Hur ofta de gås igenom är en lokal regel"
    ),
    describe=_describe,
    local_rule=True,
)
def instructions_to_write(units: Units, today: date) -> Items:
    """The machines of open gyms whose kind has no approved instruction, or one to be gone through before long."""
    review = F("kind__instruction__review_on")
    return (
        Equipment.objects.kept()
        .filter(
            Q(kind__instruction__review_on__isnull=True) | Q(kind__instruction__review_on__lte=today + AHEAD),
            gym__site__in=units,
            gym__closed__isnull=True,
        )
        .annotate(
            duty_unit=F("gym__site"),
            review_on=review,
            duty_late=Case(
                When(kind__instruction__review_on__lt=today, then=Value(True)),
                default=False,
                output_field=BooleanField(),
            ),
        )
        .select_related("gym__site", "kind")
        .only("gym__name", "gym__site__name", "kind__name", "kind__sort_key", "number")
    )
