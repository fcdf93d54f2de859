"""What does the administration fill in about what every trygghetsboende should have?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.modules.minigym.models import EquipmentKind


class BaseListForm(forms.Form):
    kind = forms.ModelChoiceField(
        label=_("Slag av utrustning"), queryset=EquipmentKind.objects.all(), empty_label=_("Välj")
    )
    number = forms.IntegerField(
        label=_("Antal på varje trygghetsboende"),
        min_value=1,
        max_value=99,
        initial=1,
        help_text=_("Står slaget redan i listan ändras antalet."),
    )
