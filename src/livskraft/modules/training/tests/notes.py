"""Which drafts and notes do the tests need? Made through the actions, so that author, time and log agree."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from livskraft.access.actor import Actor
from livskraft.modules.training.actions.drafts import Written, begin_draft, save_draft
from livskraft.modules.training.actions.notes import correct, sign
from livskraft.modules.training.models import Draft, Episode, Note
from livskraft.modules.training.rules.notes import missing
from livskraft.modules.training.rules.vocabulary import NoteKind


def filled(kind: NoteKind) -> dict[str, str]:
    """Something in each part that the kind of note needs."""
    return {heading.value: f"{heading.label}: gick bra." for heading in missing(kind, {})}


def draft_of(
    episode: Episode,
    by: Actor,
    kind: NoteKind = NoteKind.SESSION,
    *,
    parts: Mapping[str, str] | None = None,
    codes: tuple[str, ...] = (),
    **more: Any,
) -> Draft:
    """All that the kind needs unless `parts` are given; it happened an hour ago, or when the period was opened."""
    happened = max(by.at - timedelta(hours=1), episode.opened_at)
    draft = begin_draft(episode=episode, kind=kind, happened_at=more.pop("happened_at", happened), by=by, **more)
    written = Written(draft.happened_at, filled(kind) if parts is None else parts, codes)
    return save_draft(draft=draft, written=written, by=by)


def note_of(episode: Episode, by: Actor, kind: NoteKind = NoteKind.SESSION, **more: Any) -> Note:
    """The same, signed."""
    return sign(draft=draft_of(episode, by, kind, **more), by=by)


def corrected(note: Note, by: Actor, parts: Mapping[str, str], why: str = "Fel sida.") -> Note:
    """The note that puts `note` right."""
    draft = correct(note=note, why=why, by=by)
    save_draft(draft=draft, written=Written(draft.happened_at, parts), by=by)
    return sign(draft=draft, by=by)
