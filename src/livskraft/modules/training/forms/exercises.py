"""What does a therapist fill in about an exercise, and how does one look for one?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.files import content
from livskraft.files.content import Content
from livskraft.modules.training.actions.exercises import (
    LONGEST_NAME,
    LONGEST_PICTURE_TEXT,
    LONGEST_WARNING,
    MOST_STEPS,
    Told,
)
from livskraft.modules.training.queries.exercises import WITHOUT_EQUIPMENT
from livskraft.modules.training.rules.vocabulary import Measure
from livskraft.ui.fields import NeededWhenField

# Wide enough for a printed programme, and twenty of them load on a phone.
LONGEST_SIDE = 1000

Choices = Sequence[tuple[int, str]]


class ExerciseFilters(forms.Form):
    """Narrows the library; what cannot be understood narrows nothing."""

    q = forms.CharField(label=lazy("Sök övning"), required=False, max_length=80)
    kind = forms.TypedChoiceField(label=lazy("Utrustning"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Med och utan")), (WITHOUT_EQUIPMENT, _("Utan utrustning")), *kinds]


class ExerciseForm(forms.Form):
    """An exercise as those who use it read it."""

    name = forms.CharField(
        label=lazy("Vad heter övningen?"), max_length=LONGEST_NAME, help_text=lazy("Till exempel Tåhävning.")
    )
    kind = forms.TypedChoiceField(
        label=lazy("Utrustning"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=lazy("Övningen leder då till bruksanvisningen, och det syns när utrustningen är ur bruk."),
    )
    steps = forms.CharField(
        label=lazy("Hur gör man?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=format_lazy(
            lazy("Ett kort steg på varje rad, högst {most}. De numreras för läsaren."), most=MOST_STEPS
        ),
    )
    warning = forms.CharField(
        required=False,
        label=lazy("Vad ska man tänka på?"),
        max_length=LONGEST_WARNING,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("Det som gäller alla. Det som gäller en person står i personens program."),
    )
    measure = forms.ChoiceField(
        label=lazy("Vad räknas?"), choices=Measure.choices, widget=forms.RadioSelect, initial=Measure.REPETITIONS
    )
    loaded = forms.BooleanField(label=lazy("Har en vikt att ställa in"), required=False)
    alternative = forms.TypedChoiceField(
        label=lazy("Vad gör man i stället, när det inte går?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=lazy("Visas när utrustningen är ur bruk. Helst något som går att göra utan."),
    )
    picture = forms.FileField(
        label=lazy("Bild"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=lazy("Rita eller fotografera rörelsen. Ingen som tränar får synas utan att ha sagt ja."),
    )
    picture_text = NeededWhenField(
        needed_when=lazy("om det finns en bild"),
        label=lazy("Vad visar bilden?"),
        max_length=LONGEST_PICTURE_TEXT,
        help_text=lazy("Läses upp för den som inte ser den."),
    )
    remove_picture = forms.BooleanField(label=lazy("Ta bort bilden som finns"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kinds: Choices, exercises: Choices, has_picture: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Ingen, man använder bara kroppen eller en stol")), *kinds]
        alternative: Any = self.fields["alternative"]
        alternative.choices = [("", _("Ingen")), *exercises]
        if has_picture:
            self.fields["picture"].label = _("Byt bild")
        else:
            del self.fields["remove_picture"]

    def told(self) -> Told:
        data = self.cleaned_data
        return Told(
            name=data["name"],
            steps=data["steps"],
            kind=data["kind"],
            warning=data["warning"],
            measure=data["measure"],
            loaded=data["loaded"],
            alternative=data["alternative"],
            picture_text=data["picture_text"],
        )

    def drawn(self) -> Content | None:
        """The picture drawn anew, before any transaction opens: it takes tenths of a second. Raises Refused."""
        upload = self.cleaned_data["picture"]
        return content.picture(upload, field="picture", longest=LONGEST_SIDE) if upload else None


class TemplateForm(forms.Form):
    """Exercises to begin from. There is nothing here to say how much of them."""

    name = forms.CharField(
        label=lazy("Vad heter urvalet?"), max_length=LONGEST_NAME, help_text=lazy("Till exempel Starkare ben.")
    )
    exercises = forms.TypedMultipleChoiceField(
        label=lazy("Vilka övningar ingår?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, among: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        exercises: Any = self.fields["exercises"]
        exercises.choices = among
