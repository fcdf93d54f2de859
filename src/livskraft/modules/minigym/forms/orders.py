"""What do people fill in to order service, book it, record it or call it off?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.fields import MoneyFormField
from livskraft.modules.minigym.actions import orders
from livskraft.modules.minigym.forms.proofs import proof, proof_field
from livskraft.modules.minigym.models import Agreement, Equipment, Gym, ServiceOrder
from livskraft.modules.minigym.papers.order import line


class OrderForm(forms.Form):
    """The items of the agreement's regime, with the words of the order."""

    items = forms.ModelMultipleChoiceField(
        Equipment.objects.none(),
        label=_("Maskiner"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bara maskiner som den här firman servar visas. Ta bort krysset för dem som inte ska med."),
        error_messages={
            "required": _("Välj minst en maskin."),
            "invalid_choice": _("En av maskinerna kan inte beställas av den här firman."),
        },
    )
    text = forms.CharField(
        label=_("Text till firman"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Maskinerna du har kryssat för läggs till av sig själva."),
    )

    def __init__(
        self,
        *args: Any,
        gym: Gym,
        agreement: Agreement,
        yearly: bool,
        offered: "QuerySet[Equipment, Equipment]",
        by: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.gym, self.agreement, self.yearly, self.by = gym, agreement, yearly, by
        items: Any = self.fields["items"]
        items.queryset = offered
        items.label_from_instance = line

    def act(self) -> ServiceOrder | None:
        """The order, or None with the refusal shown."""
        data = self.cleaned_data
        return _tried(
            self,
            lambda: orders.order_service(
                gym=self.gym,
                agreement=self.agreement,
                items=data["items"],
                text=data["text"],
                yearly=self.yearly,
                by=self.by,
            ),
        )


class BookForm(forms.Form):
    """Which day the firm comes."""

    on = forms.DateField(label=_("Bokad dag"), widget=forms.DateInput())
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, order: ServiceOrder, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.by = order, by
        self.fields["on"].initial = order.booked_on
        self.fields["version"].initial = order.version

    def act(self) -> ServiceOrder | None:
        """The booked order, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        return _tried(
            self,
            lambda: orders.book_service(order=self.order, on=data["on"], version=data["version"], by=self.by),
        )


class CompleteForm(forms.Form):
    """What was done at the visit, item by item, and what it cost."""

    on = forms.DateField(label=_("Utförd den"), widget=forms.DateInput())
    performed = forms.TypedMultipleChoiceField(
        label=_("Vad blev gjort?"),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        help_text=_("Ta bort krysset för det som inte hanns med. Det står kvar att göra."),
        error_messages={"required": _("Kryssa för vad som blev gjort. Blev inget gjort: avbeställ i stället.")},
    )
    cost = MoneyFormField(label=_("Kostnad i kronor"), required=False)
    protocol = proof_field(_("Firmans protokoll"))
    invoice = proof_field(_("Fakturan"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, order: ServiceOrder, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.by = order, by
        lines = order.lines.select_related("item__kind").order_by("item__sort_key", "item")
        field: Any = self.fields["performed"]
        field.choices = [(one.item_id, line(one.item)) for one in lines]
        field.initial = [pk for pk, _name in field.choices]
        self.fields["on"].initial = min(order.booked_on or by.today, by.today)
        self.fields["version"].initial = order.version

    def act(self) -> ServiceOrder | None:
        """The finished order, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        return _tried(
            self,
            lambda: orders.complete_service(
                order=self.order,
                on=data["on"],
                cost=data["cost"],
                performed=data["performed"],
                invoice=proof(data["invoice"], field="invoice"),
                protocol=proof(data["protocol"], field="protocol"),
                version=data["version"],
                by=self.by,
            ),
        )


class CancelForm(forms.Form):
    """Why the order is called off."""

    reason = forms.CharField(
        label=_("Varför avbeställs den?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, order: ServiceOrder, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.by = order, by
        self.fields["version"].initial = order.version

    def act(self) -> ServiceOrder | None:
        """The cancelled order, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        return _tried(
            self,
            lambda: orders.cancel_order(order=self.order, reason=data["reason"], version=data["version"], by=self.by),
        )


def _tried(form: forms.Form, act: Callable[[], ServiceOrder]) -> ServiceOrder | None:
    """What the action gives, or None with its refusal shown beside the field."""
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return None
