"""What is filled in to open a period of rehabilitation, and to hand it over?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.modules.training.models import Episode
from livskraft.modules.training.queries.episodes import journalling_at, sites_to_train_at
from livskraft.modules.training.rules.vocabulary import Lives
from livskraft.organisation.models import Unit


class OpenEpisodeForm(forms.Form):
    site = forms.ModelChoiceField(
        label=_("Vilket minigym?"),
        queryset=Unit.objects.none(),
        error_messages={"invalid_choice": _("Välj ett minigym där du arbetar.")},
    )
    lives = forms.ChoiceField(
        label=_("Var bor patienten?"),
        choices=Lives.choices,
        widget=forms.RadioSelect,
        help_text=_("Rehabilitering i minigymmet är till för dem som bor på trygghetsboendet eller i närheten."),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = sites_to_train_at(by)
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = sites
        first = list(sites[:2])
        if len(first) == 1:
            field.initial = first[0]


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Vem tar över ansvaret?"), queryset=User.objects.none())
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, episode: Episode, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        others = {post.user_id for post in journalling_at(episode.unit, by.today)} - {episode.therapist_id}
        field.queryset = User.objects.filter(pk__in=others).order_by("sort_key", "pk")
        field.error_messages["invalid_choice"] = _("Välj en fysioterapeut eller arbetsterapeut på enheten.")
        self.fields["version"].initial = episode.version
