"""Which faults has somebody reported in the demo, and what came of them?"""

from datetime import timedelta
from decimal import Decimal

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.modules.minigym.actions.faults import close_fault, join_faults, plan_repair, report_fault, stop_for_fault
from livskraft.modules.minigym.actions.orders import book_service, complete_service, order_service
from livskraft.modules.minigym.demo.cast import Cast
from livskraft.modules.minigym.models import Equipment, Fault, Gym
from livskraft.modules.minigym.queries import agreement_for
from livskraft.modules.minigym.rules import Outcome, Symptom


def faults(cast: Cast) -> None:
    """One that is mended, one under way, one to look at with its double, and small ones that came to little."""
    _mended(cast, "Almgården", "Motionscykel", "Pedalen är lös.", days=92)
    _mended(cast, "Mariehem", "Benpress", "Vajern fransar sig.", days=28)
    _under_way(cast, "Cederslund", "Chest press", "Vajern har en skarv som spretar.", days=21)
    creaks = _told(cast, "Björkhagen", "Crosstrainer", Symptom.NOISE, "Den gnisslar när man går fort.", days=30)
    close_fault(
        fault=creaks,
        outcome=Outcome.NO_FAULT,
        answer="Provkörd. Gnisslet kom från golvet.",
        by=cast.at("Björkhagen", 29),
    )
    handle = _told(cast, "Dalbo", "Rodd sittande", Symptom.BROKEN, "Greppet är slitet.", days=5)
    plan_repair(fault=handle, by=cast.at("Dalbo", 4))
    first = _told(cast, "Källstorp", "Motionscykel", Symptom.STUCK, "Motståndet går inte att ändra.", days=2)
    second = _told(cast, "Källstorp", "Motionscykel", Symptom.BROKEN, "Reglaget fungerar inte", days=1)
    join_faults(fault=first, other=second, by=cast.at("Källstorp", 1))
    _told(cast, "Ekbacken", "", Symptom.AIR, "En av lamporna i taket blinkar.", days=2)


def _told(cast: Cast, site: str, kind: str, symptom: Symptom, words: str, *, days: int) -> Fault:
    gym = Gym.objects.select_related("site").get(site__name=site)
    item = gym.items.kept().select_related("kind", "regime", "gym__site").get(kind__name=kind) if kind else None
    visitor = Actor(at=at(cast.today - timedelta(days=days), 8), visitor="qr")
    return report_fault(gym=gym, item=item, symptom=symptom, words=words, by=visitor)


def _ordered(cast: Cast, fault: Fault, item: Equipment, days: int, comes: int) -> None:
    """The firm of the agreement is ordered, and has said that it comes `comes` days after the fault was stopped."""
    site = fault.gym.site.name
    agreement = agreement_for(item, cast.today - timedelta(days=days))
    assert agreement
    by = cast.at(site, days, 10)
    order = order_service(gym=fault.gym, agreement=agreement, items=[item], text=fault.told, yearly=False, by=by)
    on = cast.today - timedelta(days=days - comes)
    book_service(order=order, on=on, by=cast.at(site, days, 14))
    if on < cast.today:
        by = cast.at(site, days - comes, 15)
        complete_service(order=order, on=on, cost=Decimal("1450.00"), performed=[item.pk], by=by)


def _mended(cast: Cast, site: str, kind: str, words: str, *, days: int) -> None:
    """Stopped the same day, mended by the firm, and back in use on the fifth day."""
    fault = _told(cast, site, kind, Symptom.DANGEROUS, words, days=days)
    item = fault.item
    assert item
    fault = stop_for_fault(fault=fault, by=cast.at(site, days))
    _ordered(cast, fault, item, days, comes=4)
    close_fault(
        fault=fault,
        outcome=Outcome.FIXED,
        answer="Firman har lagat maskinen. Provkörd.",
        back_in_use=True,
        by=cast.at(site, days - 5),
    )


def _under_way(cast: Cast, site: str, kind: str, words: str, *, days: int) -> None:
    """The firm waits for a part, and comes in three days."""
    fault = _told(cast, site, kind, Symptom.DANGEROUS, words, days=days)
    assert fault.item
    stop_for_fault(fault=fault, by=cast.at(site, days))
    _ordered(cast, fault, fault.item, days - 1, comes=days + 2)
