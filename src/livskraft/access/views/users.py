"""How are people and their assignments administered, and who works where?"""

from allauth.account.forms import ResetPasswordForm
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access import actions, audit
from livskraft.access.actions.users import must_administer
from livskraft.access.forms import users as forms
from livskraft.access.guards import requires
from livskraft.access.models import Assignment, User
from livskraft.access.permissions import Permission
from livskraft.access.second_step import second_steps
from livskraft.access.views.acting import FormPage, carry_out, reread
from livskraft.kit.errors import Refused
from livskraft.kit.names import name_key
from livskraft.ui import messages
from livskraft.ui.pages import key_page


def _user(request: HttpRequest, pk: int) -> User:
    found: User = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    return found


def _page_of(user: User) -> str:
    return reverse("user_page", kwargs={"user": user.pk})


def _way(*user: User) -> tuple[tuple[str, str], ...]:
    people = ((_("Administration"), reverse("administration")), (_("Personer"), reverse("users")))
    return people + tuple((each.name, _page_of(each)) for each in user)


def named(text: str, prefix: str = "") -> Q:
    """The filter for people with a name where every word of `text` begins a word."""
    found = Q()
    for word in name_key(text).replace("\x00", "").split():
        found &= Q(**{f"{prefix}name_key__startswith": word}) | Q(**{f"{prefix}name_key__contains": f" {word}"})
    return found


@requires(Permission.ADMINISTER)
def users(request: HttpRequest) -> HttpResponse:
    form = forms.FindUserForm(request.GET)
    found = User.objects.visible_to(request.actor)
    if form.is_valid():
        if text := form.cleaned_data["q"].replace("\x00", ""):
            found = found.filter(named(text) | Q(email__istartswith=text.strip()))
        state = form.cleaned_data["state"]
        if state == "in":
            found = found.able_to_sign_in()
        elif state == "without":
            found = found.filter(email__isnull=True)
        elif state == "off":
            found = found.filter(is_active=False)
    page = key_page(found, request=request, order=["sort_key", "pk"], size=50)
    held: dict[int, list[Assignment]] = {}
    shown = Assignment.objects.holding_on(request.actor.today).visible_to(request.actor).filter(user__in=page.items)
    for assignment in shown.select_related("unit").order_by("pk"):
        held.setdefault(assignment.user_id, []).append(assignment)
    rows = [(user, held.get(user.pk, [])) for user in page.items]
    return render(request, "access/users.html", {"form": form, "page": page, "rows": rows})


@requires(Permission.ADMINISTER)
def user_page(request: HttpRequest, user: int) -> HttpResponse:
    found = _user(request, user)
    today = request.actor.today
    every = found.assignments.visible_to(request.actor).select_related("unit").order_by("-starts", "pk")
    context = {
        "person": found,
        "current": [assignment for assignment in every if today in assignment.period],
        "coming": [assignment for assignment in every if assignment.starts > today],
        "ended": [assignment for assignment in every if assignment.ends and assignment.ends <= today],
        "today": today,
        "second_step": second_steps().filter(user_id=found.pk).exists(),
        "own": request.actor.user is not None and request.actor.user.pk == found.pk,
    }
    return render(request, "access/user_page.html", context)


@requires(Permission.ADMINISTER)
def add_user(request: HttpRequest) -> HttpResponse:
    page = FormPage(
        _("Lägg till en person"), _way(), _("Lägg till"), _("Personen är tillagd. Ge nu personen ett uppdrag.")
    )
    return carry_out(
        request,
        page,
        forms.AddUserForm(request.POST or None),
        lambda data: actions.add_user(**data, by=request.actor),
        then=_page_of,
    )


@requires(Permission.ADMINISTER)
def edit_user(request: HttpRequest, user: int) -> HttpResponse:
    found = _user(request, user)
    page = FormPage(
        _("Ändra uppgifter"),
        _way(found),
        _("Spara"),
        _("Uppgifterna är sparade."),
        _("Byter du e-post loggas personen ut överallt."),
    )
    saved = reread(found, name="name", email="email", title="title", phone="phone")
    return carry_out(
        request,
        page,
        forms.EditUserForm(request.POST or None, initial=saved()),
        lambda data: actions.edit_user(user=found, **data, by=request.actor),
        then=_page_of,
        saved=saved,
    )


