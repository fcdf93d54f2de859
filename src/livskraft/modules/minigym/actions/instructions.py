"""How does an instruction come to be: drafted, approved, gone through, translated, and added to for one machine?"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.documents.values import plain
from livskraft.files import actions as files
from livskraft.files.content import Content
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.versions import locked
from livskraft.modules.minigym.models import (
    Equipment,
    EquipmentKind,
    Instruction,
    InstructionPicture,
    InstructionText,
    InstructionVersion,
    LocalAddition,
)
from livskraft.modules.minigym.models.instructions import LONGEST_PART
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import may_be_instruction_review
from livskraft.ui.languages import SWEDISH, Language

MOST_PICTURES = 8


@transaction.atomic
def write_draft(
    *,
    kind: EquipmentKind,
    parts: Mapping[str, str],
    by: Actor,
    news: str = "",
    add_pictures: Sequence[tuple[Content, str]] = (),
    remove_pictures: Collection[int] = (),
    version: int | None = None,
) -> InstructionVersion:
    """The kind's draft as it now reads, begun from the approved version when there is none.

    `version` is the draft's as the writer saw it, 0 when there was none. Raises Conflict when that has changed,
    and Refused when it says nothing.
    """
    by.must(Permission.WRITE_INSTRUCTIONS)
    Instruction.objects.get_or_create(kind=kind)
    instruction = Instruction.objects.select_for_update().get(kind=kind)
    draft = instruction.versions.drafts().first()
    if version is not None and version != (draft.version if draft else 0):
        raise Conflict(str(instruction))
    if draft is None:
        text = _begin(instruction, by, news)
        draft = text.of
    else:
        text = draft.texts.get(language=SWEDISH.code)
        draft.news = plain(news)[:400]
        draft.written_at, draft.written_by = by.at, by.user
        draft.version += 1
        draft.save()
    _fill(text, parts, by)
    if not add_pictures and not any(getattr(text, part) for part in InstructionText.PARTS):
        raise Refused(_("Skriv något innan du sparar."))
    text.save()
    if remove_pictures:
        _drop(draft.pictures.filter(pk__in=remove_pictures))
    kept = list(draft.pictures.all()) if add_pictures else []
    if len(kept) + len(add_pictures) > MOST_PICTURES:
        raise Refused(_("En bruksanvisning har högst %(most)s bilder.") % {"most": MOST_PICTURES}, field="picture")
    for place, (content, shows) in enumerate(add_pictures, start=kept[-1].place + 1 if kept else 1):
        if not plain(shows):
            raise Refused(_("Skriv vad bilden visar, för den som inte ser den."), field="shows")
        stored = files.store(content, at=by.at, created_by=by.user.pk if by.user else None)
        draft.pictures.create(file=stored, shows=plain(shows)[:200], place=place)
    audit.wrote(by, "minigym.instruction_written", [draft, instruction], [*parts, "news", "pictures"])
    return draft


def _begin(instruction: Instruction, by: Actor, news: str) -> InstructionText:
    """The text, not yet saved, of a new draft that begins as the approved version, or of an empty first one."""
    last = instruction.versions.order_by("-number").first()
    draft = InstructionVersion.objects.create(
        instruction=instruction,
        number=last.number + 1 if last else 1,
        news=plain(news)[:400],
        written_at=by.at,
        written_by=by.user,
    )
    text = InstructionText(of=draft, language=SWEDISH.code)
    if instruction.published:
        earlier = instruction.published.texts.get(language=SWEDISH.code)
        for part in InstructionText.PARTS:
            setattr(text, part, getattr(earlier, part))
        for picture in instruction.published.pictures.all():
            InstructionPicture.objects.create(of=draft, file=picture.file, shows=picture.shows, place=picture.place)
    return text


def _fill(text: InstructionText, parts: Mapping[str, str], by: Actor) -> None:
    if wrong := set(parts) - set(InstructionText.PARTS):
        raise ValueError(f"an instruction has no {sorted(wrong)}")
    for part, words in parts.items():
        setattr(text, part, plain(words)[:LONGEST_PART])
    text.written_at, text.written_by = by.at, by.user


@transaction.atomic
def approve_draft(
    *,
    draft: InstructionVersion,
    review_on: date,
    by: Actor,
    renews_guidance: bool = False,
    version: int | None = None,
) -> InstructionVersion:
    """From now on this is what visitors read. The earlier version stays in the history.

    Raises Conflict when the draft is no longer what the approver read, and Refused when it says too little.
    """
    by.must(Permission.WRITE_INSTRUCTIONS)
    _must_be_a_review_day(review_on, by)
    instruction = Instruction.objects.select_for_update().get(pk=draft.instruction_id)
    held = _draft_of(instruction, draft, version)
    text = held.texts.get(language=SWEDISH.code)
    if text.lacks:
        raise Refused(_("Innan du godkänner behövs vad maskinen är bra för, hur man gör och vad man ska tänka på."))
    held.approved_at, held.approved_by = by.at, by.user
    # Nobody has been guided by what came before the first version.
    held.renews_guidance = renews_guidance and instruction.published_id is not None
    held.version += 1
    held.save()
    instruction.published = held
    instruction.version += 1
    _reviewed(instruction, review_on, by)
    audit.wrote(
        by, "minigym.instruction_approved", [held, instruction], ["approved_at", "renews_guidance", "review_on"]
    )
    return held


@transaction.atomic
def discard_draft(*, draft: InstructionVersion, by: Actor, version: int | None = None) -> None:
    """The draft is thrown away; what visitors read stays as it is. Raises Conflict."""
    by.must(Permission.WRITE_INSTRUCTIONS)
    instruction = Instruction.objects.select_for_update().get(pk=draft.instruction_id)
    held = _draft_of(instruction, draft, version)
    audit.wrote(by, "minigym.instruction_discarded", [held, instruction])
    _drop(held.pictures.all())
    held.delete()


def _drop(pictures: QuerySet[InstructionPicture]) -> None:
    """The pictures, and the files that no other version shows."""
    for picture in pictures.select_related("file"):
        picture.delete()
        if not InstructionPicture.objects.filter(file=picture.file).exists():
            files.delete(picture.file)


@transaction.atomic
def confirm_instruction(*, instruction: Instruction, review_on: date, by: Actor, version: int | None = None) -> None:
    """Gone through without a change: it still holds, until the next review. Raises Conflict."""
    by.must(Permission.WRITE_INSTRUCTIONS)
    _must_be_a_review_day(review_on, by)
    held = locked(instruction, version)
    if held.published_id is None:
        raise Refused(_("Det finns ingen godkänd bruksanvisning att gå igenom."))
    _reviewed(held, review_on, by)
    audit.wrote(by, "minigym.instruction_reviewed", [held], ["review_on"])


def _must_be_a_review_day(review_on: date, by: Actor) -> None:
    if not may_be_instruction_review(review_on, by.today):
        raise Refused(_("Välj en dag efter i dag, inom fem år."), field="review_on")


def _reviewed(instruction: Instruction, review_on: date, by: Actor) -> None:
    instruction.review_on = review_on
    instruction.reviewed_at, instruction.reviewed_by = by.at, by.user
    instruction.save()


def _draft_of(instruction: Instruction, draft: InstructionVersion, version: int | None) -> InstructionVersion:
    """The draft as it is saved now. Raises Conflict when it is approved, thrown away or written on since."""
    held = instruction.versions.drafts().filter(pk=draft.pk).first()
    if held is None or (version is not None and held.version != version):
        raise Conflict(str(instruction))
    return held


@transaction.atomic
def translate(
    *,
    of: InstructionVersion,
    language: Language,
    name: str,
    parts: Mapping[str, str],
    translator: str,
    by: Actor,
    version: int | None = None,
) -> InstructionText:
    """The approved version in another language, shown at once. `version` is the translation's, 0 when there was none.

    Raises Refused when something is left out, so that nobody misses a warning, and Conflict.
    """
    by.must(Permission.WRITE_INSTRUCTIONS)
    instruction = Instruction.objects.select_for_update().get(pk=of.instruction_id)
    if language == SWEDISH or instruction.published_id != of.pk:
        raise Conflict(str(instruction))
    text = of.texts.filter(language=language.code).first()
    if version is not None and version != (text.version if text else 0):
        raise Conflict(str(instruction))
    swedish = of.texts.get(language=SWEDISH.code)
    for part in InstructionText.PARTS:
        if getattr(swedish, part) and not plain(parts.get(part, "")):
            raise Refused(_("Översätt även den här delen. Den finns på svenska."), field=part)
    if not plain(name):
        raise Refused(_("Skriv maskinens namn på språket."), field="name")
    if not plain(translator):
        raise Refused(_("Skriv vem som har översatt och granskat."), field="translator")
    text = text or InstructionText(of=of, language=language.code, version=0)
    text.name, text.translator = plain(name)[:80], plain(translator)[:120]
    _fill(text, parts, by)
    text.version += 1
    text.save()
    audit.wrote(by, "minigym.instruction_translated", [text, instruction], ["name", "translator", *parts])
    return text


@transaction.atomic
def set_local_addition(*, item: Equipment, text: str, by: Actor, version: int | None = None) -> LocalAddition:
    """What is special about this machine; an empty text takes it away. Raises Conflict."""
    by.must(Permission.WRITE_INSTRUCTIONS, at=item.gym.site)
    Equipment.objects.select_for_update().get(pk=item.pk)
    held = LocalAddition.objects.filter(item=item).first() or LocalAddition(item=item, version=0)
    if version is not None and held.version != version:
        raise Conflict(str(item))
    held.text = plain(text)[:600]
    held.written_at, held.written_by = by.at, by.user
    held.version += 1
    held.save()
    audit.wrote(by, "minigym.local_addition_set", [held, item], ["text"])
    return held
