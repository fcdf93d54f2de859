"""What does a manager answer when two persons are to become one?"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.people.models import Person
from livskraft.people.queries.duplicates import Difference, registered
from livskraft.people.rules.merging import may_be_kept


class MergeForm(forms.Form):
    """Which of the two is kept, and what is taken over from the other; only what differs can be."""

    kept = forms.TypedChoiceField(label=gettext_lazy("Vem behålls?"), coerce=int, widget=forms.RadioSelect)
    take = forms.MultipleChoiceField(
        label=gettext_lazy("Ta över från den andra"),
        help_text=gettext_lazy("Det du kryssar i ersätter det som står hos den som behålls. Inget annat kopieras."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    versions = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        one: Person,
        other: Person,
        told: Sequence[Difference],
        versions: str,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        pairs = ((1, one, other), (2, other, one))
        choices = [
            (
                person.pk,
                _("%(number)d: %(name)s, registrerad %(day)s")
                % {"number": number, "name": person.name, "day": registered(person, today)},
            )
            for number, person, gone in pairs
            if may_be_kept(kept_protected=person.is_protected, gone_protected=gone.is_protected)
        ]
        self.fields["kept"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["kept"].initial = choices[0][0]
        takes = [(each.choice, each.label) for each in told if each.choice and each.differs]
        self.fields["take"].choices = takes  # type: ignore[attr-defined]  # as above
        if not takes:
            del self.fields["take"]
        self.fields["versions"].initial = versions
