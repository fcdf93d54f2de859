"""Who is guided on what, who may support visitors today, and where is there a gap?"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access.actor import Actor
from livskraft.access.guards import requires
from livskraft.documents import excel, pdf, responses
from livskraft.kit.errors import Conflict
from livskraft.modules.minigym.forms.guidance import GuideForm, ReasonForm, TurnsForm
from livskraft.modules.minigym.models import Guidance, GuidanceOccasion, Gym
from livskraft.modules.minigym.papers.guidance import guidance_matrix, who_may_support
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries import guidance as queries
from livskraft.modules.minigym.queries.local_rules import months_of
from livskraft.modules.minigym.rules import RENEW_AHEAD, GuidanceState, LocalRuleKey
from livskraft.organisation.models import Unit, UnitQuerySet
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict


def _sites(actor: Actor, permission: Permission) -> UnitQuerySet:
    """The sites with an open gym where the actor has the permission."""
    gyms = Gym.objects.open().filter(site=OuterRef("pk"))
    return Unit.objects.filter(Exists(gyms), pk__in=actor.units(permission))


@requires(Permission.SEE_GUIDANCE)
def guidance(request: HttpRequest) -> HttpResponse:
    """Every site with its share guided; whoever has one site comes straight to it."""
    sites = _sites(request.actor, Permission.SEE_GUIDANCE)
    page = key_page(sites, request=request, order=["sort_key", "pk"], size=25)
    if len(page.items) == 1 and not page.previous_url:
        return redirect("guidance_at", site=page.items[0].pk)
    today = request.actor.today
    shares = {share.site_id: share for share in queries.shares(page.items, today)}
    units = Unit.objects.filter(pk__in=[site.pk for site in page.items])
    gaps: dict[int, int] = {}
    for site in queries.unguided_spans(units, today).values_list("gym__site", flat=True):
        gaps[site] = gaps.get(site, 0) + 1
    rows = [(site, shares[site.pk], gaps.get(site.pk, 0)) for site in page.items]
    return render(request, "minigym/guidance.html", {"page": page, "rows": rows})


def _site_or_404(request: HttpRequest, site: int, permission: Permission) -> Unit:
    return get_object_or_404(_sites(request.actor, permission), pk=site)


@requires(Permission.SEE_GUIDANCE)
def guidance_at(request: HttpRequest, site: int) -> HttpResponse:
    found = _site_or_404(request, site, Permission.SEE_GUIDANCE)
    actor = request.actor
    gyms = list(Gym.objects.open().filter(site=found).select_related("site"))
    context = {
        "site": found,
        "today": actor.today,
        "matrix": queries.matrix(found, actor.today),
        "states": GuidanceState.choices,
        "therapists": [holder for holder in queries.holders_at(found, actor.today) if holder.by_profession],
        "gyms": [_with_turns(gym, actor) for gym in gyms],
        "occasions": list(GuidanceOccasion.objects.filter(site=found).select_related("recorded_by")[:10]),
        "may_guide": actor.may(Permission.GUIDE, at=found),
        "may_plan": actor.may(Permission.EDIT, at=found),
        "may_consult": actor.may(Permission.CONSULT, at=found),
    }
    return render(request, "minigym/guidance_at.html", context)


def _with_turns(gym: Gym, actor: Actor) -> tuple[Gym, list[Any], int, int]:
    """The gym, its staffed spans day by day, how many they are, and how many of them nobody able holds."""
    days = queries.turns_of(gym, actor.today)
    turns = [turn for _day, spans in days for turn in spans]
    return gym, days, len(turns), sum(not turn.covered for turn in turns)


@requires(Permission.SEE_GUIDANCE)
def who_may_support_pdf(request: HttpRequest, site: int) -> HttpResponse:
    found = _site_or_404(request, site, Permission.SEE_GUIDANCE)
    today = request.actor.today
    therapists = [holder.user for holder in queries.holders_at(found, today) if holder.by_profession]
    report = who_may_support(found, queries.matrix(found, today), therapists, today=today)
    return responses.pdf(pdf.render(report), _("Får ge stöd %(site)s") % {"site": found})


@requires(Permission.SEE_GUIDANCE)
def guidance_excel(request: HttpRequest, site: int) -> HttpResponse:
    found = _site_or_404(request, site, Permission.SEE_GUIDANCE)
    today = request.actor.today
    report = guidance_matrix(found, queries.matrix(found, today), today=today)
    return responses.excel(excel.render(report), _("Vägledning %(site)s") % {"site": found})


@requires(Permission.GUIDE)
def guide_staff(request: HttpRequest, site: int) -> HttpResponse:
    """A group at once; `?fornya=1` has ticked those whose guidance runs out or is to be renewed."""
    found = _site_or_404(request, site, Permission.GUIDE)
    actor = request.actor
    people, kinds = queries.care_staff_at(found, actor.today), queries.kinds_at(found)
    form = GuideForm(
        request.POST or None,
        site=found,
        people=people,
        kinds=kinds,
        longest=months_of(LocalRuleKey.GUIDANCE),
        by=actor,
        initial=_to_renew(found, actor) if "fornya" in request.GET else {},
    )
    if request.method == "POST" and form.is_valid():
        made = form.act()
        if made:
            number = len(form.cleaned_data["people"])
            said = ngettext("%(number)s medarbetare är vägledd.", "%(number)s medarbetare är vägledda.", number)
            done(request, said % {"number": number})
            return redirect("guidance_at", site=found.pk)
    context = {"site": found, "form": form, "possible": bool(people and kinds), "people": people}
    return render(request, "minigym/guide_staff.html", context)


def _to_renew(site: Unit, actor: Actor) -> dict[str, Any]:
    rows = list(queries.to_renew(Unit.objects.filter(pk=site.pk), actor.today, actor.today + RENEW_AHEAD))
    return {"people": sorted({row.person_id for row in rows}), "kinds": sorted({row.kind_id for row in rows})}


@requires(Permission.SEE_GUIDANCE)
def guidance_occasion(request: HttpRequest, guided: int) -> HttpResponse:
    found = _occasion_or_404(request, guided)
    rows = list(found.given.select_related("person", "kind", "ended_by"))
    ended = [row for row in rows if row.ended_at]
    context = {
        "occasion": found,
        "today": request.actor.today,
        "people": list(dict.fromkeys(row.person for row in rows)),
        "kinds": list(dict.fromkeys(row.kind for row in sorted(rows, key=lambda row: row.kind.sort_key))),
        "ended": ended,
        "all_ended": len(ended) == len(rows),
        "may_guide": request.actor.may(Permission.GUIDE, at=found.site),
    }
    return render(request, "minigym/guidance_occasion.html", context)


@requires(Permission.GUIDE)
def take_back_guidance(request: HttpRequest, guided: int) -> HttpResponse:
    found = _occasion_or_404(request, guided)
    form = ReasonForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid() and form.take_back(found):
        done(request, _("Registreringen är borttagen. Det som gällde före den gäller igen."))
        return redirect("guidance_at", site=found.site_id)
    return render(request, "minigym/take_back_guidance.html", {"occasion": found, "form": form})


@requires(Permission.GUIDE)
def end_guidance(request: HttpRequest, guidance: int) -> HttpResponse:
    """All of one person's guidance at the site ends; the address names any of it."""
    mine = Guidance.objects.filter(site__in=request.actor.units(Permission.GUIDE))
    found = get_object_or_404(mine.select_related("site", "person"), pk=guidance)
    form = ReasonForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid() and form.end(found):
        done(request, _("Vägledningen är avslutad."))
        return redirect("guidance_at", site=found.site_id)
    return render(request, "minigym/end_guidance.html", {"guidance": found, "form": form})


