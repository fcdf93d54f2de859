"""Who decides what a responsibility regime means, and which service agreements are there?"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.names import sort_key
from livskraft.kit.partial_date import PartialDate
from livskraft.kit.periods import Period, overlapping
from livskraft.kit.versions import locked
from livskraft.modules.minigym.imports.kinds import CATALOGUE
from livskraft.modules.minigym.models import Agreement, EquipmentKind, Regime, RegimeTerms
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import INTERVALS, Party, RegimeKey
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit

# Earlier than anything in a list, so that every item has terms.
BEGINNING = date(2000, 1, 1)


@dataclass(frozen=True)
class Preset:
    """What a regime means until somebody decides otherwise; an interval without a source is a local rule."""

    description: str
    owner: Party
    inspector: Party
    payer: Party
    inspection_source: str = ""
    service_months: int | None = 12
    service_source: str = ""


PRESETS = {
    RegimeKey.MUNICIPAL: Preset(
        "Kommunen har köpt maskinen. Den omfattas av kommunens serviceavtal, också när den är kompletterande.",
        Party.MUNICIPALITY,
        Party.SERVICE_FIRM,
        Party.MUNICIPALITY,
        "000 Verksamhetschef: ”ansvarar verksamhetschef "
        "för att av kommunen tillhandahållen utrustning besiktigas årligen”",
        12,
        "000 Service och underhåll: utförare ansvarar för att "
        "”beställa årlig service … på utrustning tillhandahållen av kommunen”",
    ),
    RegimeKey.PROVIDER: Preset(
        "Utföraren har köpt maskinen och svarar själv för service och underhåll.",
        Party.PROVIDER,
        Party.PROVIDER,
        Party.PROVIDER,
    ),
    RegimeKey.PROPERTY: Preset(
        "Ribbstolar och annat som sitter fast i huset. Fastighetsägaren besiktar, vem som än köpte.",
        Party.PROPERTY_OWNER,
        Party.PROPERTY_OWNER,
        Party.PROPERTY_OWNER,
        service_months=None,
    ),
}


@transaction.atomic
def set_up_minigym(*, by: Actor) -> None:
    """The three regimes with their preset terms, and the catalogue of kinds. What is already there is left as it is."""
    by.must(Permission.CHANGE_TERMS)
    made: list[Regime | EquipmentKind] = []
    for key, preset in PRESETS.items():
        regime, new = Regime.objects.get_or_create(
            key=key, defaults={"name": str(key.label), "description": preset.description}
        )
        if new:
            made.append(regime)
        if not regime.terms.exists():
            RegimeTerms.objects.create(
                regime=regime,
                starts=BEGINNING,
                owner=preset.owner,
                inspector=preset.inspector,
                payer=preset.payer,
                inspection_months=12,
                inspection_source=preset.inspection_source,
                service_months=preset.service_months,
                service_source=preset.service_source,
            )
    known = set(EquipmentKind.objects.values_list("name", flat=True))
    made += EquipmentKind.objects.bulk_create(
        EquipmentKind(name=kind.name, sort_key=sort_key(kind.name), group=kind.group, is_fixture=kind.is_fixture)
        for kind in CATALOGUE
        if kind.name not in known
    )
    if made:
        audit.wrote(by, "minigym.set_up", [row for row in made if isinstance(row, Regime)])


@transaction.atomic
def set_terms(
    *,
    regime: Regime,
    starts: date,
    owner: str,
    inspector: str,
    payer: str,
    inspection_months: int | None,
    service_months: int | None,
    inspection_source: str = "",
    service_source: str = "",
    version: int | None = None,
    by: Actor,
) -> RegimeTerms:
    """New terms from `starts`; earlier terms are never rewritten, so `starts` must be after the latest that began.

    Terms that have not begun are taken back by setting new ones from the same day or earlier. Raises Conflict when
    the regime is no longer at `version`.
    """
    by.must(Permission.CHANGE_TERMS)
    Regime.objects.select_for_update().get(pk=regime.pk)
    if version is not None and version != regime.version:
        raise Conflict(str(regime))
    for months in (inspection_months, service_months):
        if months is not None and months not in INTERVALS:
            raise Refused(_("Välj ett av intervallen i listan."))
    latest = regime.terms.filter(starts__lte=by.today).first()
    if latest and starts <= latest.starts:
        raise Refused(
            _("Det som redan har gällt ändras aldrig. Välj en dag efter %(day)s.")
            % {"day": PartialDate.of(latest.starts).text},
            field="starts",
        )
    regime.terms.filter(starts__gt=by.today, starts__gte=starts).delete()
    terms = RegimeTerms.objects.create(
        regime=regime,
        starts=starts,
        owner=owner,
        inspector=inspector,
        payer=payer,
        inspection_months=inspection_months,
        inspection_source=inspection_source,
        service_months=service_months,
        service_source=service_source,
    )
    audit.wrote(by, "minigym.terms_set", [regime, terms], ["owner", "inspector", "payer", "intervals"])
    return terms


@transaction.atomic
def record_agreement(
    *,
    regime: Regime,
    customer: Unit,
    firm: Unit,
    invoiced: Unit,
    reference: str,
    starts: date,
    ends: date | None = None,
    by: Actor,
) -> Agreement:
    """A service agreement. Raises Refused when the same customer already has one for the regime at the same time."""
    by.must(Permission.CHANGE_TERMS)
    Unit.objects.select_for_update().get(pk=customer.pk)
    if regime.key == RegimeKey.PROPERTY:
        raise Refused(_("Fast inredning sköts av fastighetsägaren och har inget serviceavtal."), field="regime")
    if firm.kind != UnitKind.SERVICE_FIRM:
        raise Refused(_("Välj en servicefirma."), field="firm")
    if regime.key == RegimeKey.PROVIDER and customer.kind != UnitKind.PROVIDER:
        raise Refused(_("Välj den utförare som har avtalet."), field="customer")
    if regime.key == RegimeKey.MUNICIPAL and customer.kind == UnitKind.PROVIDER:
        raise Refused(_("Kommunens avtal har kommunen eller en förvaltning som beställare."), field="customer")
    if ends is not None and ends <= starts:
        raise Refused(_("Avtalet kan inte sluta innan det börjar."), field="ends")
    _refuse_overlap(regime, customer, Period(starts, ends), "starts")
    agreement = Agreement.objects.create(
        regime=regime, customer=customer, firm=firm, invoiced=invoiced, reference=reference, starts=starts, ends=ends
    )
    audit.wrote(by, "minigym.agreement_recorded", [agreement, customer, firm, invoiced])
    return agreement


@transaction.atomic
def end_agreement(*, agreement: Agreement, ends: date, version: int | None = None, by: Actor) -> Agreement:
    """The agreement holds until `ends`, that day excluded. Raises Conflict when it is no longer at `version`."""
    by.must(Permission.CHANGE_TERMS)
    Unit.objects.select_for_update().get(pk=agreement.customer_id)
    held = locked(agreement, version)
    if ends <= held.starts:
        raise Refused(_("Avtalet kan inte sluta innan det börjar."), field="ends")
    _refuse_overlap(held.regime, held.customer, Period(held.starts, ends), "ends", besides=held.pk)
    held.ends = ends
    held.save(update_fields=["ends", "version"])
    audit.wrote(by, "minigym.agreement_ended", [held], ["ends"])
    return held


def _refuse_overlap(regime: Regime, customer: Unit, period: Period, field: str, besides: int = 0) -> None:
    same = Agreement.objects.filter(regime=regime, customer=customer).filter(overlapping(period))
    if clash := same.exclude(pk=besides).select_related("firm").first():
        raise Refused(
            _("Beställaren har redan avtal med %(firm)s då. Avsluta det först.") % {"firm": clash.firm}, field=field
        )
