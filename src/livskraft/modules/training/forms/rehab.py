"""What is filled in about a patient's programme and sessions, besides what training of one's own has too?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.modules.training.actions.plans import Wanted
from livskraft.modules.training.forms.plans import CardsForm, DoseForm, SessionForm
from livskraft.modules.training.models import Episode, Exercise
from livskraft.modules.training.queries.episodes import sites_to_train_at
from livskraft.modules.training.rules.programmes import default_review
from livskraft.organisation.models import Unit

LONGEST_REMARK = 500


class RehabDoseForm(DoseForm):
    """A dose with what to mind for this patient, in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remark"] = forms.CharField(
            label=_("Särskilt för patienten"),
            help_text=_("Skrivs ut på programmet som patienten tar med sig."),
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=LONGEST_REMARK,
            required=False,
        )

    @property
    def wanted(self) -> Wanted:
        return replace(super().wanted, more={"remark": self.cleaned_data.get("remark", "")})

    @staticmethod
    def saved(dose: Any) -> dict[str, Any]:
        return DoseForm.saved(dose) | {"remark": dose.remark}


class ChangeRehabDoseForm(RehabDoseForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RehabProgrammeForm(CardsForm):
    """Where the patient trains and until when, and a card for each exercise."""

    card = RehabDoseForm
    site = forms.ModelChoiceField(label=_("Tränar på"), queryset=Unit.objects.none())
    review_on = forms.DateField(
        label=_("Gås igenom senast"),
        help_text=_("Tolv veckor är vanligt. Du påminns en vecka innan."),
        widget=forms.DateInput(),
    )

    def __init__(
        self, data: Any = None, *, chosen: Sequence[Exercise], episode: Episode, by: Actor, check: bool = True
    ) -> None:
        own = {"site": episode.site_id, "review_on": default_review(by.today)}
        super().__init__(data, chosen=chosen, check=check, own=own)
        _offer(self.fields["site"], episode, by)


class RehabSessionForm(SessionForm):
    """When and where, and what was done by the programme; without a tick it is only said that the patient trained."""

    must_be_done = False
    site = forms.ModelChoiceField(label=_("Var?"), queryset=Unit.objects.none())

    def __init__(self, data: Any = None, *, episode: Episode, site: int, by: Actor, **kwargs: Any) -> None:
        super().__init__(data, noted=(), **kwargs)
        self.fields["on"].label = _("Vilken dag?")
        self.fields["site"].initial = site
        _offer(self.fields["site"], episode, by)
        self.order_fields(["on", "site"])


def _offer(field: forms.Field, episode: Episode, by: Actor) -> None:
    """The sites where the actor meets patients, and that of the period."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = sites_to_train_at(by) | Unit.objects.filter(pk=episode.site_id)
    field.empty_label = None