@requires(Permission.ADMINISTER)
@require_POST
def deactivate_user(request: HttpRequest, user: int) -> HttpResponse:
    found = _user(request, user)
    actions.deactivate_user(user=found, by=request.actor)
    undo = reverse("activate_user", kwargs={"user": found.pk})
    messages.done(request, _("%(name)s är avstängd och utloggad.") % {"name": found.name}, undo_url=undo)
    return redirect(_page_of(found))


@requires(Permission.ADMINISTER)
@require_POST
def activate_user(request: HttpRequest, user: int) -> HttpResponse:
    found = _user(request, user)
    actions.activate_user(user=found, by=request.actor)
    messages.done(request, _("%(name)s kan logga in igen.") % {"name": found.name})
    return redirect(_page_of(found))


@requires(Permission.ADMINISTER)
@require_POST
def send_sign_in_link(request: HttpRequest, user: int) -> HttpResponse:
    """The same e-mail as for a forgotten password: with it the person chooses the first one, too."""
    found = _user(request, user)
    must_administer(request.actor, found)
    form = ResetPasswordForm({"email": found.email or ""})
    if not (found.is_active and form.is_valid()):
        raise Refused(_("Personen har ingen e-postadress eller är avstängd."))
    form.save(request)
    audit.security(request.actor, "access.sign_in_link_sent", [found])
    messages.done(request, _("En länk för att välja lösenord är skickad till %(email)s.") % {"email": found.email})
    return redirect(_page_of(found))


@requires(Permission.ADMINISTER)
def give_assignment(request: HttpRequest, user: int) -> HttpResponse:
    found = _user(request, user)
    page = FormPage(_("Ge ett uppdrag"), _way(found), _("Ge uppdraget"), _("Uppdraget är sparat."), found.name)
    return carry_out(
        request,
        page,
        forms.AssignmentForm(request.POST or None, actor=request.actor, initial={"starts": request.actor.today}),
        lambda data: actions.give_assignment(user=found, **data, by=request.actor),
        then=lambda _assignment: _page_of(found),
    )


def _assignment(request: HttpRequest, pk: int) -> Assignment:
    found = Assignment.objects.visible_to(request.actor).select_related("user", "unit")
    return get_object_or_404(found, pk=pk)


@requires(Permission.ADMINISTER)
def end_assignment(request: HttpRequest, assignment: int) -> HttpResponse:
    found = _assignment(request, assignment)
    page = FormPage(_("Avsluta uppdraget"), _way(found.user), _("Avsluta"), _("Uppdragets slut är sparat."), str(found))
    return carry_out(
        request,
        page,
        forms.EndAssignmentForm(request.POST or None, initial={"ends": request.actor.today, "version": found.version}),
        lambda data: actions.end_assignment(assignment=found, **data, by=request.actor),
        then=lambda _ended: _page_of(found.user),
        saved=reread(found, ends="ends"),
    )


@requires(Permission.ADMINISTER)
@require_POST
def remove_assignment_end(request: HttpRequest, assignment: int) -> HttpResponse:
    found = _assignment(request, assignment)
    actions.remove_assignment_end(assignment=found, by=request.actor)
    messages.done(request, _("Uppdraget gäller tills vidare."))
    return redirect(_page_of(found.user))


@requires(Permission.ADMINISTER)
@require_POST
def withdraw_assignment(request: HttpRequest, assignment: int) -> HttpResponse:
    found = _assignment(request, assignment)
    actions.withdraw_assignment(assignment=found, by=request.actor)
    messages.done(request, _("Uppdraget är borttaget."))
    return redirect(_page_of(found.user))


@requires(Permission.SEE_STAFF)
def staff(request: HttpRequest) -> HttpResponse:
    """Who works within one's reach today; no private details."""
    form = forms.FindStaffForm(request.GET)
    found = Assignment.objects.holding_on(request.actor.today).visible_to(request.actor).filter(user__is_active=True)
    if form.is_valid():
        found = found.filter(named(form.cleaned_data["q"], "user__"))
        if role := form.cleaned_data["role"]:
            found = found.filter(role=role)
    page = key_page(found.select_related("user", "unit"), request=request, order=["user__sort_key", "pk"], size=50)
    return render(request, "access/staff.html", {"form": form, "page": page})
