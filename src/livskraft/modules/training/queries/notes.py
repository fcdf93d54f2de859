"""Which notes and drafts are there, what became of each note, and who can still sign a draft?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.modules.training.models import Draft, Episode, Note, NoteCode, Objection
from livskraft.modules.training.rules.notes import WRITES, parts_told
from livskraft.organisation.queries import keeper_of
from livskraft.people.models import CareRelation, Person
from livskraft.people.queries import all_ids
from livskraft.ui.pages import KeyPage, key_page

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A signed note as it is read: its parts in words, its codes, what the patient says, and what corrects it."""

    note: Note
    parts: list[tuple[str, str]]
    codes: list[NoteCode]
    objections: list[Objection]
    corrected_by: Note | None


@dataclass(frozen=True, slots=True)
class NotesPage:
    """Some of a period's notes as they are read, and the way to the others."""

    page: KeyPage[Note]
    told: list[Told]


def drafts_of(by: Actor) -> QuerySet[Draft, Draft]:
    """The actor's own in the journal where they work, the oldest first; nothing of what they say is decrypted.

    Persons are asked for among the few whom the drafts are about, so that a unit which knows many costs no more.
    """
    rows = Draft.objects.filter(author=by.user, episode__keeper=by.caregiver)
    pairs = rows.order_by().values_list("episode__person", "episode__person__merged_into")
    seen = Person.objects.visible_to(by, among={pk for pair in pairs for pk in pair if pk}).values("pk")
    visible = rows.filter(Q(episode__person__in=seen) | Q(episode__person__merged_into__in=seen))
    shown = visible.select_related("episode__person__merged_into", "episode__site").defer("parts", "why")
    return shown.order_by("happened_on", "pk")


def notes_page(episode: Episode, request: HttpRequest) -> NotesPage:
    """The latest first, twenty at a time: only what is shown is decrypted; four queries."""
    rows = Note.objects.filter(episode=episode)
    page = key_page(rows, request=request, order=("-happened_at", "-pk"), size=SHOWN)
    return NotesPage(page, told(page.items))


def told(notes: Sequence[Note]) -> list[Told]:
    """The notes as they are read, in the same order; three queries however many they are."""
    ids = [note.pk for note in notes]
    if not ids:
        return []
    codes: dict[int, list[NoteCode]] = {}
    for code in NoteCode.objects.filter(note__in=ids):
        codes.setdefault(code.note_id, []).append(code)
    objections: dict[int, list[Objection]] = {}
    for objection in Objection.objects.filter(note__in=ids).select_related("noted_by"):
        objections.setdefault(objection.note_id, []).append(objection)
    corrections = Note.objects.filter(corrects__in=ids).defer("parts").order_by("pk")
    corrected = {each.corrects_id: each for each in corrections}
    return [
        Told(
            note,
            parts_told(note.parts),
            codes.get(note.pk, []),
            objections.get(note.pk, []),
            corrected.get(note.pk),
        )
        for note in notes
    ]


def has_left(draft: Draft, day: date) -> bool:
    """Whether its author can never sign it: writes in another journal now, or nowhere that has to do with the patient.

    Whoever has gone to another unit of the caregiver leaves what was not signed to those who are left.
    """
    posts = Assignment.objects.holding_on(day).filter(user=draft.author_id, role__in=WRITES, user__is_active=True)
    units = [
        post.unit_id for post in posts.select_related("unit") if keeper_of(post.unit, day).pk == draft.episode.keeper_id
    ]
    patient = draft.episode.person.merged_into or draft.episode.person
    known = CareRelation.objects.holding_on(day).filter(person__in=all_ids(patient), unit__in=units)
    return not units or not known.exists()
