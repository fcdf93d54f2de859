"""What stands in the demo's minigyms, and what has happened to it?"""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from livskraft.access.actor import Actor
from livskraft.access.demo import (
    AREAS,
    HEMGARDEN,
    MUNICIPAL_FIRM,
    OWN_PROVIDER,
    PROVIDER_FIRM,
    SOLBACKA,
    at,
)
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.actions.equipment import add_equipment, edit_equipment, take_out_of_use
from livskraft.modules.minigym.actions.follow_ups import open_follow_up
from livskraft.modules.minigym.actions.gyms import confirm_list, open_gym, print_binder
from livskraft.modules.minigym.actions.inspections import (
    record_property_inspection,
    record_protocol,
    record_verdict,
    start_round,
)
from livskraft.modules.minigym.actions.orders import book_service, complete_service, order_service
from livskraft.modules.minigym.actions.regimes import record_agreement, set_up_minigym
from livskraft.modules.minigym.actions.uploads import import_items
from livskraft.modules.minigym.demo.cast import Cast
from livskraft.modules.minigym.imports import read_inventory
from livskraft.modules.minigym.models import Agreement, Equipment, EquipmentKind, Gym, Regime
from livskraft.modules.minigym.rules import RegimeKey, Verdict
from livskraft.organisation.models import Unit

M, P, F = RegimeKey.MUNICIPAL, RegimeKey.PROVIDER, RegimeKey.PROPERTY
# kind, make, model, regime, price, highest weight; a gym takes the first so many of them.
ITEMS = [
    ("Motionscykel", "Monark", "Ergomedic 828E", M, 12500, 150),
    ("Benpress", "HUR", "3540", M, 41900, 180),
    ("Ribbstol", "Unisport", "", F, None, None),
    ("Balansplatta", "Airex", "Balance-pad Elite", M, 790, None),
    ("Recumbentcykel", "NuStep", "T4r", M, 54000, 160),
    ("Bencurl/bensträck", "HUR", "5530", M, 39900, 150),
    ("Gåbarr", "Lojer", "3 m", M, 14900, 150),
    ("Chest press", "HUR", "3140", M, 38900, 150),
    ("Step-up bräda", "Casall", "", P, 990, 150),
    ("Rodd sittande", "HUR", "3120", M, 38900, 150),
    ("Hantelställ 1–10 kg", "Casall", "", P, 6900, None),
    ("Armcykel", "Monark", "881E", M, 15900, None),
    ("Pulley-drag", "Lojer", "4205", M, 28900, 150),
    ("Crosstrainer", "SportsArt", "E875", P, 45900, 180),
    ("Träningsbänk, bred", "Lojer", "Capre", M, 9900, 200),
]
# The list that Östanbäck has kept for years, as people keep them; its header row is the fifth.
KEPT_LIST: list[list[object]] = [
    ["INVENTARIELISTA MINIGYM – Östanbäck"],
    ["Uppdaterad:", "VT"],
    [],
    [],
    ["Märkning", "Benämning", "Märke", "Typ/modell", "Anskaffad", "Ägare", "Senaste besiktning", "Pris", "Anm."],
    ["MG-1", "MOTIONSCYKEL", "Monark", "Ergomedic 828E", "mars 2015", "Kommunen", "sept {last}", "12 500 kr", None],
    ["02", "Benpress ", "HUR", "3540", "17/9 -18", "VoF", "{last}-09", "41 900", "gnisslar"],
    [3, "Recumbentcykel", "NuStep", "T4r", "2019", "kommun", "{last}", "ca 54000", None],
    ["04", "Ribbstol", "Unisport", None, "okänt", "Fastighetsägaren", "okt {last}", None, None],
    [None],
    ["Rum 2:"],
    [5, "Balansplatta", "Airex", "Balance-pad Elite", "2020-03", "VoF", "-", "790", None],
    ["MG-6", "GÅBARR", "Lojer", None, "maj 2017", "Kommunen", "20/9 -{short}", "14 900,00", "flyttas till Mariehem"],
    ["07", "Chest press", "HUR", "3140", "2018", "Lindviks kommun", "sept {last}", None, "trasig – ur bruk!"],
    ["08", "Step-up bräda", "okänt", None, "2021", "egen (utf.)", None, "990", None],
    ["09", "Crosstrainer", "SportsArt", "E875", "nov 2020", "Utförare", "{last}-10-02", "45 900 kr", None],
    [10, "Hantelställ 1-10 kg", "Casall", None, "?", "utföraren – egeninköpt", None, "6 900", None],
    [None],
    ["Summa: 10 st"],
    ["Sign: ________________"],
]


