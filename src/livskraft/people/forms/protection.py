"""What does one write when somebody's data become protected, and whom can one name?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.kit.periods import holds_on
from livskraft.people.forms.fields import Lines
from livskraft.people.models import Person
from livskraft.people.queries.units import who_may_know
from livskraft.people.rules.vocabulary import Protection


class ProtectionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Skydd"),
        choices=Protection.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Sekretessmarkering är en varning om att uppgifterna kan vara hemliga. Skyddad folkbokföring är starkare: "
            "då är personen inte folkbokförd där hon eller han bor. I Livskraft skyddas båda lika."
        ),
    )
    ground = Lines(
        label=_("Vad grundas beslutet på?"),
        max_length=1000,
        help_text=_("Till exempel vad personen eller Skatteverket har sagt, och när. Skriv ingen adress."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, kind.label) for kind in Protection if kind != person.protection]
        self.fields["version"].initial = person.version


class ReaderForm(forms.Form):
    user = forms.ModelChoiceField(
        label=_("Vem ska få känna till personen?"), queryset=User.objects.none(), empty_label=_("Välj en medarbetare")
    )

    def __init__(self, *args: Any, person: Person, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = who_may_know(person, by)
        if not self.is_bound:  # naming somebody twice does no harm, so a second click is no error
            field.queryset = field.queryset.exclude(pk__in=person.authorised.filter(holds_on(by.today)).values("user"))
