"""What does a big city hold? 300 sites and gyms, 6,000 items, 60,000 inspections and 3,000 users, by set-based SQL."""

from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.utils import timezone

from livskraft.access.actor import system_actor
from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.kit.names import name_key, sort_key
from livskraft.modules.minigym.actions.regimes import set_up_minigym
from livskraft.modules.minigym.models import Agreement, CompetencePlan, Gym, OpeningHours, Regime
from livskraft.modules.minigym.models.competence import EMPLOYED
from livskraft.modules.minigym.rules import RegimeKey
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Contract, Premises, Presentation, Unit

SITES, ITEMS_PER_GYM, INSPECTIONS_PER_ITEM, USERS = 300, 20, 10, 3000


def build(today: date) -> None:
    """Fill an empty, migrated database."""
    now = timezone.now()
    set_up_minigym(by=system_actor("bench"))
    with transaction.atomic():
        sites = _organisation(today)
        _people(sites, now)
        _gyms(sites, now)
        _open_to_all()
        _items(today)
        _inspections(now, INSPECTIONS_PER_ITEM, offset=0)
        _competence_plans(today)
    analyze()


def multiply_history(times: int) -> None:
    """Add older inspections until there are `times` as many."""
    with transaction.atomic():
        _inspections(timezone.now(), INSPECTIONS_PER_ITEM * (times - 1), offset=INSPECTIONS_PER_ITEM)
    analyze()