@dataclass(frozen=True)
class Story:
    """How a gym stands: how many items, and how many days ago it was last inspected."""

    items: int
    inspected: int
    years: int = 1


STORIES = {
    "Almgården": Story(15, 60, years=3),
    "Björkhagen": Story(14, 80, years=3),
    "Cederslund": Story(14, 100),
    "Dalbo": Story(13, 400),
    "Ekbacken": Story(15, 340),
    "Fridhem": Story(13, 150),
    "Granliden": Story(13, 200),
    "Idegården": Story(14, 358),
    "Källstorp": Story(12, 120),
    "Lindegården": Story(13, 25),
    "Mariehem": Story(14, 45),
}
NEW_SITE = "Östanbäck"
LATE_OWNER, STOPPED, UNBOOKED, UNDER_WAY, OLD_BINDER, REMARK, UNCONFIRMED = (
    "Björkhagen",
    "Cederslund",
    "Granliden",
    "Idegården",
    "Källstorp",
    "Lindegården",
    "Fridhem",
)


def inventory(cast: Cast) -> None:
    """Twelve minigyms with about 160 items, inspected and serviced as the story says."""
    start = cast.today - relativedelta(years=3)
    set_up_minigym(by=Actor(at=at(start), system="demo"))
    agreements = _agreements(start)
    kinds = {kind.name: kind for kind in EquipmentKind.objects.all()}
    regimes = {regime.key: regime for regime in Regime.objects.all()}
    for number, (name, story) in enumerate(STORIES.items()):
        gym = _open(name, story, number, kinds, regimes, cast, start)
        _inspect(gym, story, cast, agreements)
        _tell(gym, cast, agreements, kinds, regimes)
    _import_kept_list(cast)


def _agreements(start: date) -> dict[str, Agreement]:
    """Provider → its own agreement, and "" → the municipality's."""
    units = {unit.name: unit for unit in Unit.objects.all()}
    by = Actor(at=at(start), system="demo")
    department = units["Vård- och omsorgsförvaltningen"]
    municipal = record_agreement(
        regime=Regime.objects.get(key=M),
        customer=department,
        firm=units[MUNICIPAL_FIRM],
        invoiced=department,
        reference="VOF 2023/41",
        starts=start,
        by=by,
    )
    own = {
        provider: record_agreement(
            regime=Regime.objects.get(key=P),
            customer=units[provider],
            firm=units[PROVIDER_FIRM],
            invoiced=units[provider],
            reference="",
            starts=start,
            by=by,
        )
        for provider in (OWN_PROVIDER, SOLBACKA, HEMGARDEN)
    }
    return {"": municipal, **own}


def _open(
    name: str,
    story: Story,
    number: int,
    kinds: dict[str, EquipmentKind],
    regimes: dict[str, Regime],
    cast: Cast,
    start: date,
) -> Gym:
    days = (cast.today - start).days - 5
    by = cast.at(name, days)
    site = Unit.objects.get(name=name)
    gym = open_gym(
        site=site, name=f"{name} minigym", room="Källarplan" if number % 3 else "Träffpunkten", opened=start, by=by
    )
    for place, (kind, make, model, regime, price, weight) in enumerate(ITEMS[: story.items], start=1):
        add_equipment(
            gym=gym,
            kind=kinds[kind],
            regime=regimes[regime],
            number=f"MG-{place}",
            make=make,
            model=model,
            serial_number=f"{make[:1]}{number:02}{place:02}-{(number * 37 + place * 11) % 90 + 10}"
            if place % 4
            else "",
            acquired=PartialDate(2012 + (number + place) % 11, (place % 12) + 1 if place % 3 else 0),
            price=Decimal(price) if price else None,
            max_user_weight=weight,
            placement=["Vid fönstret", "Rum 2", "Hörnet", ""][place % 4],
            supplementary=place > 10,
            by=by,
        )
    return gym


