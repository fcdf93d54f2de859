"""What does one fill in to put an activity in the programme, with its times, in one step?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.fields import MoneyFormField
from livskraft.kit.formats import WEEKDAYS
from livskraft.modules.activities.actions import occasions, programme
from livskraft.modules.activities.actions.programme import Details, Times
from livskraft.modules.activities.models import Activity, Series
from livskraft.modules.activities.rules.recurrence import LAST, MOST_WEEKS, Recurrence
from livskraft.modules.activities.rules.vocabulary import DocumentationMode, Kind, Pattern, SignUpMode
from livskraft.organisation.models import Unit

ONCE = "once"
REPEATS = [
    (ONCE, lazy("En gång")),
    (Pattern.WEEKLY, lazy("Varje vecka, eller med några veckors mellanrum")),
    (Pattern.MONTHLY, lazy("En viss veckodag i månaden, till exempel första tisdagen")),
]
_EVERY = [
    lazy("Varje gång"),
    lazy("Varannan"),
    lazy("Var tredje"),
    lazy("Var fjärde"),
    lazy("Var femte"),
    lazy("Var sjätte"),
    lazy("Var sjunde"),
    lazy("Var åttonde"),
]
EVERY = list(enumerate(_EVERY[:MOST_WEEKS], 1))
NTHS = [(1, lazy("Första")), (2, lazy("Andra")), (3, lazy("Tredje")), (4, lazy("Fjärde")), (LAST, lazy("Sista"))]
DAYS = [(number, name.capitalize()) for number, name in enumerate(WEEKDAYS)]
# What the actions call otherwise than the form that asks for it.
_NAMES = {"on": "starts", "ends": "to_time"}


def attempt(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the action gave; None when it refused, which is then shown beside its field. Raises Conflict."""
    try:
        return act()
    except Refused as refused:
        field = refused.field
        if field not in form.fields:
            field = _NAMES.get(field or "", field)
        form.add_error(field if field in form.fields else None, refused.message)
        return None


class _Acting(forms.Form):
    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by


