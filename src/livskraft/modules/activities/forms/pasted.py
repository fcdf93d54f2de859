"""What does one paste, and what does one tick when it has been read?"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.names import name_key
from livskraft.modules.activities.actions import pasted as actions
from livskraft.modules.activities.actions.pasted import LONGEST, Named
from livskraft.modules.activities.models import PastedProgramme
from livskraft.modules.activities.rules.pasted_choices import Choices
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.organisation.models import Unit

_LIKE = _("I texten står ”%(title)s”. Här finns redan ”%(like)s”, som tiderna läggs till i.")


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("Programmet"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Kopiera texten från Word, ett mejl eller den gamla webbsidan och klistra in den här."),
        strip=False,
    )
    year = forms.IntegerField(label=_("Vilket år gäller det?"), min_value=actions.YEARS[0], max_value=actions.YEARS[-1])

    def __init__(self, *args: Any, site: Unit, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.by = site, by
        self.fields["year"].initial = by.today.year

    def act(self) -> PastedProgramme | None:
        """What was pasted, or None with the refusal shown."""
        try:
            return actions.paste_programme(site=self.site, by=self.by, **self.cleaned_data)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
            return None


class LookThroughForm(forms.Form):
    """Which times and closed days to save, and how the new titles shall stand."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, pasted: PastedProgramme, choices: Choices, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pasted, self.by, self.new = pasted, by, choices.new
        self.fields["version"].initial = pasted.version
        times = [time for week in choices.weeks for time in week.times]
        days = [day for week in choices.weeks for day in week.closed]
        self.fields["take"] = forms.TypedMultipleChoiceField(
            choices=[(time.number, "") for time in times],
            coerce=int,
            required=False,
            initial=[time.number for time in times if not time.there],
        )
        self.fields["closed"] = forms.TypedMultipleChoiceField(
            choices=[(day.isoformat(), "") for day in days],
            coerce=date.fromisoformat,
            required=False,
            initial=[day.isoformat() for day in days if day >= by.today],
        )
        for title in choices.new:
            self.fields[f"title_{title.number}"] = forms.CharField(
                label=_("Aktivitet"),
                max_length=120,
                initial=title.like or title.title[:120],
                help_text=_LIKE % {"title": title.title, "like": title.like} if title.like else "",
            )
            self.fields[f"kind_{title.number}"] = forms.ChoiceField(
                label=_("Slag"), choices=Kind.choices, initial=title.kind
            )

    @property
    def titles(self) -> list[tuple[Any, Any]]:
        return [(self[f"title_{title.number}"], self[f"kind_{title.number}"]) for title in self.new]

    @property
    def taken(self) -> set[str]:
        """The numbers and days that are ticked, as they stand in the page."""
        return {str(each) for name in ("take", "closed") for each in self[name].value() or ()}

    def act(self) -> int | None:
        """How many times were added, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        named = {
            name_key(each.title): Named(data[f"title_{each.number}"], Kind(data[f"kind_{each.number}"]))
            for each in self.new
        }
        try:
            return actions.save_pasted(
                pasted=self.pasted,
                take=data["take"],
                closed=data["closed"],
                named=named,
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.add_error(None, refused.message)
            return None
