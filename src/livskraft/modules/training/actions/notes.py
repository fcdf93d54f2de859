"""How is a note signed and corrected, what does the patient say about it, and to whom was it given?

A signed note is never changed. A draft is read and signed by its author only. When the author has left without signing,
the unit's therapists of the same profession, or the physiotherapists when none of it is left, are told that the draft
exists, and one of them takes it in: a note of their own, which quotes the draft and says that whoever wrote it never
signed it. Nobody signs for somebody else, and nothing that was written about the patient is lost.
"""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.kit import formats, versions
from livskraft.kit.errors import Gone, Refused
from livskraft.modules.training.actions.drafts import in_json, known_codes, own, parts_in, whole, writer
from livskraft.modules.training.actions.latest import keep_latest
from livskraft.modules.training.actions.reaching import keep_in_touch, must_be_kept_here, patient_of, reached
from livskraft.modules.training.models import (
    Disclosure,
    Draft,
    Episode,
    Note,
    NoteCode,
    Objection,
    RehabSession,
)
from livskraft.modules.training.queries.notes import has_left
from livskraft.modules.training.rules.notes import missing
from livskraft.modules.training.rules.vocabulary import Heading, NoteKind

LONGEST_WHY = 2_000
LONGEST_OBJECTION = 10_000
LONGEST_WHAT = 2_000
AT_ONCE = timedelta(minutes=1)


@transaction.atomic
def sign(*, draft: Draft, version: int | None = None, by: Actor) -> Note:
    """Makes a note of the actor's own draft, for ever. Signing it again gives the same note.

    Raises PermissionDenied for who is not its author, Conflict when it was changed after `version`, and Refused when
    something that the law asks for is missing or somebody else has corrected the same note meanwhile.
    """
    episode = reached(draft.episode, by, ended=True)
    user, post = writer(by)
    try:
        held = own(draft, by, version)
    except Gone:
        if draft.author_id == user.pk and (signed := signed_from(draft)):
            return signed
        raise
    if episode.closed_at and not held.corrects_id:
        raise Refused(_("Rehabiliteringsperioden är avslutad."))
    if held.corrects_id and Note.objects.filter(corrects=held.corrects_id).exists():
        raise Refused(_("Någon annan har rättat anteckningen sedan du började. Rätta den rättelsen i stället."))
    parts = parts_in(held)
    if lacking := missing(NoteKind(held.kind), parts):
        names = ", ".join(heading.label.lower() for heading in lacking)
        raise Refused(_("Det här saknas innan du kan signera: %(parts)s.") % {"parts": names}, field=lacking[0])
    codes = known_codes(held.codes, held.happened_on)
    note = _write(
        Note(
            episode=episode,
            person_id=episode.person_id,
            kind=held.kind,
            happened_at=held.happened_at,
            happened_on=held.happened_on,
            parts=held.parts,
            begun_at=held.begun_at,
            corrects_id=held.corrects_id,
            why=held.why,
        ),
        codes,
        post,
        by,
    )
    _journal_session(held, note)
    Draft.objects.filter(pk=held.pk).delete()
    verb = "training.note_corrected" if note.corrects_id else "training.note_signed"
    touched = [note, note.corrects] if note.corrects else [note]
    patient = patient_of(episode)
    keep_in_touch(episode, patient, by)
    audit.wrote(by, verb, [*touched, patient])
    return note


def signed_from(draft: Draft) -> Note | None:
    """The note that was made of the draft, when it was."""
    return Note.objects.filter(
        author=draft.author_id,
        episode=draft.episode_id,
        kind=draft.kind,
        begun_at=draft.begun_at,
        corrects=draft.corrects_id,
    ).first()


@transaction.atomic
def correct(*, note: Note, why: str, by: Actor) -> Draft:
    """A draft of the actor's own with what the note says, to be put right and signed; the note itself stays.

    Also when the period is closed. Raises as `reached`, and Refused without a reason and for a note that is corrected
    already: then the correction is what is corrected. Source: PDL 3:14.
    """
    episode = reached(note.episode, by, ended=True)
    user, _post = writer(by)
    must_be_kept_here(episode)
    reason = whole(why, field="why", longest=LONGEST_WHY, missing=_("Skriv vad som är fel."))
    if Note.objects.filter(corrects=note).exists():
        raise Refused(_("Anteckningen är redan rättad. Rätta rättelsen i stället."))
    if begun := Draft.objects.filter(author=user, corrects=note).first():
        return begun
    made = Draft.objects.create(
        episode=episode,
        person_id=episode.person_id,
        author=user,
        kind=note.kind,
        happened_at=note.happened_at,
        happened_on=note.happened_on,
        parts=note.parts,
        codes=sorted(note.codes.values_list("code", flat=True)),
        begun_at=by.at,
        corrects=note,
        why=reason,
    )
    audit.wrote(by, "training.correction_begun", [made, note, patient_of(episode)])
    return made


