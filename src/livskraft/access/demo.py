"""Who works in the demo municipality? Units, contracts, parties and people with invented names, through actions."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.db import transaction

from livskraft.access.actions.assignments import end_assignment, give_assignment
from livskraft.access.actions.contracts import record_contract
from livskraft.access.actions.places import set_contact, set_premises
from livskraft.access.actions.units import add_unit, rename_unit
from livskraft.access.actions.users import add_user
from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.kit.names import name_key
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import responsible_body

MUNICIPALITY = "Lindviks kommun"
OWN_PROVIDER, SOLBACKA, HEMGARDEN = "Lindviks egen regi", "Solbacka Omsorg AB", "Hemgården Vård AB"
MUNICIPAL_FIRM, PROVIDER_FIRM = "Rörlig Träningsservice AB", "Gymteknik Lindvik AB"

# area → part → (provider, sites); the sites' property owner is the first or the second in turn.
AREAS: dict[str, dict[str, tuple[str, list[str]]]] = {
    "Norra Lindvik": {
        "Norra Lindvik – Åsen": (OWN_PROVIDER, ["Almgården", "Björkhagen"]),
        "Norra Lindvik – Kyrkbyn": (SOLBACKA, ["Cederslund", "Dalbo"]),
    },
    "Södra Lindvik": {
        "Södra Lindvik – Hamnen": (OWN_PROVIDER, ["Ekbacken", "Fridhem"]),
        "Södra Lindvik – Ängarna": (HEMGARDEN, ["Granliden", "Hagalund"]),
    },
    "Östra Lindvik": {
        "Östra Lindvik – Bruket": (OWN_PROVIDER, ["Idegården", "Källstorp"]),
        "Östra Lindvik – Strand": (SOLBACKA, ["Lindegården", "Östanbäck"]),
    },
    "Västra Lindvik": {
        "Västra Lindvik – Torget": (OWN_PROVIDER, ["Mariehem"]),
        "Västra Lindvik – Slätten": (HEMGARDEN, ["Norrgården"]),
    },
}
PROPERTY_OWNERS = ["Lindviksbostäder", "Fastighets AB Bryggan"]

# Who opens Livskraft for what: name, role, unit, title, and what the day looks like.
PEOPLE: list[tuple[str, Role, str, str, str]] = [
    (
        "Karin Ahlvik",
        Role.UNIT_MANAGER,
        "Almgården",
        "",
        "Minigymmet på Almgården är i ordning. Månadens loggkontroll och en nödöppning väntar på henne.",
    ),
    ("Amira Daoud", Role.UNIT_MANAGER, "Björkhagen", "", "Fastighetsägaren är sen med besiktningen av en ribbstol."),
    ("Jonas Ekstrand", Role.UNIT_MANAGER, "Cederslund", "", "En maskin har stått avstängd i tre veckor."),
    (
        "Petra Nyholm",
        Role.UNIT_MANAGER,
        "Östanbäck",
        "",
        "Ny plats: inventarielistan är just importerad och behöver ordnas.",
    ),
    ("Mehmet Aydin", Role.UNIT_MANAGER, "Ekbacken", "", "Besiktningen börjar närma sig."),
    ("Lisbeth Grahn", Role.UNIT_MANAGER, "Fridhem", "", "Listan ska bekräftas."),
    ("Tove Malmsten", Role.UNIT_MANAGER, "Granliden", "", "Servicen är beställd men ännu inte bokad."),
    ("Olle Råberg", Role.UNIT_MANAGER, "Hagalund", "", "Platsen har inget minigym än."),
    ("Sara Lindahl", Role.UNIT_MANAGER, "Idegården", "", "En besiktningsrond är påbörjad."),
    ("Henrik Boström", Role.UNIT_MANAGER, "Källstorp", "", "Pärmen är äldre än listan."),
    ("Fatima Rashid", Role.UNIT_MANAGER, "Lindegården", "", "En anmärkning väntar på åtgärd."),
    ("Gunilla Thorell", Role.UNIT_MANAGER, "Mariehem", "", "Två uppdrag: chef på Mariehem och på Norrgården."),
    ("Lena Wikander", Role.AREA_MANAGER, SOLBACKA, "", "Dalbo saknar chef, så åtagandena där har kommit till dig."),
    ("Stefan Orrling", Role.AREA_MANAGER, HEMGARDEN, "", "Beställer årlig service för områdets minigym."),
    ("Birgitta Sandell", Role.AREA_MANAGER, OWN_PROVIDER, "", "Ser alla platser som kommunen själv driver."),
    ("Maja Fransson", Role.PHYSIOTHERAPIST, "Norra Lindvik – Åsen", "", "Kan besikta och ta maskiner ur bruk."),
    ("Elias Norman", Role.PHYSIOTHERAPIST, "Norra Lindvik – Kyrkbyn", "", "Sakkunnig om minigymmen i Kyrkbyn."),
    (
        "Rebecka Lindh",
        Role.PHYSIOTHERAPIST,
        "Södra Lindvik",
        "",
        "Vägleder personal i hela Södra Lindvik, och har egna patienter där.",
    ),
    ("Tomas Bergvall", Role.PHYSIOTHERAPIST, "Östra Lindvik", "", "Vägleder personal i hela Östra Lindvik."),
    ("Nadia Farah", Role.PHYSIOTHERAPIST, "Västra Lindvik", "", "Vägleder personal på Mariehem och Norrgården."),
    ("Hanna Österlund", Role.OCCUPATIONAL_THERAPIST, "Norra Lindvik – Åsen", "", "Ger stöd i minigymmen på Åsen."),
    (
        "Love Hedin",
        Role.OCCUPATIONAL_THERAPIST,
        "Södra Lindvik – Hamnen",
        "",
        "Har med Rut att göra, som har spärrat det som de på Åsen skriver om henne.",
    ),
    ("Ali Karimi", Role.CARE_STAFF, "Almgården", "Undersköterska", "Ser maskinerna och stoppar den som är trasig."),
    ("Britt Lövgren", Role.CARE_STAFF, "Björkhagen", "Undersköterska", "Går rond i minigymmet med telefonen."),
    (
        "Anders Fjällman",
        Role.ADMINISTRATION,
        "Vård- och omsorgsförvaltningen",
        "Handläggare",
        "Ser hela kommunen och ändrar villkoren för ansvar. Förra månadens vårdåtgärder ska rapporteras.",
    ),
    ("Cecilia Rönn", Role.COMMITTEE_SECRETARY, "Äldrenämnden", "", "Läser kommunöversikten inför nämnden."),
    (
        "Robert Ståhlberg",
        Role.SAFETY_COORDINATOR,
        "Vård- och omsorgsförvaltningen",
        "",
        "Ser vilka maskiner som är tagna ur bruk.",
    ),
    (
        "Ingela Markström",
        Role.SYSTEM_ADMINISTRATOR,
        MUNICIPALITY,
        "",
        "Lägger upp enheter, avtal, personer och uppdrag.",
    ),
    (
        "Nils Pettersson Ek",
        Role.NEEDS_ASSESSOR,
        "Vård- och omsorgsförvaltningen",
        "",
        "Har inget att göra här än; hemaktiviteterna kommer.",
    ),
    ("Yasmin Holm", Role.HOME_CARE_MANAGER, "Hemtjänst Åsen", "", "Chef i hemtjänsten på Åsen."),
    ("Kristoffer Blad", Role.PLANNER, "Hemtjänst Åsen", "", "Samordnar hemtjänsten på Åsen."),
    (
        "Eva-Lotta Skog",
        Role.GROUP_LEADER,
        "Lindviks gymnastikförening",
        "",
        "Ledare utanför kommunen; ser bara sin egen grupp.",
    ),
    ("Daniel Viklund", Role.REFERRER, "Lindviks sjukhus", "Dietist", "Remitterar till gruppträning."),
    (
        "Sofia Edman",
        Role.CONTACT_PERSON,
        "Vårdcentralen Hamnen",
        "Sjuksköterska",
        "Kontaktperson för föreningens grupper.",
    ),
    ("Marit Åkesson", Role.PROGRAMME_COORDINATOR, "Äldrenämnden", "", "Samordnar program för folkhälsa."),
    ("Per-Olof Dahlin", Role.HOME_ACTIVITIES_LEADER, "Vård- och omsorgsförvaltningen", "", "Leder hemaktiviteterna."),
    ("Linnea Asp", Role.HOME_ACTIVITIES_STAFF, "Hemtjänst Åsen", "", "Arbetar med hemaktiviteter."),
    ("Ronja Hedberg", Role.REFLECTION_LEADER, "Vård- och omsorgsförvaltningen", "", "Leder reflektion i hemtjänsten."),
    ("Samuel Torp", Role.KEY_PERSON, "Hemtjänst Åsen", "", "Nyckelperson för reflektion."),
    ("Viktor Ljung", Role.RESEARCHER, "FoU Lindvik", "", "Extern forskare; ser inga personer."),
    ("Agneta Rask", Role.EVALUATOR, "FoU Lindvik", "", "Utvärderar omställningen."),
]
TEMPS = ["Kim Sundqvist", "Ester Palm", "Walid Omar"]
# Care staff without sign-in, who are guided and hold the staffed hours of their minigym.
STAFF = {
    "Cederslund": ["Inga-Lill Strand"],
    "Dalbo": ["Mona Ceder", "Joakim Wester"],
    "Ekbacken": ["Ylva Brodin", "Hamid Rostami"],
    "Fridhem": ["Doris Hellman", "Pontus Rask"],
    "Granliden": ["Annika Sjölund", "Leyla Demir"],
    "Idegården": ["Roger Tapper", "Signe Åberg"],
    "Källstorp": ["Elsa Nordin", "Marko Saarinen"],
    "Lindegården": ["Birger Falk", "Nour Haddad"],
    "Mariehem": ["Camilla Frid", "Tord Englund"],
    "Östanbäck": ["Vera Lundmark"],
}
VACANT = "Dalbo"


def at(day: date, hour: int = 9) -> datetime:
    """A moment of that day by Swedish clocks."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Stockholm"))


