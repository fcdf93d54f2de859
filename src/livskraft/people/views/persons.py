"""How is a person found, registered, read and put right?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.access.throttle import too_many
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.kit.errors import Refused
from livskraft.kit.identity import IdentityNumber
from livskraft.organisation.queries import keeper_of
from livskraft.people.actions import persons as actions
from livskraft.people.forms.persons import EditContactForm, EditPersonForm, RegisterForm, SearchForm
from livskraft.people.models import ContactDetails, Person
from livskraft.people.permissions import Permission
from livskraft.people.queries import with_number
from livskraft.people.queries.handovers import left_behind
from livskraft.people.queries.known import known_of
from livskraft.people.queries.protection import left_alone
from livskraft.people.queries.search import find
from livskraft.people.rules.relations import STATED_DAYS, relation_ends
from livskraft.people.rules.searching import sought
from livskraft.people.views.reading import ask_first, at_work, person_or_404, read_person, way_to
from livskraft.people.ways import ways_from
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page

# A brake on asking who is known by trying numbers; a busy day at a new meeting place has room in it.
MOST_NUMBERS, PER_SECONDS = 60, 3600


@requires(Permission.VIEW)
def persons(request: HttpRequest) -> HttpResponse:
    """Finds by name, number and case only. Sent with POST, so that no address, and no log of addresses, has a name."""
    form = SearchForm(request.POST or None)
    context: dict[str, Any] = {
        "form": form,
        "page": None,
        "may_register": request.actor.may(Permission.REGISTER),
        "may_break_glass": request.actor.may(Permission.BREAK_GLASS),
        "may_manage": request.actor.may(Permission.MANAGE),
        "may_review": request.actor.may(Permission.REVIEW_LOGS),
        "left_behind": left_behind(request.actor).count() if request.actor.may(Permission.MANAGE) else 0,
        "left_alone": left_alone(request.actor).count() if request.actor.may(Permission.PROTECT) else 0,
    }
    if form.is_valid():
        asked = sought(form.cleaned_data["q"], today=request.actor.today)
        found = find(asked, request.actor).defer("adaptations")
        page = key_page(found, request=request, order=["sort_key", "pk"], size=25, posted=True)
        audit.read(request.actor, "people.searched", page.items)
        context |= {"page": page, "doubt": asked.doubt, "q": form.cleaned_data["q"]}
    return render(request, "people/persons.html", context)


@requires(Permission.REGISTER)
def register_person(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    _user, unit = at_work(request)
    form = RegisterForm(request.POST or None, by=actor)
    days = {"days": STATED_DAYS}
    if form.is_bound and "known" in form.data:
        form.ask_whether_known()
    if form.is_valid():
        known = _known_here(request, form.cleaned_data["number"])
        if known and Person.objects.visible_to(actor).filter(pk=known.pk).exists():
            done(request, _("Personen finns redan. Här är det som är inskrivet."))
            return redirect(known)
        if known and (known.is_protected or not form.is_known):
            audit.read(actor, "people.known_here", [known])
        if known and not form.is_known and not known.is_protected:
            form.ask_whether_known()
            return render(request, "people/register_person.html", {"form": form, "known": True} | days)
        try:
            person = actions.register_person(
                unit=unit,
                details=form.details,
                contact=form.contact if form.is_reached else None,
                until=relation_ends(actor.today),
                reason=form.cleaned_data.get("reason", ""),
                by=actor,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            done(request, _("Personen finns nu hos er.") if known else _("Personen är registrerad."))
            return redirect(person)
    return render(request, "people/register_person.html", {"form": form, "known": "known" in form.fields} | days)


@requires(Permission.VIEW)
def person(request: HttpRequest, person: int) -> HttpResponse:
    """What Livskraft knows, as far as the viewer may see it. The reading is written down first."""
    found = read_person(request, person)
    if found.pk != person:
        return redirect(found)
    return _page(request, found)


@require_POST
@requires(Permission.VIEW)
def show_number(request: HttpRequest, person: int) -> HttpResponse:
    """The same page with the whole number, which is a reading of its own."""
    found = read_person(request, person, "people.number_read")
    return _page(request, found, number=True)


@require_POST
@requires(Permission.SEE_CONTACT)
def show_contact(request: HttpRequest, person: int) -> HttpResponse:
    """The same page with where somebody protected is reached, which is a reading of its own."""
    found = read_person(request, person, "people.contact_read")
    return _page(request, found, contact=True)


@requires(Permission.REGISTER)
def edit_person(request: HttpRequest, person: int) -> HttpResponse:
    found = read_person(request, person)
    has_number = found.identities.filter(ends__isnull=True).exists()
    page = FormPage(_("Ändra uppgifter"), way_to(found), _("Spara"), _("Uppgifterna är sparade."))

    def saved() -> dict[str, object]:
        fresh = Person.objects.select_related("area").get(pk=found.pk)
        names = ("given_name", "family_name", "gender", "birth_year", "language", "adaptations", "area", "version")
        return {name: getattr(fresh, name) for name in names}

    form = EditPersonForm(request.POST or None, person=found, has_number=has_number, by=request.actor, initial=saved())

    def change(data: dict[str, Any]) -> Person:
        known = _known_here(request, data["number"])
        if known and known.pk != found.pk:
            audit.read(request.actor, "people.known_here", [known])
        return actions.change_person(person=found, details=form.details, version=data["version"], by=request.actor)

    return carry_out(
        request,
        page,
        form,
        change,
        then=lambda changed: changed.get_absolute_url(),
        saved=saved,
    )


@requires(Permission.SEE_CONTACT)
def edit_contact(request: HttpRequest, person: int) -> HttpResponse:
    """Of somebody protected nothing is shown before one has asked for it, which is written down as such."""
    found = person_or_404(request, person)
    asked = request.method == "POST"
    if found.is_protected and not asked:
        return ask_first(request, found, _("Ändra kontaktuppgifter"))
    audit.read(request.actor, "people.contact_read" if found.is_protected else "people.read", [found])

    def saved() -> dict[str, object]:
        kept = ContactDetails.objects.filter(person=found).first() or ContactDetails(version=0)
        return {name: getattr(kept, name) for name in ("street", "postcode", "city", "phone", "email", "version")}

    page = FormPage(_("Ändra kontaktuppgifter"), way_to(found), _("Spara"), _("Kontaktuppgifterna är sparade."))
    form = EditContactForm(request.POST if "version" in request.POST else None, initial=saved())
    return carry_out(
        request,
        page,
        form,
        lambda data: actions.change_contact(
            person=found, contact=form.contact, version=data["version"], by=request.actor
        ),
        then=lambda _changed: found.get_absolute_url(),
        saved=saved,
    )


def _known_here(request: HttpRequest, number: IdentityNumber | None) -> Person | None:
    """Whom the caregiver knows by the number already; not for who tries number after number."""
    if number is None:
        return None
    user, unit = at_work(request)
    if too_many(request, f"numbers:{user.pk}", most=MOST_NUMBERS, seconds=PER_SECONDS):
        raise Refused(_("Du har skrivit många nummer den senaste timmen. Vänta en stund och försök igen."))
    return with_number(number, keeper_of(unit, request.actor.today))


def _page(request: HttpRequest, found: Person, *, number: bool = False, contact: bool = False) -> HttpResponse:
    actor = request.actor
    may = {name.lower(): actor.may(Permission[name]) for name in _MAY}
    known = known_of(found, actor, number=number, contact=contact, may_contact=may["see_contact"])
    context = {"person": found, "known": known, "may": may, "number_shown": number, "today": actor.today}
    context["ways"] = ways_from(found, actor)
    return render(request, "people/person.html", context)


_MAY = ("REGISTER", "SEE_CONTACT", "CONSENT", "PROTECT", "MANAGE", "ACCESS_REPORT")
