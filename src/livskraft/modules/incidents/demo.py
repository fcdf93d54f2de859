"""What has happened in the demo municipality? Near-misses and accidents that tell the three routes, with own dates."""

from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from livskraft.access.actor import Actor
from livskraft.access.demo import VACANT, at
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.modules.incidents.actions import handling, reports
from livskraft.modules.incidents.actions.handling import Considered, Notified
from livskraft.modules.incidents.models import Incident, Measure
from livskraft.modules.incidents.rules import Concerned, Context, Factor, Facts, Insurance, Kind, Law, What
from livskraft.modules.minigym.public import ItemThere, items_at
from livskraft.organisation.models import Unit

COORDINATOR = "Robert Ståhlberg"


@transaction.atomic
def demo(today: date) -> None:
    """Eleven incidents; nothing when there already are some."""
    if Incident.objects.exists():
        return
    cast = _Cast(today)
    _own_insurance(cast)
    _faulty_machine(cast)
    _health_care(cast)
    _health_care_and_faulty_machine(cast)
    _near_misses(cast)
    _staff(cast)
    _data(cast)
    _nobody_knows(cast)


def _told(
    by: Actor, site: Unit, description: str, facts: Facts, *, item: ItemThere | None = None, name: str = ""
) -> Incident:
    return reports.report(
        site=site,
        facts=facts,
        description=description,
        happened_at=by.at - timedelta(minutes=40),
        key=str(uuid5(NAMESPACE_URL, f"{site}{by.at.isoformat()}")),
        item=item,
        person_name=name,
        person_contact="070-174 06 90" if name else "",
        by=by,
    )


def _ruled_out(incident: Incident, by: Actor, reason: str) -> None:
    """Every law that is left is considered and not notified, for the same reason."""
    left = [Law(law.law) for law in incident.considerations.all() if not law.not_here]
    handling.consider(incident=incident, considered=[Considered(law, False, reason) for law in left], by=by)


def _measured(incident: Incident, by: Actor, what: str, days: int, responsible: str) -> Measure:
    due = by.today + timedelta(days=days)
    return handling.add_measure(incident=incident, what=what, due=due, responsible=responsible, by=by)


def _first(cast: "_Cast", site: str, kind: str) -> ItemThere:
    items = items_at(cast.site(site), cast.manager(site, 0, 1))
    return next((item for item in items if item.kind == kind and not item.retired), items[0])


def _own_insurance(cast: "_Cast") -> None:
    """Friskvård, nothing contributed: the visitor hears of their own insurance, and all is done."""
    facts = Facts(Kind.ACCIDENT, What.FALL, Context.WELLNESS, Concerned.ANONYMOUS)
    words = "En besökare snubblade på sina skosnören på väg från motionscykeln och slog knät."
    found = _told(cast.named("Ali Karimi", 62, 10), cast.site("Almgården"), words, facts)
    by = cast.manager("Almgården", 62, 13)
    _ruled_out(found, by, "Ingen brist i verksamheten. Personalen hjälpte direkt.")
    handling.decide_insurance(incident=found, insurance=Insurance.OWN, claimed=True, reason="", by=by)
    outcome = "Vi har pratat med besökaren, som mår bra. Vi påminner om skor vid introduktionen."
    handling.decide(incident=found, outcome=outcome, why_none="Inget på platsen bidrog.", by=by)
    handling.close(incident=found, by=cast.manager("Almgården", 60, 9))


def _faulty_machine(cast: "_Cast") -> None:
    """A strap gave way: the item is stopped, and the coordinator claims on the municipality's insurance."""
    site = "Ekbacken"
    factors = frozenset({Factor.EQUIPMENT})
    facts = Facts(Kind.ACCIDENT, What.PINCH, Context.WELLNESS, Concerned.NAMED, factors)
    words = "Remmen på fotstödet gick av och foten slogs mot ramen. Besökaren fick åka till vårdcentralen."
    by = cast.manager(site, 5, 11)
    item = _first(cast, site, "Motionscykel")
    found = _told(by, cast.site(site), words, facts, item=item, name="Rut Sandin")
    handling.receive(incident=found, by=cast.manager(site, 5, 13))
    handling.decide_insurance(
        incident=found,
        insurance=Insurance.LIABILITY,
        claimed=True,
        reason="Remmen var sliten.",
        reference="LF 4471-2",
        by=cast.named(COORDINATOR, 3, 10),
    )
    by = cast.manager(site, 3, 15)
    _ruled_out(found, by, "Ett slitage på en rem. Maskinen är stoppad och lagas.")
    _measured(found, by, "Byt remmarna på alla motionscyklar och titta på dem i egenkontrollen.", 20, "Vaktmästaren")