class ActivityForm(_Acting):
    """What is said about an activity."""

    title = forms.CharField(label=lazy("Vad är det?"), max_length=120, help_text=lazy("Till exempel Sittgympa."))
    kind = forms.ChoiceField(label=lazy("Slag"), choices=Kind.choices)
    place = forms.CharField(
        label=lazy("Lokal"), max_length=120, required=False, help_text=lazy("Till exempel Samlingssalen.")
    )
    leader = forms.CharField(
        label=lazy("Ledare"),
        max_length=120,
        required=False,
        help_text=lazy("Ett förnamn eller en roll. Det syns för alla."),
    )
    cost = MoneyFormField(
        label=lazy("Kostnad"), required=False, help_text=lazy("Tomt betyder att inget står. 0 är gratis.")
    )
    description = forms.CharField(
        label=lazy("Beskrivning"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    for_whom = forms.CharField(
        label=lazy("För vem?"), max_length=200, required=False, help_text=lazy("Tomt betyder alla.")
    )
    accessibility = forms.CharField(
        label=lazy("Tillgänglighet"),
        max_length=300,
        required=False,
        help_text=lazy("Till exempel: hörslinga, plats för rullstol."),
    )
    partner = forms.CharField(
        label=lazy("I samarbete med"), max_length=120, required=False, help_text=lazy("En förening eller församling.")
    )
    sign_up = forms.ChoiceField(label=lazy("Anmälan"), choices=SignUpMode.choices)
    capacity = forms.IntegerField(
        label=lazy("Antal platser"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=lazy("Tomt betyder så många som vill."),
    )
    documentation_mode = forms.ChoiceField(
        label=lazy("Vad skrivs upp?"),
        choices=DocumentationMode.choices,
        widget=forms.RadioSelect,
        help_text=lazy(
            "Insatser utan beslut dokumenteras om inte nämnden har beslutat att de får vara anonyma "
            "(14 kap. 3 och 5 §§ socialtjänstlagen)."
        ),
    )
    decision_committee = forms.CharField(
        label=lazy("Nämnd som har beslutat"), max_length=120, required=False, help_text=lazy("Bara när antal räknas.")
    )
    decision_reference = forms.CharField(label=lazy("Beslutets diarienummer"), max_length=60, required=False)
    decision_on = forms.DateField(label=lazy("Beslutsdatum"), required=False, widget=forms.DateInput())

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        initial = {
            "kind": Kind.SOCIAL,
            "sign_up": SignUpMode.NONE,
            "documentation_mode": DocumentationMode.INDIVIDUAL,
        } | (kwargs.pop("initial", None) or {})
        super().__init__(*args, by=by, initial=initial, **kwargs)

    @property
    def details(self) -> Details:
        data = self.cleaned_data
        return Details(
            title=data["title"],
            kind=Kind(data["kind"]),
            description=data["description"],
            place=data["place"],
            leader=data["leader"],
            partner=data["partner"],
            cost=data["cost"],
            for_whom=data["for_whom"],
            accessibility=data["accessibility"],
            capacity=data["capacity"],
            sign_up=SignUpMode(data["sign_up"]),
            documentation_mode=DocumentationMode(data["documentation_mode"]),
            decision_committee=data["decision_committee"],
            decision_reference=data["decision_reference"],
            decision_on=data["decision_on"],
        )


class TimesForm(_Acting):
    """When it is on: once, every so many weeks, or a certain weekday of the month."""

    repeat = forms.ChoiceField(label=lazy("Hur ofta?"), choices=REPEATS, widget=forms.RadioSelect)
    starts = forms.DateField(label=lazy("Datum"), widget=forms.DateInput(), help_text=lazy("Den första dagen."))
    from_time = forms.TimeField(label=lazy("Börjar"), widget=forms.TimeInput())
    to_time = forms.TimeField(
        label=lazy("Slutar"),
        required=False,
        widget=forms.TimeInput(),
        help_text=lazy("Tomt betyder att ingen sluttid skrivs ut."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=lazy("Veckodagar"),
        choices=DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Tomt betyder samma veckodag som första dagen."),
    )
    nth = forms.TypedChoiceField(label=lazy("Vilken i månaden?"), choices=NTHS, coerce=int, required=False)
    every = forms.TypedChoiceField(
        label=lazy("Mellanrum"),
        choices=EVERY,
        coerce=int,
        required=False,
        help_text=lazy("Varannan betyder varannan vecka, eller varannan månad."),
    )
    until = forms.DateField(
        label=lazy("Sista dagen"),
        required=False,
        widget=forms.DateInput(),
        help_text=lazy("Tomt betyder ett år framåt. Dagar då det är stängt hoppas över."),
    )
    although_closed = forms.BooleanField(label=lazy("Det hålls även om det är stängt den dagen"), required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        initial = {"repeat": ONCE, "starts": by.today, "every": 1, "nth": 1} | (kwargs.pop("initial", None) or {})
        super().__init__(*args, by=by, initial=initial, **kwargs)

    @property
    def times(self) -> Times:
        """Raises Refused when the days make no sense."""
        data = self.cleaned_data
        starts, between = data["starts"], (data["from_time"], data["to_time"])
        if data["repeat"] == ONCE:
            return Times(*between, on=starts, although_closed=data["although_closed"])
        monthly = data["repeat"] == Pattern.MONTHLY
        try:
            until = data["until"] or starts + relativedelta(years=1) - timedelta(days=1)
        except (OverflowError, ValueError) as far:
            raise Refused(_("Året ser inte rätt ut."), "starts") from far
        recurrence = Recurrence(
            pattern=data["repeat"],
            every=data["every"] or 1,
            weekdays=tuple(data["weekdays"]) or (starts.weekday(),),
            starts=starts,
            until=until,
            nth=(data["nth"] or 1) if monthly else None,
        )
        return Times(*between, recurrence=recurrence)


class AddActivityForm(TimesForm, ActivityForm):
    """A new activity and when it is on."""

    def __init__(self, *args: Any, site: Unit, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.site = site

    def act(self) -> Activity | None:
        found: Activity | None = attempt(
            self,
            lambda: programme.start_activity(site=self.site, details=self.details, times=self.times, by=self.by),
        )
        return found


class ChangeActivityForm(ActivityForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, activity: Activity, by: Actor, **kwargs: Any) -> None:
        now = {name: getattr(activity, name) for name in (*ActivityForm.base_fields, "version")}
        super().__init__(*args, by=by, initial=now, **kwargs)
        self.activity = activity

    def act(self) -> Activity | None:
        found: Activity | None = attempt(
            self,
            lambda: programme.change_activity(
                activity=self.activity, details=self.details, version=self.cleaned_data["version"], by=self.by
            ),
        )
        return found


class AddTimesForm(TimesForm):
    """More times of an activity that there is."""

    def __init__(self, *args: Any, activity: Activity, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.activity = activity

    def act(self) -> Any:
        return attempt(self, lambda: programme.add_times(activity=self.activity, times=self.times, by=self.by))


class EndSeriesForm(forms.Form):
    last_day = forms.DateField(
        label=lazy("Sista dagen"),
        widget=forms.DateInput(),
        help_text=lazy(
            "Tillfällen efter den dagen tas bort. Där någon är anmäld ställs tillfället in i stället, "
            "så att alla får besked."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, series: Series, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series, self.by = series, by
        self.fields["last_day"].initial, self.fields["version"].initial = by.today, series.version

    def act(self) -> Any:
        return attempt(self, lambda: programme.end_series(series=self.series, by=self.by, **self.cleaned_data))


class CloseDayForm(forms.Form):
    on = forms.DateField(label=lazy("Dag"), widget=forms.DateInput())
    reason = forms.CharField(
        label=lazy("Varför?"),
        max_length=200,
        required=False,
        help_text=lazy("Alla kan läsa det. Till exempel: Julafton."),
    )

    def __init__(self, *args: Any, site: Unit, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.by = site, by

    def act(self) -> Any:
        return attempt(self, lambda: occasions.close_day(site=self.site, by=self.by, **self.cleaned_data))
