"""What does a physiotherapist fill in about guided staff, and a manager about who holds the staffed hours?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.kit.errors import Refused
from livskraft.kit.formats import hours
from livskraft.modules.minigym.actions import guidance as actions
from livskraft.modules.minigym.models import EquipmentKind, Guidance, GuidanceOccasion, Gym, OpeningHours, StaffedTurn
from livskraft.modules.minigym.queries.guidance import Holder
from livskraft.modules.minigym.rules import INTERVALS, Weekday
from livskraft.organisation.models import Unit


class GuideForm(forms.Form):
    """A group of staff guided on some kinds, in one step."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Vilka deltog?"), widget=forms.CheckboxSelectMultiple
    )
    kinds = forms.ModelMultipleChoiceField(
        EquipmentKind.objects.none(), label=_("På vilken utrustning?"), widget=forms.CheckboxSelectMultiple
    )
    on = forms.DateField(label=_("När?"), widget=forms.DateInput())
    months = forms.TypedChoiceField(
        label=_("Gäller i"),
        coerce=int,
        help_text=_("Så länge som kommunen har bestämt, eller kortare om du bedömer att det behövs."),
    )
    note = forms.CharField(
        label=_("Anteckning"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Till exempel vad ni övade på. Skriv inget om enskilda personer."),
    )

    def __init__(
        self,
        *args: Any,
        site: Unit,
        people: Sequence[User],
        kinds: Sequence[EquipmentKind],
        longest: int,
        by: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.by = site, by
        fields: dict[str, Any] = self.fields
        fields["people"].queryset = User.objects.filter(pk__in=[person.pk for person in people])
        fields["kinds"].queryset = EquipmentKind.objects.filter(pk__in=[kind.pk for kind in kinds])
        fields["on"].initial = by.today
        fields["months"].choices = [(each, _months(each)) for each in INTERVALS if each <= longest]
        fields["months"].initial = longest

    def act(self) -> GuidanceOccasion | None:
        """The occasion, or None with the refusal shown."""
        data = self.cleaned_data
        try:
            return actions.guide_staff(
                site=self.site,
                people=list(data["people"]),
                kinds=list(data["kinds"]),
                on=data["on"],
                months=data["months"],
                note=data["note"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class ReasonForm(forms.Form):
    """Why guidance no longer holds."""

    reason = forms.CharField(label=_("Varför?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def take_back(self, occasion: GuidanceOccasion) -> bool:
        """Whether the registration was taken back; if not, the refusal is shown."""
        try:
            actions.take_back_guidance(occasion=occasion, reason=self.cleaned_data["reason"], by=self.by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return False
        return True

    def end(self, guidance: Guidance) -> bool:
        """Whether all of the person's guidance at the site was ended; if not, the refusal is shown."""
        try:
            actions.end_guidance(
                site=guidance.site, person=guidance.person, reason=self.cleaned_data["reason"], by=self.by
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return False
        return True


@dataclass(frozen=True, slots=True)
class _Span:
    day: Weekday
    starts: time
    ends: time

    @property
    def name(self) -> str:
        return f"pass_{self.day}_{self.starts:%H%M}_{self.ends:%H%M}"

    def __str__(self) -> str:
        return f"{self.day.label} {hours(self.starts, self.ends)}"


class TurnsForm(forms.Form):
    """Who usually holds each staffed span of the week: a group of ticks per span."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, gym: Gym, holders: Sequence[Holder], by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gym, self.by = gym, by
        self.fields["version"].initial = gym.version
        staffed = OpeningHours.objects.filter(gym=gym, staffed=True).order_by("weekday", "starts")
        self.spans = [_Span(Weekday(row.weekday), row.starts, row.ends) for row in staffed]
        guided = set(Guidance.objects.valid_on(by.today).filter(site=gym.site).values_list("person", flat=True))
        choices = [(holder.pk, _named(holder, guided)) for holder in holders]
        held = list(StaffedTurn.objects.filter(gym=gym))
        for span in self.spans:
            self.fields[span.name] = forms.TypedMultipleChoiceField(
                label=str(span),
                choices=choices,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[
                    turn.person_id
                    for turn in held
                    if turn.weekday == span.day and turn.starts <= span.starts and turn.ends >= span.ends
                ],
            )

    def act(self) -> bool:
        """Whether it was saved; if not, the refusal is shown. Raises Conflict."""
        turns = [
            (span.day, span.starts, span.ends, person) for span in self.spans for person in self.cleaned_data[span.name]
        ]
        try:
            actions.set_turns(gym=self.gym, turns=turns, version=self.cleaned_data["version"], by=self.by)
        except Refused as refused:
            self.add_error(None, refused.message)
            return False
        return True


def _named(holder: Holder, guided: set[int]) -> SafeString:
    """The name, and whether the person may support visitors: by profession, by guidance, or not."""
    if holder.by_profession:
        standing = _now("legitimerad")
    else:
        standing = _now("vägledd") if holder.pk in guided else _now("inte vägledd")
    return format_html('{} <span class="lk-muted mg-name">{}</span>', holder.user, standing)


def _months(months: int) -> str:
    return _now("%(number)s månader") % {"number": months} if months > 1 else _now("1 månad")
