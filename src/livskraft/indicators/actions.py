"""How does a period close, how is a closed figure corrected, and how is the number of residents typed in?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.indicators.catalogue import Indicator, indicators
from livskraft.indicators.models import Closing, Figure, Residents, Revision
from livskraft.indicators.permissions import Permission
from livskraft.indicators.queries import by_path, latest_closed
from livskraft.indicators.rules import Counted, Span, Term, closing_with
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit

# Local rule: for a year back, corrections are looked for each time that a month closes.
REVISED_MONTHS = 12
_EXACT = Decimal("0.0001")


def months_to_close(today: date) -> list[Term]:
    """The months that are to be closed by `today`, the oldest first: all since the latest, or the latest one alone."""
    month = Term.holding(Span.MONTH, today).earlier()
    while month.closes > today:
        month = month.earlier()
    done = latest_closed()
    if done is None:
        return [month]
    found: list[Term] = []
    while month.starts > done.starts:
        found.insert(0, month)
        month = month.earlier()
    return found


@transaction.atomic
def close_month(*, month: Term, by: Actor) -> list[Closing]:
    """Freezes every indicator for the month, and for the quarter and the year that end with it.

    Raises Refused when the month is still open, and Conflict when somebody closed it meanwhile.
    """
    by.must(Permission.CLOSE)
    if by.today < month.closes:
        raise Refused(_("Månaden stängs den %(day)s:e i månaden efter.") % {"day": month.closes.day})
    return [_close(term, by) for term in closing_with(month)]


def _close(term: Term, by: Actor) -> Closing:
    try:
        with transaction.atomic():
            closing = Closing.objects.create(span=term.span, starts=term.starts, closed_at=by.at, closed_by=by.who)
    except IntegrityError as error:
        raise Conflict(term.label) from error
    for indicator in indicators:
        _freeze(indicator, closing, by_path(indicator, indicator.measure(Unit.objects.all(), term.period)))
    audit.wrote(by, "indicators.closed", [closing])
    return closing


def _freeze(indicator: Indicator, closing: Closing, measured: Mapping[str, Counted]) -> list[Figure]:
    return Figure.objects.bulk_create(
        Figure(
            closing=closing,
            indicator=indicator.key,
            unit_id=int(path.strip("/").split("/")[-1]),
            path=path,
            numerator=counted.numerator,
            denominator=counted.denominator,
            edition=indicator.edition,
        )
        for path, counted in measured.items()
    )


@transaction.atomic
def revise(*, by: Actor) -> int:
    """Measures the last year's closed periods anew and appends a revision where a record was corrected since.

    The frozen figure stays as it was. Gives the number of revisions.
    """
    by.must(Permission.CLOSE)
    first = Term.holding(Span.MONTH, by.today).earlier(REVISED_MONTHS)
    closings = [closing for closing in Closing.objects.all() if closing.term.ends > first.starts]
    lasting = [each for each in indicators if each.has_history]
    made = [revision for closing in closings for each in lasting for revision in _revisions(each, closing, by)]
    Revision.objects.bulk_create(made)
    if made:
        audit.wrote(by, "indicators.revised", closings)
    return len(made)


def _revisions(indicator: Indicator, closing: Closing, by: Actor) -> Iterator[Revision]:
    now = {
        int(path.strip("/").split("/")[-1]): (path, counted)
        for path, counted in by_path(indicator, indicator.measure(Unit.objects.all(), closing.term.period)).items()
    }
    figures = {
        figure.unit_id: figure
        for figure in Figure.objects.filter(closing=closing, indicator=indicator.key).prefetch_related("revisions")
    }
    # What was unknown at the closing was nothing then; it gets a frozen figure of nothing to be corrected.
    late = {path: Counted(Decimal(0), None) for unit, (path, _counted) in now.items() if unit not in figures}
    figures |= {figure.unit_id: figure for figure in _freeze(indicator, closing, late)}
    for unit, figure in figures.items():
        _path, counted = now.get(unit, ("", Counted(Decimal(0), None)))
        held = next(iter(figure.revisions.all()), None) if figure.path not in late else None
        before = held or figure
        if _exact(counted.numerator) == before.numerator and _exact(counted.denominator) == before.denominator:
            continue
        yield Revision(
            figure=figure,
            numerator=counted.numerator,
            denominator=counted.denominator,
            edition=indicator.edition,
            reason=_("Rättat underlag") if before.edition == indicator.edition else _("Ändrad definition"),
            made_at=by.at,
        )


def _exact(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(_EXACT)


@transaction.atomic
def close_due(*, by: Actor) -> int:
    """Closes every month that is to be closed today, and looks for corrections when one was; gives their number."""
    months = months_to_close(by.today)
    for month in months:
        close_month(month=month, by=by)
    if months:
        revise(by=by)
    return len(months)


@dataclass(frozen=True, slots=True)
class Number:
    """How many residents a unit had on a day, and who says so."""

    unit: Unit
    on: date
    number: int
    source: str


@transaction.atomic
def record_residents(*, numbers: Iterable[Number], by: Actor) -> int:
    """Records each number, in place of an earlier one for the same unit and day; gives how many were new or changed.

    Refused for a unit that is neither a site nor an area, for a day to come, and without a source.
    """
    changed: list[Residents] = []
    for each in numbers:
        by.must(Permission.RECORD_RESIDENTS, at=each.unit)
        if each.unit.kind not in (UnitKind.SITE, UnitKind.AREA):
            raise Refused(_("Antalet anges för ett trygghetsboende eller ett område."), field="unit")
        if each.on > by.today:
            raise Refused(_("Dagen har inte varit än."), field="on")
        if not each.source.strip():
            raise Refused(_("Skriv varifrån uppgiften kommer."), field="source")
        held = Residents.objects.select_for_update().filter(unit=each.unit, on=each.on).first()
        if held and (held.number, held.source) == (each.number, each.source):
            continue
        held = held or Residents(unit=each.unit, on=each.on, version=0)
        held.number, held.source = each.number, each.source
        held.recorded_at, held.recorded_by = by.at, by.user
        held.version += 1
        held.save()
        changed.append(held)
    if changed:
        audit.wrote(by, "indicators.residents_recorded", changed, ["number", "source"])
    return len(changed)


@transaction.atomic
def remove_residents(*, residents: Residents, by: Actor) -> None:
    """Takes a number back that should not have been typed in."""
    by.must(Permission.RECORD_RESIDENTS, at=residents.unit)
    audit.wrote(by, "indicators.residents_removed", [residents])
    residents.delete()
