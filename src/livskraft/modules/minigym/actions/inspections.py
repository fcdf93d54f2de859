"""What can be done in an inspection: begun, walked item by item or typed in from a protocol, finished, signed?"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.documents import pdf, seal
from livskraft.files import content
from livskraft.files.actions import store, store_generated
from livskraft.files.content import Content
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.actions.equipment import return_to_use, take_out_of_use
from livskraft.modules.minigym.actions.gyms import lock_gym
from livskraft.modules.minigym.models import Equipment, FollowUp, Gym, Inspection, Round, Service
from livskraft.modules.minigym.papers.protocol import protocol
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries import inspectors_at, items_in, property_owner_of
from livskraft.modules.minigym.rules import RegimeKey, Status, Verdict, follow_up_due
from livskraft.organisation.models import Unit

Verdicts = Mapping[int, tuple[Verdict, str]]


@transaction.atomic
def start_round(
    *, gym: Gym, on: date, inspector: str, by: Actor, firm: Unit | None = None, regime: RegimeKey | None = None
) -> Round:
    """A round to walk item by item. It holds the items that the firm inspects; without a firm, all but the fixtures.

    Refused while another round is under way in the gym: two people walk the same round.
    """
    by.must(Permission.INSPECT, at=gym.site)
    locked = lock_gym(gym)
    if locked.rounds.unfinished().exists():
        raise Refused(_("Det pågår redan en besiktning här. Fortsätt på den."))
    return _new_round(gym=locked, on=on, inspector=inspector, firm=firm, regime=regime, by=by)


@transaction.atomic
def discard_round(*, round: Round, by: Actor) -> None:
    """A round that was begun by mistake disappears; refused when something was recorded in it."""
    by.must(Permission.INSPECT, at=round.gym.site)
    held = _unfinished(round)
    if held.inspections.exists():
        raise Refused(_("Besiktningen har redan resultat och kan inte tas bort. Avsluta den i stället."))
    audit.wrote(by, "minigym.round_discarded", [held, held.gym])
    held.delete()


@transaction.atomic
def record_verdict(
    *,
    round: Round,
    item: Equipment,
    verdict: Verdict,
    by: Actor,
    remark: str = "",
    photo: Content | None = None,
    version: int | None = None,
) -> Inspection:
    """The verdict on one item of a round under way. A takes the item out of use; A and B open a follow-up.

    `version` is that of the verdict being replaced, None for the first. Raises Conflict when somebody else recorded
    the item meanwhile; the same verdict from the same person again, as after a lost answer, changes nothing.
    """
    by.must(Permission.INSPECT, at=round.gym.site)
    held = _unfinished(round)
    if not items_in(held).filter(pk=item.pk).exists():
        raise Refused(_("%(item)s hör inte till den här besiktningen.") % {"item": item})
    words = _words(verdict, remark)
    there = held.inspections.select_related("stop").filter(item=item).first()
    if there and there.version != version:
        again = (there.verdict, there.remark, there.recorded_by) == (verdict, words, by.user)
        if again and not photo:
            return there
        raise Conflict(str(item))
    picture = store(photo, at=by.at, created_by=by.user.pk if by.user else None) if photo else None
    if there is None:
        inspection = Inspection(round=held, item=item, on=PartialDate.of(held.on))
    else:
        _take_back(there, verdict, by)
        inspection = there
        inspection.version += 1
    inspection.verdict = verdict
    inspection.remark = words
    inspection.photo = picture or inspection.photo
    inspection.recorded_at = by.at
    inspection.recorded_by = by.user
    inspection.save()
    _keep_latest("inspected", [item.pk], held.on)
    _follow(inspection, by)
    audit.wrote(by, "minigym.inspected", [inspection, item, held], ["verdict", "remark", "photo"])
    return inspection


@transaction.atomic
def finish_round(*, round: Round, by: Actor, counts_as_service: bool = False, version: int | None = None) -> Round:
    """The round is closed for good; what it did not see to is listed in `missed` and stays due.

    The visit is also the yearly service of the inspected items only when `counts_as_service` says so.
    """
    by.must(Permission.INSPECT, at=round.gym.site)
    held = _unfinished(round)
    if version is not None and held.version != version:
        raise Conflict(str(held))
    if not held.inspections.exists():
        raise Refused(_("Ingen maskin är besiktad än. Besikta minst en, eller ta bort besiktningen."))
    _finish(held, counts_as_service, by)
    return held


@transaction.atomic
def record_protocol(
    *,
    gym: Gym,
    on: date,
    inspector: str,
    firm: Unit | None,
    verdicts: Verdicts,
    by: Actor,
    regime: RegimeKey | None = None,
    items: Iterable[int] | None = None,
    protocol_file: Content | None = None,
    invoice_file: Content | None = None,
    counts_as_service: bool = False,
    cost: Decimal | None = None,
) -> Round:
    """A firm's protocol typed in: `items` (None: all that the firm inspects) are without remark but for `verdicts`.

    A protocol older than an item's latest inspection is history: it neither stops the item nor opens a follow-up.
    Raises Refused on an item that the firm does not inspect here, and when the protocol is already typed in.
    """
    by.must(Permission.EDIT, at=gym.site)
    locked = lock_gym(gym)
    held = _new_round(gym=locked, on=on, inspector=inspector, firm=firm, regime=regime, by=by, typed_in=True)
    offered = {item.pk: item for item in items_in(held).select_related("gym__site", "kind")}
    chosen = set(offered) if items is None else set(items)
    if foreign := (chosen | set(verdicts)) - set(offered):
        raise Refused(_("%(count)d av maskinerna besiktas inte av den du har valt.") % {"count": len(foreign)})
    chosen |= set(verdicts)
    if not chosen:
        raise Refused(_("Välj minst en maskin."), field="items")
    same = Inspection.objects.filter(item__in=chosen, round__on=on, round__typed_in=True, round__firm=firm)
    if same.filter(round__inspector=held.inspector).exists():
        raise Refused(_("Protokollet från den dagen är redan inlagt."), field="on")
    user = by.user.pk if by.user else None
    held.protocol = store(protocol_file, at=by.at, created_by=user) if protocol_file else None
    held.invoice = store(invoice_file, at=by.at, created_by=user) if invoice_file else None
    held.cost = cost
    found = Inspection.objects.bulk_create(
        Inspection(
            round=held,
            item=offered[pk],
            on=PartialDate.of(on),
            verdict=verdicts[pk][0] if pk in verdicts else Verdict.OK,
            remark=_words(*verdicts[pk]) if pk in verdicts else "",
            recorded_at=by.at,
            recorded_by=by.user,
        )
        for pk in offered
        if pk in chosen
    )
    for inspection in found:
        later = inspection.item.inspected and inspection.item.inspected > PartialDate.of(on)
        if not later:
            _follow(inspection, by)
    _keep_latest("inspected", chosen, on)
    _finish(held, counts_as_service, by)
    return held


def record_property_inspection(
    *,
    gym: Gym,
    on: date,
    inspector: str,
    by: Actor,
    verdicts: Verdicts | None = None,
    evidence: Content | None = None,
    items: Iterable[int] | None = None,
) -> Round:
    """That the property owner inspected the fixtures, with the owner's protocol as evidence."""
    owner = property_owner_of(gym)
    if owner is None:
        raise Refused(_("Det är inte angett vem som äger huset. Lägg in fastighetsägaren på enheten först."))
    return record_protocol(
        gym=gym,
        on=on,
        inspector=inspector,
        firm=owner,
        regime=RegimeKey.PROPERTY,
        verdicts=verdicts or {},
        items=items,
        protocol_file=evidence,
        by=by,
    )


