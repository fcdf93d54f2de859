"""What do people fill in about an inspection: who and when, a verdict at a time, or a whole protocol?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.files import content
from livskraft.kit.errors import Refused
from livskraft.kit.fields import MoneyFormField
from livskraft.modules.minigym.actions import inspections
from livskraft.modules.minigym.forms.proofs import proof, proof_field
from livskraft.modules.minigym.models import Equipment, Gym, Inspection, Round
from livskraft.modules.minigym.queries import Inspector
from livskraft.modules.minigym.rules import RegimeKey, Verdict
from livskraft.organisation.models import Unit

NOT_SEEN = "not_seen"
LONGEST_REMARK = 1000


class RoundForm(forms.Form):
    """Begins a round; two people who walk at once share one."""

    on = forms.DateField(label=_("Besiktningsdag"), widget=forms.DateInput())
    inspector = forms.CharField(label=_("Vem besiktar?"), max_length=120, help_text=_("Namn på den som besiktar."))
    firm = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Firma"),
        required=False,
        empty_label=_("Ingen, vi besiktar själva"),
        help_text=_("Väljer du en firma visas bara de maskiner som den besiktar."),
    )

    def __init__(self, *args: Any, gym: Gym, by: Actor, firms: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gym, self.by = gym, by
        self.fields["on"].initial = by.today
        self.fields["inspector"].initial = by.name
        field: Any = self.fields["firm"]
        field.queryset = Unit.objects.filter(pk__in=[firm.pk for firm in firms])
        if not firms:
            del self.fields["firm"]

    def act(self) -> Round | None:
        """The round, or None with the refusal shown."""
        data = self.cleaned_data
        try:
            return inspections.start_round(
                gym=self.gym, on=data["on"], inspector=data["inspector"], firm=data.get("firm"), by=self.by
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class VerdictForm(forms.Form):
    """One item's verdict; a remark needs words."""

    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)
    remark = forms.CharField(
        label=_("Vad är fel?"),
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv vad anmärkningen gäller.")},
        help_text=_("Kort, så att den som lagar förstår. Till exempel: vajern fransar sig vid övre trissan."),
    )
    photo = forms.FileField(
        label=_("Foto"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        round: Round,
        item: Equipment,
        by: Actor,
        there: Inspection | None,
        chosen: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.round, self.item, self.by = round, item, by
        self.fields["remark"].required = chosen != Verdict.OK
        self.fields["version"].initial = there.version if there else None
        self.fields["remark"].initial = there.remark if there else ""

    def act(self) -> Inspection | None:
        """The inspection, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            photo = content.picture(data["photo"], field="photo") if data["photo"] else None
            return inspections.record_verdict(
                round=self.round,
                item=self.item,
                verdict=Verdict(data["verdict"]),
                remark=data["remark"],
                photo=photo,
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class FinishForm(forms.Form):
    """Closes the round; that it was also the yearly service is said explicitly, never assumed."""

    counts_as_service = forms.BooleanField(
        label=_("Besöket var också årlig service"),
        required=False,
        help_text=_("Kryssa bara i om maskinerna också fick service. Annars står servicen kvar att beställa."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, round: Round, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round, self.by = round, by
        self.fields["version"].initial = round.version
        if round.regime == RegimeKey.PROPERTY:
            del self.fields["counts_as_service"]

    def act(self) -> Round | None:
        """The finished round, or None with the refusal shown. Raises Conflict."""
        try:
            return inspections.finish_round(
                round=self.round,
                counts_as_service=self.cleaned_data.get("counts_as_service", False),
                version=self.cleaned_data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(None, refused.message)
            return None


@dataclass(frozen=True)
class ProtocolRow:
    """An item in the protocol, with its two fields."""

    item: Equipment
    verdict: BoundField
    remark: BoundField


class ProtocolForm(forms.Form):
    """A protocol typed in on one screen: all items are without remark but for those that are changed."""

    on = forms.DateField(label=_("Besiktningsdag"), widget=forms.DateInput())
    inspector = forms.CharField(
        label=_("Besiktningsman"), max_length=120, help_text=_("Namnet som står på protokollet.")
    )
    protocol = proof_field(_("Protokollet"))
    invoice = proof_field(_("Fakturan"))
    cost = MoneyFormField(label=_("Kostnad i kronor"), required=False)
    counts_as_service = FinishForm.base_fields["counts_as_service"]

    def __init__(
        self, *args: Any, gym: Gym, by: Actor, inspector: Inspector, items: Sequence[Equipment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.gym, self.by, self.by_whom, self.items = gym, by, inspector, items
        if inspector.regime == RegimeKey.PROPERTY:
            for name in ("invoice", "cost", "counts_as_service"):
                del self.fields[name]
        choices = [*Verdict.choices, (NOT_SEEN, _("Inte besiktad"))]
        for item in items:
            self.fields[f"verdict_{item.pk}"] = forms.ChoiceField(
                label=_("Resultat"), choices=choices, initial=Verdict.OK
            )
            self.fields[f"remark_{item.pk}"] = forms.CharField(
                label=_("Anmärkning"), required=False, max_length=LONGEST_REMARK
            )

    def rows(self) -> Iterator[ProtocolRow]:
        for item in self.items:
            yield ProtocolRow(item, self[f"verdict_{item.pk}"], self[f"remark_{item.pk}"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for item in self.items:
            verdict, remark = data.get(f"verdict_{item.pk}"), data.get(f"remark_{item.pk}")
            if verdict in (Verdict.STOP, Verdict.REPAIR, Verdict.NOTE) and not remark:
                self.add_error(f"remark_{item.pk}", _("Skriv vad anmärkningen på %(item)s gäller.") % {"item": item})
            if remark and verdict == NOT_SEEN:
                self.add_error(f"verdict_{item.pk}", _("Du har skrivit en anmärkning. Välj A, B eller C."))
        return data

    def act(self) -> Round | None:
        """The finished round, or None with the refusal shown."""
        data = self.cleaned_data
        seen = {item.pk: (data[f"verdict_{item.pk}"], data[f"remark_{item.pk}"]) for item in self.items}
        # A remark that was taken back by choosing "utan anmärkning" is hidden on the page, and must not be kept.
        seen = {
            pk: (Verdict(verdict), "" if verdict == Verdict.OK else remark)
            for pk, (verdict, remark) in seen.items()
            if verdict != NOT_SEEN
        }
        try:
            return inspections.record_protocol(
                gym=self.gym,
                on=data["on"],
                inspector=data["inspector"],
                firm=self.by_whom.unit,
                regime=self.by_whom.regime,
                items=list(seen),
                verdicts=seen,
                protocol_file=proof(data["protocol"], field="protocol"),
                invoice_file=proof(data.get("invoice"), field="invoice"),
                counts_as_service=data.get("counts_as_service", False),
                cost=data.get("cost"),
                by=self.by,
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None
