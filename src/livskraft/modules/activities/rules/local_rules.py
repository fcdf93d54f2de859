"""Which numbers does a municipality set itself, because no law or document states them?"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LocalRuleKey(TextChoices):
    ASSUMED_MINUTES = "assumed_minutes", _("Så länge varar det när ingen sluttid står")
    ATTENDANCE_DAYS = "attendance_days", _("Inom så många dagar ska närvaron vara ifylld")
    OFFER_DAYS = "offer_days", _("Så länge gäller ett erbjudande om plats, från att personen nåddes")
    CALL_HOURS = "call_hours", _("Inom så många timmar ska den som väntar på besked bli uppringd")
    RELATION_MONTHS = "relation_months", _("Så länge efter senaste besöket kan mötesplatsen se personen")
    FORGET_DAYS = (
        "forget_days",
        _("Så länge sparas namnet på den som har bokat lunch eller anmält sig utan att vara registrerad"),
    )
    PLAN_WEEKDAY = "plan_weekday", _("Veckodag då nästa veckas program ska vara klart, måndag är 1")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The number that comes along, and between which numbers the municipality may choose."""

    default: int
    least: int
    most: int
    unit: object


BOUNDS = {
    LocalRuleKey.ASSUMED_MINUTES: Bounds(60, 15, 480, _("minuter")),
    LocalRuleKey.ATTENDANCE_DAYS: Bounds(1, 0, 14, _("dagar")),
    LocalRuleKey.OFFER_DAYS: Bounds(2, 1, 14, _("dagar")),
    LocalRuleKey.CALL_HOURS: Bounds(24, 1, 168, _("timmar")),
    LocalRuleKey.RELATION_MONTHS: Bounds(12, 1, 60, _("månader")),
    LocalRuleKey.FORGET_DAYS: Bounds(30, 1, 365, _("dagar")),
    LocalRuleKey.PLAN_WEEKDAY: Bounds(4, 1, 5, _("veckodag")),
}
