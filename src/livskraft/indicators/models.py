"""Which figures are frozen, how were they corrected since, and how many people live where?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.permissions import Permission
from livskraft.indicators.rules import Span, Term


class Closing(models.Model):
    """That a period was closed: from then on its figures are frozen. `closed_by` is as the audit names the actor."""

    span = models.CharField(max_length=10, choices=Span.choices)
    starts = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-starts"]
        constraints = [models.UniqueConstraint(fields=["span", "starts"], name="a_period_closes_once")]

    def __str__(self) -> str:
        return self.term.label

    @property
    def term(self) -> Term:
        return Term(Span(self.span), self.starts)


class Figure(models.Model):
    """What a unit had counted when the period closed; never changed. What adds up is kept per site only.

    `path` is where the unit stood then, so that sums keep to the organisation of that time. `edition` is the
    definition that it was made by.
    """

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="figures")
    indicator = models.CharField(max_length=60)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)
    numerator = models.DecimalField(max_digits=18, decimal_places=4)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    edition = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "closing", "unit"], name="one_figure_per_period_and_unit")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.closing} {self.unit_id}"


class Revision(models.Model):
    """A later correction of a frozen figure, with the reason; the latest holds, and none is ever changed."""

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="revisions")
    numerator = models.DecimalField(max_digits=18, decimal_places=4)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    edition = models.CharField(max_length=12)
    reason = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["figure", "-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.figure}: {self.reason}"


class ResidentsQuerySet(models.QuerySet["Residents"]):
    def visible_to(self, actor: Any) -> "ResidentsQuerySet":
        return self.filter(unit__in=actor.units(Permission.VIEW))


class Residents(models.Model):
    """How many people a figure is divided by: those who live at a site, or are 65 and over in an area, on a day."""

    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("plats eller område")
    )
    on = models.DateField(_("gäller per"))
    number = models.PositiveIntegerField(_("antal"))
    source = models.CharField(_("källa"), max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ResidentsQuerySet.as_manager()

    class Meta:
        ordering = ["unit__sort_key", "-on"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "on"],
                name="one_number_of_residents_per_day",
                violation_error_message=_("Det finns redan ett antal för den dagen."),
            ),
            models.CheckConstraint(
                name="residents_have_a_source",
                condition=~Q(source=""),
                violation_error_message=_("Skriv varifrån uppgiften kommer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.on}: {self.number}"