@transaction.atomic
def demo(today: date) -> None:
    """The municipality since three years back; nothing when there already is one."""
    if responsible_body():
        return
    start = today - relativedelta(years=3)
    by = Actor(at=at(start), system="demo")
    units = _units(start, by)
    _parties(units, by)
    _people(units, start, today, by)


def _units(start: date, by: Actor) -> dict[str, Unit]:
    units: dict[str, Unit] = {}

    def add(kind: UnitKind, name: str, parent: str | None) -> Unit:
        units[name] = add_unit(kind=kind, name=name, parent=units[parent] if parent else None, opened=start, by=by)
        return units[name]

    add(UnitKind.MUNICIPALITY, MUNICIPALITY, None)
    add(UnitKind.COMMITTEE, "Äldrenämnden", MUNICIPALITY)
    add(UnitKind.DEPARTMENT, "Vård- och omsorgsförvaltningen", "Äldrenämnden")
    for provider in (OWN_PROVIDER, SOLBACKA, HEMGARDEN):
        add(UnitKind.PROVIDER, provider, MUNICIPALITY)
    for owner in PROPERTY_OWNERS:
        add(UnitKind.PROPERTY_OWNER, owner, MUNICIPALITY)
    for firm in (MUNICIPAL_FIRM, PROVIDER_FIRM):
        add(UnitKind.SERVICE_FIRM, firm, MUNICIPALITY)
    sites = 0
    for number, (area, parts) in enumerate(AREAS.items(), start=1):
        add(UnitKind.AREA, area, "Vård- och omsorgsförvaltningen")
        for part, (provider, names) in parts.items():
            add(UnitKind.AREA_PART, part, area)
            own = provider == OWN_PROVIDER
            record_contract(
                provider=units[provider],
                area_part=units[part],
                kind=ContractKind.ASSIGNMENT if own else ContractKind.PROCURED,
                starts=start,
                ends=None if own else start + relativedelta(years=6),
                reference=f"ÄN {start.year}/{100 + number}",
                by=by,
            )
            for name in names:
                site = add(UnitKind.SITE, name, part)
                owns_house = units[PROPERTY_OWNERS[sites % len(PROPERTY_OWNERS)]]
                set_premises(site=site, address=f"{name}svägen {2 + sites}, Lindvik", property_owner=owns_house, by=by)
                sites += 1
    add(UnitKind.WORK_GROUP, "Hemtjänst Åsen", "Norra Lindvik – Åsen")
    add(UnitKind.TEAM, "Team Åsen", "Norra Lindvik – Åsen")
    add(UnitKind.HOSPITAL, "Lindviks sjukhus", MUNICIPALITY)
    add(UnitKind.HEALTH_CENTRE, "Vårdcentralen Hamnen", MUNICIPALITY)
    add(UnitKind.ASSOCIATION, "Lindviks gymnastikförening", MUNICIPALITY)
    add(UnitKind.RD_CENTRE, "FoU Lindvik", MUNICIPALITY)
    renamed = add(UnitKind.TEAM, "Rehabteamet Hamnen", "Södra Lindvik – Hamnen")
    a_year_on = Actor(at=at(start + relativedelta(years=1)), system="demo")
    rename_unit(unit=renamed, name="Team Hamnen", by=a_year_on)
    return units


