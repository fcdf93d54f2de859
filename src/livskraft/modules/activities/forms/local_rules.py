"""Which numbers does the municipality fill in for its meeting places?"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.activities.actions.local_rules import Chosen, set_meeting_place_rules
from livskraft.modules.activities.models import LocalRule
from livskraft.modules.activities.rules.local_rules import BOUNDS, LocalRuleKey


class LocalRulesForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: dict[LocalRuleKey, LocalRule], by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["version"].initial = sum(rule.version for rule in own.values())
        for key in LocalRuleKey:
            bounds, rule = BOUNDS[key], own.get(key)
            self.fields[f"number_{key}"] = forms.IntegerField(
                label=key.label,
                help_text=_("%(unit)s, från %(least)d till %(most)d. Vanligt: %(default)d.")
                % {
                    "unit": str(bounds.unit).capitalize(),
                    "least": bounds.least,
                    "most": bounds.most,
                    "default": bounds.default,
                },
                min_value=bounds.least,
                max_value=bounds.most,
                initial=rule.number if rule else bounds.default,
            )
            self.fields[f"source_{key}"] = forms.CharField(
                label=_("Var står det?"),
                help_text=_("Behövs när talet inte är det vanliga, till exempel nämndens beslut och datum."),
                max_length=300,
                required=False,
                initial=rule.source if rule else "",
            )

    def rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        for key in LocalRuleKey:
            yield self[f"number_{key}"], self[f"source_{key}"]

    def act(self) -> bool:
        """Whether it was saved; a refusal is shown beside its field. Raises Conflict."""
        data = self.cleaned_data
        chosen = {key: Chosen(data[f"number_{key}"], data[f"source_{key}"]) for key in LocalRuleKey}
        try:
            set_meeting_place_rules(chosen=chosen, version=data["version"], by=self.by)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return False
        return True