def sign_protocol(*, round: Round, by: Actor) -> Round:
    """The finished round with its protocol as a signed PDF, made once. Slow: call it outside a transaction."""
    by.must(Permission.INSPECT, at=round.gym.site)
    if round.finished_at is None:
        raise Refused(_("Avsluta besiktningen först."))
    if round.signed_protocol_id:
        return round
    paper = pdf.render(protocol(round))
    reason = _("Besiktningsprotokoll %(gym)s %(on)s") % {"gym": round.gym, "on": round.on}
    signed = seal.sign(paper, signer=by.name, at=by.at, reason=reason)
    with transaction.atomic():
        held = _lock(round)
        if held.signed_protocol_id is None:
            user = by.user.pk if by.user else None
            held.signed_protocol = store_generated(
                signed, name=reason, content_type=content.PDF, at=by.at, created_by=user
            )
            held.save(update_fields=["signed_protocol"])
            audit.wrote(by, "minigym.protocol_signed", [held], ["signed_protocol"])
    round.signed_protocol = held.signed_protocol
    return round


def serviced(*, items: Iterable[Equipment], on: date, by: Actor, firm: Unit | None, **because: object) -> list[Service]:
    """That the items were serviced on a day, by a round or an order given in `because`; moves `serviced` forward."""
    made = Service.objects.bulk_create(
        Service(item=item, on=PartialDate.of(on), firm=firm, recorded_at=by.at, recorded_by=by.user, **because)
        for item in items
    )
    _keep_latest("serviced", [service.item_id for service in made], on)
    return made