def _inspect(gym: Gym, story: Story, cast: Cast, agreements: dict[str, Agreement]) -> None:
    """Each of the story's years the firms came; the property owner as well."""
    site = gym.site.name
    provider = next(part[0] for parts in AREAS.values() for part in parts.values() if site in part[1])
    for year in reversed(range(story.years)):
        ago = story.inspected + 365 * year
        by = cast.at(site, ago - 5)
        on = cast.today - timedelta(days=ago)
        for agreement, regime in ((agreements[""], M), (agreements[provider], P)):
            if gym.items.filter(regime__key=regime).exists():
                record_protocol(
                    gym=gym,
                    on=on,
                    inspector="Tina Möller" if regime == M else "Janne Berglin",
                    firm=agreement.firm,
                    verdicts={},
                    counts_as_service=True,
                    cost=Decimal("4800.00") if regime == M else Decimal("1900.00"),
                    by=by,
                )
        owner_ago = ago + 365 if site == LATE_OWNER and year == 0 else ago
        if site != LATE_OWNER or year == 0:
            record_property_inspection(
                gym=gym,
                on=cast.today - timedelta(days=owner_ago + 5),
                inspector="Ove Kallin",
                by=cast.at(site, ago - 6),
            )


def _tell(
    gym: Gym, cast: Cast, agreements: dict[str, Agreement], kinds: dict[str, EquipmentKind], regimes: dict[str, Regime]
) -> None:
    """What is particular about this gym today."""
    site = gym.site.name
    if site == STOPPED:
        item = _item(gym, "Chest press")
        by = cast.at(site, 21)
        take_out_of_use(item=item, reason="Vajern har en skarv som spretar.", by=by)
        open_follow_up(
            item=item, severity=Verdict.STOP, what="Byt vajern och provkör innan maskinen används igen.", by=by
        )
    if site == UNBOOKED:
        by = cast.at(site, 16)
        municipal = list(gym.items.kept().filter(regime__key=M))
        order_service(gym=gym, agreement=agreements[""], items=municipal, text="Årlig service enligt avtal.", by=by)
    if site == "Mariehem":
        by = cast.at(site, 75)
        own = list(gym.items.kept().filter(regime__key=M))
        order = order_service(gym=gym, agreement=agreements[""], items=own, text="Årlig service enligt avtal.", by=by)
        book_service(order=order, on=cast.today - timedelta(days=50), by=cast.at(site, 70))
        complete_service(
            order=order,
            on=cast.today - timedelta(days=50),
            cost=Decimal("5200.00"),
            performed={item.pk for item in own},
            by=cast.at(site, 49),
        )
    if site == REMARK:
        open_follow_up(
            item=_item(gym, "Pulley-drag"),
            severity=Verdict.REPAIR,
            what="Smörj lagret och byt handtaget.",
            by=cast.at(site, 24),
        )
    confirm_list(gym=gym, by=cast.at(site, 20))
    print_binder(gym=gym, by=cast.at(site, 19))
    if site in (OLD_BINDER, UNCONFIRMED):
        bike = _item(gym, "Motionscykel")
        edit_equipment(item=bike, changes={"placement": "Vid entrén"}, version=bike.version, by=cast.at(site, 10))
    if site == OLD_BINDER:
        confirm_list(gym=gym, by=cast.at(site, 9))
    if site == UNDER_WAY:
        by = cast.at(site, 0, hour=0)
        under_way = start_round(gym=gym, on=cast.today, inspector="Tina Möller", firm=agreements[""].firm, by=by)
        for item in gym.items.kept().filter(regime__key=M)[:4]:
            record_verdict(round=under_way, item=item, verdict=Verdict.OK, by=by)


def _item(gym: Gym, kind: str) -> Equipment:
    return gym.items.kept().get(kind__name=kind)


def _import_kept_list(cast: Cast) -> None:
    by = cast.at(NEW_SITE, 6)
    gym = open_gym(
        site=Unit.objects.get(name=NEW_SITE),
        name=f"{NEW_SITE} minigym",
        room="Gamla matsalen",
        opened=cast.today - timedelta(days=30),
        by=by,
    )
    preview = read_inventory(kept_list(cast.today), filename="Inventarielista Östanbäck.xlsx", today=by.today)
    import_items(gym=gym, preview=preview, by=by)


def kept_list(today: date) -> bytes:
    """The workbook that Östanbäck kept; the latest inspection in it was last year."""
    import xlsxwriter

    last = today.year - 1
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet("Blad1")
    for row, values in enumerate(KEPT_LIST):
        for column, value in enumerate(values):
            text = value.format(last=last, short=f"{last % 100:02}") if isinstance(value, str) else value
            sheet.write(row, column, text)
    workbook.close()
    return buffer.getvalue()
