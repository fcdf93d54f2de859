"""What do people fill in about a minigym, and how do they narrow the list of minigyms?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.actions import gyms
from livskraft.modules.minigym.models import Gym
from livskraft.modules.minigym.permissions import Permission
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit


class GymFilters(forms.Form):
    """Narrows the list; every field may be empty, and what cannot be understood narrows nothing."""

    q = forms.CharField(label=_("Sök minigym eller boende"), required=False, max_length=80)
    area = forms.ChoiceField(label=_("Område"), required=False)
    show = forms.ChoiceField(
        label=_("Läge"),
        required=False,
        choices=[("", _("Alla")), ("late", _("Med försenade maskiner")), ("stopped", _("Med maskiner ur bruk"))],
    )

    def __init__(self, *args: Any, areas: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(area.pk): area for area in areas}
        area: Any = self.fields["area"]
        area.choices = [("", _("Alla områden")), *((key, area.name) for key, area in self.areas.items())]
        # Nothing to choose between: one area or none.
        if len(areas) < 2:
            del self.fields["area"]

    def clean_area(self) -> Unit | None:
        return self.areas.get(self.cleaned_data["area"])


class GymForm(forms.ModelForm):
    """Opens a gym, or edits one that is given."""

    class Meta:
        model = Gym
        fields = ["site", "name", "room", "opened"]
        widgets = {"opened": forms.DateInput()}
        help_texts = {
            "name": _("Till exempel Minigym. Finns det flera på samma boende behöver de olika namn."),
            "room": _("Var i huset, till exempel plan 1 vid träffpunkten."),
        }

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        site: Any = self.fields["site"]
        site.queryset = by.units(Permission.EDIT).of_kind(UnitKind.SITE).open_on(by.today).order_by("sort_key")
        sites = list(site.queryset[:2])
        if len(sites) == 1:
            self.initial["site"] = sites[0].pk
        site.empty_label = _("Välj")
        if self.instance.pk:
            del self.fields["site"]
            self.fields["version"].initial = self.instance.version

    def act(self) -> Gym | None:
        """The gym, or None with the refusal shown beside its field. Raises Conflict."""
        data = self.cleaned_data
        try:
            if self.instance.pk:
                return gyms.edit_gym(
                    gym=self.instance,
                    name=data["name"],
                    room=data["room"],
                    opened=data["opened"],
                    version=data["version"] or 0,
                    by=self.by,
                )
            return gyms.open_gym(
                site=data["site"], name=data["name"], room=data["room"], opened=data["opened"], by=self.by
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None
