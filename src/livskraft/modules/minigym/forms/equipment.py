"""What do people fill in about an item: what it is, where it goes, why it is stopped?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.files import actions as files
from livskraft.files.models import StoredFile
from livskraft.kit.errors import Refused
from livskraft.kit.fields import MoneyFormField, PartialDateFormField
from livskraft.modules.minigym.actions import equipment as actions
from livskraft.modules.minigym.actions.kinds import kind_named
from livskraft.modules.minigym.models import Equipment, Gym, Regime
from livskraft.modules.minigym.rules import RegimeKey, UsageClass, regime_for

YES_NO = [("", _("Okänt")), ("true", _("Ja")), ("false", _("Nej"))]


def yes_no(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=YES_NO,
        required=False,
        coerce=lambda value: value == "true",
        empty_value=None,
    )


class EquipmentForm(forms.ModelForm):
    """Adds an item to `gym`, or edits the one given; pictures are made safe before anything is saved."""

    class Meta:
        model = Equipment
        fields = [
            "kind",
            "number",
            "make",
            "model",
            "serial_number",
            "placement",
            "acquired",
            "supplier",
            "price",
            "warranty_until",
            "standard",
            "usage_class",
            "max_user_weight",
            "supplementary",
            "is_medical_device",
            "note",
        ]
        help_texts = {
            "number": _("Som det står på maskinen, till exempel MG-12."),
            "usage_class": _("Enligt SS-EN ISO 20957-1. Står ofta på maskinens skylt."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    new_kind = forms.CharField(
        label=_("Nytt slag"),
        required=False,
        max_length=80,
        help_text=_("Bara om slaget inte finns i listan. Skriv vad maskinen kallas, till exempel Hoppmatta."),
    )
    acquired = PartialDateFormField(
        label=_("Anskaffad"), required=False, help_text=_("Så noga du vet: 2019, mars 2019 eller 2019-03-17.")
    )
    price = MoneyFormField(label=_("Inköpspris (kr)"), required=False)
    warranty_until = PartialDateFormField(label=_("Garanti till"), required=False, future=True)
    supplementary = yes_no(
        _("Kompletterande utrustning"), _("Köpt utöver den ursprungliga. Ändrar inte vem som ansvarar.")
    )
    is_medical_device = yes_no(_("Medicinteknisk produkt"))
    bought_by = forms.ChoiceField(
        label=_("Vem köpte maskinen?"),
        widget=forms.RadioSelect,
        choices=[("municipal", _("Kommunen")), ("provider", _("Utföraren"))],
        help_text=_(
            "Det avgör vem som äger, besiktar och betalar. Ribbstolar och annan fast inredning följer alltid "
            "fastighetsägaren, vem som än köpte."
        ),
    )
    photo = forms.FileField(
        label=_("Foto"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("På telefonen kan du ta kortet direkt."),
    )
    document = forms.FileField(
        label=_("Lägg till dokument"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=_("Till exempel bruksanvisning eller kvitto, som PDF."),
    )
    remove_documents = forms.ModelMultipleChoiceField(
        StoredFile.objects.none(), label=_("Ta bort dokument"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ["kind", "new_kind", "number", "bought_by"]

    def __init__(self, *args: Any, gym: Gym, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gym, self.by = gym, by
        kind, usage_class = self.fields["kind"], self.fields["usage_class"]
        assert isinstance(kind, forms.ModelChoiceField)
        assert isinstance(usage_class, forms.ChoiceField)
        kind.empty_label = _("Välj")
        usage_class.choices = [("", _("Okänt")), *UsageClass.choices]
        price = self.initial.get("price")
        if price is not None and price == int(price):
            self.initial["price"] = int(price)
        for name in ("supplementary", "is_medical_device"):
            value = self.initial.get(name)
            self.initial[name] = "" if value is None else str(value).lower()
        if self.instance.pk:
            del self.fields["bought_by"], self.fields["new_kind"]
            self.fields["version"].initial = self.instance.version
            documents = self.instance.documents.all()
            remove: Any = self.fields["remove_documents"]
            remove.queryset = documents
            remove.label_from_instance = lambda stored: stored.original_name
            if not documents:
                del self.fields["remove_documents"]
        else:
            del self.fields["version"], self.fields["remove_documents"]
            kind.required = False
            kind.help_text = _("Välj i listan. Finns slaget inte där skriver du ett nytt nedanför.")

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if "new_kind" in self.fields and "kind" not in self.errors:
            chosen, written = self.cleaned_data.get("kind"), self.cleaned_data.get("new_kind")
            if not chosen and not written:
                self.add_error("kind", _("Välj ett slag, eller skriv ett nytt."))
            if chosen and written:
                self.add_error("new_kind", _("Välj ett slag i listan eller skriv ett nytt, inte båda."))
        return data

    def act(self) -> Equipment | None:
        """The item, or None with the refusal shown. Raises Conflict."""
        data = dict(self.cleaned_data)
        data = {name: value for name, value in data.items() if name in actions.EDITABLE and name != "photo"}
        at, who = self.by.at, self.by.user.pk if self.by.user else None
        try:
            if self.cleaned_data["photo"]:
                data["photo"] = files.store_picture(self.cleaned_data["photo"], at=at, created_by=who, field="photo")
            document = self.cleaned_data["document"]
            documents = [files.store_pdf(document, at=at, created_by=who, field="document")] if document else []
            if self.instance.pk:
                return actions.edit_equipment(
                    item=self.instance,
                    changes=data,
                    version=self.cleaned_data["version"] or 0,
                    add_documents=documents,
                    remove_documents=self.cleaned_data.get("remove_documents") or [],
                    by=self.by,
                )
            data["kind"] = data["kind"] or kind_named(name=self.cleaned_data["new_kind"], gym=self.gym, by=self.by)
            municipal = self.cleaned_data["bought_by"] == "municipal"
            key = regime_for(is_fixture=data["kind"].is_fixture, bought_by_municipality=municipal)
            regime = Regime.objects.get(key=key)
            return actions.add_equipment(gym=self.gym, regime=regime, documents=documents, by=self.by, **data)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class ReasonForm(forms.Form):
    """Why something is done with an item."""

    reason = forms.CharField(label=_("Skäl"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def refused(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)


class MoveForm(ReasonForm):
    """Where the item goes."""

    to = forms.ModelChoiceField(Gym.objects.none(), label=_("Flyttas till"), empty_label=_("Välj minigym"))
    field_order = ["to", "reason"]

    def __init__(self, *args: Any, item: Equipment, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = Gym.objects.editable_by(by).open().exclude(pk=item.gym_id).select_related("site")
        to.label_from_instance = lambda gym: f"{gym.site}, {gym}"


class RegimeForm(ReasonForm):
    """Who bought the item, and why that is written down anew."""

    to = forms.ModelChoiceField(
        Regime.objects.none(), label=_("Vem köpte maskinen?"), widget=forms.RadioSelect, empty_label=None
    )
    field_order = ["to", "reason"]

    def __init__(self, *args: Any, item: Equipment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        regimes = Regime.objects.exclude(pk=item.regime_id)
        to.queryset = regimes.filter(key=RegimeKey.PROPERTY) if item.kind.is_fixture else regimes
        to.label_from_instance = lambda regime: f"{regime.name}: {regime.description}"
