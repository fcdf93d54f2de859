"""Which patients does a therapist have, and how does a period of rehabilitation begin and stand?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out, reread
from livskraft.modules.training.actions import episodes as actions
from livskraft.modules.training.forms.episodes import HandOverForm, OpenEpisodeForm
from livskraft.modules.training.models import Episode
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries import episodes as queries
from livskraft.modules.training.queries.journal_places import journal_place_of, who_decides
from livskraft.modules.training.queries.notes import drafts_of, notes_page
from livskraft.modules.training.queries.on_episodes import sections_of
from livskraft.modules.training.rules.vocabulary import Lives
from livskraft.modules.training.views.reading import read_episode, way_to_episode, why_no_note
from livskraft.people.views.reading import read_person, way_to
from livskraft.ui.pages import key_page

# Those who wait to be journalled stand first, all on the first page; more than these is a sign of something else.
MOST_FIRST = 50


@require_safe
@requires(Permission.JOURNAL)
def patients(request: HttpRequest) -> HttpResponse:
    """The open periods of one's own, or of the whole unit: what is to be journalled first, then the latest opened."""
    actor = request.actor
    of_unit = request.GET.get("vems") == "enheten"
    rows = queries.patients(actor, of_unit=of_unit)
    to_journal = list(queries.wanting(rows, actor).order_by("-opened_on", "-pk")[:MOST_FIRST])
    others = rows.exclude(pk__in=[each.pk for each in to_journal])
    page = key_page(others, request=request, order=["-opened_on", "pk"], size=25)
    if page.previous_url:
        to_journal = []
    drafts = [] if page.previous_url else list(drafts_of(actor)[:MOST_FIRST])
    listed = (*(each.episode for each in drafts), *to_journal, *page.items)
    shown = {person.pk: person for each in listed for person in [_patient(each)]}
    audit.read(actor, "training.patients_listed", list(shown.values()))
    context = {"drafts": drafts, "to_journal": to_journal, "page": page, "of_unit": of_unit, "today": actor.today}
    return render(request, "training/patients.html", context)


@require_safe
@requires(Permission.JOURNAL)
def person_episodes(request: HttpRequest, person: int) -> HttpResponse:
    """The person's periods in the caregiver's journal; of what the patient has blocked only that it exists."""
    found = read_person(request, person, "training.episodes_read")
    of_person = queries.episodes_of(found, request.actor)
    place = journal_place_of(request.actor.caregiver, request.actor.today) if request.actor.caregiver else None
    context = {"person": found, "found": of_person, "place": place, "today": request.actor.today}
    # What is blocked does not show here either that the patient is treated now.
    context["may_open"] = place is not None and all(each.closed_at for each in of_person.shown)
    if place is None and request.actor.caregiver:
        context["deciders"] = who_decides(request.actor.caregiver, request.actor.today)
    return render(request, "training/person_episodes.html", context)


@requires(Permission.JOURNAL)
def open_episode(request: HttpRequest, person: int) -> HttpResponse:
    found = read_person(request, person)
    actor = request.actor
    if actor.caregiver is None or journal_place_of(actor.caregiver, actor.today) is None:
        return redirect("person_episodes", found.pk)
    shown = FormPage(
        _("Öppna rehabilitering"),
        (*way_to(found), (_("Rehabilitering"), reverse("person_episodes", args=[found.pk]))),
        _("Öppna"),
        _("Rehabiliteringen är öppnad. Du är ansvarig."),
        _("Rehabilitering av %(patient)s är hälso- och sjukvård. Det du skriver hör till patientens journal.")
        % {"patient": found.name},
    )
    form = OpenEpisodeForm(request.POST or None, by=actor)

    def begin(data: dict[str, Any]) -> Episode:
        return actions.open_episode(person=found, site=data["site"], lives=Lives(data["lives"]), by=actor)

    return carry_out(request, shown, form, begin, then=lambda made: made.get_absolute_url())


@require_safe
@requires(Permission.JOURNAL)
def episode(request: HttpRequest, episode: int) -> HttpResponse:
    """The whole period: goals, programme, sessions, assessments and notes, or what stands in the other system."""
    found, person = read_episode(request, episode)
    context = {
        "episode": found,
        "person": person,
        "today": request.actor.today,
        "goals": queries.goals_shown(found, request.actor),
        "elsewhere": queries.elsewhere_shown(found),
        "unjournalled": queries.unjournalled_of(found).count(),
        "notes": notes_page(found, request),
        "no_note": why_no_note(found),
        "at_anothers": queries.introduced_at_anothers(found),
    }
    return render(request, "training/episode.html", context | sections_of(found, person, request.actor))


@requires(Permission.JOURNAL)
def hand_over_episode(request: HttpRequest, episode: int) -> HttpResponse:
    found, person = read_episode(request, episode)
    shown = FormPage(
        _("Lämna över ansvaret"),
        way_to_episode(found, person),
        _("Lämna över"),
        _("Ansvaret är överlämnat."),
        _("Nu ansvarar %(name)s. Den som tar över ser patienten bland sina patienter.")
        % {"name": found.therapist.name},
    )
    form = HandOverForm(request.POST or None, episode=found, by=request.actor)

    def hand_over(data: dict[str, Any]) -> Episode:
        return actions.hand_over_episode(episode=found, to=data["to"], version=data["version"], by=request.actor)

    return carry_out(
        request,
        shown,
        form,
        hand_over,
        then=lambda changed: changed.get_absolute_url(),
        saved=reread(found, to="therapist"),
    )


def _patient(episode: Episode) -> Any:
    return episode.person.merged_into or episode.person
