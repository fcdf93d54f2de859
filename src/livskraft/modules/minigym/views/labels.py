"""How are QR labels and signs printed, and a label that has gone astray called in?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.documents import pdf, responses
from livskraft.kit.errors import Refused
from livskraft.kit.ids import id_in
from livskraft.modules.minigym.forms.faults import RenewForm
from livskraft.modules.minigym.models import Equipment, Gym
from livskraft.modules.minigym.papers import labels as papers
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import Status
from livskraft.ui.messages import done


@requires(Permission.VIEW)
def labels(request: HttpRequest, gym: int) -> HttpResponse:
    """Which labels there are to print."""
    found = _gym_or_404(request, gym, Permission.VIEW)
    context = {
        "gym": found,
        "items": list(found.items.kept().select_related("kind")),
        "may_edit": request.actor.may(Permission.EDIT, at=found.site),
    }
    return render(request, "minigym/labels.html", context)


@requires(Permission.VIEW)
def labels_pdf(request: HttpRequest, gym: int) -> HttpResponse:
    """The sheet; `?maskin=` only that item's label."""
    found = _gym_or_404(request, gym, Permission.VIEW)
    items = found.items.kept().select_related("kind")
    one = request.GET.get("maskin", "")
    if (asked := id_in(one)) is not None:
        items = items.filter(pk=asked)
    paper = papers.labels(found, list(items), dated=request.actor.today, with_gym=not one)
    return responses.pdf(pdf.render(paper), _("Etiketter %(gym)s") % {"gym": found})


@requires(Permission.VIEW)
def stop_sign(request: HttpRequest, item: int) -> HttpResponse:
    found = _item_or_404(request, item, Permission.VIEW)
    if found.status != Status.OUT_OF_USE:
        raise Refused(_("Maskinen är i bruk. Ta den ur bruk innan du skriver ut skylten."))
    stop = found.stops.filter(ended_at__isnull=True).first()
    paper = papers.stop_sign(found, stop, dated=request.actor.today)
    return responses.pdf(pdf.render(paper), _("Ur bruk %(item)s") % {"item": found})


@requires(Permission.EDIT)
def renew_item_token(request: HttpRequest, item: int) -> HttpResponse:
    found = _item_or_404(request, item, Permission.EDIT)
    return _renew(request, found, found.gym)


@requires(Permission.EDIT)
def renew_gym_token(request: HttpRequest, gym: int) -> HttpResponse:
    found = _gym_or_404(request, gym, Permission.EDIT)
    return _renew(request, found, found)


def _renew(request: HttpRequest, of: Equipment | Gym, gym: Gym) -> HttpResponse:
    form = RenewForm(request.POST or None, of=of, by=request.actor)
    if request.method == "POST" and form.is_valid() and form.act():
        done(request, _("%(thing)s har en ny QR-kod. Skriv ut etiketten och byt den gamla.") % {"thing": of})
        return redirect("labels", gym=gym.pk)
    return render(request, "minigym/renew_token.html", {"form": form, "thing": of, "gym": gym})


def _gym_or_404(request: HttpRequest, gym: int, permission: Permission) -> Gym:
    gyms = Gym.objects.filter(site__in=request.actor.units(permission)).select_related("site")
    return get_object_or_404(gyms, pk=gym)


def _item_or_404(request: HttpRequest, item: int, permission: Permission) -> Equipment:
    items = Equipment.objects.filter(gym__site__in=request.actor.units(permission))
    return get_object_or_404(items.select_related("gym__site", "kind"), pk=item)