def _parties(units: dict[str, Unit], by: Actor) -> None:
    reached = [
        ("Lindviksbostäder", "Felanmälan", "Monika Fält", "felanmalan@lindviksbostader.example", "070-174 06 01"),
        ("Fastighets AB Bryggan", "Förvaltare", "Ove Kallin", "forvaltare@bryggan.example", "070-174 06 02"),
        (MUNICIPAL_FIRM, "Bokning av service", "Tina Möller", "bokning@rorlig.example", "070-174 06 03"),
        (PROVIDER_FIRM, "Bokning av service", "Janne Berglin", "service@gymteknik.example", "070-174 06 04"),
    ]
    for unit, purpose, name, email, phone in reached:
        set_contact(unit=units[unit], purpose=purpose, name=name, email=email, phone=phone, by=by)


def _people(units: dict[str, Unit], start: date, today: date, by: Actor) -> None:
    for name, role, unit, title, day in PEOPLE:
        user = add_user(name=name, email=_email(name), title=title, demo_day=day, by=by)
        give_assignment(user=user, role=role, unit=units[unit], starts=start, by=by)
        if name == "Gunilla Thorell":
            give_assignment(user=user, role=role, unit=units["Norrgården"], starts=start, by=by)
    former = add_user(name="Börje Hallin", by=by)
    left = give_assignment(user=former, role=Role.UNIT_MANAGER, unit=units[VACANT], starts=start, by=by)
    leaving = Actor(at=at(today - timedelta(days=40)), system="demo")
    end_assignment(assignment=left, ends=today - timedelta(days=30), by=leaving)
    for name, site in zip(TEMPS, ["Almgården", "Björkhagen", "Cederslund"], strict=True):
        temp = add_user(name=name, title="Timvikarie", by=by)
        give_assignment(user=temp, role=Role.CARE_STAFF, unit=units[site], starts=start, by=by)
    for site, names in STAFF.items():
        for name in names:
            employed = add_user(name=name, title="Undersköterska", by=by)
            give_assignment(user=employed, role=Role.CARE_STAFF, unit=units[site], starts=start, by=by)


def _email(name: str) -> str:
    plain = str.maketrans("åäöÅÄÖé ", "aaoAAOe.")
    return f"{name_key(name).translate(plain).replace('-', '.')}@lindvik.example"
