"""What do people fill in to ask, to answer, to close, and to assess conditions?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.kit.errors import Refused
from livskraft.kit.fields import MoneyFormField
from livskraft.modules.minigym.actions import consultations as actions
from livskraft.modules.minigym.actions import local_rules
from livskraft.modules.minigym.models import ConditionsAssessment, Consultation, EquipmentKind
from livskraft.modules.minigym.rules import INTERVALS, Condition, ConsultationKind, Decision, LocalRuleKey
from livskraft.organisation.models import Unit
from livskraft.ui.fields import NeededWhenField

MUNICIPALITY, PROVIDER = "kommunen", "utforaren"
SUPPLEMENT_FIELDS = ("wanted", "wanted_kind", "price", "yearly_cost", "bought_by")


def _text(label: Any, rows: int = 4, help_text: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=actions.LONGEST,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AskForm(forms.Form):
    """A question; the fields about cost are there only when it is about supplementary equipment."""

    question = _text(_("Vad vill du fråga om?"), help_text=_("Skriv inget om enskilda besökare."))
    wanted = forms.CharField(
        label=_("Vilken utrustning?"), max_length=200, help_text=_("Till exempel fabrikat, modell och antal.")
    )
    wanted_kind = forms.ModelChoiceField(
        EquipmentKind.objects.all(),
        label=_("Slag"),
        required=False,
        empty_label=_("Något annat"),
        help_text=_("Ribbstolar och annan fast inredning hör till huset, vem som än köper dem."),
    )
    price = MoneyFormField(label=_("Vad kostar den, ungefär (kr)?"))
    yearly_cost = MoneyFormField(label=_("Service och underhåll per år, ungefär (kr)"), required=False)
    bought_by = forms.ChoiceField(
        label=_("Vem köper?"),
        choices=[(PROVIDER, _("Utföraren")), (MUNICIPALITY, _("Kommunen"))],
        widget=forms.RadioSelect,
        help_text=_("Den som köper avgör vem som sedan äger, besiktar och betalar."),
    )

    def __init__(self, *args: Any, site: Unit, kind: ConsultationKind, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.kind, self.by = site, kind, by
        if kind != ConsultationKind.SUPPLEMENT:
            for name in SUPPLEMENT_FIELDS:
                del self.fields[name]

    def act(self) -> Consultation | None:
        """The consultation, or None with the refusal shown."""
        data = dict(self.cleaned_data)
        buyer = data.pop("bought_by", None)
        try:
            return actions.ask(
                site=self.site,
                kind=self.kind,
                bought_by_municipality=None if buyer is None else buyer == MUNICIPALITY,
                by=self.by,
                **data,
            )
        except Refused as refused:
            field = "bought_by" if refused.field == "bought_by_municipality" else refused.field
            self.add_error(field if field in self.fields else None, refused.message)
            return None


class AnswerForm(forms.Form):
    """What the other one thinks."""

    text = _text(_("Ditt svar"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, consultation: Consultation, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation, self.by = consultation, by
        self.fields["version"].initial = consultation.version

    def act(self) -> Consultation | None:
        """The answered consultation, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            return actions.answer(
                consultation=self.consultation, text=data["text"], version=data["version"], by=self.by
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class CloseConsultationForm(forms.Form):
    """What came of it."""

    decision = forms.ChoiceField(label=_("Hur blev det?"), choices=Decision.choices, widget=forms.RadioSelect)
    outcome = _text(_("Vad kom ni fram till?"), rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, consultation: Consultation, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation, self.by = consultation, by
        self.fields["version"].initial = consultation.version

    def act(self) -> Consultation | None:
        """The closed consultation, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            return actions.close(
                consultation=self.consultation,
                decision=Decision(data["decision"]),
                outcome=data["outcome"],
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


def _condition(label: Any, help_text: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, choices=Condition.choices, widget=forms.RadioSelect)


class AssessmentForm(forms.Form):
    """Whether the physiotherapists have what the work takes."""

    physiotherapists = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Vilka gäller bedömningen?"), widget=forms.CheckboxSelectMultiple
    )
    time = _condition(_("Tid för uppdraget"), _("Att vägleda personal, skriva bruksanvisningar och svara på frågor."))
    premises = _condition(_("Lokal och utrustning"), _("Att kunna visa, öva och dokumentera på plats."))
    competence = _condition(_("Kompetens och fortbildning"), _("Inom träning för äldre och utrustningen i minigymmen."))
    mandate = _condition(_("Mandat och stöd från chefer"), _("Att bli tillfrågad, och att råden tas om hand."))
    grounds = _text(
        _("Vad bygger bedömningen på?"), rows=3, help_text=_("Till exempel samtal, tider och vad som hunnits med.")
    )
    measures = NeededWhenField(
        label=_("Vad gör ni åt det som saknas?"),
        needed_when=_("krävs när något saknas eller bara finns delvis"),
        max_length=actions.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on = forms.DateField(label=_("Bedömd den"), widget=forms.DateInput())

    def __init__(self, *args: Any, provider: Unit, physiotherapists: Sequence[User], by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provider, self.by = provider, by
        field: Any = self.fields["physiotherapists"]
        field.queryset = User.objects.filter(pk__in=[person.pk for person in physiotherapists])
        field.initial = [person.pk for person in physiotherapists]
        self.fields["on"].initial = by.today

    def act(self) -> ConditionsAssessment | None:
        """The assessment, or None with the refusal shown."""
        data = self.cleaned_data
        try:
            return actions.assess_conditions(
                provider=self.provider,
                physiotherapists=list(data["physiotherapists"]),
                conditions={name: Condition(data[name]) for name in ("time", "premises", "competence", "mandate")},
                grounds=data["grounds"],
                measures=data["measures"],
                on=data["on"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class LocalRulesForm(forms.Form):
    """The intervals that the municipality sets itself."""

    guidance = forms.TypedChoiceField(
        label=LocalRuleKey.GUIDANCE.label,
        coerce=int,
        help_text=_("Månader. Gäller det som registreras från och med nu."),
        choices=[(each, str(each)) for each in INTERVALS],
    )
    conditions = forms.TypedChoiceField(
        label=LocalRuleKey.CONDITIONS.label,
        coerce=int,
        help_text=_("Månader. Gäller från nästa bedömning."),
        choices=[(each, str(each)) for each in INTERVALS],
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def act(self) -> bool:
        """Whether it was saved; if not, the refusal is shown. Raises Conflict."""
        months = {key: self.cleaned_data[key.value] for key in LocalRuleKey}
        try:
            local_rules.set_local_rules(months=months, version=self.cleaned_data["version"], by=self.by)
        except Refused as refused:
            self.add_error(None, refused.message)
            return False
        return True
