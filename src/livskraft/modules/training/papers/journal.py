"""What does a patient get who asks for their journal? All that is signed, with what was corrected and objected to.

On paper a protected patient has neither name nor place: whoever finds the paper must not learn who or where it is. The
days are the notes' own, and stay.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.documents.report import Block, Bullets, Column, Heading, Narrow, Notice, Report, Table, Text, Tone
from livskraft.kit import formats
from livskraft.kit.identity import IdentityNumber, NumberKind
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.training.models import Note, RehabDose, RehabMeasurement, RehabSession
from livskraft.modules.training.queries.extract import Journal
from livskraft.modules.training.queries.notes import Told
from livskraft.modules.training.queries.plans import done_of
from livskraft.modules.training.rules.amounts import amount_in_words, done_in_words
from livskraft.people.models import Person
from livskraft.questionnaires.rules.words import value_in_words


def extract(journal: Journal, person: Person, today: date) -> Report:
    episode, bare = journal.episode, person.is_protected
    where = [(_("Vårdgivare"), episode.keeper.name), (_("Enhet"), episode.unit.name), (_("Minigym"), episode.site.name)]
    return Report(
        title=_("Journal från rehabilitering"),
        subtitle="" if bare else person.name,
        meta=[
            *([] if bare else _identity(journal, person)),
            *([] if bare else where),
            (_("Öppnad"), episode.opened_on),
            (_("Avslutad"), episode.closed_on or _("pågår")),
        ],
        blocks=[
            *([Notice(_("Patientens uppgifter är skyddade."), Tone.WARNING)] if bare else []),
            Text(_("Är något fel eller missvisande har du rätt att få det antecknat i journalen.")),
            *_goals(journal),
            Heading(_("Anteckningar")),
            *(block for each in journal.notes for block in _note(each)),
            *([] if journal.notes else [Text(_("Inget är skrivet."))]),
            *_measurements(journal),
            *_programmes(journal),
            *_sessions(journal, bare=bare),
            *_ending(journal, bare=bare),
            *_disclosures(journal),
        ],
        dated=today,
    )


def _identity(journal: Journal, person: Person) -> Iterable[tuple[str, str]]:
    """PDL (2008:355) 3:6: whose journal it is. Two may have the same name."""
    if journal.number:
        number = IdentityNumber(journal.number)
        label = _("Personnummer") if number.kind == NumberKind.PERSONNUMMER else _("Samordningsnummer")
        yield label, number.formatted
    elif person.birth_year:
        yield _("Född"), str(person.birth_year)


def _goals(journal: Journal) -> Iterable[Block]:
    yield Heading(_("Mål"))
    followed = {each.pk: getattr(each, "follow_up", None) for each in journal.goals}
    yield Table(
        columns=[Column(_("Överenskommet"), 1.4), Column(_("Mål"), 4), Column(_("Hur gick det"), 2, unknown="–")],
        rows=[
            [
                each.agreed_on,
                each.text,
                f"{follow.get_outcome_display()}, {PartialDate.of(follow.on).text}"
                if (follow := followed[each.pk])
                else None,
            ]
            for each in journal.goals
        ],
        empty=_("Inget mål är skrivet."),
        narrow=Narrow.LINES,
    )


def _note(each: Told) -> Iterable[Block]:
    note = each.note
    yield Heading(f"{note.get_kind_display()}, {_moment(note)}", level=2)
    if each.corrected_by:
        yield Notice(_("Rättad %(who)s.") % {"who": _signed(each.corrected_by)}, Tone.WARNING)
    if note.corrects_id:
        yield Notice(_("Rättar en tidigare anteckning. Det som var fel: %(why)s") % {"why": note.why})
    for heading, text in each.parts:
        yield Heading(str(heading), level=3)
        yield Text(text)
    if each.codes:
        yield Bullets([str(code) for code in each.codes])
    for objection in each.objections:
        on = PartialDate.of(timezone.localdate(objection.noted_at)).text
        yield Notice(_("Patienten menar, antecknat %(day)s: %(text)s") % {"day": on, "text": objection.text})
    yield Text(_("Signerad %(who)s.") % {"who": _signed(note)})


def _measurements(journal: Journal) -> Iterable[Block]:
    if not journal.measurements:
        return
    yield Heading(_("Mätningar"))
    yield Table(
        columns=[Column(_("Dag"), 1.2), Column(_("Vad"), 3), Column(_("Värde"), 2)],
        rows=[[each.on, each.of.title, _value(each)] for each in journal.measurements],
        narrow=Narrow.LINES,
    )


def _value(each: RehabMeasurement) -> str:
    """With what was used and who helped, and that it was taken back and why."""
    told = [value_in_words(each.of, each.kept_score)]
    told += [str(word) for word in (each.aid and each.get_aid_display(), each.help and each.get_help_display()) if word]
    if each.withdrawn_at:
        told.append(_("Räknas inte: %(why)s") % {"why": each.withdrawn_because})
    return ". ".join(told)


def _programmes(journal: Journal) -> Iterable[Block]:
    for programme in journal.programmes:
        made = PartialDate.of(timezone.localdate(programme.made_at)).text
        yield Heading(_("Träningsprogram från %(day)s") % {"day": made})
        yield Bullets([_dose(each) for each in programme.doses.all()])


def _dose(dose: RehabDose) -> str:
    told = f"{dose.exercise.name}: {amount_in_words(dose)}"
    if dose.remark:
        told = f"{told}. {dose.remark}"
    if dose.ended_at:
        told = _("%(dose)s (till %(day)s)") % {
            "dose": told,
            "day": PartialDate.of(timezone.localdate(dose.ended_at)).text,
        }
    return told


def _sessions(journal: Journal, *, bare: bool) -> Iterable[Block]:
    if not journal.sessions:
        return
    yield Heading(_("Pass"))
    yield Table(
        columns=[Column(_("Dag"), 1.2), Column(_("Var"), 2, unknown="–"), Column(_("Gjort"), 4, unknown="–")],
        rows=[[each.on, None if bare else each.site.name, _done(each) or None] for each in journal.sessions],
        narrow=Narrow.LINES,
    )


def _done(session: RehabSession) -> str:
    return "; ".join(f"{each.dose.exercise.name}: {done_in_words(done_of(each))}" for each in session.results.all())


def _ending(journal: Journal, *, bare: bool) -> Iterable[Block]:
    """To what the patient was led on, or why not."""
    episode = journal.episode
    if not episode.closed_on:
        return
    yield Heading(_("Avslutning"))
    if episode.not_introduced:
        yield Text(_("Ingen introduktion till friskvård: %(why)s.") % {"why": episode.get_not_introduced_display()})
    elif bare or episode.introduced_at is None:
        yield Text(_("Introducerad till friskvård: %(what)s.") % {"what": episode.introduced_to})
    else:
        yield Text(
            _("Introducerad till friskvård: %(what)s på %(site)s, tillsammans med %(who)s.")
            % {"what": episode.introduced_to, "site": episode.introduced_at.name, "who": episode.introduced_with}
        )


def _disclosures(journal: Journal) -> Iterable[Block]:
    yield Heading(_("Det som har lämnats ut"))
    yield Table(
        columns=[Column(_("Dag"), 1.2), Column(_("Vad"), 3), Column(_("Till vem"), 2), Column(_("Av"), 1.6)],
        rows=[[each.on, each.what, each.recipient, each.by.name if each.by else None] for each in journal.disclosures],
        empty=_("Inget."),
        narrow=Narrow.LINES,
    )


def _moment(note: Note) -> str:
    local = timezone.localtime(note.happened_at)
    return _("%(day)s kl. %(time)s") % {"day": PartialDate.of(local.date()).text, "time": formats.clock(local.time())}


def _signed(note: Note) -> str:
    """When, by whom and in which profession, as it was then."""
    local = timezone.localtime(note.signed_at)
    return _("%(day)s kl. %(time)s av %(name)s, %(profession)s") % {
        "day": PartialDate.of(local.date()).text,
        "time": formats.clock(local.time()),
        "name": note.author_name,
        "profession": note.profession.lower(),
    }
