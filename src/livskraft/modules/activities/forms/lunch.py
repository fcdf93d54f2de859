"""What does one fill in about lunch: when it is served, what there is, who comes, and how many ate?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.fields import MoneyFormField
from livskraft.modules.activities.actions import lunch as actions
from livskraft.modules.activities.actions.lunch import DishLine, Serving
from livskraft.modules.activities.models import LunchBooking, LunchCount, LunchService
from livskraft.modules.activities.queries.lunch import LunchDay
from livskraft.modules.activities.rules.allergens import read_allergens
from livskraft.modules.activities.rules.vocabulary import Allergen
from livskraft.organisation.models import Unit

WEEKDAYS = [
    (0, lazy("Måndag")),
    (1, lazy("Tisdag")),
    (2, lazy("Onsdag")),
    (3, lazy("Torsdag")),
    (4, lazy("Fredag")),
    (5, lazy("Lördag")),
    (6, lazy("Söndag")),
]
DISHES_A_DAY = 3
SERVED = ("weekdays", "from_time", "to_time", "price", "note", "bookable", "portions", "book_before")


class AllergensField(forms.CharField):
    """Allergens as people write them; empty means that nobody has said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=300, **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return read_allergens(super().clean(value))
        except Refused as refused:
            raise ValidationError(refused.message) from refused

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return ", ".join(str(Allergen(each).label).lower() for each in value) or _("inga")
        return value


class LunchForm(forms.Form):
    """When lunch is served, at what price, and whether it can be booked."""

    weekdays = forms.TypedMultipleChoiceField(
        label=lazy("Dagar"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    from_time = forms.TimeField(label=lazy("Från klockan"), widget=forms.TimeInput())
    to_time = forms.TimeField(label=lazy("Till klockan"), widget=forms.TimeInput())
    price = MoneyFormField(label=lazy("Pris i kronor"), required=False)
    note = forms.CharField(
        label=lazy("Bra att veta"),
        max_length=300,
        required=False,
        help_text=lazy("Till exempel: I priset ingår sallad, smör, bröd och kaffe."),
    )
    bookable = forms.BooleanField(label=lazy("Lunchen kan bokas hos personalen"), required=False)
    portions = forms.IntegerField(
        label=lazy("Portioner som kan bokas varje dag"),
        min_value=1,
        max_value=2000,
        required=False,
        help_text=lazy("Tomt betyder att det inte finns någon gräns."),
    )
    book_before = forms.TimeField(
        label=lazy("Boka senast, samma dag klockan"), required=False, widget=forms.TimeInput()
    )

    def __init__(self, *args: Any, site: Unit, service: LunchService | None, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.service, self.by = site, service, by
        if service:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=service.version)
            for name in SERVED:
                self.fields[name].initial = getattr(service, name)
            if service.price is not None:
                self.fields["price"].initial = f"{service.price.normalize():f}".replace(".", ",")

    def act(self) -> LunchService | None:
        """The lunch, or None with the refusal shown. Raises Conflict."""
        data = dict(self.cleaned_data)
        version = data.pop("version", None)
        try:
            return actions.set_lunch(site=self.site, serving=Serving(**data), version=version, by=self.by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


@dataclass(frozen=True)
class DishFields:
    name: BoundField
    vegetarian: BoundField
    allergens: BoundField


@dataclass(frozen=True)
class MenuDay:
    """A day of the form with the fields of its dishes."""

    on: date
    dishes: list[DishFields]


class MenuForm(forms.Form):
    """The dishes of a week. A line that is left empty is no dish.

    Days without dishes propose those of the same weekday in `before`.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        site: Unit,
        service: LunchService,
        monday: date,
        days: list[LunchDay],
        before: Sequence[LunchDay] = (),
        by: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.monday, self.days, self.by = site, monday, days, by
        self.fields["version"].initial = service.version
        copied = {day.on.weekday(): day.dishes for day in before}
        for day in days:
            proposed = day.dishes or copied.get(day.on.weekday(), [])
            for n in range(DISHES_A_DAY):
                dish = proposed[n] if n < len(proposed) else None
                # Day and number are said in each label: the summary of errors and a screen reader show it by itself.
                which = {"day": dict(WEEKDAYS)[day.on.weekday()], "number": n + 1}
                self.fields[f"name_{day.on}_{n}"] = forms.CharField(
                    label=_("%(day)s, rätt %(number)d") % which,
                    max_length=160,
                    required=False,
                    initial=dish.name if dish else "",
                )
                self.fields[f"vegetarian_{day.on}_{n}"] = forms.BooleanField(
                    label=_("Vegetarisk"), required=False, initial=bool(dish and dish.vegetarian)
                )
                self.fields[f"allergens_{day.on}_{n}"] = AllergensField(
                    label=_("%(day)s, allergener %(number)d") % which, initial=dish.allergens if dish else None
                )

    def rows(self) -> Iterator[MenuDay]:
        for day in self.days:
            yield MenuDay(
                day.on,
                [
                    DishFields(*(self[f"{part}_{day.on}_{n}"] for part in ("name", "vegetarian", "allergens")))
                    for n in range(DISHES_A_DAY)
                ],
            )

    def act(self) -> bool:
        """Whether it was saved; a refusal is shown. Raises Conflict."""
        data = self.cleaned_data
        dishes = {
            day.on: [
                DishLine(data[f"name_{day.on}_{n}"], data[f"vegetarian_{day.on}_{n}"], data[f"allergens_{day.on}_{n}"])
                for n in range(DISHES_A_DAY)
                if data[f"name_{day.on}_{n}"]
            ]
            for day in self.days
        }
        try:
            actions.write_menu(site=self.site, monday=self.monday, dishes=dishes, version=data["version"], by=self.by)
        except Refused as refused:
            self.add_error(None, refused.message)
            return False
        return True


class BookingForm(forms.Form):
    name = forms.CharField(
        label=lazy("Vem är det till?"), max_length=120, help_text=lazy("Namnet tas bort en tid efter måltiden.")
    )
    portions = forms.IntegerField(label=lazy("Antal portioner"), min_value=1, max_value=50, initial=1)

    def __init__(self, *args: Any, site: Unit, on: date, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.on, self.by = site, on, by

    def act(self) -> LunchBooking | None:
        """The booking, or None with the refusal shown."""
        try:
            return actions.book_lunch(site=self.site, on=self.on, by=self.by, **self.cleaned_data)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class PortionsForm(forms.Form):
    served = forms.IntegerField(label=lazy("Serverade portioner"), min_value=0, max_value=2000)
    was = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, site: Unit, on: date, served: int | None, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.on, self.by = site, on, by
        self.fields["served"].initial = self.fields["was"].initial = served

    def act(self) -> LunchCount | None:
        """The count, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            return actions.count_portions(
                site=self.site, on=self.on, portions=data["served"], was=data["was"], by=self.by
            )
        except Refused as refused:
            self.add_error("served", refused.message)
            return None
