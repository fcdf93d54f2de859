"""Which instruction holds for a kind of equipment, and in which languages is it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from livskraft.modules.minigym.models import (
    Equipment,
    EquipmentKind,
    Instruction,
    InstructionPicture,
    InstructionText,
    LocalAddition,
)
from livskraft.ui.languages import BY_CODE, LANGUAGES, SWEDISH, Language


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
        return lines(self.text.how_to)

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
    approved = InstructionText.objects.filter(of__instruction=found, of__approved_at__isnull=False)
    texts = {text.language: text for text in approved.select_related("of").order_by("of__number")}
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


def addition_to(item: Equipment) -> str:
    """What is special about this machine; empty when nothing is."""
    return LocalAddition.objects.filter(item=item).values_list("text", flat=True).first() or ""


def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
