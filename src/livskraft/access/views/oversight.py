"""Who may do what, and who has done what? The table of permissions and the audit."""

from datetime import datetime, time, timedelta

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from livskraft.access import audit_words, permissions, seal
from livskraft.access.forms.users import FindAuditForm
from livskraft.access.guards import requires
from livskraft.access.models import AuditEntry, AuditSeal, User
from livskraft.access.permissions import Permission
from livskraft.access.roles import EXTERNAL, READS_PERSONS, Role
from livskraft.access.views.users import named
from livskraft.organisation.queries import responsible_body
from livskraft.ui.pages import key_page


@requires(Permission.ADMINISTER)
def permission_table(request: HttpRequest) -> HttpResponse:
    """As the modules have granted it; nothing here is typed by hand."""
    table = permissions.table()
    rooms: dict[str, list[tuple[str, list[str], bool]]] = {}
    for permission, roles in table.items():
        labels = [str(Role(role).label) for role in roles]
        room = permission.partition(".")[0]
        row = (permissions.label_of(permission), labels, permissions.reaches_persons(permission))
        rooms.setdefault(str(apps.get_app_config(room).verbose_name), []).append(row)
    by_role = [
        (role.label, sum(role in roles for roles in table.values()), role in READS_PERSONS, role in EXTERNAL)
        for role in Role
    ]
    return render(request, "access/permission_table.html", {"rooms": rooms, "by_role": by_role, "every": len(Role)})


@requires(Permission.SEE_AUDIT)
def audit_log(request: HttpRequest) -> HttpResponse:
    """Which fields and objects, never values; newest first."""
    form = FindAuditForm(request.GET)
    found = AuditEntry.objects.all()
    root = responsible_body()
    if root and not request.actor.may(Permission.SEE_AUDIT, at=root):
        found = found.filter(unit_id__in=request.actor.units(Permission.SEE_AUDIT).values("pk"))
    if form.is_valid():
        asked = form.cleaned_data
        if asked["day"]:
            begins = timezone.make_aware(datetime.combine(asked["day"], time.min))
            ends = timezone.make_aware(datetime.combine(asked["day"] + timedelta(days=1), time.min))
            found = found.filter(at__gte=begins, at__lt=ends)
        if asked["q"]:
            people = User.objects.visible_to(request.actor).filter(named(asked["q"]))
            found = found.filter(user_id__in=people.values("pk"))
        if asked["category"]:
            found = found.filter(category=asked["category"])
        if asked["verb"]:
            found = found.filter(verb__in=audit_words.meaning(asked["verb"]))
    page = key_page(found, request=request, order=["-pk"], size=50)
    names = dict(User.objects.filter(pk__in={entry.user_id for entry in page.items}).values_list("pk", "name"))
    context = {
        "form": form,
        "page": page,
        "rows": [
            (
                entry,
                names.get(entry.user_id) or audit_words.actor(entry.who),
                audit_words.in_words(entry.verb),
                audit_words.things(entry.objects_touched),
                audit_words.fields(entry.field_names, entry.objects_touched),
            )
            for entry in page.items
        ],
        "newest_seal": AuditSeal.objects.order_by("-last_id").first(),
        "unsealed": seal.unsealed(),
    }
    return render(request, "access/audit_log.html", context)
