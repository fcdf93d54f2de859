"""Who lives in the demo municipality, and what does each one's day look like? One click signs in as them."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from livskraft.access import audit, shared_phone
from livskraft.access.actor import Actor
from livskraft.access.gates import DEMO
from livskraft.access.guards import public
from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.kit.ids import id_in


@public
def demo(request: HttpRequest) -> HttpResponse:
    """The people by role; a POST signs in as one of them. Not there at all outside demo mode."""
    if not settings.LIVSKRAFT_DEMO:
        raise Http404
    people = User.objects.filter(is_active=True).exclude(demo_day="")
    if request.method == "POST":
        wanted = id_in(request.POST.get("user", ""))
        user = get_object_or_404(people, pk=wanted)
        shared_phone.begin(request, shared=False)
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        request.session[DEMO] = True
        audit.security(Actor(at=timezone.now(), user=user), "access.demo_signed_in")
        return redirect("my_day")
    assignments = (
        Assignment.objects.holding_on(timezone.localdate())
        .filter(user__in=people)
        .select_related("user", "unit")
        .order_by("user__sort_key", "pk")
    )
    by_role: dict[str, list[Assignment]] = {}
    seen: set[int] = set()
    order = list(Role)
    for assignment in sorted(assignments, key=lambda a: order.index(Role(a.role))):
        if assignment.user_id not in seen:
            seen.add(assignment.user_id)
            by_role.setdefault(assignment.role_label, []).append(assignment)
    return render(request, "access/demo.html", {"by_role": by_role})
