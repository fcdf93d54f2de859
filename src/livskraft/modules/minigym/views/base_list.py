"""What should every trygghetsboende have?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.modules.minigym.actions import base_list as actions
from livskraft.modules.minigym.forms.base_list import BaseListForm
from livskraft.modules.minigym.models import BaseListEntry
from livskraft.modules.minigym.permissions import Permission
from livskraft.ui.messages import done


@requires(Permission.CHANGE_TERMS)
def base_list(request: HttpRequest) -> HttpResponse:
    form = BaseListForm(request.POST or None)
    if form.is_valid():
        actions.ask_for(**form.cleaned_data, by=request.actor)
        done(request, _("Baslistan är ändrad."))
        return redirect("base_list")
    entries = BaseListEntry.objects.select_related("kind")
    return render(request, "minigym/base_list.html", {"form": form, "entries": entries})


@require_POST
@requires(Permission.CHANGE_TERMS)
def shorten_base_list(request: HttpRequest, entry: int) -> HttpResponse:
    found = get_object_or_404(BaseListEntry.objects.select_related("kind"), pk=entry)
    actions.ask_no_more_for(entry=found, by=request.actor)
    done(request, _("%(kind)s står inte längre i baslistan.") % {"kind": found.kind})
    return redirect("base_list")
