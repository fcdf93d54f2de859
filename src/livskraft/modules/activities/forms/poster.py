"""Which week is printed, on which paper, and with the lunch or without?"""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from livskraft.modules.activities.papers.poster import Size
from livskraft.modules.activities.rules.programme import Stretch, read_week, week_of

# So many weeks ahead stand in the list; an address may name any other.
WEEKS = 6


class PosterForm(forms.Form):
    vecka = forms.ChoiceField(label=_("Vecka"))
    format = forms.ChoiceField(label=_("Papper"), choices=[(Size.A3, _("A3 (rekommenderas)")), (Size.A4, _("A4"))])
    lunch = forms.BooleanField(label=_("Ta med lunchen"), required=False)
    # That the form was sent, since a box that is not ticked is not in the address.
    valt = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict, *, today: date, has_lunch: bool) -> None:
        self.week = read_week(asked.get("vecka", "")) or week_of(today)
        size = asked.get("format", "")
        self.size = Size(size) if size in list(Size) else Size.A3
        self.with_lunch = has_lunch and ("lunch" in asked or "valt" not in asked)
        chosen: dict[str, Any] = {"vecka": self.week.code, "format": self.size, "valt": "ja"}
        super().__init__(chosen | ({"lunch": "on"} if self.with_lunch else {}))
        if not has_lunch:
            del self.fields["lunch"]
        weeks = [week_of(today)]
        while len(weeks) < WEEKS:
            weeks.append(weeks[-1].after)
        if self.week not in weeks:
            weeks.append(self.week)
        choices = [(week.code, _named(week)) for week in sorted(weeks, key=lambda week: week.first)]
        self.fields["vecka"].choices = choices  # type: ignore[attr-defined]  # a choice field

    @property
    def query(self) -> str:
        """What the paper's own address carries."""
        lunch = "&lunch" if self.with_lunch else ""
        return f"vecka={self.week.code}&format={self.size}&valt=ja{lunch}"


def _named(week: Stretch) -> str:
    first = f"{week.first.day}" if week.first.month == week.last.month else f"{week.first.day}/{week.first.month}"
    return f"{week.name.capitalize()}, {first}–{week.last.day}/{week.last.month}"
