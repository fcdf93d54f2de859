"""Is what is kept of a kind's query the same question, and never an answer?"""

from datetime import timedelta

import pytest
from django.db.models import Case, F, Value, When
from django.utils import timezone

from livskraft.duties import prepared
from livskraft.duties.catalogue import kinds, together
from livskraft.duties.prepared import Asked, counted, with_something
from livskraft.duties.tests.factories import DAY, site_kind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
# They read first which terms hold today.
READS_FIRST = {"minigym.inspect", "minigym.service"}


@pytest.fixture
def rows():
    return site_kind().query


@pytest.fixture
def sites():
    return [SiteFactory().pk for _ in range(3)]


def of_units(sites):
    """Each of the ways to say which units, and which they are."""
    first, second, third = sites
    return [
        ([first], {first}),
        ([first, third], {first, third}),
        (Unit.objects.filter(pk__gte=second), {second, third}),
        (Unit.objects.filter(path__startswith="/"), {first, second, third}),
        ([], set()),
        (Unit.objects.none(), set()),
        ([0], set()),
    ]


def backen(units, today):
    """Late where the name says so; the SQL asks for the units twice, and has a per cent sign of its own."""
    held = Unit.objects.filter(pk__in=units, path__startswith=F("parent__path")).exclude(name="Lunden")
    late = Case(When(name="Backen", pk__in=units, then=Value(True)), default=Value(False))
    kind = Case(When(name="Backen", then=Value("test.backen")), default=Value("test.other"))
    return held.annotate(duty_unit=F("pk"), duty_kind=kind, duty_late=late)


def named_backen():
    return Unit.objects.filter(name="Backen")


def test_it_finds_what_the_query_finds_whichever_units_are_asked_about(rows, sites):
    for units, expected in of_units(sites):
        assert {unit for unit, *_rest in counted(rows, False, units, DAY)} == expected
        assert bool(with_something([Asked(rows, units)], DAY)) == bool(expected)


def test_the_units_stand_wherever_they_are_asked_for(sites):
    Unit.objects.filter(pk=sites[0]).update(name="Backen")
    everybody = sorted(counted(backen, True, Unit.objects.all(), DAY))
    assert {unit for unit, *_rest in everybody} == set(backen(Unit.objects.all(), DAY).values_list("pk", flat=True))
    assert (sites[0], "test.backen", 1, 1) in everybody
    assert (sites[1], "test.other", 1, 0) in everybody
    assert list(counted(backen, True, [sites[0]], DAY)) == [(sites[0], "test.backen", 1, 1)]


def test_of_a_query_with_several_kinds_only_those_asked_for_count(sites):
    asked = [Asked(backen, sites, (key,)) for key in ("test.backen", "test.other")]
    assert with_something(asked, DAY) == [asked[1]]
    Unit.objects.filter(pk__in=sites).update(name="Backen")
    assert with_something(asked, DAY) == [asked[0]]


def test_what_was_answered_is_not_kept(sites):
    for name, late in (("Lunden", []), ("Backen", [1]), ("Ängen", [0]), ("Lunden", [])):
        Unit.objects.filter(pk=sites[0]).update(name=name)
        assert [row[3] for row in counted(backen, True, sites[:1], DAY)] == late
        assert len(with_something([Asked(backen, sites[:1])], DAY)) == len(late)


def test_the_day_is_the_one_asked_about(sites):
    def late_from(units, today):
        late = Case(When(opened__lt=today, then=Value(True)), default=Value(False))
        return Unit.objects.filter(pk__in=units).annotate(duty_unit=F("pk"), duty_late=late)

    Unit.objects.filter(pk=sites[0]).update(opened=DAY)
    for days, late in ((0, 0), (1, 1), (0, 0)):
        assert list(counted(late_from, False, sites[:1], DAY + timedelta(days=days))) == [(sites[0], "", 1, late)]


def test_which_have_something_is_one_query(rows, sites, django_assert_num_queries):
    asked = [Asked(rows, units) for units in ([0], sites, [], Unit.objects.all(), Unit.objects.none())]
    with django_assert_num_queries(1):
        assert with_something(asked, DAY) == [asked[1], asked[3]]
    with django_assert_num_queries(0):
        assert with_something([], DAY) == with_something([Asked(rows, [])], DAY) == []


@pytest.mark.parametrize(
    "reads",
    [
        lambda units: Unit.objects.filter(pk__in=units).filter(pk__in={unit.pk for unit in named_backen()}),
        lambda units: Unit.objects.filter(pk=units[0]),
        lambda units: Unit.objects.filter(pk__in=[unit for unit in units if unit > 0]),
    ],
    ids=["reads first", "one unit", "looks at the units"],
)
def test_what_cannot_be_kept_is_asked_each_time(sites, reads):
    def query(units, today):
        return reads(units).filter(name="Backen").annotate(duty_unit=F("pk"), duty_late=Value(False))

    first = [(sites[0], "", 1, 0)]
    for found in (first, [], first):
        Unit.objects.filter(pk__in=sites[:2]).update(name="Lunden")
        Unit.objects.filter(pk=sites[0 if found else 1]).update(name="Backen")
        assert list(counted(query, False, sites[:1], DAY)) == found
        assert with_something([Asked(query, sites[:1])], DAY)


def test_every_kind_is_kept_and_none_reads_the_clock(monkeypatch):
    def clock():
        raise AssertionError("a kind is about a day, not about now")

    monkeypatch.setattr(timezone, "now", clock)
    # Whatever another test has asked about the same day would be kept, and the clock not read again.
    prepared._counting.cache_clear()
    prepared._existence.cache_clear()
    day = DAY + timedelta(days=1)
    kept = {asked[0].key for asked in together(kinds) if prepared._counting(asked[0].query, asked[0].shared, day)}
    assert kept == {asked[0].key for asked in together(kinds)} - READS_FIRST
    assert kept == {asked[0].key for asked in together(kinds) if prepared._existence(asked[0].query, (), day)}
