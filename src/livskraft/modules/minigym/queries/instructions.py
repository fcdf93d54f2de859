"""Which instruction holds for a kind of equipment, and in which languages is it?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.db.models import Count, Exists, Field, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from livskraft.modules.minigym.models import (
    Equipment,
    EquipmentKind,
    Instruction,
    InstructionPicture,
    InstructionText,
    InstructionVersion,
    LocalAddition,
)
from livskraft.ui.languages import BY_CODE, LANGUAGES, SWEDISH, Language

# Steps are numbered where they are shown; who pastes a list should not get two marks on each.
_MARK = re.compile(r"^(?:\d{1,2}[.)]|[-–*•])\s+")


@dataclass(frozen=True, slots=True)
class ShownInstruction:
    """What a visitor reads. `language` is that of the text, `asked` the one that was wished for.

    `older` says that the text translates an earlier version than the one that holds.
    """

    instruction: Instruction
    text: InstructionText
    language: Language
    asked: Language
    older: bool
    languages: Sequence[Language]
    pictures: Sequence[InstructionPicture]

    @property
    def name(self) -> str:
        return self.text.name or str(self.instruction.kind)

    @property
    def steps(self) -> list[str]:
        return [_MARK.sub("", line) for line in lines(self.text.how_to)]

    @property
    def is_missing_in_asked(self) -> bool:
        return self.language != self.asked


def published(kind: EquipmentKind, language: Language = SWEDISH) -> ShownInstruction | None:
    """The approved instruction of the kind in that language, else in Swedish; None when there is none.

    A translation holds until a newer one is made; three queries.
    """
    instruction = Instruction.objects.filter(kind=kind, published__isnull=False).select_related("kind", "published")
    found = instruction.first()
    if not found or not found.published:
        return None
    texts = _newest_texts(found.pk)
    text = texts[SWEDISH.code] if language.code not in texts else texts[language.code]
    return ShownInstruction(
        instruction=found,
        text=text,
        language=BY_CODE[text.language],
        asked=language,
        older=text.of_id != found.published_id,
        languages=[each for each in LANGUAGES if each.code in texts],
        pictures=list(text.of.pictures.all()),
    )


def is_shown(version: InstructionVersion) -> bool:
    """Whether visitors read the version today, in Swedish or in a language that has no newer translation."""
    return any(text.of_id == version.pk for text in _newest_texts(version.instruction_id).values())


def _newest_texts(instruction: int) -> dict[str, InstructionText]:
    """The newest approved text of the instruction in each language that it is in."""
    approved = InstructionText.objects.filter(of__instruction=instruction, of__approved_at__isnull=False)
    return {text.language: text for text in approved.select_related("of").order_by("of__number")}


def addition_to(item: Equipment) -> str:
    """What is special about this machine; empty when nothing is."""
    return LocalAddition.objects.filter(item=item).values_list("text", flat=True).first() or ""


def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class Change(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some sentences in a row, and what became of them."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of the instruction that is not what it was."""

    label: str
    pieces: Sequence[Piece]


def differences(before: InstructionVersion, after: InstructionVersion) -> list[Difference]:
    """The parts of the Swedish text, and the pictures, that differ between two versions."""
    old, new = (version.texts.get(language=SWEDISH.code) for version in (before, after))
    parts = [(_label(part), getattr(old, part), getattr(new, part)) for part in InstructionText.PARTS]
    shows = ["\n".join(version.pictures.values_list("shows", flat=True)) for version in (before, after)]
    found = [(label, compared(was, now)) for label, was, now in [*parts, (_("Bilder"), *shows)]]
    return [Difference(label, pieces) for label, pieces in found if any(p.change != Change.SAME for p in pieces)]


def _label(part: str) -> str:
    field = InstructionText._meta.get_field(part)
    assert isinstance(field, Field)
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def compared(before: str, after: str) -> list[Piece]:
    """The two texts sentence by sentence, so that each piece can be read on its own."""
    was, now = (re.findall(r"\n|[^\s][^\n]*?(?:[.!?](?=\s|$)|(?=\n|$))", text) for text in (before, after))
    pieces: list[Piece] = []
    for change, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if change == "equal":
            pieces.append(Piece(Change.SAME, _joined(was[a:b])))
            continue
        if b > a:
            pieces.append(Piece(Change.REMOVED, _joined(was[a:b])))
        if d > c:
            pieces.append(Piece(Change.ADDED, _joined(now[c:d])))
    return pieces


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(" \n", "\n").replace("\n ", "\n")


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind in the list: how many machines one sees of it, and how its instruction stands."""

    kind: EquipmentKind
    machines: int
    instruction: Instruction | None
    draft: bool
    languages: Sequence[str]

    @property
    def published(self) -> InstructionVersion | None:
        return self.instruction.published if self.instruction else None


def kinds_with_instructions(items: QuerySet[Equipment, Equipment], *, every: bool) -> list[KindRow]:
    """The kinds among `items`, with `every` also those that only have an instruction; two queries.

    `languages` are those besides Swedish that the approved version itself is in.
    """
    standing = items.filter(kind=OuterRef("pk")).order_by().values("kind").annotate(number=Count("pk"))
    drafts = InstructionVersion.objects.drafts().filter(instruction=OuterRef("instruction"))
    kinds = EquipmentKind.objects.annotate(
        machines=Coalesce(Subquery(standing.values("number")), 0), has_draft=Exists(drafts)
    ).select_related("instruction__published")
    kinds = kinds.filter(Q(machines__gt=0) | Q(instruction__isnull=False)) if every else kinds.filter(machines__gt=0)
    translated: dict[int, list[str]] = {}
    texts = InstructionText.objects.filter(of__published_as__isnull=False).exclude(language=SWEDISH.code)
    for version, code in texts.values_list("of", "language").order_by("language"):
        translated.setdefault(version, []).append(BY_CODE[code].swedish)
    return [
        KindRow(
            kind=kind,
            machines=kind.machines,
            instruction=(instruction := getattr(kind, "instruction", None)),
            draft=kind.has_draft,
            languages=translated.get(instruction.published_id, []) if instruction else [],
        )
        for kind in kinds
    ]
