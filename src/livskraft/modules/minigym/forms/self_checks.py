"""What does one fill in about a self-check: its points, what deviates, and what was done about it?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.files import content
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.actions import routines
from livskraft.modules.minigym.actions import self_checks as actions
from livskraft.modules.minigym.models import (
    CheckAnswer,
    CheckPoint,
    CheckTemplate,
    Deviation,
    Equipment,
    Gym,
    SelfCheck,
)
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.self_checks import staff_at
from livskraft.modules.minigym.rules import Every

NOBODY_NAMED = _("Verksamhetschefen")


def _responsible(by: Actor, gym: Gym) -> forms.ModelChoiceField:
    staff = staff_at(gym.site, by.today)
    return forms.ModelChoiceField(
        User.objects.filter(pk__in=[user.pk for user in staff]).order_by("sort_key"),
        label=_("Vem ser till att det åtgärdas?"),
        required=False,
        empty_label=NOBODY_NAMED,
    )


class DeviationForm(forms.Form):
    """What deviates at a point, and what must happen at once."""

    remark = forms.CharField(
        label=_("Vad avviker?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kort, så att den som åtgärdar förstår. Skriv inget om enskilda personer."),
    )
    photo = forms.FileField(
        label=_("Foto"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    item = forms.ModelChoiceField(
        Equipment.objects.none(), label=_("Gäller det en maskin?"), required=False, empty_label=_("Nej")
    )
    stop = forms.BooleanField(
        label=_("Ta maskinen ur bruk"),
        required=False,
        help_text=_("Om den inte är säker att använda. Sätt upp en skylt på den."),
    )
    close = forms.BooleanField(
        label=_("Stäng hela minigymmet tills vidare"),
        required=False,
        help_text=_("Om ingen kan träna här utan risk. Alla ser att det är stängt."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        check: SelfCheck,
        point: CheckPoint,
        by: Actor,
        there: CheckAnswer | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.check, self.point, self.by = check, point, by
        self.fields["version"].initial = there.version if there else None
        self.fields["remark"].initial = there.remark if there else ""
        item: Any = self.fields["item"]
        item.queryset = check.gym.items.kept().select_related("kind")
        self.fields["responsible"] = _responsible(by, check.gym)
        self.order_fields(["remark", "photo", "responsible", "item", "stop", "close"])

    def act(self) -> CheckAnswer | None:
        """The answer, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            photo = content.picture(data["photo"], field="photo") if data["photo"] else None
            return actions.answer_point(
                check=self.check,
                point=self.point,
                ok=False,
                remark=data["remark"],
                photo=photo,
                item=data["item"],
                stop=data["stop"],
                close=data["close"],
                responsible=data["responsible"],
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class AssignDeviationForm(forms.Form):
    """Who sees to a deviation, and by when."""

    due = forms.DateField(label=_("Klart senast"), widget=forms.DateInput())
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, deviation: Deviation, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deviation, self.by = deviation, by
        self.fields["responsible"] = _responsible(by, deviation.gym)
        self.fields["responsible"].initial = deviation.responsible_id
        self.fields["due"].initial = deviation.due
        self.fields["version"].initial = deviation.version
        self.order_fields(["responsible", "due"])

    def act(self) -> Deviation | None:
        """The deviation, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            return actions.assign_deviation(
                deviation=self.deviation,
                responsible=data["responsible"],
                due=data["due"],
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class CloseDeviationForm(forms.Form):
    """What was done about a deviation, and whether the gym that it closed opens again."""

    outcome = forms.CharField(label=_("Vad gjordes?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    reopen = forms.BooleanField(
        label=_("Minigymmet är säkert och öppnar igen"),
        required=False,
        help_text=_("Kryssa inte i om något mer återstår. Då är minigymmet stängt tills vidare."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, deviation: Deviation, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deviation, self.by = deviation, by
        self.fields["version"].initial = deviation.version
        closure = deviation.closure
        if not closure or closure.ended_at or not by.may(Permission.EDIT, at=deviation.gym.site):
            del self.fields["reopen"]

    def act(self) -> Deviation | None:
        """The closed deviation, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            return actions.close_deviation(
                deviation=self.deviation,
                outcome=data["outcome"],
                reopen=data.get("reopen", False),
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class TemplateForm(forms.Form):
    """A self-check: its name, how often, and its points, one on each line."""

    name = forms.CharField(label=_("Namn"), max_length=80, help_text=_("Till exempel: Veckokontroll."))
    every = forms.ChoiceField(label=_("Hur ofta?"), choices=Every.choices, initial=Every.WEEK, widget=forms.RadioSelect)
    points = forms.CharField(
        label=_("Punkter"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("En punkt på varje rad, skriven som det ska vara. Till exempel: Golvet är fritt från saker."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, by: Actor, gym: Gym | None = None, template: CheckTemplate | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.gym, self.template = by, gym, template
        if template:
            del self.fields["every"]
            self.fields["name"].initial = template.name
            self.fields["version"].initial = template.version
            points = template.points.filter(dropped=False).values_list("text", flat=True)
            self.fields["points"].initial = "\n".join(points)

    def act(self) -> CheckTemplate | None:
        """The template, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        points = data["points"].splitlines()
        try:
            if self.template:
                return routines.change_template(
                    template=self.template,
                    name=data["name"],
                    points=points,
                    version=data["version"] or 0,
                    by=self.by,
                )
            return routines.make_template(
                name=data["name"], every=Every(data["every"]), points=points, gym=self.gym, by=self.by
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None
