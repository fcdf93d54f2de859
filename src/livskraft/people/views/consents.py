"""What has a person said yes to, and how is it written down, printed and taken back?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.documents import pdf, responses
from livskraft.kit.errors import Conflict
from livskraft.people.forms.consents import BlankConsentForm, GiveConsentForm, RevokeConsentForm
from livskraft.people.models import Consent, Person
from livskraft.people.papers.consents import blank_consent as blank_paper
from livskraft.people.papers.consents import consent_paper as paper
from livskraft.people.permissions import Permission
from livskraft.people.queries.consents import consents_of
from livskraft.people.queries.records import units_apart
from livskraft.people.rules.consents import NEVER_NEEDED, TEXTS, Standing, in_words, standing
from livskraft.people.rules.vocabulary import ConsentPurpose
from livskraft.people.views.reading import person_or_404, read_person
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict

_KINDS = {Standing.HOLDS: "done", Standing.EXPIRED: "late", Standing.REVOKED: "neutral", Standing.LATER: "soon"}


@requires(Permission.CONSENT)
def consents(request: HttpRequest, person: int) -> HttpResponse:
    """All of a person's consents, those that no longer hold too. Reading them is written down."""
    found = read_person(request, person, "people.consents_read")
    today = request.actor.today
    rows = []
    for consent in consents_of(found).exclude(unit__in=units_apart(request.actor)):
        stands = standing(given_on=consent.given_on, until=consent.until, revoked_on=consent.revoked_on, day=today)
        rows.append((consent, stands in (Standing.HOLDS, Standing.LATER), _KINDS[stands], in_words(stands)))
    # What holds first; within that the latest, as they came.
    rows.sort(key=lambda row: not row[1])
    context = {"person": found, "rows": rows, "never_needed": NEVER_NEEDED}
    return render(request, "people/consents.html", context)


@requires(Permission.CONSENT)
def give_consent(request: HttpRequest, person: int) -> HttpResponse:
    assert request.actor.assignment
    found = read_person(request, person)
    form = GiveConsentForm(request.POST or None, person=found, unit=request.actor.assignment.unit, by=request.actor)
    if request.method == "POST" and form.is_valid() and form.act():
        done(request, _("Samtycket är sparat."))
        return redirect("consents", found.pk)
    texts = [(purpose.label, TEXTS[purpose]) for purpose in ConsentPurpose]
    context = {
        "person": found,
        "form": form,
        "texts": [(label, text.yes % _blanks(), text.told, text.source) for label, text in texts],
    }
    return render(request, "people/give_consent.html", context)


@requires(Permission.CONSENT)
def revoke_consent(request: HttpRequest, consent: int) -> HttpResponse:
    found, person = _consent_or_404(request, consent)
    audit.read(request.actor, "people.consents_read", [person])
    form = RevokeConsentForm(request.POST or None, consent=found, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            if form.act():
                done(request, _("Samtycket är återkallat."))
                return redirect("consents", person.pk)
        except Conflict:
            return conflict(request, what=_("Samtycket"), theirs=[], retry_url=request.path)
    context = {"person": person, "consent": found, "form": form, "means": TEXTS[ConsentPurpose(found.purpose)].revoked}
    return render(request, "people/revoke_consent.html", context)


@requires(Permission.CONSENT)
def blank_consent(request: HttpRequest, person: int) -> HttpResponse:
    """Asks what the paper is about; with that in the address, the paper itself."""
    assert request.actor.assignment
    found = _unprotected(person_or_404(request, person))
    audit.read(request.actor, "people.read", [found])
    form = BlankConsentForm(request.GET if "purpose" in request.GET else None)
    if form.is_valid():
        made = blank_paper(
            name=found.name,
            purpose=ConsentPurpose(form.cleaned_data["purpose"]),
            recipient=form.cleaned_data["recipient"],
            unit=request.actor.assignment.unit.name,
            until=form.cleaned_data["until"],
        )
        return responses.pdf(pdf.render(made), _("Samtycke"))
    return render(request, "people/blank_consent.html", {"person": found, "form": form})


@requires(Permission.CONSENT)
def consent_paper(request: HttpRequest, consent: int) -> HttpResponse:
    found, person = _consent_or_404(request, consent)
    _unprotected(person)
    audit.read(request.actor, "people.consents_read", [person])
    made = paper(found, name=person.name, today=request.actor.today)
    return responses.pdf(pdf.render(made), _("Samtycke"))


def _blanks() -> dict[str, str]:
    return {"recipient": _("(mottagaren)"), "unit": _("(platsen)")}


def _unprotected(person: Person) -> Person:
    """Nobody whose data are protected stands on a paper."""
    if person.is_protected:
        raise Http404
    return person


def _consent_or_404(request: HttpRequest, consent: int) -> tuple[Consent, Person]:
    """The consent with whom it is about: the one they turned out to be."""
    shared = Consent.objects.exclude(unit__in=units_apart(request.actor))
    found = shared.select_related("unit").filter(pk=consent).first()
    if found is None:
        raise Http404
    return found, person_or_404(request, found.person_id)