def _unit(kind: UnitKind, name: str, parent: Unit | None) -> Unit:
    unit = Unit.objects.create(
        kind=kind, name=name, name_key=name_key(name), sort_key=sort_key(name), parent=parent, path=""
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def _organisation(today: date) -> list[Unit]:
    root = _unit(UnitKind.MUNICIPALITY, "Storstads kommun", None)
    providers = [_unit(UnitKind.PROVIDER, f"Utförare {n}", root) for n in range(6)]
    owners = [_unit(UnitKind.PROPERTY_OWNER, f"Fastighetsbolag {n}", root) for n in range(10)]
    firm = _unit(UnitKind.SERVICE_FIRM, "Servicefirman", root)
    sites = []
    for n in range(15):
        area = _unit(UnitKind.AREA, f"Område {n}", root)
        for side in range(2):
            part = _unit(UnitKind.AREA_PART, f"Område {n} del {side}", area)
            Contract.objects.create(
                provider=providers[(n + side) % 6],
                area_part=part,
                kind=ContractKind.PROCURED,
                starts=today - timedelta(days=900),
            )
            sites += [_unit(UnitKind.SITE, f"Boende {n}-{side}-{k}", part) for k in range(10)]
    Premises.objects.bulk_create(
        Premises(site=site, address="Gatan 1", property_owner=owners[k % 10]) for k, site in enumerate(sites)
    )
    Agreement.objects.create(
        regime=Regime.objects.get(key=RegimeKey.MUNICIPAL),
        customer=root,
        firm=firm,
        invoiced=root,
        starts=today - timedelta(days=900),
    )
    return sites


def _people(sites: list[Unit], now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_user (password, name, name_key, sort_key, email, phone, title, is_active, demo_day,"
            " created_at, version) SELECT '!', 'Person ' || i, 'person ' || i, 'person ' || i,"
            f" 'person' || i || '@example.invalid', %s, '', TRUE, '', %s, 1 FROM ({series(USERS)}) n",
            [User._meta.get_field("phone").get_db_prep_value("", connection), now],
        )
    users = list(User.objects.order_by("pk"))
    start = now.date() - timedelta(days=400)
    roles = [Role.UNIT_MANAGER, *[Role.CARE_STAFF] * 8, Role.PHYSIOTHERAPIST]
    Assignment.objects.bulk_create(
        Assignment(user=user, role=roles[k // len(sites) % 10], unit=sites[k % len(sites)], starts=start)
        for k, user in enumerate(users)
    )
    # The last users have no other role at a site. One provider in six has nobody, so that all that they owe climbs.
    providers = Unit.objects.filter(kind=UnitKind.PROVIDER).order_by("pk")
    Assignment.objects.bulk_create(
        Assignment(user=user, role=Role.AREA_MANAGER, unit=unit, starts=start)
        for user, unit in zip(users[-20:], providers[1:], strict=False)
    )


def _competence_plans(today: date) -> None:
    """Nine employees in ten have one; one in sixty is to be talked through."""
    working = Assignment.objects.filter(role__in=EMPLOYED).select_related("unit__parent").order_by("pk")
    answering = dict(Contract.objects.values_list("area_part", "provider"))
    CompetencePlan.objects.bulk_create(
        CompetencePlan(
            employee_id=held.user_id,
            provider_id=answering[held.unit.parent_id or 0],
            started_on=today - timedelta(days=100),
            review_on=today + timedelta(days=300 if k % 60 else -10),
        )
        for k, held in enumerate(working)
        if k % 10
    )


def vacate_managers(count: int) -> None:
    """`count` sites of the provider without an area manager have no manager, so that all they owe climbs two steps."""
    led = Assignment.objects.filter(role=Role.AREA_MANAGER).values("unit")
    alone = Contract.objects.exclude(provider__in=led).values("area_part")
    posts = Assignment.objects.filter(role=Role.UNIT_MANAGER, unit__parent__in=alone).order_by("unit")[:count]
    Assignment.objects.filter(pk__in=list(posts.values_list("pk", flat=True))).delete()


def _gyms(sites: list[Unit], now: datetime) -> None:
    Gym.objects.bulk_create(
        Gym(
            site=site,
            name=f"Minigym {site.name}",
            sort_key=sort_key(site.name),
            list_changed_at=now,
            unconfirmed_since=now,
            unprinted_since=now,
        )
        for site in sites
    )


def _open_to_all() -> None:
    """Hours of every gym, and what the public reads of every site."""
    hours = [(day, False, time(9), time(16)) for day in range(5)] + [(0, True, time(13), time(15))]
    OpeningHours.objects.bulk_create(
        OpeningHours(gym=gym, weekday=day, staffed=staffed, starts=starts, ends=ends)
        for gym in Gym.objects.all()
        for day, staffed, starts, ends in hours
    )
    Presentation.objects.bulk_create(
        Presentation(site=site, text="Välkommen hit. " * 10, phone="012-34 56 78", way="Buss 4.", access="Hiss.")
        for site in Unit.objects.sites()
    )


def _items(today: date) -> None:
    """Twenty items a gym: every tenth the provider's, every twentieth a fixture; one in thirty is overdue."""
    recent = (today - timedelta(days=90)).strftime("%Y%m%d")
    old = (today - timedelta(days=500)).strftime("%Y%m%d")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO minigym_equipment (gym_id, kind_id, number, sort_key, regime_id, status, make, model,"
            " serial_number, standard, usage_class, acquired, supplier, placement, note, inspected, serviced, token,"
            " retired_reason, import_key, version)"
            " SELECT g.id, k.id, 'MG-' || i, k.sort_key || i, r.id,"
            " CASE WHEN (g.id + i) % 40 = 0 THEN 'out_of_use' ELSE 'in_use' END, 'HUR', '3540',"
            " 'S' || g.id || '-' || i,"
            f" '', '', 20190300, '', 'Rum 2', '', CASE WHEN (g.id + i) % 30 = 0 THEN {old} ELSE {recent} END,"
            f" {recent}, 'bench' || g.id || '-' || i, '', '', 1"
            f" FROM minigym_gym g CROSS JOIN ({series(ITEMS_PER_GYM)}) n"
            " JOIN minigym_regime r ON r.key = CASE WHEN i % 20 = 19 THEN 'property' WHEN i % 10 = 9 THEN 'provider'"
            " ELSE 'municipal' END"
            " JOIN minigym_equipmentkind k ON k.id = (SELECT MIN(id) FROM minigym_equipmentkind) + i % 10"
        )


def _inspections(now: datetime, per_item: int, offset: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO minigym_inspection (item_id, "on", verdict, remark, imported, recorded_at, version)'
            f" SELECT e.id, (2025 - (i + {offset})) * 10000 + 615, 'ok', '', FALSE, %s, 1"
            f" FROM minigym_equipment e CROSS JOIN ({series(per_item)}) n",
            [now],
        )


def series(count: int) -> str:
    if connection.vendor == "postgresql":
        return f"SELECT i FROM generate_series(0, {count - 1}) i"
    return f"WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < {count - 1}) SELECT i FROM c"


def analyze() -> None:
    """Engines tidy up after so many rows by themselves, and would do it while we measure."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