@transaction.atomic
def take_in_unsigned(*, draft: Draft, by: Actor) -> Note:
    """Quotes the draft of somebody who has left in a note of the actor's own, which says that it was never signed.

    Raises as `reached`, and Refused while its author can still sign.
    """
    episode = reached(draft.episode, by, ended=True)
    _user, post = writer(by)
    held = versions.locked(draft, None)
    if not has_left(held, by.today):
        raise Refused(_("%(name)s kan fortfarande signera sin anteckning.") % {"name": held.author.name})
    told = _("Det här skrev %(name)s, som slutade på enheten utan att signera. Det gäller %(kind)s %(day)s.") % {
        "name": held.author.name,
        "kind": held.get_kind_display().lower(),
        "day": formats.day(held.happened_on, by.today),
    }
    quoted = parts_in(held)
    first = "\n\n".join(each for each in (told, quoted.get(Heading.REASON, "")) if each)
    note = _write(
        Note(
            episode=episode,
            person_id=episode.person_id,
            # Not the draft's: nothing is assessed or summed up by it.
            kind=NoteKind.CONTACT,
            happened_at=held.happened_at,
            happened_on=held.happened_on,
            parts=in_json(quoted | {Heading.REASON.value: first}),
            begun_at=by.at,
        ),
        {},
        post,
        by,
    )
    _journal_session(held, note)
    Draft.objects.filter(pk=held.pk).delete()
    audit.wrote(by, "training.unsigned_taken_in", [note, held, patient_of(episode)])
    return note


@transaction.atomic
def object_to(*, note: Note, text: str, by: Actor) -> Objection:
    """Notes at the note that the patient says it is wrong or misleading. Source: PDL 3:8.

    Also when the period is closed. The same again within a minute is the same press. Raises as `reached`.
    """
    episode = reached(note.episode, by, ended=True)
    said = whole(text, field="text", longest=LONGEST_OBJECTION, missing=_("Skriv vad patienten menar är fel."))
    for before in note.objections.filter(noted_by=by.user, noted_at__gt=by.at - AT_ONCE):
        if before.text == said:
            return before
    made = Objection.objects.create(note=note, person_id=episode.person_id, text=said, noted_at=by.at, noted_by=by.user)
    audit.wrote(by, "training.objection_noted", [made, note, patient_of(episode)])
    return made


@transaction.atomic
def disclose(*, episode: Episode, what: str, recipient: str, on: date, by: Actor) -> Disclosure:
    """Notes what of the journal was given to whom. Source: PDL 3:11.

    Also when the period is closed. The same again within a minute is the same press. Raises as `reached`, and Refused
    for a day that has not been.
    """
    held = reached(episode, by, ended=True)
    must_be_kept_here(held)
    told = whole(what, field="what", longest=LONGEST_WHAT, missing=_("Skriv vad som lämnades ut."))
    whom = whole(recipient, field="recipient", longest=LONGEST_WHAT, missing=_("Skriv till vem."))
    if not held.opened_on <= on <= by.today:
        raise Refused(_("Välj en dag från det att perioden öppnades, till och med i dag."), field="on")
    for before in held.disclosures.filter(by=by.user, on=on, noted_at__gt=by.at - AT_ONCE):
        if (before.what, before.recipient) == (told, whom):
            return before
    made = Disclosure.objects.create(
        episode=held, person_id=held.person_id, what=told, recipient=whom, on=on, noted_at=by.at, by=by.user
    )
    audit.wrote(by, "training.disclosed", [made, patient_of(held)])
    return made


def _write(note: Note, codes: dict[str, str], post: Assignment, by: Actor) -> Note:
    """Signed by the actor, under the name and the title of today."""
    if by.user is None:
        raise PermissionDenied
    note.author, note.author_name = by.user, by.user.name
    note.profession, note.signed_at = str(Role(post.role).label), by.at
    note.save(force_insert=True)
    rows = [NoteCode(note=note, person_id=note.person_id, code=code, text=text) for code, text in codes.items()]
    NoteCode.objects.bulk_create(rows)
    keep_latest(note.episode, note.happened_on)
    return note


def _journal_session(draft: Draft, note: Note) -> None:
    """The session is journalled, unless somebody else's note was first: then this one stands by itself."""
    if draft.session_id:
        RehabSession.objects.filter(pk=draft.session_id, note=None, elsewhere=None).update(note=note)
