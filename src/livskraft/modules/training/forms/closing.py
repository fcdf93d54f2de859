"""What is filled in when a period of rehabilitation ends?"""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.modules.training.actions.closing import LONGEST_WHAT, LONGEST_WHO, Introduction
from livskraft.modules.training.models import Episode
from livskraft.modules.training.queries.episodes import sites_to_introduce_at
from livskraft.modules.training.rules.vocabulary import ANSWERS, NoIntroduction
from livskraft.organisation.models import Unit
from livskraft.ui.fields import NeededWhenField

YES = "yes"


class MeetingPlaceField(forms.ModelChoiceField):
    """Meeting places of one's own caregiver and of others, told apart by their `own`."""

    def label_from_instance(self, obj: Unit) -> str:
        if obj.own:  # type: ignore[attr-defined]  # annotated
            return obj.name
        return gettext("%(site)s (en annan utförare)") % {"site": obj.name}


class CloseForm(forms.Form):
    """Whether the patient was introduced to friskvård, and if so to what, where and with whom."""

    introduced = forms.ChoiceField(
        label=_("Är patienten introducerad till friskvården?"),
        widget=forms.RadioSelect,
    )
    to = NeededWhenField(
        label=_("Till vad?"),
        needed_when=_("behövs när svaret är ja"),
        help_text=_("Till exempel en grupp, eller egen träning i minigymmet. Skriv inget om hälsa."),
        max_length=LONGEST_WHAT,
    )
    site = MeetingPlaceField(label=_("Var?"), queryset=Unit.objects.none())
    together_with = NeededWhenField(
        label=_("Tillsammans med vem?"),
        needed_when=_("behövs när svaret är ja"),
        help_text=_("Den i personalen som patienten har träffat där."),
        max_length=LONGEST_WHO,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, episode: Episode, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        introduced = self.fields["introduced"]
        assert isinstance(introduced, forms.ChoiceField)
        no = [(each.value, gettext("Nej: %(why)s") % {"why": str(each.label).lower()}) for each in ANSWERS]
        introduced.choices = [(YES, gettext("Ja")), *no]
        sites = self.fields["site"]
        assert isinstance(sites, forms.ModelChoiceField)
        sites.queryset = sites_to_introduce_at(by)
        owned = {each.own for each in sites.queryset}  # type: ignore[attr-defined]  # annotated
        self.at_anothers = False in owned
        if owned == {False}:
            sites.help_text = gettext(
                "Mötesplatsen drivs av en annan utförare. Ingenting härifrån förs över dit: patienten berättar själv."
            )
        elif self.at_anothers:
            sites.help_text = gettext(
                "Drivs mötesplatsen av en annan utförare förs ingenting härifrån över dit: patienten berättar själv. "
                "Driver ni den själva får personalen där se personen, men inget om rehabiliteringen."
            )
        sites.initial = episode.site_id
        self.fields["version"].initial = episode.version

    @property
    def introduction(self) -> Introduction:
        given = self.cleaned_data
        if given["introduced"] != YES:
            return Introduction(why_not=NoIntroduction(given["introduced"]))
        return Introduction(given["to"], given["site"], given["together_with"])