@requires(Permission.EDIT)
def staffed_turns(request: HttpRequest, gym: int) -> HttpResponse:
    found = get_object_or_404(Gym.objects.editable_by(request.actor).open().select_related("site"), pk=gym)
    holders = queries.holders_at(found.site, request.actor.today)
    form = TurnsForm(request.POST or None, gym=found, holders=holders, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict as clash:
            return _turns_conflict(request, form, holders, clash)
        if saved:
            done(request, _("Sparat."))
            return redirect("guidance_at", site=found.site_id)
    return render(request, "minigym/staffed_turns.html", {"gym": found, "form": form, "holders": holders})


def _turns_conflict(
    request: HttpRequest, form: TurnsForm, holders: Sequence[queries.Holder], clash: Conflict
) -> HttpResponse:
    """Who holds each span that there is now, as it is saved and as it was ticked."""
    names = {holder.pk: str(holder.user) for holder in holders}

    def said(people: Iterable[int]) -> str:
        return ", ".join(names[pk] for pk in people if pk in names)

    theirs: list[tuple[Any, Any, Any]] = [
        (str(span), said(form.fields[span.name].initial), said(form.cleaned_data[span.name])) for span in form.spans
    ]
    return conflict(request, what=str(clash), theirs=theirs, retry_url=request.path)


def _occasion_or_404(request: HttpRequest, guided: int) -> GuidanceOccasion:
    visible = GuidanceOccasion.objects.visible_to(request.actor)
    return get_object_or_404(visible.select_related("site", "recorded_by"), pk=guided)
