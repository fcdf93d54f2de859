"""How are records that are old enough previewed, decided on and thrown away, and how is that taken back in time?"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.models import Unit
from livskraft.people import erasures
from livskraft.people.holdings import holdings
from livskraft.people.models import LegalHold, Person, PurgeLine, PurgeOrder, Release
from livskraft.people.permissions import Permission
from livskraft.people.queries.persons import all_ids_of
from livskraft.people.queries.retention import Due, assess, current_rules, due_now, private_keepers
from livskraft.people.rules.retention import Rule, Spared, due_before
from livskraft.people.rules.vocabulary import Regime

LINES_AT_ONCE = 1000


def make_order(*, regime: Regime, by: Actor) -> PurgeOrder:
    """What is old enough today, as an order that waits for a decision.

    Raises Refused when nothing would go, or when the regime has an order that is not carried out.
    """
    by.must(Permission.DECIDE_RETENTION)
    rule = current_rules()[regime]
    if rule.keeps_all:
        raise Refused(_("Allt bevaras, så det finns inget att gallra."))
    # Looked up before the transaction: with many persons it takes a while.
    found = list(due_now(rule, by.today))
    if kept := all(due.spared for due in found) and len(found):
        raise Refused(
            ngettext(
                "Inget ska gallras. Uppgifter om %(n)d person är gamla nog men bevaras.",
                "Inget ska gallras. Uppgifter om %(n)d personer är gamla nog men bevaras.",
                kept,
            )
            % {"n": kept}
        )
    if not found:
        raise Refused(_("Inget är gammalt nog för att gallras."))
    return _write_order(rule=rule, found=found, by=by)


@transaction.atomic
def _write_order(*, rule: Rule, found: Sequence[Due], by: Actor) -> PurgeOrder:
    # One order at a time: whoever makes one waits here for the other.
    Unit.objects.select_for_update().filter(parent=None).order_by("pk").first()
    if PurgeOrder.objects.filter(regime=rule.regime, executed_at=None, withdrawn_at=None).exists():
        raise Refused(_("Det finns redan ett underlag som väntar. Besluta om det, eller ta tillbaka det, först."))
    order = PurgeOrder.objects.create(
        regime=rule.regime,
        rule=f"{rule.words} ({rule.source})",
        last_note_before=_latest_before(rule, by.today),
        made_at=by.at,
        made_by=by.user,
    )
    PurgeLine.objects.bulk_create(
        [
            PurgeLine(
                order=order,
                person_id=due.person,
                last_note=due.last_note,
                records=due.records,
                whole_person=due.whole_person and not due.spared,
                spared=due.spared or "",
            )
            for due in found
        ],
        batch_size=LINES_AT_ONCE,
    )
    audit.wrote(by, "people.purge_made", [order])
    return order


@transaction.atomic
def decide(*, order: PurgeOrder, reference: str, version: int | None = None, by: Actor) -> PurgeOrder:
    """The order is carried out next night. Whoever made it may decide it. Raises Refused without a reference."""
    by.must(Permission.DECIDE_RETENTION)
    held = versions.locked(order, version)
    if held.withdrawn_at or held.decided_at:
        raise Conflict(str(held))
    if not reference.strip():
        raise Refused(_("Skriv beslutets diarienummer."), field="reference")
    held.reference, held.decided_at, held.decided_by = reference.strip(), by.at, by.user
    held.save()
    audit.wrote(by, "people.purge_decided", [held], ["reference"])
    return held


@transaction.atomic
def withdraw(*, order: PurgeOrder, version: int | None = None, by: Actor) -> PurgeOrder:
    """Nothing more is thrown away under the order. What has been stays gone. Raises Conflict when all of it is."""
    by.must(Permission.DECIDE_RETENTION)
    held = versions.locked(order, version)
    if held.executed_at or held.withdrawn_at:
        raise Conflict(str(held))
    held.withdrawn_at = by.at
    held.save()
    held.lines.filter(erased_at=None).delete()
    audit.wrote(by, "people.purge_withdrawn", [held])
    return held


def execute(*, order: PurgeOrder, by: Actor) -> bool:
    """Throws away what is decided, person by person, each checked anew; True when nothing is left to do.

    May be interrupted and run again.
    """
    by.must(Permission.DECIDE_RETENTION)
    waiting = order.lines.filter(erased_at=None, spared="").order_by("pk").values_list("pk", flat=True)
    for line in list(waiting):
        if not erase_line(line=line, by=by):
            return False
    return finish(order=order, by=by)


@transaction.atomic
def finish(*, order: PurgeOrder, by: Actor) -> bool:
    """Marks the order as carried out; False when it was taken back or something is left."""
    by.must(Permission.DECIDE_RETENTION)
    held = PurgeOrder.objects.select_for_update().get(pk=order.pk)
    if not _is_open(held) or held.lines.filter(erased_at=None, spared="").exists():
        return False
    held.executed_at = by.at
    held.version += 1
    held.save()
    audit.wrote(by, "people.purge_executed", [held])
    return True


@transaction.atomic
def erase_line(*, line: int, by: Actor) -> bool:
    """One person's records go, or are spared with the reason; False when the order was taken back meanwhile."""
    by.must(Permission.DECIDE_RETENTION)
    found = PurgeLine.objects.select_related("order").get(pk=line)
    # The order first and then the persons, by id: whoever places a hold or merges locks the persons in that order too.
    order = PurgeOrder.objects.select_for_update().get(pk=found.order_id)
    if not _is_open(order):
        return False
    if found.erased_at or found.spared:
        return True
    locked = list(Person.objects.select_for_update().filter(pk__in=all_ids_of([found.person_id])).order_by("pk"))
    due, why = _checked_anew(found, locked, by.today)
    if due is None:
        found.spared = why or Spared.NEW_NOTE
        found.save(update_fields=["spared"])
        audit.wrote(by, "people.purge_spared", [order, *locked], ["spared"])
        return True
    audit.wrote(by, "people.erased", [order, *locked])
    regime = Regime(order.regime)
    found.records = _erase_records([regime], due.ids, by)
    found.whole_person = due.whole_person and _erase_persons(due.ids)
    found.last_note, found.erased_at = due.last_note, by.at
    found.save()
    # Last: what fails above leaves no trace of an erasure that never was.
    erasures.append(erasures.Erasure(by.at, order.pk, regime, due.ids, found.whole_person))
    return True


