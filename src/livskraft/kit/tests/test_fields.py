"""Are partial dates and sums kept, compared and typed as they are known?"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models

from livskraft.kit.fields import MoneyFormField, PartialDateField, PartialDateFormField
from livskraft.kit.partial_date import PartialDate


class Machine(models.Model):
    bought = PartialDateField(null=True, blank=True)

    class Meta:
        app_label = "kit_test_fields"


@pytest.fixture
def machines(transactional_db):
    with connection.schema_editor() as editor:
        editor.create_model(Machine)
    for iso in ("2019", "2019-03", "2019-03-17", "2020-02"):
        Machine.objects.create(bought=PartialDate.from_iso(iso))
    Machine.objects.create(bought=None)
    yield Machine.objects
    with connection.schema_editor() as editor:
        editor.delete_model(Machine)


def bought(query):
    return [machine.bought.iso for machine in query.order_by("bought")]


def test_what_is_stored_comes_back(machines):
    assert bought(machines.exclude(bought=None)) == ["2019", "2019-03", "2019-03-17", "2020-02"]


def test_lookups_take_a_partial_date_a_day_an_iso_text_or_a_code(machines):
    assert bought(machines.filter(bought=PartialDate(2019, 3))) == ["2019-03"]
    assert bought(machines.filter(bought="2019")) == ["2019"]
    assert bought(machines.filter(bought__lte=date(2019, 3, 1))) == ["2019", "2019-03"]
    assert bought(machines.filter(bought__range=(20190000, date(2019, 12, 31)))) == ["2019", "2019-03", "2019-03-17"]
    assert bought(machines.filter(bought__in=[PartialDate(2020, 2), "2019"])) == ["2019", "2020-02"]
    assert machines.aggregate(latest=models.Max("bought"))["latest"] == PartialDate(2020, 2)


def test_a_nonsense_value_is_refused():
    with pytest.raises(ValidationError):
        Machine(bought="2019-13").full_clean()


@pytest.mark.parametrize(
    ("typed", "iso"), [("mars 2019", "2019-03"), ("17/9 -16", "2016-09-17"), ("2019-03", "2019-03")]
)
def test_a_form_reads_what_people_write(typed, iso):
    assert PartialDateFormField().clean(typed) == PartialDate.from_iso(iso)


@pytest.mark.parametrize("typed", ["", "okänt"])
def test_a_form_takes_an_unknown_date(typed):
    assert PartialDateFormField(required=False).clean(typed) is None


def test_a_form_says_why_a_date_cannot_be_read():
    with pytest.raises(ValidationError, match=r"31 februari 2020 finns inte\. Skriv till exempel"):
        PartialDateFormField().clean("31/2 -20")


def test_a_form_shows_a_stored_date_so_that_it_can_be_read_again():
    field = PartialDateFormField()
    assert field.clean(field.prepare_value(PartialDate(2019, 3))) == PartialDate(2019, 3)
    assert not field.has_changed(PartialDate(2019, 3), "mars 2019")
    assert field.has_changed(PartialDate(2019, 3), "april 2019")
    assert PartialDateField().formfield().__class__ is PartialDateFormField


def test_a_coming_date_needs_a_field_that_expects_one():
    assert PartialDateFormField(future=True).clean("2040") == PartialDate(2040)
    with pytest.raises(ValidationError):
        PartialDateFormField().clean("2040")


@pytest.mark.parametrize(
    ("written", "kept"),
    [("12 500 kr", Decimal(12500)), ("2400,50", Decimal("2400.50")), ("0", Decimal(0)), ("", None), ("okänt", None)],
)
def test_money_is_read_as_people_write_it(written, kept):
    assert MoneyFormField(required=False).clean(written) == kept


@pytest.mark.parametrize("written", ["-5", "\u22125", "fem", "1 2 3"])
def test_what_is_no_sum_is_refused_in_words(written):
    with pytest.raises(ValidationError):
        MoneyFormField(required=False).clean(written)
