"""How does a caregiver see its month's codes, take out the files to the register, and say that they are sent?"""

from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.kit.downloads import handed_out
from livskraft.kit.errors import Refused
from livskraft.kit.partial_date import MONTHS
from livskraft.modules.training.actions import code_reports as actions
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.kva import caregiver_reporting, is_municipal, persons_of, reports_of
from livskraft.modules.training.rules.kva import MONTHS_BACK, File, closed_months, due, national_format
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.people.queries.retention import here
from livskraft.ui.messages import done

FAULTS_SHOWN = 100
LONGEST_ID = 18


@require_safe
@requires(Permission.REPORT_CODES)
def kva_report(request: HttpRequest) -> HttpResponse:
    """How many contacts and codes a month holds and what is wrong with them; nobody is named."""
    keeper, other = caregiver_reporting(request.actor), _other(request)
    months = closed_months(request.actor.today, MONTHS_BACK)
    month = _month(request.GET.get("manad", "")) or months[0]
    if keeper is None or other or month not in months or not is_municipal(keeper, month):
        told = {"keeper": other or keeper or request.actor.caregiver, "reports": keeper is not None and not other}
        return render(request, "training/kva_none.html", told)
    found = actions.month_checked(keeper, month)
    shown = found.faults[:FAULTS_SHOWN]
    if shown:
        audit.read(request.actor, "training.codes_counted", persons_of(fault.contact for fault in shown))
    units = Unit.objects.in_bulk({fault.contact.unit for fault in shown})
    reports = reports_of(keeper)
    context = {
        "keeper": keeper,
        "month": month,
        "label": _label(month),
        "value": _value(month),
        "found": found,
        "faults": [(fault, units[fault.contact.unit].name) for fault in shown],
        "more": len(found.faults) - len(shown),
        "files": national_format().files,
        "source": national_format().source,
        "municipality": here(),
        "report": reports.get(month),
        "due": due(month),
        "months": [(_label(each), _value(each), reports.get(each), each == month) for each in months],
        "today": request.actor.today,
    }
    return render(request, "training/kva_report.html", context)


@require_POST
@requires(Permission.REPORT_CODES)
def kva_file(request: HttpRequest, kva_month: str, kva_file: str) -> HttpResponse:
    """The file, with identity numbers; each patient's reading is in the log before it is made."""
    month, file = _month_or_404(request, kva_month), _file_or_404(kva_file)
    try:
        made = actions.take_out(
            file=file, month=month, leave_out_wrong=request.POST.get("utan") == "fel", by=request.actor
        )
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect(_back(month))
    return handed_out(made.data, content_type="text/plain; charset=utf-8", name=made.name)


@require_POST
@requires(Permission.REPORT_CODES)
def report_codes(request: HttpRequest, kva_month: str) -> HttpResponse:
    month = _month_or_404(request, kva_month)
    try:
        actions.report_codes(month=month, by=request.actor)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        done(request, _("Månaden är rapporterad."))
    return redirect(_back(month))


def _other(request: HttpRequest) -> Unit | None:
    """The caregiver that a duty is about when the actor does not report for it."""
    asked, own = request.GET.get("vardgivare", ""), caregiver_reporting(request.actor)
    if not asked.isdecimal() or len(asked) > LONGEST_ID or (own and asked == str(own.pk)):
        return None
    return Unit.objects.of_kind(UnitKind.PROVIDER).filter(pk=asked).first()


def _month(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no time zone
    except ValueError:
        return None


def _month_or_404(request: HttpRequest, text: str) -> date:
    """A month of the actor's own caregiver; who does not report for one has none."""
    month = _month(text)
    if month is None or caregiver_reporting(request.actor) is None:
        raise Http404
    return month


def _file_or_404(key: str) -> File:
    found = next((file for file in national_format().files if file.key == key), None)
    if found is None:
        raise Http404
    return found


def _label(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def _value(month: date) -> str:
    return f"{month:%Y-%m}"


def _back(month: date) -> str:
    return f"{reverse('kva_report')}?manad={_value(month)}"
