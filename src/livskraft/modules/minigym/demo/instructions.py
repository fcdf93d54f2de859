"""Who has written the demo's instructions, which are new, which are old, and which is missing?"""

from datetime import timedelta

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.actions.equipment import add_equipment
from livskraft.modules.minigym.actions.instructions import (
    approve_draft,
    set_local_addition,
    translate,
    write_draft,
)
from livskraft.modules.minigym.demo.cast import Cast
from livskraft.modules.minigym.demo.instruction_texts import (
    EARLIER_SET_UP,
    EARLIER_STEPS,
    PARTS,
    SWEDISH,
    TRANSLATED,
    Words,
)
from livskraft.modules.minigym.models import Equipment, EquipmentKind, Gym, InstructionVersion, Regime
from livskraft.modules.minigym.rules import RegimeKey, next_instruction_review
from livskraft.ui.languages import BY_CODE

WRITER, COLLEAGUE = "Maja Fransson", "Elias Norman"
RENEWED, DRAFTED, OLD, UNWRITTEN = "Benpress", "Motionscykel", "Axelsnurra", "Pedaltränare"
# Days ago; guidance given before it must be given anew.
RENEWED_AGO = 45
# Axelsnurra has waited for its review since three weeks.
OLD_AGO = 751
TRANSLATOR = "Lindviks språktjänst"


def instructions(cast: Cast) -> None:
    """All kinds have one but the one that was just bought; one is to be gone through, one has a second version."""
    therapists = {
        held.user.name: held
        for held in Assignment.objects.holding_on(cast.today)
        .filter(role=Role.PHYSIOTHERAPIST)
        .select_related("user", "unit")
    }

    def by(name: str, days_ago: int) -> Actor:
        held = therapists[name]
        return Actor(at=at(cast.today - timedelta(days=days_ago)), user=held.user, assignment=held)

    kinds = {kind.name: kind for kind in EquipmentKind.objects.filter(name__in=[*SWEDISH, UNWRITTEN])}
    _buy(cast, kinds)
    published: dict[str, InstructionVersion] = {}
    for place, (name, words) in enumerate(SWEDISH.items()):
        ago = OLD_AGO if name == OLD else 420 + place
        parts = _parts(words)
        if name == RENEWED:
            parts |= {"set_up": EARLIER_SET_UP, "how_to": EARLIER_STEPS}
        published[name] = _publish(kinds[name], parts, by(COLLEAGUE if place % 3 else WRITER, ago))
    for name, language in ((DRAFTED, "en"), (DRAFTED, "fi"), (DRAFTED, "ar"), (RENEWED, "ar")):
        _translate(published[name], name, language, by(WRITER, 300))
    published[RENEWED] = _publish(
        kinds[RENEWED],
        _parts(SWEDISH[RENEWED]),
        by(WRITER, RENEWED_AGO),
        news="Hur vikten låses med sprinten, och att fötterna ska stå isär.",
        renews_guidance=True,
    )
    _translate(published[RENEWED], RENEWED, "en", by(WRITER, RENEWED_AGO - 2))
    write_draft(
        kind=kinds[DRAFTED],
        parts={"first_load": "Motstånd 1 i fem minuter. Lägg till en minut varje gång."},
        news="Tydligare hur man ökar.",
        by=by(WRITER, 3),
    )
    write_draft(
        kind=kinds[UNWRITTEN],
        parts={"purpose": "Mjuk träning för ben eller armar, sittande i en vanlig stol."},
        by=by(COLLEAGUE, 5),
    )
    set_local_addition(
        item=Equipment.objects.select_related("gym__site").get(gym__site__name="Almgården", kind=kinds[RENEWED]),
        text="Spaken för sätet sitter på höger sida och går trögt. Ta i med båda händerna.",
        by=by(WRITER, 40),
    )


def _buy(cast: Cast, kinds: dict[str, EquipmentKind]) -> None:
    """Two things at Dalbo that stand nowhere else."""
    gym = Gym.objects.select_related("site").get(site__name="Dalbo")
    regime = Regime.objects.get(key=RegimeKey.PROVIDER)
    bought = cast.today - timedelta(days=28)
    for place, name in enumerate((OLD, UNWRITTEN), start=20):
        add_equipment(
            gym=gym,
            kind=kinds[name],
            regime=regime,
            number=f"MG-{place}",
            acquired=PartialDate(bought.year, bought.month, bought.day),
            supplementary=True,
            by=cast.at("Dalbo", 27),
        )


def _parts(words: Words) -> dict[str, str]:
    return dict(zip(PARTS, words, strict=True))


def _publish(
    kind: EquipmentKind, parts: dict[str, str], by: Actor, *, news: str = "", renews_guidance: bool = False
) -> InstructionVersion:
    draft = write_draft(kind=kind, parts=parts, news=news, by=by)
    return approve_draft(
        draft=draft, review_on=next_instruction_review(by.today), renews_guidance=renews_guidance, by=by
    )


def _translate(of: InstructionVersion, name: str, language: str, by: Actor) -> None:
    machine, words = TRANSLATED[name, language]
    translate(
        of=of,
        language=BY_CODE[language],
        name=machine,
        parts=_parts(words),
        translator=TRANSLATOR,
        by=by,
    )
