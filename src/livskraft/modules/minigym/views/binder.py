"""Is the list in the binder current, and where is the paper?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from livskraft.access.guards import requires
from livskraft.documents import excel, pdf, responses
from livskraft.files.responses import serve
from livskraft.modules.minigym import queries
from livskraft.modules.minigym.actions import binder as archives
from livskraft.modules.minigym.actions import gyms as actions
from livskraft.modules.minigym.models import BinderArchive, Gym
from livskraft.modules.minigym.papers.binder import inventory_list, inventory_workbook
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.tasks import build_archive
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page


def _gym_or_404(request: HttpRequest, gym: int) -> Gym:
    visible = queries.with_list_dates(Gym.objects.visible_to(request.actor))
    return get_object_or_404(visible.select_related("site"), pk=gym)


@requires(Permission.VIEW)
def binder(request: HttpRequest, gym: int) -> HttpResponse:
    found = _gym_or_404(request, gym)
    context = {
        "gym": found,
        "items": found.items.kept().count(),
        "confirmation": found.confirmations.select_related("by").first(),
        "printed": found.prints.select_related("by").order_by("-number").first(),
        "prints": list(found.prints.select_related("by").order_by("-number")[:10]),
        "may_confirm": request.actor.may(Permission.CONFIRM_LIST, at=found.site),
        "fetch": request.GET.get("hamta") == "1",
    }
    return render(request, "minigym/binder.html", context)


@requires(Permission.VIEW)
def binder_pdf(request: HttpRequest, gym: int) -> HttpResponse:
    (facts,) = queries.list_facts([_gym_or_404(request, gym)], request.actor.today)
    report = inventory_list(
        facts.gym,
        facts.items,
        terms=facts.terms,
        provider=facts.provider,
        property_owner=facts.property_owner,
        today=request.actor.today,
        version=facts.version,
        confirmed=facts.confirmed,
    )
    return responses.pdf(pdf.render(report), _name(facts.gym))


@requires(Permission.VIEW)
def binder_excel(request: HttpRequest, gym: int) -> HttpResponse:
    (facts,) = queries.list_facts([_gym_or_404(request, gym)], request.actor.today)
    report = inventory_workbook(facts.gym, facts.items, today=request.actor.today, version=facts.version)
    return responses.excel(excel.render(report), _name(facts.gym))


def _name(gym: Gym) -> str:
    return _("Inventarielista %(gym)s") % {"gym": gym.full_name}


@require_POST
@requires(Permission.CONFIRM_LIST)
def confirm_list(request: HttpRequest, gym: int) -> HttpResponse:
    found = _gym_or_404(request, gym)
    actions.confirm_list(gym=found, by=request.actor)
    done(request, _("Listan är bekräftad. Skriv ut den till pärmen om utskriften är äldre."))
    return redirect("binder", gym=gym)


@require_POST
@requires(Permission.CONFIRM_LIST)
def print_binder(request: HttpRequest, gym: int) -> HttpResponse:
    found = _gym_or_404(request, gym)
    printed = actions.print_binder(gym=found, by=request.actor)
    done(request, _("Version %(number)s hämtas. Skriv ut den och sätt den i pärmen.") % {"number": printed.number})
    response = redirect("binder", gym=gym)
    response["Location"] += "?hamta=1"
    return response


@requires(Permission.VIEW)
def binders(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        archive = archives.start_archive(by=request.actor)
        build_archive.enqueue(archive.pk)
        return redirect("binder_archive", archive=archive.pk)
    gyms = queries.with_list_dates(Gym.objects.visible_to(request.actor).open().select_related("site"))
    page = key_page(gyms, request=request, order=["sort_key", "pk"], size=50)
    latest = BinderArchive.objects.visible_to(request.actor).filter(file__isnull=False).first()
    return render(request, "minigym/binders.html", {"page": page, "latest": latest})


def _archive_or_404(request: HttpRequest, archive: int) -> BinderArchive:
    return get_object_or_404(BinderArchive.objects.visible_to(request.actor).select_related("file"), pk=archive)


@requires(Permission.VIEW)
def binder_archive(request: HttpRequest, archive: int) -> HttpResponse:
    found = _archive_or_404(request, archive)
    over = found.is_over(request.actor.at)
    if request.htmx and over:
        return HttpResponseClientRedirect(request.path)
    return render(request, "minigym/binder_archive.html", {"archive": found, "over": over})


@requires(Permission.VIEW)
def binder_archive_file(request: HttpRequest, archive: int) -> HttpResponseBase:
    found = _archive_or_404(request, archive)
    if found.file is None:
        raise Http404
    return serve(found.file, name=_("Inventarielistor %(day)s") % {"day": found.at.date().isoformat()})