def _health_care(cast: "_Cast") -> None:
    """Rehabilitation: the coordinator considers the patient insurance, the manager lex Maria."""
    site = "Björkhagen"
    facts = Facts(Kind.ACCIDENT, What.FALL, Context.CARE, Concerned.ANONYMOUS)
    words = "Patienten föll vid uppresning från stol under gångträning. Inga skador syntes."
    found = _told(cast.named("Maja Fransson", 33, 10), cast.site(site), words, facts)
    by = cast.manager(site, 32, 9)
    _ruled_out(found, by, "Ingen vårdskada. Händelsen är journalförd och patienten är informerad.")
    reason = "Patienten har ingen kvarstående skada."
    handling.decide_insurance(
        incident=found, insurance=Insurance.PATIENT, claimed=False, reason=reason, by=cast.named(COORDINATOR, 30, 14)
    )
    by = cast.manager(site, 29, 10)
    measure = _measured(found, by, "Gångbälte används alltid vid uppresning.", 14, "Fysioterapeuten")
    handling.decide(incident=found, outcome="Gångbälte används nu alltid vid uppresning.", by=by)
    done = cast.manager(site, 20, 10)
    handling.finish_measure(measure=measure, done_on=done.today, result="Två gångbälten är inköpta.", by=done)
    handling.close(incident=found, by=done)


def _health_care_and_faulty_machine(cast: "_Cast") -> None:
    """Rehabilitation on a faulty item: the coordinator sees both insurances, and they are not decided on yet."""
    site = "Granliden"
    factors = frozenset({Factor.EQUIPMENT, Factor.GUIDANCE})
    facts = Facts(Kind.ACCIDENT, What.STRAIN, Context.CARE, Concerned.NAMED, factors)
    words = "Vikterna släppte under ett pass med arbetsterapeut och patienten sträckte axeln."
    item = _first(cast, site, "Benpress")
    found = _told(cast.manager(site, 3, 10), cast.site(site), words, facts, item=item, name="Evert Holmlund")
    handling.receive(incident=found, by=cast.manager(site, 3, 12))


def _near_misses(cast: "_Cast") -> None:
    site = "Fridhem"
    facts = Facts(Kind.NEAR_MISS, What.FALL, Context.WELLNESS, Concerned.NOBODY, frozenset({Factor.CLEANING}))
    words = "Golvet var vått efter städningen och två besökare halkade till."
    found = _told(cast.manager(site, 24, 9), cast.site(site), words, facts)
    by = cast.manager(site, 22, 9)
    _ruled_out(found, by, "Ett enstaka tillbud som har rättats.")
    measure = _measured(found, by, "Städningen görs efter stängning.", 7, "Städfirman")
    handling.decide(incident=found, outcome="Golvet städas efter stängning från och med nu.", by=by)
    done = cast.manager(site, 16, 9)
    handling.finish_measure(measure=measure, done_on=done.today, result="Nya tider är överenskomna.", by=done)
    handling.close(incident=found, by=done)

    site = "Källstorp"
    facts = Facts(Kind.NEAR_MISS, What.BROKE, Context.WELLNESS, Concerned.NOBODY, frozenset({Factor.EQUIPMENT}))
    words = "Ena pedalen lossnade när ingen satt på cykeln."
    item = _first(cast, site, "Motionscykel")
    _told(cast.manager(site, 1, 14), cast.site(site), words, facts, item=item)

    site = "Lindegården"
    facts = Facts(Kind.NEAR_MISS, What.UNWELL, Context.CARE, Concerned.ANONYMOUS)
    words = "Patienten blev yr efter armcykeln och fick sätta sig."
    found = _told(cast.manager(site, 40, 10), cast.site(site), words, facts)
    by = cast.manager(site, 38, 10)
    _ruled_out(found, by, "Ingen skada. Blodtryck tas före nästa pass.")
    handling.decide_insurance(
        incident=found,
        insurance=Insurance.PATIENT,
        claimed=False,
        reason="Ingen skada.",
        by=cast.named(COORDINATOR, 37, 9),
    )
    _measured(found, by, "Skriv en rutin för paus och vätska under passen.", 45, "Fysioterapeuten")
    handling.decide(incident=found, outcome="Vi skriver en rutin för paus och vätska.", by=by)

    site = "Hagalund"
    facts = Facts(Kind.NEAR_MISS, What.FALL, Context.ELSE, Concerned.NOBODY, frozenset({Factor.PREMISES}))
    words = "Dörrmattan i entrén har rullat ihop sig och en deltagare höll på att falla."
    found = _told(cast.named("Eva-Lotta Skog", 9, 18), cast.site(site), words, facts)
    by = cast.manager(site, 8, 8)
    _ruled_out(found, by, "Mattan är borttagen.")
    outcome = "Tack! Mattan är borttagen och en fast matta är beställd."
    handling.decide(incident=found, outcome=outcome, why_none="Mattan togs bort samma dag.", by=by)
    handling.close(incident=found, by=by)


