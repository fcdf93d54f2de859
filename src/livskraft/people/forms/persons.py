"""What does one write about a person, and to find one?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.people.actions.persons import Contact, Details
from livskraft.people.forms.fields import Lines, NumberField, OneLine, PhoneField
from livskraft.people.models import Person
from livskraft.people.rules.break_glass import SHORTEST_REASON, says_why
from livskraft.people.rules.searching import LONGEST
from livskraft.people.rules.vocabulary import Gender


class SearchForm(forms.Form):
    q = OneLine(
        label=_("Namn, personnummer, samordningsnummer eller ärendenummer"),
        help_text=_("Det räcker med början av namnet. Skriv gärna både för- och efternamn."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )


class _WhoForm(forms.Form):
    given_name = OneLine(label=_("Förnamn"), max_length=80)
    family_name = OneLine(label=_("Efternamn"), max_length=80, required=False)
    number = NumberField(label=_("Personnummer eller samordningsnummer"), required=False)
    birth_year = forms.IntegerField(
        label=_("Födelseår"),
        required=False,
        min_value=1880,
        error_messages=dict.fromkeys(("invalid", "min_value"), _("Skriv årtalet med fyra siffror, till exempel 1943.")),
    )
    gender = forms.ChoiceField(label=_("Kön"), choices=Gender.choices, initial=Gender.UNKNOWN)
    language = OneLine(
        label=_("Språk"),
        max_length=60,
        required=False,
        help_text=_("Om personen behöver något annat än svenska, eller tolk."),
    )
    adaptations = Lines(
        label=_("Praktiska anpassningar"),
        max_length=1000,
        required=False,
        help_text=_(
            "Det som behövs för att kunna vara med, till exempel hörslinga eller plats för rullstol. Inga diagnoser."
        ),
    )
    area = forms.ModelChoiceField(
        label=_("Område"), queryset=Unit.objects.none(), required=False, empty_label=_("Vet inte")
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        number, year, area = self.fields["number"], self.fields["birth_year"], self.fields["area"]
        assert isinstance(number, NumberField)
        assert isinstance(year, forms.IntegerField)
        assert isinstance(area, forms.ModelChoiceField)
        number.today = by.today
        year.max_value = by.today.year
        year.widget.attrs["max"] = by.today.year
        area.queryset = Unit.objects.of_kind(UnitKind.AREA).open_on(by.today).order_by("sort_key", "pk")

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year and year > self.by.today.year:
            raise forms.ValidationError(_("Födelseåret har inte varit än."))
        return year

    @property
    def details(self) -> Details:
        given = self.cleaned_data
        return Details(
            given_name=given["given_name"],
            family_name=given["family_name"],
            number=given["number"],
            gender=Gender(given["gender"]),
            birth_year=given["birth_year"],
            language=given["language"],
            adaptations=given["adaptations"],
            area=given["area"],
        )


class _ReachForm(forms.Form):
    street = OneLine(label=_("Gatuadress"), max_length=120, required=False)
    postcode = OneLine(label=_("Postnummer"), max_length=12, required=False)
    city = OneLine(label=_("Ort"), max_length=60, required=False)
    phone = PhoneField(label=_("Telefon"), required=False)
    email = forms.EmailField(label=_("E-post"), max_length=120, required=False)

    @property
    def contact(self) -> Contact:
        given = self.cleaned_data
        return Contact(given["street"], given["postcode"], given["city"], given["phone"], given["email"])

    @property
    def is_reached(self) -> bool:
        """Whether anything at all was written."""
        return any(self.cleaned_data[name] for name in ("street", "postcode", "city", "phone", "email"))


class RegisterForm(_WhoForm, _ReachForm):
    """Who somebody new is; of one whom the caregiver knows already, that the unit has to do with them."""

    field_order = [
        "given_name",
        "family_name",
        "number",
        "birth_year",
        "gender",
        "phone",
        "language",
        "adaptations",
        "area",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].help_text = _(
            "Bara om det behövs för att personen inte ska förväxlas med någon annan. Lämna tomt annars."
        )
        self.fields["birth_year"].help_text = _("Behövs inte om du skrev ett nummer.")
        self.fields["gender"].help_text = _("Behövs inte om du skrev ett nummer.")
        self.fields["phone"].help_text = _("Om ni behöver kunna ringa, till exempel när något ställs in.")

    def ask_whether_known(self) -> None:
        """Adds what somebody must answer before a person whom others here know is known to this unit too."""
        self.fields["known"] = forms.BooleanField(label=_("Personen har att göra med vår enhet"))
        self.fields["reason"] = Lines(
            label=_("Hur har enheten med personen att göra?"),
            max_length=500,
            rows=2,
            help_text=_("Chefen läser det här och frågar dig om det är oklart."),
        )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not says_why(reason):
            raise forms.ValidationError(_("Skriv skälet med minst %(least)d tecken.") % {"least": SHORTEST_REASON})
        return reason

    @property
    def is_known(self) -> bool:
        return bool(self.cleaned_data.get("known"))


class EditPersonForm(_WhoForm):
    """What is written of a person who is there already; whose number is known keeps its year and gender."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, has_number: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.has_number = person, has_number
        if has_number:
            self.fields["number"].label = _("Nytt personnummer eller samordningsnummer")
            self.fields["number"].help_text = _("Bara när personen har fått ett annat nummer. Det gamla finns kvar.")
            del self.fields["birth_year"], self.fields["gender"]

    def clean_birth_year(self) -> int | None:
        return super().clean_birth_year() if "birth_year" in self.fields else None

    @property
    def details(self) -> Details:
        if self.has_number:
            self.cleaned_data |= {"birth_year": self.person.birth_year, "gender": self.person.gender}
        return super().details


class EditContactForm(_ReachForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
