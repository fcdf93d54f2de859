"""What can the overview and the public's list be narrowed to, and what is the public told of a site?"""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.duties.catalogue import kinds
from livskraft.files import actions as files
from livskraft.kit.errors import Refused
from livskraft.kit.ids import id_in
from livskraft.organisation.models import Presentation, Unit
from livskraft.overview.actions import present_site
from livskraft.overview.queries import Choice, Overview


def choice_from(query: Any) -> Choice:
    """What the address asks for; what cannot be read narrows nothing."""
    kind = query.get("slag", "")
    return Choice(
        area=id_in(query.get("omrade", "")),
        provider=id_in(query.get("utforare", "")),
        kind=kind if kind in kinds else None,
    )


class FilterForm(forms.Form):
    omrade = forms.ChoiceField(label=_("Område"), required=False)
    utforare = forms.ChoiceField(label=_("Utförare"), required=False)
    slag = forms.ChoiceField(label=_("Uppgift"), required=False)

    def __init__(self, overview: Overview, choice: Choice) -> None:
        super().__init__({"omrade": choice.area or "", "utforare": choice.provider or "", "slag": choice.kind or ""})
        self.fields["omrade"].choices = [("", _("Alla områden")), *overview.area_choices]  # type: ignore[attr-defined]  # a choice field
        self.fields["utforare"].choices = [("", _("Alla utförare")), *overview.provider_choices]  # type: ignore[attr-defined]  # as above
        self.fields["slag"].choices = [("", _("Alla uppgifter")), *((kind.key, kind.label) for kind in kinds)]  # type: ignore[attr-defined]  # as above


class SearchForm(forms.Form):
    """What the public looks for; what cannot be understood narrows nothing."""

    q = forms.CharField(label=_("Plats, område eller adress"), required=False, max_length=80)
    omrade = forms.ChoiceField(label=_("Område"), required=False)
    sprak = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, areas: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Alla områden")), *((area, area) for area in areas if area)]
        self.fields["omrade"].choices = choices  # type: ignore[attr-defined]  # a choice field

    @property
    def asked(self) -> tuple[str, str]:
        """The words and the area."""
        self.is_valid()
        return self.cleaned_data.get("q", ""), self.cleaned_data.get("omrade", "")


def _text(label: Any, help_text: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=800, required=False, widget=forms.Textarea(attrs={"rows": rows})
    )


class PresentationForm(forms.Form):
    """What the public reads of the site. Functions and numbers of the site, never of a person."""

    text = _text(_("Om platsen"), _("Vad kan man göra här, och vem är välkommen?"), rows=4)
    phone = forms.CharField(
        label=_("Telefon till platsen"),
        help_text=_("Platsens nummer, inte en medarbetares eget."),
        max_length=40,
        required=False,
        validators=[RegexValidator(r"^\+?[0-9 ()/-]*$", _("Skriv numret med siffror, till exempel 012-34 56 78."))],
    )
    email = forms.EmailField(label=_("E-post till platsen"), required=False)
    way = _text(_("Hitta hit"), _("Till exempel buss, ingång och vad man ska ringa på."))
    access = _text(_("Tillgänglighet"), _("Till exempel hiss, dörröppnare, toalett, parkering och hörslinga."))
    picture = forms.FileField(
        label=_("Bild"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("Av huset eller rummet, utan människor som går att känna igen."),
    )
    picture_alt = forms.CharField(label=_("Vad bilden visar"), max_length=200, required=False)
    remove_picture = forms.BooleanField(label=_("Ta bort bilden"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, told: Presentation | None, **kwargs: Any) -> None:
        names = ["text", "phone", "email", "way", "access", "picture_alt", "version"]
        kwargs["initial"] = {name: getattr(told, name) for name in names} if told else {"version": 0}
        super().__init__(*args, **kwargs)
        if not (told and told.picture_id):
            del self.fields["remove_picture"]

    def act(self, site: Unit, by: Actor) -> Presentation | None:
        """What is told from now on, or None with the refusal shown beside its field. Raises Conflict."""
        data = dict(self.cleaned_data)
        upload = data.pop("picture")
        try:
            picture = None
            if upload:
                who = by.user.pk if by.user else None
                picture = files.store_picture(upload, at=by.at, created_by=who, field="picture")
            return present_site(site=site, picture=picture, **data, by=by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None