def _staff(cast: "_Cast") -> None:
    """Staff: the rules for the work environment, and a notice to the authority."""
    site = "Idegården"
    facts = Facts(Kind.ACCIDENT, What.STRAIN, Context.ELSE, Concerned.STAFF)
    words = "En medarbetare sträckte ryggen när en bänk flyttades."
    found = _told(cast.manager(site, 95, 11), cast.site(site), words, facts)
    by = cast.manager(site, 95, 14)
    law = Law.WORK_ENVIRONMENT
    handling.consider(
        incident=found, considered=[Considered(law, True, "Sjukskriven mer än en vecka, flera lyft samma dag.")], by=by
    )
    handling.consider(incident=found, notified=[Notified(law, by.today, "2-3301")], by=by)
    handling.decide(incident=found, outcome="Bänkar flyttas alltid av två.", why_none="Rutinen finns redan.", by=by)
    handling.close(incident=found, by=cast.manager(site, 80, 9))


def _data(cast: "_Cast") -> None:
    """A paper with names was left behind: the authority was told within 72 hours."""
    site = "Mariehem"
    facts = Facts(Kind.NEAR_MISS, What.DATA, Context.ELSE, Concerned.NOBODY)
    found = _told(cast.manager(site, 200, 10), cast.site(site), "En närvarolista låg kvar i entrén över natten.", facts)
    by = cast.manager(site, 199, 9)
    considered = [
        Considered(Law.LEX_SARAH, False, "Ingen har farit illa."),
        Considered(Law.DATA_BREACH, True, "Namn på nio besökare kunde läsas av vem som helst."),
    ]
    handling.consider(incident=found, considered=considered, by=by)
    handling.consider(incident=found, notified=[Notified(Law.DATA_BREACH, by.today, "IMY-2291")], by=by)
    outcome = "Listor låses in efter passet. Det är anmält till Integritetsskyddsmyndigheten."
    handling.decide(incident=found, outcome=outcome, why_none="Skåpet finns redan.", by=by)
    handling.close(incident=found, by=cast.manager(site, 190, 9))


def _nobody_knows(cast: "_Cast") -> None:
    """Nobody knows yet whether anything contributed, and the site has no manager: it goes to whoever is above."""
    facts = Facts(Kind.ACCIDENT, What.FALL, Context.WELLNESS, Concerned.ANONYMOUS, unsure=True)
    words = "En besökare satt på golvet vid ribbstolarna när jag kom in och hade ont i handleden."
    _told(cast.named("Elias Norman", 2, 15), cast.site(VACANT), words, facts)


class _Cast:
    """Who acts where, and when."""

    def __init__(self, today: date) -> None:
        self.today = today
        held = Assignment.objects.holding_on(today).select_related("user", "unit")
        self.assignments = list(held.filter(user__email__isnull=False))
        self.sites = {site.name: site for site in Unit.objects.sites()}

    def site(self, name: str) -> Unit:
        return self.sites[name]

    def named(self, name: str, days_ago: int, hour: int) -> Actor:
        return self._as(next(each for each in self.assignments if each.user.name == name), days_ago, hour)

    def manager(self, site: str, days_ago: int, hour: int) -> Actor:
        found = (each for each in self.assignments if each.role == Role.UNIT_MANAGER and each.unit.name == site)
        return self._as(next(found), days_ago, hour)

    def _as(self, assignment: Assignment, days_ago: int, hour: int) -> Actor:
        moment = at(self.today - timedelta(days=days_ago), hour)
        return Actor(at=moment, user=assignment.user, assignment=assignment)
