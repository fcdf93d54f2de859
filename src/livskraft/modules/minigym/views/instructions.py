"""How is a kind of equipment used, and where does a physiotherapist write, approve, translate and print it?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import public, requires
from livskraft.documents import pdf, responses
from livskraft.documents.report import Paper
from livskraft.files.responses import serve
from livskraft.kit.errors import Conflict
from livskraft.kit.ids import id_in
from livskraft.modules.minigym.actions import instructions as actions
from livskraft.modules.minigym.forms.instructions import (
    AdditionForm,
    ApproveForm,
    DraftForm,
    ReviewForm,
    TranslationForm,
    swedish_of,
)
from livskraft.modules.minigym.models import (
    Equipment,
    EquipmentKind,
    Gym,
    Instruction,
    InstructionPicture,
    InstructionText,
    InstructionVersion,
)
from livskraft.modules.minigym.papers.instruction import sheet
from livskraft.modules.minigym.papers.labels import scanned
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries import instructions as queries
from livskraft.modules.minigym.views.equipment import item_or_404
from livskraft.ui.languages import BY_CODE, LANGUAGES, PARAMETER, SWEDISH, chosen
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@requires(Permission.VIEW)
def instructions(request: HttpRequest) -> HttpResponse:
    """Every kind that stands where one may see, those that lack an instruction first; `?minigym=` narrows to a gym."""
    items = Equipment.objects.visible_to(request.actor).kept()
    asked = id_in(request.GET.get("minigym", ""))
    gym = None if asked is None else Gym.objects.visible_to(request.actor).filter(pk=asked).first()
    rows = queries.kinds_with_instructions(items.filter(gym=gym) if gym else items, every=gym is None)
    today = request.actor.today
    rows.sort(key=lambda row: (row.published is not None, not _is_late(row.instruction, today)))
    context = {
        "rows": rows,
        "gym": gym,
        "today": today,
        "missing": sum(row.published is None for row in rows),
        "drafts": sum(row.draft for row in rows),
        "may_write": request.actor.may(Permission.WRITE_INSTRUCTIONS),
    }
    return render(request, "minigym/instructions.html", context)


def _is_late(instruction: Instruction | None, today: Any) -> bool:
    return bool(instruction and instruction.review_on and instruction.review_on < today)


@requires(Permission.VIEW)
def instruction_page(request: HttpRequest, kind: int) -> HttpResponse:
    """The instruction as visitors read it, in the language of `?sprak=`, with its history."""
    found = get_object_or_404(EquipmentKind, pk=kind)
    shown = queries.published(found, chosen(request))
    instruction = Instruction.objects.filter(kind=found).select_related("reviewed_by").first()
    versions = list(instruction.versions.select_related("written_by", "approved_by")) if instruction else []
    approved = [version for version in versions if version.approved_at]
    translated = {language.code for language in shown.languages} if shown else set()
    context = {
        "kind": found,
        "instruction": shown,
        "record": instruction,
        "draft": next((version for version in versions if not version.approved_at), None),
        # Each with the one before it, to compare with.
        "history": list(zip(approved, [*approved[1:], None], strict=False)),
        "missing_languages": [each for each in LANGUAGES if each.code not in translated],
        "languages": [each for each in LANGUAGES if each != SWEDISH],
        "today": request.actor.today,
        "may_write": request.actor.may(Permission.WRITE_INSTRUCTIONS),
    }
    return render(request, "minigym/instruction_page.html", context)


@requires(Permission.WRITE_INSTRUCTIONS)
def write_instruction(request: HttpRequest, kind: int) -> HttpResponse:
    found = get_object_or_404(EquipmentKind, pk=kind)
    instruction, draft = _draft_of(found)
    start = swedish_of(draft or (instruction.published if instruction else None))
    form = DraftForm(
        request.POST or None, request.FILES or None, kind=found, draft=draft, start=start, by=request.actor
    )
    if request.method == "POST" and form.is_valid():
        try:
            if form.act():
                done(request, _("Utkastet är sparat. Besökare ser det när det är godkänt."))
                return redirect("approve_instruction", kind)
        except Conflict:
            return _conflict(request, found, form, InstructionText.PARTS, _saved(found))
    context = {"form": form, "kind": found, "draft": draft, "instruction": instruction}
    return render(request, "minigym/write_instruction.html", context)


def _draft_of(kind: EquipmentKind) -> tuple[Instruction | None, InstructionVersion | None]:
    instruction = Instruction.objects.filter(kind=kind).select_related("published", "kind").first()
    return instruction, instruction.versions.drafts().first() if instruction else None


def _saved(kind: EquipmentKind) -> InstructionText | None:
    """What the draft, or else the approved version, says now."""
    instruction, draft = _draft_of(kind)
    return swedish_of(draft or (instruction.published if instruction else None))


def _conflict(
    request: HttpRequest, kind: EquipmentKind, form: Any, names: Any, saved: InstructionText | None
) -> HttpResponse:
    theirs: list[tuple[Any, Any, Any]] = [
        (form.fields[name].label, getattr(saved, name, ""), form.cleaned_data.get(name))
        for name in names
        if name in form.fields
    ]
    return conflict(request, what=str(kind), theirs=theirs, retry_url=reverse("instruction_page", args=[kind.pk]))


@requires(Permission.WRITE_INSTRUCTIONS)
def approve_instruction(request: HttpRequest, kind: int) -> HttpResponse:
    """The draft as it will read, what is new in it, and the approval."""
    found = get_object_or_404(EquipmentKind, pk=kind)
    instruction, draft = _draft_of(found)
    if not instruction or not draft:
        return redirect("instruction_page", kind)
    published = instruction.published
    form = ApproveForm(request.POST or None, draft=draft, first=published is None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            if form.act():
                done(request, _("Bruksanvisningen är godkänd. Det är den som visas från och med nu."))
                return redirect("instruction_page", kind)
        except Conflict:
            return _conflict(request, found, form, (), None)
    text = swedish_of(draft)
    assert text
    context = {
        "form": form,
        "kind": found,
        "draft": draft,
        "lacks": [DraftForm.base_fields[part].label for part in text.lacks],
        "published": published,
        "instruction": queries.ShownInstruction(
            instruction=instruction,
            text=text,
            language=SWEDISH,
            asked=SWEDISH,
            older=False,
            languages=[SWEDISH],
            pictures=list(draft.pictures.all()),
        ),
        "differences": queries.differences(published, draft) if published else [],
    }
    return render(request, "minigym/approve_instruction.html", context)


@require_POST
@requires(Permission.WRITE_INSTRUCTIONS)
def discard_draft(request: HttpRequest, kind: int) -> HttpResponse:
    found = get_object_or_404(EquipmentKind, pk=kind)
    _instruction, draft = _draft_of(found)
    if draft:
        try:
            actions.discard_draft(draft=draft, by=request.actor, version=id_in(request.POST.get("version", "")) or 0)
        except Conflict:
            said = _("Någon har skrivit i utkastet sedan du öppnade sidan. Läs det innan du tar bort det.")
            messages.warning(request, said)
            return redirect("approve_instruction", kind)
        done(request, _("Utkastet är borttaget."))
    return redirect("instruction_page", kind)


@requires(Permission.WRITE_INSTRUCTIONS)
def review_instruction(request: HttpRequest, kind: int) -> HttpResponse:
    """Goes through what holds, and says that it still does."""
    found = get_object_or_404(EquipmentKind, pk=kind)
    shown = queries.published(found)
    if not shown:
        return redirect("instruction_page", kind)
    form = ReviewForm(request.POST or None, instruction=shown.instruction, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            if form.act():
                done(request, _("Genomgången. Bruksanvisningen gäller som den är."))
                return redirect("instruction_page", kind)
        except Conflict:
            return _conflict(request, found, form, (), None)
    return render(request, "minigym/review_instruction.html", {"form": form, "kind": found, "instruction": shown})


@requires(Permission.VIEW)
def compare_instruction(request: HttpRequest, kind: int, before: int, after: int) -> HttpResponse:
    """What is new between two approved versions, by their numbers."""
    found = get_object_or_404(EquipmentKind, pk=kind)
    approved = InstructionVersion.objects.approved().filter(instruction__kind=found).select_related("approved_by")
    old, new = (get_object_or_404(approved, number=number) for number in (before, after))
    context = {"kind": found, "before": old, "after": new, "differences": queries.differences(old, new)}
    return render(request, "minigym/compare_instruction.html", context)


@requires(Permission.WRITE_INSTRUCTIONS)
def translate_instruction(request: HttpRequest, kind: int, language: str) -> HttpResponse:
    found = get_object_or_404(EquipmentKind, pk=kind)
    to = BY_CODE.get(language)
    shown = queries.published(found, to) if to else None
    if not to or to == SWEDISH or not shown or not shown.instruction.published:
        raise Http404
    of = shown.instruction.published
    swedish = swedish_of(of)
    assert swedish
    start = shown.text if shown.language == to else None
    form = TranslationForm(request.POST or None, of=of, swedish=swedish, start=start, language=to, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            if form.act():
                done(request, _("Översättningen visas nu för den som väljer %(language)s.") % {"language": to.swedish})
                return redirect(f"{reverse('instruction_page', args=[kind])}?sprak={to.code}")
        except Conflict:
            saved = of.texts.filter(language=to.code).first()
            return _conflict(request, found, form, ("name", *InstructionText.PARTS, "translator"), saved)
    context = {"form": form, "kind": found, "language": to, "older": bool(start and shown.older)}
    return render(request, "minigym/translate_instruction.html", context)


@requires(Permission.WRITE_INSTRUCTIONS)
def local_addition(request: HttpRequest, item: int) -> HttpResponse:
    found = item_or_404(request, item, Permission.WRITE_INSTRUCTIONS)
    form = AdditionForm(request.POST or None, item=found, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            form.act()
        except Conflict:
            theirs: list[tuple[Any, Any, Any]] = [
                (form.fields["text"].label, queries.addition_to(found), form.cleaned_data["text"])
            ]
            return conflict(request, what=str(found), theirs=theirs, retry_url=request.path)
        done(request, _("Tillägget är sparat."))
        return redirect(found)
    context = {"form": form, "item": found, "instruction": queries.published(found.kind)}
    return render(request, "minigym/local_addition.html", context)


@public
def instruction_picture(request: HttpRequest, picture: int) -> HttpResponse:
    """Anybody may see what visitors read today; a draft's picture, or one that was replaced, only who sees minigyms."""
    found = get_object_or_404(InstructionPicture.objects.select_related("of", "file"), pk=picture)
    if not request.actor.may(Permission.VIEW) and not queries.is_shown(found.of):
        raise Http404
    return serve(found.file, inline=True)


@requires(Permission.VIEW)
def instruction_pdf(request: HttpRequest, kind: int) -> HttpResponse:
    """The sheet of a kind; `?sprak=` and `?format=a5` choose language and size."""
    shown = queries.published(get_object_or_404(EquipmentKind, pk=kind), chosen(request))
    if not shown:
        raise Http404
    return responses.pdf(pdf.render(sheet(shown, paper=_paper(request))), str(shown.instruction.kind))


@requires(Permission.VIEW)
def item_instruction_pdf(request: HttpRequest, item: int) -> HttpResponse:
    """The sheet to hang by one machine, with what is special about it and its code."""
    found = item_or_404(request, item)
    shown = queries.published(found.kind, chosen(request))
    if not shown:
        raise Http404
    url = scanned(found) if shown.language == SWEDISH else f"{scanned(found)}?{PARAMETER}={shown.language.code}"
    paper = sheet(shown, paper=_paper(request), item=found, addition=queries.addition_to(found), url=url)
    return responses.pdf(pdf.render(paper), str(found))


def _paper(request: HttpRequest) -> Paper:
    return Paper.A5 if request.GET.get("format") == "a5" else Paper.A4
