"""What do people fill in about something that must be seen to?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.actions import follow_ups
from livskraft.modules.minigym.forms.proofs import proof, proof_field
from livskraft.modules.minigym.models import Equipment, FollowUp
from livskraft.modules.minigym.rules import Status, Verdict


class OpenFollowUpForm(forms.Form):
    """Something to see to that no inspection found."""

    what = forms.CharField(label=_("Vad ska åtgärdas?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    due = forms.DateField(
        label=_("Klart senast"), required=False, widget=forms.DateInput(), help_text=_("Tomt betyder inom 60 dagar.")
    )

    def __init__(self, *args: Any, item: Equipment, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.by = item, by

    def act(self) -> FollowUp | None:
        """The follow-up, or None with the refusal shown."""
        data = self.cleaned_data
        try:
            return follow_ups.open_follow_up(
                item=self.item, severity=Verdict.REPAIR, what=data["what"], due=data["due"], by=self.by
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class CloseForm(forms.Form):
    """What was done, when, and whether the item may be used again."""

    done_on = forms.DateField(label=_("Åtgärdat den"), widget=forms.DateInput())
    outcome = forms.CharField(label=_("Vad gjordes?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    evidence = proof_field(_("Underlag"))
    back_in_use = forms.BooleanField(
        label=_("Maskinen är säker och tas i bruk igen"),
        required=False,
        help_text=_("Kryssa inte i om något mer återstår. Då står maskinen kvar som ur bruk."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, follow_up: FollowUp, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.follow_up, self.by = follow_up, by
        self.fields["done_on"].initial = by.today
        self.fields["version"].initial = follow_up.version
        if follow_up.item.status != Status.OUT_OF_USE:
            del self.fields["back_in_use"]

    def act(self) -> FollowUp | None:
        """The closed follow-up, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            return follow_ups.close_follow_up(
                follow_up=self.follow_up,
                done_on=data["done_on"],
                outcome=data["outcome"],
                back_in_use=data.get("back_in_use", False),
                evidence=proof(data["evidence"], field="evidence"),
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None