@transaction.atomic
def repeat_erasures(*, done: Iterable[erasures.Erasure], by: Actor) -> int:
    """Throws away again what an older copy has brought back; returns how many persons that concerned.

    Somebody registered since then is another person with the same id, and is left alone.
    """
    by.must(Permission.DECIDE_RETENTION)
    concerned: set[int] = set()
    for erasure in done:
        there = Person.objects.filter(pk__in=erasure.persons, registered_at__lt=erasure.at)
        persons = list(there.select_for_update().order_by("pk"))
        if not persons:
            continue
        audit.wrote(by, "people.erased_again", persons)
        ids = [person.pk for person in persons]
        _erase_records(Regime if erasure.whole_person else [erasure.regime], ids, by)
        if erasure.whole_person:
            # Somebody may have been merged into them when the copy was made, and no longer when they were thrown away.
            Person.objects.filter(merged_into__in=ids).exclude(pk__in=ids).update(merged_into=None)
            _erase_persons(ids)
        concerned.update(ids)
    return len(concerned)


def _is_open(order: PurgeOrder) -> bool:
    return bool(order.decided_at and not order.executed_at and not order.withdrawn_at)


def _checked_anew(line: PurgeLine, locked: Sequence[Person], today: date) -> tuple[Due | None, Spared | None]:
    """What the line is about today, or why it is spared."""
    person = next((each for each in locked if each.pk == line.person_id), None)
    if person is None:
        return None, Spared.GONE
    if person.merged_into_id:
        return None, Spared.MERGED
    rule = current_rules()[Regime(line.order.regime)]
    if rule.keeps_all:
        return None, Spared.RULE_CHANGED
    found = assess(rule, [person.pk], today, private_keepers())
    if not found:
        return None, Spared.NEW_NOTE
    return (None, found[0].spared) if found[0].spared else (found[0], None)


def _erase_records(regimes: Iterable[Regime], ids: Sequence[int], by: Actor) -> int:
    """The database lets go of signed records of theirs while this is done, and of nobody else's."""
    removed = 0
    for regime in regimes:
        let_go = Release.objects.bulk_create([Release(person_id=pk, regime=regime, at=by.at) for pk in ids])
        removed += sum(holding.erase(ids) for holding in holdings if holding.regime == regime)
        Release.objects.filter(pk__in=[each.pk for each in let_go]).delete()
    return removed


def _erase_persons(ids: Sequence[int]) -> bool:
    """Whether the persons could go with contact, relatives, numbers and relations: not when a room still keeps them."""
    try:
        with transaction.atomic():
            LegalHold.objects.filter(person__in=ids).delete()
            # Those who point to another first: nobody goes while somebody is them.
            Person.objects.filter(pk__in=ids, merged_into__isnull=False).delete()
            Person.objects.filter(pk__in=ids).delete()
    except ProtectedError:
        return False
    return True


def _latest_before(rule: Rule, today: date) -> date:
    years = [years for years in (rule.years, rule.private_years) if years is not None]
    return max(due_before(today, each) for each in years)
