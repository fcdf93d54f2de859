"""What is filled in about training?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class WithdrawForm(forms.Form):
    because = forms.CharField(
        label=_("Vad var fel?"),
        help_text=_("Mätningen räknas inte längre, men det syns att den fanns."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
