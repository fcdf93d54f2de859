"""What is journalled of the patients in the demo municipality? Through actions with their own dates."""

from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.modules.training.actions.drafts import Written, begin_draft, save_draft
from livskraft.modules.training.actions.notes import correct, disclose, object_to, sign
from livskraft.modules.training.models import Draft, Episode, Note, RehabSession
from livskraft.modules.training.queries.episodes import unjournalled_of
from livskraft.modules.training.rules.notes import WRITES
from livskraft.modules.training.rules.vocabulary import Heading, NoteKind

BEGINNING = {
    Heading.REASON: "Ramlade hemma för sex veckor sedan och har blivit osäker. Vill våga gå ut själv igen.",
    Heading.BACKGROUND: "Bor ensam. Gick tidigare till affären varje dag. Inga frakturer.",
    Heading.STATUS: (
        "Reser sig från stol utan att ta stöd, men med möda: 5 gånger på 30 sekunder. TUG 17,2 sekunder med käpp. Går "
        "inomhus utan hjälpmedel."
    ),
    Heading.ASSESSMENT: "Nedsatt benstyrka och balans. Goda möjligheter till förbättring med träning.",
    Heading.INFORMATION: "Fick veta hur träningen går till och vad den kan ge. Väljer att träna en gång i veckan.",
    Heading.PLAN: "Styrka och balans i minigymmet i åtta veckor. Följs upp med uppresningar och TUG.",
}
VISIT = {Heading.MEASURES: "Uppresning, tåhävning och stå på ett ben enligt programmet. Stödde sig med vänster hand."}
CORRECTED = {Heading.MEASURES: "Uppresning, tåhävning och stå på ett ben enligt programmet. Stödde sig med höger hand."}
CALL = {Heading.REASON: "Patienten ringde.", Heading.MEASURES: "Flyttade nästa pass, stel efter det förra."}


@transaction.atomic
def notes_demo(today: date) -> None:
    """A journal with a correction, an objection and a note that waits to be signed: of who became a patient last.

    Nothing when something is written there.
    """
    episode = Episode.objects.open().filter(elsewhere="").order_by("opened_at", "pk").last()
    if episode is None or episode.notes.exists() or episode.drafts.exists():
        return
    held = Assignment.objects.holding_on(today).select_related("user", "unit")
    post = held.filter(user=episode.therapist, role__in=WRITES).first()
    if post is None:
        return
    first = Actor(at=max(at(episode.opened_on, 15), episode.opened_at), user=post.user, assignment=post)
    _signed(episode, NoteKind.BEGINNING, BEGINNING, first)
    days = max((today - episode.opened_on).days, 0)
    if days < 4:
        return
    trained = unjournalled_of(episode).filter(on__lte=today - timedelta(days=4)).first()
    by = _on(first, trained.on if trained else today - timedelta(days=days // 2))
    visit = _signed(episode, NoteKind.SESSION, VISIT, by, trained)
    after = _on(first, by.today + timedelta(days=1))
    correction = correct(note=visit, why="Jag skrev fel hand.", by=after)
    save_draft(draft=correction, written=Written(visit.happened_at, _texts(CORRECTED)), by=after)
    sign(draft=correction, by=after)
    object_to(note=visit, text="Jag behövde bara stöd den första gången.", by=after)
    disclose(episode=episode, what="Den inledande bedömningen", recipient="Patienten själv", on=after.today, by=after)
    _written(episode, NoteKind.CONTACT, CALL, _on(first, today - timedelta(days=2)))


def _on(by: Actor, day: date) -> Actor:
    return replace(by, at=at(day, 14))


def _texts(parts: dict[Heading, str]) -> dict[str, str]:
    return {heading.value: text for heading, text in parts.items()}


def _written(
    episode: Episode, kind: NoteKind, parts: dict[Heading, str], by: Actor, session: RehabSession | None = None
) -> Draft:
    happened = max(by.at - timedelta(hours=1), episode.opened_at)
    draft = begin_draft(episode=episode, kind=kind, happened_at=happened, session=session, by=by)
    return save_draft(draft=draft, written=Written(draft.happened_at, _texts(parts)), by=by)


def _signed(
    episode: Episode, kind: NoteKind, parts: dict[Heading, str], by: Actor, session: RehabSession | None = None
) -> Note:
    return sign(draft=_written(episode, kind, parts, by, session), by=by)
