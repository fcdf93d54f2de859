"""What do people fill in about a fault: the visitor who reports it, and the staff who close it?"""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.files import content
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.actions import faults
from livskraft.modules.minigym.actions.tokens import renew_token
from livskraft.modules.minigym.models import Equipment, Fault, Gym
from livskraft.modules.minigym.models.tokens import new_token
from livskraft.modules.minigym.rules import OF_GYM, OF_ITEM, Outcome, Status, Symptom

_signer = signing.Signer(salt="minigym.fault")


class ReportForm(forms.Form):
    """What is wrong: one tap, and words or a photo for those who want to say more."""

    symptom = forms.TypedChoiceField(
        label=_("Vad är fel?"),
        coerce=Symptom,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad som är fel."), "invalid_choice": _("Välj vad som är fel.")},
    )
    words = forms.CharField(
        label=_("Berätta mer"),
        required=False,
        max_length=faults.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Skriv inte namn eller annat om personer."),
    )
    photo = forms.FileField(
        label=_("Foto"),
        required=False,
        # A phone that takes pictures in a format of its own sends one of these instead.
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("Fotografera felet, inte personer. Högst 20 MB."),
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, gym: Gym, item: Equipment | None, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gym, self.item, self.by = gym, item, by
        symptom: Any = self.fields["symptom"]
        symptom.choices = [(one.value, one.label) for one in (OF_ITEM if item else OF_GYM)]
        # The link to follow the fault is made before it is sent, so that sending twice reports once.
        self.fields["once"].initial = _signer.sign(new_token())

    def clean_once(self) -> str:
        """The link that this page was given; a new one when somebody has made up their own."""
        try:
            return _signer.unsign(self.cleaned_data["once"])
        except signing.BadSignature:
            return new_token()

    def act(self) -> Fault | None:
        """The fault, or None with the refusal shown."""
        data = self.cleaned_data
        try:
            photo = content.picture(data["photo"], field="photo") if data["photo"] else None
            return faults.report_fault(
                gym=self.gym,
                item=self.item,
                symptom=data["symptom"],
                words=data["words"],
                photo=photo,
                token=data["once"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class CloseFaultForm(forms.Form):
    """What came of a fault."""

    outcome = forms.TypedChoiceField(
        label=_("Vad blev det?"),
        coerce=Outcome,
        widget=forms.RadioSelect,
        choices=[(Outcome.FIXED.value, Outcome.FIXED.label), (Outcome.NO_FAULT.value, Outcome.NO_FAULT.label)],
        initial=Outcome.FIXED.value,
    )
    answer = forms.CharField(
        label=_("Vad gjordes?"), max_length=faults.LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    back_in_use = forms.BooleanField(
        label=_("Maskinen är säker och tas i bruk igen"),
        required=False,
        help_text=_("Kryssa inte i om något mer återstår. Då står maskinen kvar som ur bruk."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, fault: Fault, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fault, self.by = fault, by
        self.fields["version"].initial = fault.version
        status = fault.item.status if fault.item else None
        if status != Status.OUT_OF_USE:
            del self.fields["back_in_use"]
        if status == Status.RETIRED:
            outcome: Any = self.fields["outcome"]
            outcome.choices = [*outcome.choices, (Outcome.REMOVED.value, Outcome.REMOVED.label)]
            outcome.initial = Outcome.REMOVED.value

    def act(self) -> Fault | None:
        """The closed fault, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            return faults.close_fault(
                fault=self.fault,
                outcome=data["outcome"],
                answer=data["answer"],
                back_in_use=data.get("back_in_use", False),
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class RenewForm(forms.Form):
    """Why a QR code is called in."""

    reason = forms.CharField(
        label=_("Varför behövs en ny kod?"),
        max_length=300,
        widget=forms.TextInput,
        help_text=_("Till exempel: etiketten är borta, eller koden används för skräp."),
    )

    def __init__(self, *args: Any, of: Equipment | Gym, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of, self.by = of, by

    def act(self) -> bool:
        """Whether there is a new code; False with the refusal shown."""
        try:
            renew_token(of=self.of, reason=self.cleaned_data["reason"], by=self.by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return False
        return True
