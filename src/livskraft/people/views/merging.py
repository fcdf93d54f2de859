"""How does a manager find persons who are registered twice, make them one, and make them two again?"""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict, Refused
from livskraft.people.actions import merging as actions
from livskraft.people.actions import telling_apart as telling
from livskraft.people.forms.merging import MergeForm
from livskraft.people.models import Person
from livskraft.people.permissions import Permission
from livskraft.people.queries.duplicates import differences, pairs, told_apart, undoable
from livskraft.people.rules.merging import DAYS_TO_UNDO, Taken
from livskraft.ui import messages
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict


@requires(Permission.MANAGE)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs among those whom the actor sees; the reading is written down before they are shown."""
    seen = Person.objects.visible_to(request.actor)
    found = pairs(seen)
    page = key_page(told_apart(seen), request=request, order=["-at", "-pk"], size=20)
    both = [(pair.one, pair.other) for pair in found] + [(apart.one, apart.other) for apart in page.items]
    persons = {person.pk: person for couple in both for person in couple}
    audit.read(request.actor, "people.duplicates_read", list(persons.values()))
    return render(request, "people/duplicates.html", {"pairs": found, "page": page})


@requires(Permission.MANAGE)
def merge_persons(request: HttpRequest, person: int, other: int) -> HttpResponse:
    """The two side by side, and which of them is kept."""
    both = Person.objects.visible_to(request.actor).filter(Q(pk=person) | Q(pk=other)).select_related("area")
    seen = {each.pk: each for each in both}
    if len(seen) != 2:
        raise Http404
    one, two = seen[person], seen[other]
    audit.read(request.actor, "people.read", [one, two])
    told = differences(one, two, request.actor.today)
    form = MergeForm(
        request.POST or None,
        one=one,
        other=two,
        told=told,
        versions=actions.versions_of(one, two),
        today=request.actor.today,
    )
    if form.is_valid():
        kept, gone = (one, two) if form.cleaned_data["kept"] == one.pk else (two, one)
        try:
            actions.merge(
                kept=kept,
                gone=gone,
                take=[Taken(each) for each in form.cleaned_data.get("take", [])],
                versions=form.cleaned_data["versions"],
                by=request.actor,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        except Conflict:
            return conflict(request, what=str(kept), theirs=[], retry_url=request.path)
        else:
            messages.done(
                request, _("Personerna är en nu. Det går att ångra i %(days)d dagar.") % {"days": DAYS_TO_UNDO}
            )
            return redirect("duplicates")
    context = {
        "one": one,
        "other": two,
        "differing": [each for each in told if each.differs],
        "same": ", ".join(each.label.lower() for each in told if not each.differs and each.one),
        "form": form,
    }
    return render(request, "people/merge_persons.html", context)


@require_POST
@requires(Permission.MANAGE)
def tell_apart(request: HttpRequest, person: int, other: int) -> HttpResponse:
    """The two are not the same person, and are not shown as if they could be."""
    seen = Person.objects.visible_to(request.actor).in_bulk([person, other])
    if len(seen) != 2:
        raise Http404
    telling.tell_apart(one=seen[person], other=seen[other], by=request.actor)
    messages.done(request, _("De visas inte som dubbletter mer. Du kan ångra det längre ner på sidan."))
    return redirect("duplicates")


@require_POST
@requires(Permission.MANAGE)
def undo_tell_apart(request: HttpRequest, apart: int) -> HttpResponse:
    found = get_object_or_404(told_apart(Person.objects.visible_to(request.actor)), pk=apart)
    telling.undo_tell_apart(apart=found, by=request.actor)
    messages.done(request, _("De kan vara samma person igen."))
    return redirect("duplicates")


@requires(Permission.MANAGE)
def merged_persons(request: HttpRequest) -> HttpResponse:
    """What has been merged within the days that it can be undone, the latest first."""
    page = key_page(undoable(request.actor), request=request, order=["-at", "-pk"])
    persons = {person.pk: person for merge in page.items for person in (merge.kept, merge.gone)}
    audit.read(request.actor, "people.merges_read", list(persons.values()))
    return render(request, "people/merged_persons.html", {"page": page, "days": DAYS_TO_UNDO})


@require_POST
@requires(Permission.MANAGE)
def undo_merge(request: HttpRequest, merge: int) -> HttpResponse:
    found = get_object_or_404(undoable(request.actor), pk=merge)
    try:
        actions.undo_merge(merge=found, by=request.actor)
    except Conflict:
        return conflict(request, what=str(found.kept), theirs=[], retry_url=request.path)
    messages.done(request, _("De är två personer igen."))
    return redirect("merged_persons")