def _new_round(
    *,
    gym: Gym,
    on: date,
    inspector: str,
    firm: Unit | None,
    regime: RegimeKey | None,
    by: Actor,
    typed_in: bool = False,
) -> Round:
    name = inspector.replace("\x00", "").strip()[:120]
    if not name:
        raise Refused(_("Skriv vem som besiktade."), field="inspector")
    if on > by.today:
        raise Refused(_("Besiktningsdagen kan inte ligga framåt i tiden."), field="on")
    held = Round.objects.create(
        gym=gym,
        on=on,
        inspector=name,
        firm=firm,
        regime=_holds(gym, on, firm, regime),
        typed_in=typed_in,
        started_at=by.at,
        started_by=by.user,
    )
    audit.wrote(by, "minigym.round_started", [held, gym], ["on", "inspector", "firm", "regime"])
    return held


def _holds(gym: Gym, on: date, firm: Unit | None, regime: RegimeKey | None) -> str:
    """Which regime's items the round holds. Raises Refused when the firm does not inspect those here."""
    if firm is None:
        if regime == RegimeKey.PROPERTY:
            raise Refused(_("Fast inredning besiktas av fastighetsägaren."), field="firm")
        return regime or ""
    theirs = {found.regime for found in inspectors_at(gym, on) if found.unit == firm}
    if not theirs or (regime and regime not in theirs):
        raise Refused(_("%(firm)s besiktar inte de maskinerna här.") % {"firm": firm}, field="firm")
    if regime:
        return regime
    return theirs.pop() if len(theirs) == 1 else ""


def _lock(round: Round) -> Round:
    return Round.objects.select_for_update(of=("self",)).select_related("gym__site", "firm").get(pk=round.pk)


def _unfinished(round: Round) -> Round:
    held = _lock(round)
    if held.finished_at:
        raise Refused(_("Besiktningen är avslutad och kan inte ändras."))
    return held


def _finish(held: Round, counts_as_service: bool, by: Actor) -> None:
    done = [found.item for found in held.inspections.select_related("item__regime")]
    held.finished_at = by.at
    held.finished_by = by.user
    held.counts_as_service = counts_as_service
    held.version += 1
    held.save()
    held.missed.set(items_in(held).exclude(pk__in=[item.pk for item in done]))
    if counts_as_service:
        ours = [item for item in done if item.regime.key != RegimeKey.PROPERTY]
        serviced(items=ours, on=held.on, by=by, firm=held.firm, round=held)
    audit.wrote(by, "minigym.round_finished", [held], ["finished_at", "counts_as_service"])


def _follow(inspection: Inspection, by: Actor) -> None:
    """What a verdict brings with it: a stop for A, a follow-up for A and B."""
    due = follow_up_due(Verdict(inspection.verdict), inspection.on.first)
    if due is None:
        return
    if inspection.verdict == Verdict.STOP and inspection.item.status == Status.IN_USE:
        inspection.stop = take_out_of_use(item=inspection.item, reason=inspection.remark, by=by)
        inspection.save(update_fields=["stop"])
    FollowUp.objects.update_or_create(
        inspection=inspection,
        item=inspection.item,
        closed_at=None,
        defaults={"severity": inspection.verdict, "what": inspection.remark, "due": due},
        create_defaults={
            "severity": inspection.verdict,
            "what": inspection.remark,
            "due": due,
            "opened_at": by.at,
            "opened_by": by.user,
        },
    )


def _take_back(before: Inspection, verdict: Verdict, by: Actor) -> None:
    """Undoes what the replaced verdict brought and the new one does not: its follow-up, and its stop.

    Who may not take an item back into use leaves it stopped.
    """
    if follow_up_due(verdict, before.on.first) is None:
        before.follow_ups.open().update(
            closed_at=by.at,
            closed_by=by.user,
            done_on=by.today,
            outcome=_("Resultatet rättades under besiktningen."),
        )
    stop = before.stop
    if stop and verdict != Verdict.STOP:
        before.follow_ups.open().update(severity=verdict)
        before.stop = None
        if stop.ended_at is None and by.may(Permission.EDIT, at=before.item.gym.site):
            return_to_use(item=before.item, reason=_("Resultatet rättades under besiktningen."), by=by)


def _keep_latest(field: str, items: Iterable[int], on: date) -> None:
    """Moves the kept date forward, never back: a protocol typed in late is history."""
    earlier = Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__lt": PartialDate.of(on)})
    Equipment.objects.filter(earlier, pk__in=list(items)).update(**{field: PartialDate.of(on)})


def _words(verdict: Verdict, remark: str) -> str:
    words = remark.replace("\x00", "").strip()[:1000]
    if verdict != Verdict.OK and not words:
        raise Refused(_("Skriv vad anmärkningen gäller."), field="remark")
    return words
