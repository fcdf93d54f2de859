"""How is a note begun, written on and thrown away before it is signed? By its author, and nobody else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment, User
from livskraft.kit import versions
from livskraft.kit.errors import Gone, Refused
from livskraft.kit.words import plain
from livskraft.modules.training.actions.reaching import must_be_kept_here, patient_of, reached
from livskraft.modules.training.models import Draft, Episode, RehabSession
from livskraft.modules.training.queries.codes import current_codes
from livskraft.modules.training.queries.episodes import next_kind
from livskraft.modules.training.rules.notes import LONGEST_PART, MOST_CODES, WRITES, moment
from livskraft.modules.training.rules.vocabulary import Heading, NoteKind

AT_ONCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a note: when it happened, heading → text, and codes."""

    happened_at: datetime
    parts: Mapping[str, str]
    codes: Sequence[str] = ()


@transaction.atomic
def begin_draft(
    *, episode: Episode, kind: NoteKind, happened_at: datetime, session: RehabSession | None = None, by: Actor
) -> Draft:
    """An empty note of the actor's own. The same again within a minute, or about the same session, is the same draft.

    Raises as `reached`, and Refused where the journal is kept elsewhere, for a time that has not been or was before the
    period, and for a session that is journalled already or was another day.
    """
    held = reached(episode, by)
    user, _post = writer(by)
    must_be_kept_here(held)
    _must_have_happened(held, happened_at, by)
    on = timezone.localdate(happened_at)
    if session is not None:
        before = Draft.objects.filter(author=user, session=session).first()
        if before:
            return before
        _must_be_unwritten(held, session, on)
    else:
        same = {"author": user, "episode": held, "kind": kind, "happened_at": happened_at, "version": 1}
        before = Draft.objects.filter(**same, session=None, corrects=None, begun_at__gt=by.at - AT_ONCE).first()
        if before:
            return before
    made = Draft.objects.create(
        episode=held,
        # As the episode says it: were a merge undone, what was written would be about the right one.
        person_id=held.person_id,
        author=user,
        kind=kind,
        happened_at=happened_at,
        happened_on=on,
        session=session,
        parts=in_json({}),
        begun_at=by.at,
    )
    audit.wrote(by, "training.draft_begun", [made, patient_of(held)])
    return made


def begin_about(*, session: RehabSession, by: Actor) -> Draft:
    """A draft about the session: the beginning while none is written, else a visit, at this time of its day.

    Raises as `begin_draft`.
    """
    now = timezone.localtime(by.at).time().replace(second=0, microsecond=0)
    zone = timezone.get_current_timezone()
    # No visit was at an hour that the clock skipped.
    happened_at = moment(session.on, now, zone) or moment(session.on, time(12), zone)
    assert happened_at
    kind = next_kind(session.episode)
    return begin_draft(episode=session.episode, kind=kind, happened_at=happened_at, session=session, by=by)


@transaction.atomic
def save_draft(*, draft: Draft, written: Written, version: int | None = None, by: Actor) -> Draft:
    """Keeps what is written so far; nothing is required yet, and nothing is cut off.

    Raises PermissionDenied for who is not its author, Conflict, Gone, and Refused for a part that is too long, a code
    that does not exist and a time that cannot be.
    """
    episode = reached(draft.episode, by, ended=True)
    held = own(draft, by, version)
    if written.happened_at != held.happened_at:
        _must_have_happened(episode, written.happened_at, by)
    on = timezone.localdate(written.happened_at)
    if held.session and held.session.on != on:
        raise Refused(_("Besöket var en annan dag."), field="on")
    parts = {
        heading.value: whole(written.parts.get(heading, ""), field=heading, longest=LONGEST_PART) for heading in Heading
    }
    codes = sorted(known_codes(written.codes, on))
    changed = [
        name
        for name, before, now in (
            ("happened_at", held.happened_at, written.happened_at),
            ("parts", parts_in(held), {heading: text for heading, text in parts.items() if text}),
            ("codes", held.codes, codes),
        )
        if before != now
    ]
    if not changed:
        held.refresh_from_db()
        return held
    held.happened_at, held.happened_on, held.codes = written.happened_at, on, codes
    held.parts = in_json(parts)
    held.save()
    audit.wrote(by, "training.draft_saved", [held, patient_of(episode)], changed)
    return held


@transaction.atomic
def discard_draft(*, draft: Draft, by: Actor) -> None:
    """What was never signed is gone. Twice is as once. Raises as `save_draft`."""
    episode = reached(draft.episode, by, ended=True)
    try:
        held = own(draft, by)
    except Gone:
        return
    audit.wrote(by, "training.draft_discarded", [held, patient_of(episode)])
    held.delete()


def writer(by: Actor) -> tuple[User, Assignment]:
    """Who writes, in which profession. Raises PermissionDenied for who has none that writes in the journal."""
    if by.user is None or by.assignment is None or by.assignment.role not in WRITES:
        raise PermissionDenied
    return by.user, by.assignment


def own(draft: Draft, by: Actor, version: int | None = None) -> Draft:
    """The draft as it is now, locked. Raises PermissionDenied for another's, Conflict, and Gone."""
    user, _post = writer(by)
    held = versions.locked(draft, version)
    if held.author_id != user.pk:
        raise PermissionDenied
    return held


def whole(text: str, *, field: str, longest: int, missing: str = "") -> str:
    """The words as `plain` gives them, but refused instead of cut when there are too many."""
    words = plain(text, field=field, missing=missing, longest=len(text) * 4)
    if len(words) > longest:
        raise Refused(
            _("Texten är för lång: %(length)d tecken, och här ryms %(longest)d. Korta den. Inget du skrivit är borta.")
            % {"length": len(words), "longest": longest},
            field=field,
        )
    return words


def known_codes(codes: Sequence[str], on: date) -> dict[str, str]:
    """Code → text in the list in force on the day. Raises Refused, naming those that are not there."""
    wanted = list(dict.fromkeys(codes))
    if len(wanted) > MOST_CODES:
        raise Refused(_("Välj högst %(most)d koder.") % {"most": MOST_CODES}, field="codes")
    if not wanted:
        return {}
    found = dict(current_codes(on).filter(code__in=wanted).values_list("code", "text"))
    if unknown := [code for code in wanted if code not in found]:
        names = ", ".join(code[:10] for code in unknown)
        raise Refused(_("De här koderna finns inte i listan som gäller: %(codes)s.") % {"codes": names}, field="codes")
    return found


def parts_in(record: object) -> dict[str, str]:
    """Heading → text of a draft or a note."""
    found: dict[str, str] = json.loads(record.parts)  # type: ignore[attr-defined]  # both have it
    return found


def in_json(parts: Mapping[str, str]) -> str:
    return json.dumps({heading: text for heading, text in parts.items() if text}, ensure_ascii=False)


def _must_have_happened(episode: Episode, happened_at: datetime, by: Actor) -> None:
    if happened_at > by.at:
        raise Refused(_("Välj en tid som har varit."), field="at")
    if timezone.localdate(happened_at) < episode.opened_on:
        raise Refused(_("Välj en dag i perioden. Den öppnades %(day)s.") % {"day": episode.opened_on}, field="on")


def _must_be_unwritten(episode: Episode, session: RehabSession, on: date) -> None:
    if session.episode_id != episode.pk:
        raise PermissionDenied
    if session.note_id or session.elsewhere_id:
        raise Refused(_("Besöket är redan journalfört."))
    if session.on != on:
        raise Refused(_("Besöket var en annan dag."), field="on")
