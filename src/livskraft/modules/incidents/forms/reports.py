"""What does somebody answer to report an incident in under a minute, and where does a manager put it right?"""

import uuid
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.incidents.actions import reports
from livskraft.modules.incidents.models import Incident
from livskraft.modules.incidents.rules import Concerned, Context, Factor, Facts, Kind, What
from livskraft.modules.minigym.public import ItemThere
from livskraft.organisation.models import Unit

UNSURE = "unsure"
FACTORS = [*Factor.choices, (UNSURE, _("Vet inte"))]
KINDS = [
    (Kind.ACCIDENT, _("Olycksfall – någon kom till skada")),
    (Kind.NEAR_MISS, _("Tillbud – det hade kunnat gå illa")),
]
CONTEXTS = [
    (Context.WELLNESS, _("Friskvård – någon tränade eller deltog på egen hand")),
    (Context.CARE, _("Hälso- och sjukvård – till exempel rehabilitering")),
    (Context.ELSE, _("Något annat – till exempel städning eller arbete")),
]


class FirstForm(forms.Form):
    """What every incident has: the place, and three taps. None of it is about a person."""

    site = forms.ChoiceField(label=_("Var hände det?"))
    kind = forms.ChoiceField(label=_("Kom någon till skada?"), choices=KINDS, widget=forms.RadioSelect)
    what = forms.ChoiceField(label=_("Vad hände?"), choices=What.choices, widget=forms.RadioSelect)
    context = forms.ChoiceField(label=_("Vad pågick?"), choices=CONTEXTS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = _choices(self, "site")
        own, others = _sites(by)
        # Anybody may see something happen anywhere; most often it is where they work.
        if own and others:
            field.choices = [("", _("Välj plats")), (_("Dina platser"), own), (_("Andra platser"), others)]
        else:
            field.choices = [("", _("Välj plats")), *own, *others]
        if len(own) == 1:
            field.initial = own[0][0]


def _sites(by: Actor) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The open sites within the actor's reach, and the others."""
    within = set(by.units().sites().values_list("pk", flat=True))
    own: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for pk, name in Unit.objects.sites().open_on(by.today).values_list("pk", "name"):
        (own if pk in within else others).append((str(pk), name))
    return own, others


class ClockField(forms.DateTimeField):
    """A moment by the clock on the wall, also on the nights when the clocks change, which Django refuses to guess.

    An hour that comes twice is the first of them, and one that is left out is the hour after.
    """

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            with timezone.override(UTC):
                read = super().to_python(value)
            return read.replace(tzinfo=timezone.get_current_timezone()) if read else None


class SecondForm(forms.Form):
    """What must also be known, given the first answers."""

    factors = forms.MultipleChoiceField(
        label=_("Bidrog något av det här?"),
        help_text=_("Lämna tomt om inget bidrog."),
        choices=FACTORS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    item = forms.ChoiceField(
        label=_("Vilken maskin?"), help_text=_("Den tas ur bruk på en gång."), required=False, choices=[]
    )
    concerned = forms.ChoiceField(label=_("Vem gällde det?"), choices=Concerned.choices, widget=forms.RadioSelect)
    person_name = forms.CharField(
        label=_("Besökarens namn"),
        max_length=120,
        required=False,
        help_text=_("Bara om du valde med namn. Visas för chefen, och för säkerhetssamordnaren om händelsen går dit."),
    )
    person_contact = forms.CharField(label=_("Telefon till besökaren"), max_length=120, required=False)
    description = forms.CharField(
        label=_("Berätta kort vad som hände"),
        help_text=_("Skriv inga namn här."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    happened_at = ClockField(label=_("När hände det?"), widget=forms.DateTimeInput())
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, site: Unit, first: dict[str, Any], by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.first, self.by = site, first, by
        self.fields["key"].initial = uuid.uuid4()
        self.fields["happened_at"].initial = timezone.localtime(by.at).replace(second=0, microsecond=0)
        _offer_items(self, site, by)
        if first["kind"] == Kind.ACCIDENT:
            _without_nobody(self)

    def act(self) -> Incident | None:
        """The incident, or None with the refusal shown. Everything that was typed stays in the form."""
        data = self.cleaned_data
        try:
            return reports.report(
                site=self.site,
                facts=_facts(self.first | data),
                description=data["description"],
                happened_at=_not_after(data["happened_at"], self.by.at),
                item=reports.item_at(self.site, int(data["item"] or 0), self.by),
                person_name=data["person_name"],
                person_contact=data["person_contact"],
                key=str(data["key"]),
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class CorrectForm(forms.Form):
    """All the answers that decide where an incident goes, for the manager to put right."""

    kind = forms.ChoiceField(label=_("Kom någon till skada?"), choices=KINDS, widget=forms.RadioSelect)
    what = forms.ChoiceField(label=_("Vad hände?"), choices=What.choices, widget=forms.RadioSelect)
    context = forms.ChoiceField(label=_("Vad pågick?"), choices=CONTEXTS, widget=forms.RadioSelect)
    factors = forms.MultipleChoiceField(
        label=_("Bidrog något av det här?"),
        help_text=_("Lämna tomt om inget bidrog."),
        choices=FACTORS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    item = forms.ChoiceField(
        label=_("Vilken maskin?"), help_text=_("Den tas ur bruk på en gång."), required=False, choices=[]
    )
    concerned = forms.ChoiceField(label=_("Vem gällde det?"), choices=Concerned.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, incident: Incident, by: Actor, **kwargs: Any) -> None:
        now = {name: getattr(incident, name) for name in ("kind", "what", "context", "concerned", "version")}
        now["factors"] = [factor.value for factor in incident.factors] + [UNSURE] * incident.unsure
        now["item"] = str(incident.item_id or "")
        super().__init__(*args, **kwargs)
        self.initial = now
        self.incident, self.by = incident, by
        self.named = reports.item_of(incident)
        _offer_items(self, incident.site, by, self.named)
        choices = [Concerned.NAMED] if incident.is_named else [each for each in Concerned if each != Concerned.NAMED]
        _choices(self, "concerned").choices = [(each.value, each.label) for each in choices]

    def act(self) -> Incident | None:
        """The incident sent anew, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            return reports.correct_answers(
                incident=self.incident,
                facts=_facts(data),
                item=self._chosen(int(data["item"] or 0)),
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None

    def _chosen(self, pk: int) -> ItemThere | None:
        if self.named and self.named.pk == pk:
            return self.named
        return reports.item_at(self.incident.site, pk, self.by)


def _facts(data: dict[str, Any]) -> Facts:
    return Facts(
        kind=Kind(data["kind"]),
        what=What(data["what"]),
        context=Context(data["context"]),
        concerned=Concerned(data["concerned"]),
        factors=frozenset(Factor(each) for each in data["factors"] if each != UNSURE),
        unsure=UNSURE in data["factors"],
    )


def _offer_items(form: forms.Form, site: Unit, by: Actor, named: ItemThere | None = None) -> None:
    """The site's items, or no question at all for those who may not see them. What was retired meanwhile is still
    taken, and what is `named` already although it was moved, so that nothing typed is lost."""
    items = reports.items_at(site, by)
    if named and named not in items:
        items.append(named)
    if not items:
        form.fields["item"] = forms.CharField(required=False, widget=forms.HiddenInput, disabled=True)
        return
    chosen = str(form.data.get("item", "") if form.is_bound else form.initial.get("item", ""))
    _choices(form, "item").choices = [("", _("Vet inte, eller ingen särskild"))] + [
        (str(item.pk), f"{item.name}, {item.gym}") for item in items if not item.retired or str(item.pk) == chosen
    ]


def _without_nobody(form: forms.Form) -> None:
    """Where somebody came to harm it concerned somebody."""
    _choices(form, "concerned").choices = [choice for choice in Concerned.choices if choice[0] != Concerned.NOBODY]


def _choices(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


def _not_after(happened: datetime, now: datetime) -> datetime:
    """A phone's clock may be a little ahead of ours."""
    return min(happened, now) if (happened - now).total_seconds() < 300 else happened
