"""What does a physiotherapist fill in about how a machine is used?"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.access.actor import Actor
from livskraft.files import content
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions import instructions as actions
from livskraft.modules.minigym.models import (
    Equipment,
    EquipmentKind,
    Instruction,
    InstructionText,
    InstructionVersion,
    LocalAddition,
)
from livskraft.modules.minigym.models.instructions import LONGEST_PART
from livskraft.modules.minigym.rules import next_instruction_review
from livskraft.ui.languages import SWEDISH, Language


def part(label: Any, help_text: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class _Refusable(forms.Form):
    def refused(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)


class DraftForm(_Refusable):
    """The whole instruction in Swedish; what is left empty can be filled in another day."""

    purpose = part(_("Vad är maskinen bra för?"), _("En eller två meningar, till den som aldrig har provat."))
    ask_first = part(_("Vem ska fråga först?"), _("Till exempel den som har en ny höftled eller ont i bröstet."))
    set_up = part(_("Hur ställer man in den?"), _("Sits, stöd, vikter. Skriv vad man ser och tar i."))
    how_to = part(_("Hur gör man?"), _("Ett steg på varje rad. De numreras för läsaren."), rows=7)
    first_load = part(_("Hur lätt börjar man?"), _("Motstånd, tid eller antal gånger för en nybörjare."))
    warnings = part(_("Vad ska man tänka på?"), _("Det som kan göra ont eller gå fel, och när man slutar."))
    muscles = part(_("Vilka muskler arbetar?"), _("Med vardagliga ord."), rows=2)
    news = forms.CharField(
        label=_("Vad är nytt i den här versionen?"),
        max_length=400,
        required=False,
        help_text=_("Står i historiken, så att andra förstår varför den ändrades."),
    )
    picture = forms.FileField(
        label=_("Lägg till en bild"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("Visa maskinen eller rörelsen. Ingen besökare får synas på bilden utan att ha sagt ja."),
    )
    shows = forms.CharField(
        label=_("Vad visar bilden?"),
        max_length=200,
        required=False,
        help_text=_("Läses upp för den som inte ser den."),
    )
    remove_pictures = forms.TypedMultipleChoiceField(
        label=_("Ta bort bilder"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kind: EquipmentKind,
        draft: InstructionVersion | None,
        start: InstructionText | None,
        by: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.by = kind, by
        for name in InstructionText.PARTS:
            self.fields[name].initial = getattr(start, name) if start else ""
        self.fields["news"].initial = draft.news if draft else ""
        self.fields["version"].initial = draft.version if draft else 0
        remove: Any = self.fields["remove_pictures"]
        remove.choices = [(picture.pk, picture.shows) for picture in draft.pictures.all()] if draft else []
        if not remove.choices:
            del self.fields["remove_pictures"]

    def act(self) -> InstructionVersion | None:
        """The saved draft, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            # Drawn anew before the transaction opens: it takes tenths of a second.
            upload = data["picture"]
            added = [(content.picture(upload, field="picture"), data["shows"])] if upload else []
            return actions.write_draft(
                kind=self.kind,
                parts={name: data[name] for name in InstructionText.PARTS},
                news=data["news"],
                add_pictures=added,
                remove_pictures=data.get("remove_pictures") or [],
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.refused(refused)
            return None


def review_day() -> forms.DateField:
    return forms.DateField(
        label=_("Gås igenom nästa gång senast"),
        widget=forms.DateInput(),
        help_text=_("Hur ofta är en lokal regel. Du får ett åtagande när det är dags."),
    )


class ApproveForm(_Refusable):
    """Until when it holds, and whether staff must be guided anew."""

    review_on = review_day()
    renews_guidance = forms.BooleanField(
        label=_("Tidigare vägledning behöver förnyas"),
        required=False,
        help_text=_("Kryssa i om ändringen är så stor att personal som redan är vägledd behöver vägledas igen."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, draft: InstructionVersion, by: Actor, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft, self.by = draft, by
        self.fields["review_on"].initial = next_instruction_review(by.today)
        self.fields["version"].initial = draft.version
        if first:
            del self.fields["renews_guidance"]

    def act(self) -> InstructionVersion | None:
        """The approved version, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        try:
            return actions.approve_draft(
                draft=self.draft,
                review_on=data["review_on"],
                renews_guidance=data.get("renews_guidance", False),
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.refused(refused)
            return None


class ReviewForm(_Refusable):
    """That it still holds as it reads."""

    review_on = review_day()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, instruction: Instruction, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instruction, self.by = instruction, by
        self.fields["review_on"].initial = next_instruction_review(by.today)
        self.fields["version"].initial = instruction.version

    def act(self) -> date | None:
        """The day of the next review, or None with the refusal shown. Raises Conflict."""
        day: date = self.cleaned_data["review_on"]
        try:
            actions.confirm_instruction(
                instruction=self.instruction, review_on=day, version=self.cleaned_data["version"], by=self.by
            )
        except Refused as refused:
            self.refused(refused)
            return None
        return day


class TranslationForm(_Refusable):
    """The approved text in another language, part by part beside the Swedish."""

    name = forms.CharField(label=_("Maskinens namn"), max_length=80)
    translator = forms.CharField(
        label=_("Översatt och granskad av"),
        max_length=120,
        help_text=_("Byrå eller person som kan språket. En maskinöversättning ska vara läst av någon som kan det."),
    )
    # Which Swedish text stood above the fields: another may have been approved since.
    translates = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        of: InstructionVersion,
        swedish: InstructionText,
        start: InstructionText | None,
        language: Language,
        by: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.of, self.language, self.by = of, language, by
        written = {"lang": language.code, "dir": language.direction}
        self.fields["name"].widget.attrs |= written
        self.fields["name"].initial = start.name if start else ""
        self.fields["translator"].initial = start.translator if start else ""
        self.fields["translates"].initial = of.pk
        self.fields["version"].initial = start.version if start and start.of_id == of.pk else 0
        for name, field in DraftForm.base_fields.items():
            if name not in InstructionText.PARTS or not getattr(swedish, name):
                continue
            self.fields[name] = forms.CharField(
                label=field.label,
                help_text=getattr(swedish, name),
                max_length=LONGEST_PART,
                initial=getattr(start, name) if start else "",
                widget=forms.Textarea(attrs={"rows": 4, **written}),
            )
        self.order_fields(["name", *(name for name in DraftForm.base_fields if name in self.fields), "translator"])

    def act(self) -> InstructionText | None:
        """The translation, or None with the refusal shown. Raises Conflict."""
        data = self.cleaned_data
        if data["translates"] != self.of.pk:
            raise Conflict(str(self.of.instruction))
        try:
            return actions.translate(
                of=self.of,
                language=self.language,
                name=data["name"],
                parts={name: data.get(name, "") for name in InstructionText.PARTS},
                translator=data["translator"],
                version=data["version"],
                by=self.by,
            )
        except Refused as refused:
            self.refused(refused)
            return None


class AdditionForm(forms.Form):
    """What is special about one machine."""

    text = forms.CharField(
        label=_("Vad är särskilt med den här maskinen?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Visas tillsammans med bruksanvisningen. Tomt tar bort tillägget."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: Equipment, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.by = item, by
        now = LocalAddition.objects.filter(item=item).first()
        self.fields["text"].initial = now.text if now else ""
        self.fields["version"].initial = now.version if now else 0

    def act(self) -> LocalAddition:
        """Raises Conflict."""
        data = self.cleaned_data
        return actions.set_local_addition(item=self.item, text=data["text"], version=data["version"], by=self.by)


def swedish_of(version: InstructionVersion | None) -> InstructionText | None:
    """The Swedish text of a version."""
    return version.texts.get(language=SWEDISH.code) if version else None
