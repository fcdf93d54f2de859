"""What does one fill in to cancel one occasion, move it, or give it another room or leader?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.actor import Actor
from livskraft.modules.activities.actions import occasions
from livskraft.modules.activities.forms.programme import attempt
from livskraft.modules.activities.models import Occasion

PUBLIC_REASON = lazy("Alla kan läsa det. Skriv inget om enskilda personer.")


class _OnOccasion(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, occasion: Occasion, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occasion, self.by = occasion, by
        self.fields["version"].initial = occasion.version


class CancelForm(_OnOccasion):
    reason = forms.CharField(label=lazy("Varför ställs det in?"), max_length=200, help_text=PUBLIC_REASON)

    def act(self) -> Any:
        return attempt(self, lambda: occasions.cancel_occasion(occasion=self.occasion, by=self.by, **self.cleaned_data))


class MoveForm(_OnOccasion):
    on = forms.DateField(label=lazy("Ny dag"), widget=forms.DateInput())
    from_time = forms.TimeField(label=lazy("Börjar"), widget=forms.TimeInput())
    to_time = forms.TimeField(
        label=lazy("Slutar"),
        required=False,
        widget=forms.TimeInput(),
        help_text=lazy("Tomt betyder att ingen sluttid skrivs ut."),
    )
    reason = forms.CharField(label=lazy("Varför flyttas det?"), max_length=200, help_text=PUBLIC_REASON)
    although_closed = forms.BooleanField(label=lazy("Det hålls även om det är stängt den dagen"), required=False)

    def __init__(self, *args: Any, occasion: Occasion, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, occasion=occasion, by=by, **kwargs)
        for name in ("on", "from_time", "to_time"):
            self.fields[name].initial = getattr(occasion, name)

    def act(self) -> Any:
        return attempt(self, lambda: occasions.move_occasion(occasion=self.occasion, by=self.by, **self.cleaned_data))


class ChangeOccasionForm(_OnOccasion):
    place = forms.CharField(label=lazy("Lokal just den här gången"), max_length=120, required=False)
    leader = forms.CharField(
        label=lazy("Ledare just den här gången"),
        max_length=120,
        required=False,
        help_text=lazy("Ett förnamn eller en roll. Det syns för alla."),
    )

    def __init__(self, *args: Any, occasion: Occasion, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, occasion=occasion, by=by, **kwargs)
        activity = occasion.activity
        for name, usual in (("place", activity.place), ("leader", activity.leader)):
            self.fields[name].initial = getattr(occasion, name)
            if usual:
                self.fields[name].help_text = lazy("Tomt betyder som vanligt: %(usual)s.") % {"usual": usual}

    def act(self) -> Any:
        return attempt(self, lambda: occasions.change_occasion(occasion=self.occasion, by=self.by, **self.cleaned_data))
